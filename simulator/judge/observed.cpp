// The stages of a vendor that tells no history. What a client saw depends on when it looked, so the
// truth is asked whether it can have been seen, and whether what is seen today is there.

#include "judge/observed.hpp"

#include <algorithm>
#include <tuple>

#include "base/text/json.hpp"
#include "judge/children.hpp"
#include "judge/writer.hpp"

namespace crosswalk::sim::judging {

const ApplicationStage* shown_stage(const World& world, const Application& row) {
  if (row.status == ApplicationStatus::in_progress) {
    return world.find<ApplicationStage>(row.stage_id);
  }
  if (row.status != ApplicationStatus::rejected) return nullptr;
  const std::vector<const ApplicationStage*> history = world.stages_of(row);
  const auto last = std::ranges::max_element(history, [](const auto* a, const auto* b) {
    return std::tuple(a->exited_at, a->id) < std::tuple(b->exited_at, b->id);
  });
  return last == history.end() ? nullptr : *last;
}

std::optional<SeenStage> seen_in(std::string_view content) {
  const auto parsed = parse_json(content);
  const Json* const at = parsed ? parsed->find("atsCreatedAt") : nullptr;
  if (at == nullptr || at->integer() == nullptr) return std::nullopt;
  return SeenStage{std::string(parsed->text_of("stage")), from_ms(*at->integer())};
}

bool was_in(const World& world, const Truth& truth, const Application& row, std::string_view name,
            Instant seen) {
  const std::vector<const ApplicationStage*> history = world.stages_of(row);
  return seen <= row.last_activity_at &&
         std::ranges::any_of(history, [&](const ApplicationStage* each) {
           return truth.name_of(*each) == name && each->entered_at <= seen;
         });
}

void Children::compare_observed() {
  constexpr EntityKind kind = EntityKind::stage;
  Comparison& count = minutes_.counts(kind);
  std::vector<std::vector<std::string>> names(world_.all<Application>().rows());
  const Shelf* const shelf = ledger_.shelf(kind, policy_.organization);
  std::vector<std::string_view> wrong;
  static const Shelf none;
  for (const auto& [key, entity] : (shelf == nullptr ? none : *shelf).entities) {
    if (!entity.held) continue;
    const Id parent = id_of(std::string_view(key).substr(0, key.find('\n')));
    const Application* const row = world_.find<Application>(parent);
    const auto seen = seen_in(entity.content);
    if (row == nullptr || !seen || !lets_out_kind(policy_, "stage") ||
        !was_in(world_, truth_, *row, seen->name, seen->at) ||
        !(fits(kind, parent) || parent_lost_something(kind, parent))) {
      wrong.push_back(key);
    } else {
      ++count.equal;
      names[parent - world_.all<Application>().first_id()].push_back(seen->name);
    }
  }
  tell_extras(kind, std::move(wrong));
  for (const Application& row : world_.all<Application>()) {
    const ApplicationStage* const entry = shown_stage(world_, row);
    if (entry == nullptr || !fits(kind, row.id) || truth_.of(*entry) != Standing::sent) continue;
    ++count.expected;
    const auto& held = names[row.id - world_.all<Application>().first_id()];
    if (std::ranges::find(held, truth_.name_of(*entry)) != held.end()) continue;
    ++count.missing;
    minutes_.disagree(kind, IdText(row.id).view(), "missing");
  }
}

}  // namespace crosswalk::sim::judging
