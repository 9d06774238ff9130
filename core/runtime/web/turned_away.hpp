#pragma once

/// \file
/// What was turned away at the callbacks since the socket opened: numbers, reasons and times in
/// memory, so that a forger costs no disk, and whoever set a wrong secret learns of it by `status`.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/text/json.hpp"
#include "flow/exchange/reception.hpp"

namespace crosswalk {

/// Why a push was turned away.
enum class TurnedAway : std::uint8_t {
  signature,   ///< It is not signed, or not with a secret we know.
  unreadable,  ///< It is signed, and no push of a kind that can be read.
  method,      ///< No push at all: a GET of the ATS's callback and the like.
  too_large,   ///< More than push_bytes_max, or its headers alone too many.
  not_kept,    ///< The store did not keep it in time; the peer tries again.
  path,        ///< Its path is no tenant's callback.
  too_many     ///< More connections at once than are served.
};
inline constexpr std::size_t turned_away_reasons = 7;
std::string_view name_of(TurnedAway why);

/// Of the answer to a request that was not let in: 401 is `signature`, 413 `too_large` and so on.
TurnedAway turned_away_by(int status);

/// Of one peer's pushes to one tenant; or of all that name no tenant.
struct PushCounts {
  struct Count {
    std::uint64_t number = 0;
    Instant last{};
  };
  std::array<Count, turned_away_reasons> reasons{};
  std::uint64_t unproven = 0;  ///< Turned away for the signature since the last that was good.
};

void note(PushCounts& counts, TurnedAway why, Instant now);
void note_proven(PushCounts& counts);

struct TenantPushes {
  PushCounts linkedin;
  PushCounts vendor;

  PushCounts& of(NoticeSource source) {
    return source == NoticeSource::linkedin ? linkedin : vendor;
  }
};

/// {"signature":{"count","last"},…}: the reasons that occurred.
Json pushes_json(const PushCounts& counts);

/// One sentence for each reason: "3 pushes of the ATS's turned away: signature, last TIME". `whose`
/// follows the number: " of the ATS's", or " of no tenant's".
std::vector<std::string> pushes_words(const PushCounts& counts, std::string_view whose);

/// What needs a person: pushes of `source` were turned away for their signature, none was good
/// since, and the last is of the day before `now`. It names the secret to look at. `keeper` is what
/// the door knows of the tenant.
std::optional<std::string> secret_doubt(const PushCounts& counts, NoticeSource source,
                                        const Doorkeeper& keeper, Instant now);

}  // namespace crosswalk
