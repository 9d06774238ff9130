// links: simulator_cassette
// A cassette comes from somebody else's disk. Whatever is in one, it is refused or served whole,
// and what is scrubbed never shows what was put in, however broken the text around it.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text/json.hpp"
#include "cassette/diff.hpp"
#include "cassette/recording.hpp"
#include "cassette/replay.hpp"

namespace {

using namespace crosswalk;

void serve(const sim::Cassette& cassette) {
  const auto text = sim::write_cassette(cassette);
  CROSSWALK_CHECK(text.has_value());
  const auto again = sim::read_cassette(*text, "again");
  CROSSWALK_CHECK(again.has_value() && *again == cassette);
  CROSSWALK_CHECK(sim::diff_of(cassette, cassette).same());
  sim::CassetteVendor vendor(cassette);
  for (const sim::Exchange& exchange : cassette.exchanges) {
    HttpRequest request;
    const std::size_t blank = exchange.resource.find(' ');
    request.method = exchange.resource.substr(0, blank);
    if (blank != std::string::npos) request.target = exchange.resource.substr(blank + 1);
    const auto reply = vendor.answer(request, {});
    CROSSWALK_CHECK(!reply || reply->status >= 100);
  }
}

void scrub(const std::string& text) {
  constexpr std::string_view planted = "planted.person@corp.test";
  sim::Recording recording("sixteen bytes of salt", "https://api.vendor.test");
  HttpRequest request;
  request.target = "/v3/people?" + text.substr(0, 200) + "&email=" + std::string(planted);
  request.headers = {{"Authorization", "Bearer planted-token-1"}, {"Cookie", text}};
  request.body = text;
  HttpResponse reply{200, {{"Content-Type", "application/json"}, {"Link", text}}, text};
  const sim::Exchange plain = recording.take(request, &reply, Duration{1});
  Json body;
  body.set("status", text + " " + std::string(planted));
  body.set(text, Json(Json::List{Json(planted)}));
  body.set("id", "planted-token-1");
  reply.body = write_json(body);
  const sim::Exchange made = recording.take(request, &reply, Duration{1});
  for (const sim::Exchange* each : {&plain, &made}) {
    for (const std::string* part : {&each->resource, &each->asked, &each->body}) {
      CROSSWALK_CHECK(part->find(planted) == std::string::npos);
      CROSSWALK_CHECK(part->find("planted-token-1") == std::string::npos);
    }
  }
  sim::Cassette cassette = recording.about({});
  cassette.exchanges = {plain, made};
  serve(cassette);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t longest = 16 * 1024;
  if (size > longest) return 0;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  if (const auto cassette = sim::read_cassette(text, "input")) serve(*cassette);
  scrub(text);
  return 0;
}
