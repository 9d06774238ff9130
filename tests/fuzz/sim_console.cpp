// links: simulator_server
// The page's routes read a path and a query from whoever reaches the port, and what it shows of a
// conversation is whatever a peer or a client has sent. A list must stay a page, a reply must be
// JSON, and what is hidden once must be hidden for good.

#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "server/console/browse.hpp"
#include "server/console/console.hpp"
#include "server/console/doors.hpp"
#include "server/console/scrub.hpp"

// "GET /_sim/console/world?kind=job\nHost-or-Origin\nbody"
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  static const sim::ServeSettings settings = [] {
    sim::ServeSettings small;
    small.world.candidates = 120;
    small.world.jobs = 5;
    return small;
  }();
  static sim::Peers peers(settings);
  static sim::Console console;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const std::size_t line = std::min(text.find('\n'), size);
  const std::size_t next = std::min(text.find('\n', std::min(line + 1, size)), size);
  const std::size_t blank = std::min(text.find(' '), line);

  const std::string once = sim::without_secrets(text);
  CROSSWALK_CHECK(sim::without_secrets(once) == once);

  HttpRequest request;
  request.method = std::string(text.substr(0, blank));
  request.target = std::string(text.substr(std::min(blank + 1, line), line - blank));
  while (!request.target.empty() && request.target.back() == '\n') request.target.pop_back();
  request.body = std::string(text.substr(std::min(next + 1, size)));
  const std::string about(text.substr(std::min(line + 1, size), next - std::min(line + 1, next)));
  request.headers = {{"Host", about}, {"Origin", about}};
  static_cast<void>(sim::refuse_foreign(request));

  const auto reply = console.answer(request, {peers, settings}, settings.world.start);
  if (!reply) return 0;
  CROSSWALK_CHECK(reply->status >= 200 && reply->status < 500);
  if (header(reply->headers, "Content-Type") != "application/json") return 0;
  const auto json = parse_json(reply->body);
  CROSSWALK_CHECK(json);
  const Json* const items = json->find("items");
  CROSSWALK_CHECK(items == nullptr || items->items()->size() <= sim::page_items_max);
  return 0;
}
