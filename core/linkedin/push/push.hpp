#pragma once

/// \file
/// What LinkedIn pushes: the challenge it asks a callback to answer, the proof of a message, and
/// the message, which only names what to fetch. Facts: LinkedIn, "webhook validation", "receive
/// push events" and "job resync notifications".

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace crosswalk {

/// The JSON that answers GET ?challengeCode=...: lower-case hex HMAC-SHA-256 of the code. Nothing
/// when the code is not 1..128 visible ASCII characters, or there is no secret. Takes microseconds;
/// asks nobody.
std::optional<std::string> challenge_answer(std::string_view code, std::string_view secret);

/// Whether `signature` (X-LI-Signature) proves `body`, byte for byte as received: hex HMAC over
/// "hmacsha256=" + body. Constant time; an optional "hmacsha256=" before the hex is tolerated.
/// Without a secret nothing is proven.
bool proves(std::string_view signature, std::string_view body, std::string_view secret);

enum class PushType : std::uint8_t {
  candidate_exported,   ///< EXPORT_CANDIDATE_PROFILE
  integration_changed,  ///< INTEGRATION_STATUS_CHANGE
  resync_jobs,          ///< RESYNC_JOBS
  other                 ///< A type nobody told us of: kept, told, not worked off.
};

struct Push {
  PushType type = PushType::other;
  std::string id;                   ///< 1..255 bytes; of a resync, which has none, a digest: the
                                    ///< same wish on another day has the same.
  std::optional<Instant> expires;   ///< After it there is nothing to fetch.
  bool all_open_jobs = false;       ///< resync_jobs
  std::vector<std::string> jobs{};  ///< resync_jobs: external ids; of more than 10,000 these, and
                                    ///< all_open_jobs.
};

/// Reads a proven body of at most 1 MiB; invalid_input for anything that is no message.
Result<Push> read_push(std::string_view body);

}  // namespace crosswalk
