#pragma once

/// \file
/// Reading one lookup whole: a small table such as departments, kept by the host and handed to
/// the engine. Only a change is stored, and only a change makes its dependents be read again.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "flow/context.hpp"

namespace crosswalk {

/// What reading a lookup gave.
struct LookupEnd {
  bool read = false;     ///< The whole table came; else `lookup` is what was there before.
  bool changed = false;  ///< And it differs from what was stored; the new one is stored.
  StoredLookup lookup;
};

/// Keeps itself alive while effects are in flight. The table is bounded: 1,000 pages, 32 MiB.
class ReadingLookup : public std::enable_shared_from_this<ReadingLookup> {
 public:
  /// `known` is what is stored, its version 0 when nothing is. `dependents` are the objects made
  /// with it: that they must be listed whole is stored together with a change.
  ReadingLookup(Context& context, StoredLookup known, std::vector<std::string> dependents,
                std::function<void(LookupEnd)> end);

  /// Runs once; `end` runs once, later, with alarms already raised.
  void begin();

 private:
  void fetch(PlannedRequest request);
  void hear_reply(const PlannedRequest& request, Result<HttpResponse> reply);
  void hear_step(const PlannedRequest& request, std::variant<Answer, StepFailure> answer);
  void retry(PlannedRequest request, std::string why);
  void finish_read();
  void give_up(std::string why);

  Context& context_;
  StoredLookup known_;
  std::vector<std::string> dependents_;
  std::function<void(LookupEnd)> end_;
  std::string entries_;
  std::uint32_t pages_ = 0;
  std::uint32_t attempts_ = 0;
};

}  // namespace crosswalk
