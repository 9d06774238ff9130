// Origins and targets that a vendor's link proposes. What is taken has one spelling, and nothing
// resolves to an origin that was not named.
// links: crosswalk::access

#include <cstdint>

#include "access/origin.hpp"
#include "access/wallet.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  for (const bool loopback : {false, true}) {
    const auto origin = checked_origin(text, loopback);
    if (!origin) continue;
    const auto again = checked_origin(*origin, loopback);
    CROSSWALK_CHECK(again && *again == *origin);
    CROSSWALK_CHECK(origin->find_first_of("@\\?#% \t\r\n") == std::string::npos);
    CROSSWALK_CHECK(loopback || origin->starts_with("https://"));
  }
  static const Origins origins{
      .vendor = {{"api", "https://harvest.example.com"}}, .linkedin_api = {}, .linkedin_token = {}};
  for (std::size_t cut = 0; cut <= text.size() && cut < 64; ++cut) {
    PlannedRequest planned{.host = "api", .http = {}};
    planned.http.origin = text.substr(0, cut);
    planned.http.target = text.substr(cut);
    const auto request = resolve(planned, origins);
    if (!request) continue;
    CROSSWALK_CHECK(request->origin == "https://harvest.example.com");
    CROSSWALK_CHECK(plain_target(request->target));
  }
  return 0;
}
