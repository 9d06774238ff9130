#pragma once

/// \file
/// Whether a peer is asked no sooner than it said (I6): after a 429 its Retry-After counts from
/// when it was answered, as seconds or as a date by the peer's own clock, of several the longest,
/// and up to a day, since nobody has to believe more. At a vendor it stands for everything that is
/// asked there, at LinkedIn for the resource, and a token endpoint's for itself alone. LinkedIn
/// says nothing of the kind with its quotas: its 429 counts for the minute that it was answered in.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "judge/invariants/invariants.hpp"

namespace crosswalk::sim::judging {

class Pacing {
 public:
  void heard(Instant at, std::string_view peer, std::string_view endpoint,
             const HttpRequest& request, const HttpResponse* reply, Duration took);

  /// What was found since the last call. Of LinkedIn's quotas, too: each 429 of one that is set as
  /// documented, and of one that is set lower, which nobody can know before LinkedIn says so, what
  /// is asked after that in the same minute.
  std::vector<Breach> found(const Conduct& conduct, const LinkedInOptions* options);

 private:
  /// What a peer has said about a scope.
  struct Window {
    Instant said{}, until{};      ///< Nothing may be asked between.
    bool of_quota = false;        ///< Because nothing was left of LinkedIn's minute.
    Instant told{};               ///< The `until` that somebody was found not to wait for.
    Instant emptied{}, filled{};  ///< Its headers said that nothing is left until.
    std::map<std::uint64_t, Instant> refused{};  ///< Requests that got 429, and since when.
  };

  void learn(Window& window, Instant at, const HttpResponse& reply, Duration took);

  std::map<std::string, Window, std::less<>> windows_;
  std::map<std::string, std::uint64_t, std::less<>> breaches_;  ///< Of each resource, as told.
  std::vector<Breach> found_;
};

/// What a reply asks to wait, from when it was answered; 0 without a word about it.
Duration asked_to_wait(const HttpResponse& reply, Instant answered);

}  // namespace crosswalk::sim::judging
