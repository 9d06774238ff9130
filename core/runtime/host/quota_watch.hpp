#pragma once

/// \file
/// Whether a tenant waits for LinkedIn's minute and for nothing else. The flow spends no quota
/// it does not have, so nothing is sent and nobody is asked: only from outside, seeing that all
/// is quiet and that the flow is not done, can it be told why a sync says nothing.

#include <optional>
#include <set>
#include <string>

#include "base/instant.hpp"
#include "flow/effects.hpp"
#include "flow/flow.hpp"
#include "runtime/host/drain.hpp"

namespace crosswalk {

class QuotaWatch {
 public:
  explicit QuotaWatch(LinkedInLimits limits) : limits_(limits) {}

  /// Notes what the flow asks for after an event.
  void asked(const Effects& effects);

  /// Notes what has come back.
  void heard(const Event& event);

  /// Why nothing will move for more than five seconds although the round has been read and
  /// something can still go; empty when that is not so. The sentence is the same each time.
  std::string words(const FlowReport& report, Instant now) const;

 private:
  LinkedInLimits limits_;
  std::set<Slot> in_flight_;
  std::set<Slot> at_linkedin_;  ///< Of these, the requests to LinkedIn.
  int told_to_wait_ = 0;        ///< Status of LinkedIn's last reply, if it was a busy one's.
  std::optional<Instant> wake_;
};

}  // namespace crosswalk
