#pragma once

/// \file
/// All lanes to LinkedIn of one tenant, and which of them goes first: a person who must go never
/// queues behind those who come, what LinkedIn asked for goes before the backlog, and what hangs on
/// jobs, candidates and applications leaves when nothing of these can.

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "flow/lanes/lane.hpp"

namespace crosswalk {

/// One per flow.
class Lanes {
 public:
  /// `committed` runs after each commit of outcomes.
  Lanes(Context& context, std::function<void()> committed);

  /// There may be work in any of them.
  void nudge();

  /// A person, or a new round, lets parked lanes try again.
  void release();

  /// After every event: whoever gave way may go now.
  void resume();

  /// None has anything to do that nothing outside keeps it from.
  bool idle() const;

  /// Some lane leaves work lying that waits for the lane, not for its own time.
  bool stopped() const;

  /// When the first of those that must wait long may go on.
  std::optional<Instant> resting() const;

  /// What all of them that have work wait for, and the earliest end of it; nothing while one moves.
  std::optional<Limited> limited() const;

 private:
  void add(Context& context, RecordKind kind, Lane::Purpose purpose,
           std::function<bool()> gives_way);
  // Whether a lane of [first, last) could send now or is about to.
  bool pressing(std::size_t first, std::size_t last) const;

  std::function<void()> committed_;
  std::vector<std::unique_ptr<Lane>> lanes_;  // Whoever goes first stands first.
};

}  // namespace crosswalk
