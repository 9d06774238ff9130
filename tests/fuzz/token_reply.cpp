// A token endpoint's answer. A token that is taken can be sent, and is believed for a minute at
// least and a day at most.
// links: crosswalk::access

#include <cstdint>

#include "access/wallet.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const Instant now = from_ms(1'790'000'000'000);
  Wallet wallet(
      {}, {}, {.vendor = {}, .linkedin_api = "https://api.linkedin.example", .linkedin_token = {}},
      {});
  const HttpResponse reply{200, {}, std::string(reinterpret_cast<const char*>(bytes), size)};
  const auto until = wallet.learn(Peer::linkedin, reply, now);
  HttpRequest request;
  request.origin = "https://api.linkedin.example";
  const auto filled = wallet.fill(Peer::linkedin, request);
  CROSSWALK_CHECK(until.has_value() == filled.has_value());
  if (!until) return 0;
  CROSSWALK_CHECK(*until >= now + std::chrono::seconds{60});
  CROSSWALK_CHECK(*until <= now + std::chrono::hours{24});
  for (const char c : header(request.headers, "Authorization")) {
    CROSSWALK_CHECK(c >= ' ' && c <= '~');
  }
  return 0;
}
