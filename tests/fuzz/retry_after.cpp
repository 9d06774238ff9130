// Header fields about rates: one field a line, "name: value". Waits stay between a second and a
// day, and no answer lets time run backwards or a request wait for ever.
// links: crosswalk::access

#include <cstdint>

#include "access/budget.hpp"
#include "access/linkedin_budget.hpp"
#include "base/check.hpp"

namespace {

using namespace crosswalk;

Headers headers_of(std::string_view text) {
  Headers headers;
  while (!text.empty()) {
    const auto line = text.substr(0, text.find('\n'));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos)
      headers.emplace_back("Retry-After", line);
    else
      headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
  }
  return headers;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using std::chrono::hours;
  const Instant now = from_ms(1'790'000'000'000);
  const RateSpec rate{.limit_header = "X-RateLimit-Limit",
                      .remaining_header = "X-RateLimit-Remaining",
                      .reset_header = "X-RateLimit-Reset"};
  HttpResponse reply{429, headers_of({reinterpret_cast<const char*>(bytes), size}), {}};
  const auto wait = retry_after(reply, now);
  if (wait) CROSSWALK_CHECK(*wait >= std::chrono::seconds{1} && *wait <= hours{24});
  CROSSWALK_CHECK(wait || !parked_by(reply, now));
  for (const int status : {200, 429, 503}) {
    reply.status = status;
    Budget budget(rate);
    budget.spend(now);
    budget.observe(reply, now);
    const Instant at = budget.earliest(now);
    CROSSWALK_CHECK(at >= now && at <= now + hours{24});
    budget.spend(at);
    LinkedInBudget linkedin(100'000, 10'000);
    linkedin.observe(reply, now);
    const Instant then = linkedin.earliest(now, 100, Share::record);
    CROSSWALK_CHECK(then >= now && then <= now + hours{24});
  }
  return 0;
}
