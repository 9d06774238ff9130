// The Link header and the URL in it. Whatever the bytes: refused, nothing, or a target that a
// request may carry, with an origin apart for access to judge.
// links: crosswalk::mapping

#include <algorithm>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "mapping/read/next.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  const Result<std::optional<std::string>> link = next_link({{"Link", text}});
  const std::string url = link && *link ? **link : text;
  const Result<PlannedRequest> request = request_of_link(url, "api");
  if (!request) return 0;
  const std::string& target = request->http.target;
  CROSSWALK_CHECK(target.starts_with('/') && target.size() <= 8 * 1024);
  CROSSWALK_CHECK(std::ranges::none_of(target, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= ' ' || byte >= 0x7F || c == '#';
  }));
  const std::string& origin = request->http.origin;
  CROSSWALK_CHECK(origin.empty() || origin.starts_with("http"));
  CROSSWALK_CHECK(origin.find('@') == std::string::npos);
  CROSSWALK_CHECK(origin + target == url);
  return 0;
}
