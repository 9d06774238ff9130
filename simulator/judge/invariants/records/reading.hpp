#pragma once

/// \file
/// What a client can know of its source: how far it has read, by the listings it was heard to ask
/// for. Nobody can be late with what they were never told.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/touched.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::judging {

class Reading {
 public:
  /// Told of each request to the vendor and of the status that was heard; 0: nothing was.
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request, int status,
             Candour candour);

  /// Whether it was told by now of what happened then. As long as nothing was heard at all, as
  /// where only peers are tested, everything counts as told.
  bool knows(const Cause& cause) const;

 private:
  /// One listing; those of jobs, candidates and applications make a round.
  struct Listing {
    Instant told{};                ///< Whatever happened before then is told by the last one.
    std::optional<Instant> whole;  ///< When one without a filter of times was begun last.
    bool answered = false;         ///< Its last page was.
    bool late = false;             ///< One of its pages left something out.
  };

  std::map<std::string, Listing, std::less<>> listings_;
  std::set<std::string, std::less<>> failed_;  ///< Targets that were asked for by id in vain.
  std::optional<Instant> falsified_;
  bool heard_ = false;
};

}  // namespace crosswalk::sim::judging
