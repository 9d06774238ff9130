#pragma once

/// \file
/// What a client can know of its source: how far it has read, by the listings it was heard to ask
/// for. Nobody can be late with what they were never told. What failed, came late or was false
/// speaks for the kinds that are made of it alone: a client without users still has its candidates.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.hpp"
#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/touched.hpp"
#include "linkedin/entity.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::judging {

class Reading {
 public:
  /// Told of each request to the vendor and of the status that was heard; 0: nothing was.
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request, int status,
             Candour candour);

  /// Whether it was told by now of what happened then to a record of that kind. As long as nothing
  /// was heard at all, as where only peers are tested, everything counts as told.
  bool knows(EntityKind kind, const Cause& cause) const;

 private:
  /// The listings of one resource.
  struct Listing {
    Instant told{};                ///< Whatever happened before then is told by the last one.
    std::optional<Instant> whole;  ///< When one without a filter of times was begun last.
    bool answered = false;         ///< Its last page was.
    bool late = false;             ///< One of its pages left something out.
  };

  bool failed(std::string_view lists, std::string_view ids) const;
  bool told(std::string_view resource, const Cause& cause, std::optional<Instant> falsified) const;

  std::map<std::string, Listing, std::less<>> listings_;    ///< By resource.
  std::map<std::string, std::string, std::less<>> failed_;  ///< Resources, by target.
  std::map<std::string, Instant, std::less<>> falsified_;   ///< When last, by resource.
  bool heard_ = false;
  bool lists_applications_ = false;  ///< Else they come within their candidates.
};

}  // namespace crosswalk::sim::judging
