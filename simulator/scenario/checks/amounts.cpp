#include <algorithm>
#include <chrono>

#include "faults/endpoints.hpp"
#include "scenario/checks/checks.hpp"
#include "world/fields.hpp"

namespace crosswalk::sim::checks {
namespace {

constexpr EntityKind kinds[] = {EntityKind::job,
                                EntityKind::candidate,
                                EntityKind::application,
                                EntityKind::candidate_note,
                                EntityKind::application_note,
                                EntityKind::feedback,
                                EntityKind::stage};

const EntityKind* kind_named(std::string_view word) {
  const auto* const found =
      std::ranges::find(kinds, word, [](EntityKind kind) { return name_of(kind); });
  return found == std::end(kinds) ? nullptr : found;
}

// For each kind that is named: what `count` says of it.
void by_kind(const std::string& what, const std::map<std::string, Amount>& amounts,
             const Places& places, const Scene& scene, const Found& found, auto count) {
  for (const auto& [word, amount] : amounts) {
    const std::string name = what + "." + word;
    const EntityKind* const kind = kind_named(word);
    if (kind == nullptr) {
      found.add(name, false, "LinkedIn has no such kind");
      continue;
    }
    const std::uint64_t number = count(*kind);
    found.add(name, amount.holds(number), scene.tenant + ": " + compared(number, amount),
              places.of(name));
  }
}

std::uint64_t living(const World& world, Kind kind) {
  std::uint64_t count = 0;
  with_row_type(kind, [&](const auto* row) {
    count = world.all<std::remove_cvref_t<decltype(*row)>>().size();
    return true;
  });
  return count;
}

}  // namespace

void held(const Expectations& expect, const Scene& scene, const Found& found) {
  by_kind("held", expect.held, expect.places, scene, found, [&](EntityKind kind) {
    return scene.linkedin.ledger(scene.now).held(kind, scene.policy.organization);
  });
}

void written(const Expectations& expect, const Scene& scene, const Found& found) {
  by_kind("written", expect.written, expect.places, scene, found,
          [&](EntityKind kind) -> std::uint64_t {
            const Shelf* const shelf =
                scene.linkedin.ledger(scene.now).shelf(kind, scene.policy.organization);
            return shelf == nullptr ? 0 : shelf->sums.writes;
          });
}

void at_vendor(const Expectations& expect, const Scene& scene, const Found& found) {
  for (const auto& [word, amount] : expect.vendor) {
    const std::string name = "vendor." + word;
    const auto kind = kind_of(word);
    if (!kind || scene.world == nullptr) {
      found.add(name, false, kind ? "recorded pages cannot be counted" : "no such kind of record");
      continue;
    }
    const std::uint64_t number = living(*scene.world, *kind);
    found.add(name, amount.holds(number), scene.tenant + ": " + compared(number, amount),
              expect.places.of(name));
  }
}

void requests(const Expectations& expect, const Stage& stage, const Found& found) {
  if (expect.requests.empty()) return;
  const auto asked = stage.requests();
  for (const auto& [pattern, amount] : expect.requests) {
    std::uint64_t number = 0;
    for (const auto& [endpoint, count] : asked) number += means(pattern, endpoint) ? count : 0;
    found.add("requests." + pattern, amount.holds(number), compared(number, amount),
              expect.places.of("requests." + pattern));
  }
}

void fired(const Expectations& expect, const Stage& stage, const Found& found) {
  if (expect.fired.empty()) return;
  const auto times = stage.fired();
  for (const auto& [id, amount] : expect.fired) {
    const auto rule = times.find(id);
    if (rule == times.end()) {
      found.add("fired." + id, false, "there is no fault of this id");
      continue;
    }
    found.add("fired." + id, amount.holds(rule->second), compared(rule->second, amount),
              expect.places.of("fired." + id));
  }
}

void virtual_time(const Expectations& expect, const Stage& stage, Instant start,
                  const Found& found) {
  if (!expect.virtual_time_s) return;
  const auto passed = std::chrono::ceil<std::chrono::seconds>(stage.now() - start).count();
  const auto seconds = static_cast<std::uint64_t>(passed);
  found.add("virtual_time", expect.virtual_time_s->holds(seconds),
            compared(seconds, *expect.virtual_time_s) + ", in seconds",
            expect.places.of("virtual_time"));
}

}  // namespace crosswalk::sim::checks
