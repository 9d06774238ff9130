#pragma once

/// \file
/// What to do about a peer's answer: it is plain data, not an error, and this is the one place
/// that turns it into done, later, never, ask. Pure: chance arrives as `seed`.

#include <cstdint>
#include <optional>

#include "base/instant.hpp"

namespace crosswalk {

enum class Verdict : std::uint8_t {
  done,   ///< The effect is there.
  later,  ///< Try again after `wait`.
  never,  ///< This content will not be taken: hold the record.
  ask,    ///< The lane stops and a person is told.
  split,  ///< Whole batch refused without detail: halve it and try both.
  token   ///< Fetch a new token, once, then try again.
};

struct Outcome {
  Verdict verdict = Verdict::later;
  Duration wait{0};
};

/// Attempts at one entity before it is held for a person.
inline constexpr std::uint32_t attempts_max = 12;

/// One entity's own status. 2xx and, for a deletion, 404 and 410 are done; 408, 409, 425, 429,
/// 5xx and 0 (no word about it) are later; other 4xx never.
Outcome judge_entity(int status, bool deletion, std::uint32_t attempts, std::uint64_t seed);

/// A whole reply that is not a readable 2xx; status 0 means that no reply came. `size` is the
/// number of entities. `asked` is what Retry-After said, up to 24 h; more parks the lane: ask.
Outcome judge_batch(int status, std::size_t size, std::optional<Duration> asked, bool parked,
                    std::uint32_t attempts, std::uint64_t seed);

/// The wait before attempt `attempts` + 1: doubling from 1 s to 15 min, with full jitter from
/// the seed over its upper half.
Duration backoff(std::uint32_t attempts, std::uint64_t seed);

}  // namespace crosswalk
