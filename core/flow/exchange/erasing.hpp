#pragma once

/// \file
/// Somebody must go: suppressed in one transaction before anything else, withdrawn by the same
/// lanes as everybody, children before parents, and confirmed only when LinkedIn, asked by id, has
/// nothing left; a case about nobody here is closed as such. A case that is open survives restarts;
/// nothing here ever waits for LinkedIn to take effect locally.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "flow/context.hpp"
#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// One per flow.
class Erasing {
 public:
  /// `nudge` runs when records have to leave, `read_soon` when one has to be read again.
  Erasing(Context& context, std::function<void()> nudge, std::function<void()> read_soon);

  /// Suppresses and answers the ticket: how many records leave LinkedIn, or that nobody was found
  /// and LinkedIn is not asked.
  void erase(const EraseAsked& asked);

  /// Lets a candidate that was held for its likeness to somebody erased be read again: at once
  /// where the flow polls, else with the next sync.
  void release(const ReleaseAsked& asked);

  /// Looks whether open cases can be verified: at the start, after outcomes, with each round.
  void look();

  bool idle() const { return !looking_; }

  /// When a case that LinkedIn did not confirm is looked at again; nothing when none waits.
  std::optional<Instant> due() const;

 private:
  // A case whose records LinkedIn still showed when it was last asked.
  struct Shown {
    std::uint32_t times = 0;
    Instant look_at{};
  };

  void verify(Erasures::Case open);
  void ask_batch(std::shared_ptr<Erasures::Case> open, std::size_t first);
  void hear_batch(std::shared_ptr<Erasures::Case> open, std::size_t first,
                  const std::vector<EntityName>& names, Result<HttpResponse> reply);
  void hear_shown(const std::string& erasure, RecordKind kind, std::vector<std::string> ids);
  void withdraw_again(RecordKind kind, std::vector<std::string> ids);
  void close(const Erasures::Case& open);
  void next();

  Context& context_;
  std::function<void()> nudge_;
  std::function<void()> read_soon_;
  std::vector<Erasures::Case> cases_;
  std::map<std::string, Shown> shown_;
  bool looking_ = false;
  bool look_again_ = false;
  bool none_open_ = false;  // As of the last look, and nobody asked since.
};

}  // namespace crosswalk
