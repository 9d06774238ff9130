#pragma once

/// \file
/// What a client can know of its source: how far it has read, by the listings it was heard to ask
/// for. Nobody can be late with what they were never told.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/touched.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::judging {

class Reading {
 public:
  /// Told of each request to the vendor.
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request, bool answered,
             Candour candour);

  /// Whether it was told by now of what happened then. As long as nothing was heard at all, as
  /// where only peers are tested, everything counts as told.
  bool knows(const Cause& cause) const;

 private:
  /// One listing of jobs, candidates or applications.
  struct Listing {
    Instant told{};                ///< Whatever happened before then is told by the last one.
    std::optional<Instant> whole;  ///< When one without a filter of times was begun last.
    bool answered = false;         ///< Its last page was.
    bool late = false;             ///< One of its pages left something out.
  };

  std::map<std::string, Listing, std::less<>> listings_;
  std::optional<Instant> falsified_;
  bool heard_ = false;
};

}  // namespace crosswalk::sim::judging
