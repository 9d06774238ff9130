#pragma once

/// \file
/// Faults that need a real socket, ordered through /_sim/fault: an answer that is lost after it
/// was applied, cut short, replaced, or never comes. Each waits for requests whose target
/// contains its text and is used up by a number of them, so a test knows that it has fired.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

enum class Trick {
  none,
  reply,    ///< Answers `response` itself; the peer is not asked.
  html,     ///< 200 with a page of HTML; the peer is not asked.
  hang_up,  ///< Resets the connection; the peer is not asked.
  drop,     ///< The peer is asked, then the connection is reset: applied, answer lost.
  truncate  ///< The peer is asked; the body ends after half of what Content-Length says.
};

struct Fault {
  Trick trick = Trick::none;
  std::string path_contains;
  std::uint32_t times = 1;
  HttpResponse response;  ///< Of Trick::reply.
};

/// Reads {"trick":"reply","path_contains":"/v3/jobs","times":2,"status":503,
/// "headers":{"Retry-After":"1"},"body":"..."}; invalid_input names what is wrong.
Result<Fault> read_fault(const Json& json);

class Mischief {
 public:
  void add(Fault fault) { waiting_.push_back(std::move(fault)); }
  void clear() { waiting_.clear(); }

  /// The fault for a request to `target`, taken from what waits; Trick::none most of the time.
  Fault next(std::string_view target);

  std::uint64_t fired() const { return fired_; }
  std::size_t waiting() const { return waiting_.size(); }

 private:
  std::vector<Fault> waiting_;
  std::uint64_t fired_ = 0;
};

}  // namespace crosswalk::sim
