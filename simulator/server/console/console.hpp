#pragma once

/// \file
/// The page at /_sim/ for exploring by hand, and what it asks: GET /_sim/console/... tells, POST
/// /_sim/advance moves the simulator's clock. All else that it does goes through the same routes
/// as curl. Every reply is bounded, whatever the size of the world: lists come by 50.

#include <optional>
#include <string>

#include "base/result.hpp"
#include "sdk/http.hpp"
#include "server/console/journal.hpp"
#include "server/peers.hpp"
#include "vendors/query.hpp"

namespace crosswalk::sim {

/// What the page looks at, borrowed for one request.
struct Sights {
  Peers& peers;
  const ServeSettings& settings;
};

/// Used by one thread at a time.
class Console {
 public:
  /// Nobody needs a larger step, and years pass in a few of them.
  static constexpr Duration step_max = std::chrono::hours(24 * 366);
  static constexpr Duration ahead_max = 20 * step_max;

  /// The simulator's own clock: the system's, plus what it was advanced by. Whoever asks a peer
  /// gives it this; the product's clock knows nothing of it.
  Instant now(Instant system) const { return system + ahead_; }

  /// The last requests; whoever asks a peer notes them here.
  Journal& journal() { return journal_; }

  /// As at the start: nothing was asked, and the clock is the system's.
  void begin_anew();

  /// Answers the page, its files and its routes; nothing for any other path.
  std::optional<HttpResponse> answer(const HttpRequest& request, const Sights& sights, Instant now);

 private:
  Result<Json> tell(const Target& target, const Sights& sights, Instant now) const;
  Result<Json> advance(const std::string& body, Instant now);
  Json state(const Sights& sights, Instant now) const;

  Journal journal_;
  Duration ahead_{0};
};

}  // namespace crosswalk::sim
