#pragma once

/// \file
/// From a seed a scenario that must pass; from a scenario that does not, the smallest one that
/// fails for the same reason, and its story. Pure: whoever plays them is a function.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "explore/swarm.hpp"
#include "history/history.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

/// A scenario that reads back equal from its file and must pass: a random world, customers,
/// mishaps and steps, and an end at which everything that went wrong is over. Its seed is `seed`,
/// and equal arguments give equal scenarios.
Scenario invent(std::uint64_t seed, const Families& allowed = Families().set());

/// Plays a scenario to its end, however often.
using Plays = std::function<History(const Scenario&)>;

/// Why a history is red.
struct Failure {
  std::string name;   ///< Of its first failed check: "I5", "agree", "steps"; or "broke".
  std::string words;  ///< What was found, whole.

  /// Whether another is of the same kind: the same name, and the same first words but for numbers
  /// and for whom it was found about.
  bool is_like(const Failure& other) const;
};

/// Nothing where it passed. A fault that never struck is no failure here, because nobody knows
/// beforehand what a run comes to ask.
std::optional<Failure> failure_of(const History& history);

/// Plays; a step that could not be done, because there was nobody to do it to, is taken out of
/// `scenario` and it is played again, a dozen times at most.
History play_feasible(Scenario& scenario, const Plays& plays);

}  // namespace crosswalk::sim::explore
