#pragma once

/// \file
/// What a seed may use. Swarm testing: each seed has whole families of faults, kinds of steps and
/// policies switched off, because what everything together hides, a few alone bring to light.

#include <bitset>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "explore/chance.hpp"
#include "faults/kinds.hpp"

namespace crosswalk::sim::explore {

/// What an invented scenario does between its first and its last sync.
enum class Deed : std::uint8_t {
  sync,
  full_sync,
  hasty_sync,  ///< The next step comes while it runs.
  pause,
  settle,
  grow,    ///< Records are inserted at the vendor's,
  change,  ///< edited, moved on, rejected,
  remove,  ///< deleted, anonymised, merged.
  jobs,    ///< Jobs close and open.
  exports,
  leave,  ///< A member opts out or closes the account.
  erase,
  resync,
  restart,
  policy,   ///< Restarted with another policy,
  version,  ///< or with another generation of LinkedIn's API.
  kill,
  rotate,
  integration,
  quirk,
  switching,  ///< Faults are switched off and on again.
};
inline constexpr std::size_t deed_count = 21;

inline constexpr std::size_t family_count = 9;
using Families = std::bitset<family_count>;

struct Swarm {
  Families families;
  std::bitset<deed_count> deeds;
  bool policies = false;  ///< Another policy than the usual one.
  bool oddities = false;  ///< Other shares of odd records than usual,
  bool plain = false;     ///< or none at all.
  bool quirks = false;

  bool has(FaultFamily family) const { return families[static_cast<std::size_t>(family)]; }
  bool has(Deed deed) const { return deeds[static_cast<std::size_t>(deed)]; }
};

/// What the seed may use, of the families that are allowed.
Swarm swarm_of(const Chance& chance, const Families& allowed);

/// "time,page": the families of these names; "" for all. invalid_input with the nearest name.
Result<Families> families_named(std::string_view names);

}  // namespace crosswalk::sim::explore
