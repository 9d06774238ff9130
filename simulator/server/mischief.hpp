#pragma once

/// \file
/// Faults in the short form of POST /_sim/fault: a trick on the next so many requests whose target
/// holds a text, so that a test knows that it has fired. A trick is a rule of faults/ that is
/// switched off once it is used up; only `reply` is none, since it stands in for the peer.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "faults/faults.hpp"

namespace crosswalk::sim {

struct Trick {
  FaultRule rule;                     ///< Without an id; of a reply only what the target holds.
  std::uint32_t times = 1;            ///< Requests, whatever came of them.
  std::optional<HttpResponse> reply;  ///< Answered in the peer's place, which is not asked.
};

/// Reads {"trick":"reply","path_contains":"/v3/jobs","times":2,"status":503,
/// "headers":{"Retry-After":"1"},"body":"..."}; the other tricks are `html`, `hang_up`, `drop`
/// (applied, then reset) and `truncate`. invalid_input names what is wrong.
Result<Trick> read_trick(const Json& json);

class Mischief {
 public:
  /// Has the trick wait for its requests; the ids of its rules are "trick-1" and so on.
  void order(Trick trick, Faults& faults);

  /// The reply that waits for a request to `target`, taken from what waits.
  std::optional<HttpResponse> reply_to(std::string_view target);

  /// Told which rules struck a request; those used up are switched off.
  void struck(const std::vector<std::string>& fired, Faults& faults);

  std::uint64_t fired() const { return fired_; }
  std::size_t waiting() const { return replies_.size() + left_.size(); }

 private:
  std::vector<Trick> replies_;
  std::map<std::string, std::uint32_t> left_;  ///< Requests, by rule.
  std::uint64_t ordered_ = 0;
  std::uint64_t fired_ = 0;
};

}  // namespace crosswalk::sim
