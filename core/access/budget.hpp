#pragma once

/// \file
/// How often a peer may be asked. A window with a limit, corrected by what the peer's headers
/// say, and a pause when it says 429. Pure arithmetic over instants.

#include <cstdint>
#include <optional>

#include "base/instant.hpp"
#include "mapping/manifest/plan.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The time a reply asks to wait, from Retry-After as seconds or as an HTTP date; several fields:
/// the longest. Negative or past means 1 s; more than 24 h is cut to 24 h (see parked_by()).
/// Nothing when the header is absent or unreadable.
std::optional<Duration> retry_after(const HttpResponse& reply, Instant now);

/// Whether a Retry-After asks for more than 24 h, which is a person's matter.
bool parked_by(const HttpResponse& reply, Instant now);

class Budget {
 public:
  /// `limit` requests per `window`; 0 means no limit of our own.
  Budget(std::uint32_t limit, Duration window);
  explicit Budget(const RateSpec& rate);

  /// The earliest instant, `now` or later, at which one more request may leave.
  Instant earliest(Instant now) const;

  /// One request left at `now`, which must not be before earliest().
  void spend(Instant now);

  /// Corrects limit and remainder from the reply's headers; a 429 pauses as Retry-After says,
  /// or for a whole window without it.
  void observe(const HttpResponse& reply, Instant now);

 private:
  RateSpec rate_;
  std::uint32_t limit_;
  std::uint32_t used_ = 0;
  Instant window_start_{};
  Instant paused_until_{};
};

}  // namespace crosswalk
