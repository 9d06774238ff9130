#pragma once

/// \file
/// The peers of one tenant around one world. Everything the server answers, it asks here; a
/// reset replaces the lot.

#include <memory>
#include <vector>

#include "judge/judge.hpp"
#include "linkedin/linkedin.hpp"
#include "server/settings.hpp"
#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/greenhouse.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// Used by one thread at a time. Not movable: the peers refer to the world in it.
struct Peers {
  explicit Peers(const ServeSettings& settings);
  Peers(const Peers&) = delete;
  Peers& operator=(const Peers&) = delete;

  World world;                        ///< The truth, which control changes.
  Greenhouse greenhouse;              ///< Serves it.
  Gem gem;                            ///< Serves it, too.
  LinkedIn linkedin;                  ///< Knows nothing of it.
  std::vector<PlacedOrder> exported;  ///< Orders that LinkedIn took.
  Erased erased;                      ///< As the judge was told.
};

/// The account and the application these settings describe. Without quotas every limit is off;
/// all else is as strict as the peers are by default.
GreenhouseOptions greenhouse_options(const ServeSettings& settings);
LinkedInOptions linkedin_options(const ServeSettings& settings);

}  // namespace crosswalk::sim
