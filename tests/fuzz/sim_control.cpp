// links: simulator_server
// The control side of the simulator reads JSON from whoever reaches its port. What it takes as a
// mutation must leave a world that still holds together.

#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "faults/endpoints.hpp"
#include "server/harm/rules.hpp"
#include "server/mischief.hpp"
#include "server/policy_words.hpp"
#include "server/requests.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace crosswalk;
  static std::uint64_t turn = 0;
  static sim::World world = [] {
    sim::WorldOptions small;
    small.candidates = 20;
    small.jobs = 5;
    return sim::World(small);
  }();
  const auto json = parse_json({reinterpret_cast<const char*>(bytes), size});
  if (!json) return 0;
  static_cast<void>(sim::read_trick(*json));
  if (const auto rule = sim::read_rule(*json)) {
    CROSSWALK_CHECK(!sim::endpoints_of(rule->at).empty() && !rule->id.empty());
  }
  static_cast<void>(sim::read_reset(*json, world.options()));
  if (const auto policy = sim::read_policy(*json, {}, world)) {
    CROSSWALK_CHECK(sim::account_of(*policy, world).find("policy") != nullptr);
  }
  auto mutation = sim::read_mutation(*json);
  if (!mutation) return 0;
  if (mutation->count > 3) mutation->count = 3;
  static_cast<void>(sim::mutate(world, *mutation, ++turn, world.options().start));
  for (const sim::Application& each : world.all<sim::Application>()) {
    CROSSWALK_CHECK(world.find<sim::Candidate>(each.candidate_id) != nullptr);
  }
  return 0;
}
