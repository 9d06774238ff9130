// links: simulator_vendors
// The stand-in answers whatever a broken client sends. The first line of the input is the request
// target, the rest a form for the token endpoint and a record to be created.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/cursor.hpp"
#include "vendors/greenhouse/greenhouse.hpp"

namespace {

using namespace crosswalk;

struct Stage {
  Stage() : world(options()), peer(world, account()), gem(world, {}), now(world.options().start) {
    HttpRequest request{.method = "POST", .target = "/token"};
    request.headers = {{"Authorization", basic()},
                       {"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "grant_type=client_credentials";
    const auto reply = parse_json(peer.answer(request, now).body);
    token = "Bearer " + std::string(reply->text_of("access_token"));
  }

  static sim::WorldOptions options() {
    sim::WorldOptions small;
    small.candidates = 20;
    small.jobs = 5;
    return small;
  }
  static sim::GreenhouseOptions account() {
    sim::GreenhouseOptions open;
    open.requests_per_window = 0;
    open.single_active_token = false;
    open.hooks = {{"https://receiver.test/in", "secret", {}}};
    return open;
  }
  static std::string basic() { return "Basic " + to_base64("greenhouse-client:greenhouse-secret"); }

  sim::World world;
  sim::Greenhouse peer;
  sim::Gem gem;
  Instant now;
  std::string token;
};

void expect_an_answer(const HttpResponse& reply) {
  CROSSWALK_CHECK(reply.status >= 200 && reply.status <= 422);
  CROSSWALK_CHECK(reply.body.empty() || parse_json(reply.body).has_value());
}

/// A read and a write of the older version and of its copy. What is written stays for later inputs,
/// so few may be: a person is only written by a body that is whole.
void ask_the_older(Stage& stage, std::string_view target, std::string_view body) {
  HttpRequest request{.origin = "https://ats.test", .target = std::string(target)};
  request.headers = {{"Authorization", "Basic " + to_base64("greenhouse-key:")},
                     {"On-Behalf-Of", "3001"},
                     {"x-api-key", "gem-key"},
                     {"x-application-secret", "gem-secret"}};
  expect_an_answer(stage.peer.answer(request, stage.now));
  expect_an_answer(stage.gem.answer(request, stage.now));
  if (stage.world.all<sim::Candidate>().rows() > 200) return;
  request.method = "POST";
  request.body = body;
  expect_an_answer(stage.peer.answer(request, stage.now));
  expect_an_answer(stage.gem.answer(request, stage.now));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  constexpr std::size_t rows_max = 2'000;
  static std::unique_ptr<Stage> kept = std::make_unique<Stage>();
  if (kept->world.all<sim::Candidate>().rows() > rows_max) kept = std::make_unique<Stage>();
  Stage& stage = *kept;
  const std::string_view input(reinterpret_cast<const char*>(bytes), size);
  const std::string_view target = input.substr(0, input.find('\n'));
  HttpRequest request{.origin = "https://ats.test", .target = std::string(target)};
  request.headers = {{"Authorization", stage.token}};
  expect_an_answer(stage.peer.answer(request, stage.now));
  const std::string_view rest = input.substr(target.size());
  ask_the_older(stage, target, rest.substr(rest.empty() ? 0 : 1));

  HttpRequest form{.method = "POST", .target = "/token"};
  form.headers = {{"Authorization", Stage::basic()},
                  {"Content-Type", "application/x-www-form-urlencoded"}};
  form.body = rest;
  const HttpResponse minted = stage.peer.answer(form, stage.now);
  CROSSWALK_CHECK(minted.status == 200 || minted.status == 400);

  for (const char* list : {"/v3/candidates", "/v3/applications"}) {
    HttpRequest write{.method = "POST", .target = list};
    write.headers = {{"Authorization", stage.token}, {"Content-Type", "application/json"}};
    write.body = input.substr(std::min(input.size(), target.size() + 1));
    const HttpResponse written = stage.peer.answer(write, stage.now);
    CROSSWALK_CHECK(written.status == 201 || written.status == 400 || written.status == 422);
    CROSSWALK_CHECK(parse_json(written.body).has_value());
  }
  for (const sim::Outgoing& each : stage.peer.outbox().take_due(stage.now)) {
    CROSSWALK_CHECK(parse_json(each.request.body).has_value());
    stage.peer.answered(each.id, 200, stage.now);
  }

  static_cast<void>(sim::greenhouse::read_cursor(target, "key"));
  return 0;
}
