#pragma once

/// \file
/// A connector as the host sees it: a thing that takes one step and gives one answer, both plain
/// values. The same steps run in process (tests, virtual time) or in a sandboxed worker
/// (frames.hpp turns them into bytes); who asks cannot tell which. A step never waits, keeps
/// nothing but the lookups it was told to remember, and given the same step answers the same.

#include <variant>

#include "base/result.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

using Step = std::variant<PlanRead, PlanLookup, ReadPage, ReadLookup, Remember, ReadWebhook,
                          PlanWrite, ReadWrite>;
using Answer = std::variant<Planned, PageRead, LookupRead, Remembered, WebhookRead, Written>;

/// How a step can fail as a whole: `code` as everywhere, and whether the worker died of it.
/// `died` is what lets the caller retry once and then bisect.
struct StepFailure {
  Error error;
  bool died = false;
};

/// A loaded connector that answers at once, on the caller's thread. Implemented in process; the
/// worker wraps one behind frames.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Takes one step. An Error is the step's, not the engine's: the next step may go well.
  virtual Result<Answer> take(const Step& step) = 0;
};

}  // namespace crosswalk
