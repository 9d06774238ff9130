#include "sync/retry.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

constexpr Duration wait_min = std::chrono::seconds{1};
constexpr Duration wait_max = std::chrono::minutes{15};
constexpr Duration asked_max = std::chrono::hours{24};

std::uint64_t stirred(std::uint64_t x) {
  x += 0x9E3779B97F4A7C15ULL;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31);
}

bool passes_by_itself(int status) {
  return status <= 0 || status == 408 || status == 409 || status == 425 || status == 429 ||
         (status >= 500 && status <= 599);
}

bool content_refused(int status) {
  return status == 400 || status == 413 || status == 414 || status == 422;
}

}  // namespace

Duration backoff(std::uint32_t attempts, std::uint64_t seed) {
  constexpr std::uint32_t doublings_max = 10;
  const auto doubled = wait_min * (1U << std::min(attempts, doublings_max));
  const Duration most = std::min<Duration>(doubled, wait_max);
  const auto half = static_cast<std::uint64_t>(most.count()) / 2;
  const std::uint64_t jitter = stirred(seed ^ stirred(attempts)) % (half + 1);
  return Duration{most.count() - static_cast<std::int64_t>(jitter)};
}

Outcome judge_entity(int status, bool deletion, std::uint32_t attempts, std::uint64_t seed) {
  if (status >= 200 && status <= 299) return {Verdict::done, {}};
  if (deletion && (status == 404 || status == 410)) return {Verdict::done, {}};
  if (!passes_by_itself(status)) return {Verdict::never, {}};
  if (attempts + 1 >= attempts_max) return {Verdict::never, {}};
  return {Verdict::later, backoff(attempts, seed)};
}

Outcome judge_batch(int status, std::size_t size, std::optional<Duration> asked, bool parked,
                    std::uint32_t attempts, std::uint64_t seed) {
  if (parked || (asked && *asked > asked_max)) return {Verdict::ask, {}};
  if (content_refused(status)) return {size > 1 ? Verdict::split : Verdict::never, {}};
  if (status == 401 && attempts == 0) return {Verdict::token, {}};
  // A 2xx that cannot be read may have been carried out; writing it again changes nothing.
  const bool unreadable = status >= 200 && status <= 299;
  if (!unreadable && !passes_by_itself(status)) return {Verdict::ask, {}};
  return {Verdict::later, std::max(asked.value_or(Duration{0}), backoff(attempts, seed))};
}

}  // namespace crosswalk
