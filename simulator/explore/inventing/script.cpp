#include "explore/inventing/script.hpp"

#include <algorithm>

#include "explore/inventing/author.hpp"
#include "explore/inventing/places.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

bool any_of_kind(const Scenario& scenario, FaultKind kind, std::string_view begins = {}) {
  return std::ranges::any_of(scenario.faults, [&](const FaultRule& rule) {
    return rule.what.kind == kind && rule.at.starts_with(begins);
  });
}

std::string name_in(const Scenario& scenario, const TenantSpec& tenant) {
  return scenario.tenants.size() == 1 ? std::string() : tenant.name;
}

// What a fault has changed at a peer stays so until somebody sets it right.
void set_right(const Scenario& scenario, std::vector<Step>& steps) {
  if (any_of_kind(scenario, FaultKind::scope_missing)) {
    steps.push_back({SetStep{{{"denied", ""}}}, {}, {}, 0});
  }
  for (const TenantSpec& tenant : scenario.tenants) {
    const std::string name = name_in(scenario, tenant);
    if (any_of_kind(scenario, FaultKind::secret_rotated, peer_of_vendor(tenant.vendor))) {
      steps.push_back({RotateStep{"vendor"}, name, {}, 0});
    }
    if (any_of_kind(scenario, FaultKind::secret_rotated, "linkedin.")) {
      steps.push_back({RotateStep{"linkedin"}, name, {}, 0});
    }
    if (tenant.onboarding) steps.push_back({IntegrationStep{true}, name, {}, 0});
  }
}

}  // namespace

std::vector<Step> last_steps(const Scenario& scenario) {
  std::vector<Step> steps;
  const auto say = [&](StepWhat what) { steps.push_back({std::move(what), {}, {}, 0}); };
  if (!scenario.faults.empty()) {
    FaultStep over;
    over.on = false;
    for (const FaultRule& rule : scenario.faults) over.ids.push_back(rule.id);
    say(std::move(over));
  }
  set_right(scenario, steps);
  say(AdvanceStep{12h});
  SyncStep again;
  again.full = true;
  say(again);
  say(AdvanceStep{3h});
  again.confirm_absent = true;
  say(again);
  say(QuietStep{});
  return steps;
}

std::vector<Step> invent_steps(const Chance& chance, const Swarm& swarm, const Scenario& scenario) {
  Author author(swarm, scenario);
  const bool enabled_later = std::ranges::any_of(scenario.tenants, &TenantSpec::onboarding);
  if (!chance.one_in("not at first", 10)) author.sync(false, !chance.one_in("hasty", 8));
  std::vector<Step> steps;
  FaultStep begin;
  for (const FaultRule& rule : scenario.faults) {
    if (rule.off) begin.ids.push_back(rule.id);
  }
  if (!begin.ids.empty()) steps.push_back({std::move(begin), {}, {}, 0});
  for (const Step& step : author.take()) steps.push_back(step);
  for (const TenantSpec& tenant : scenario.tenants) {
    if (!enabled_later || !tenant.onboarding || chance.one_in("late", 3)) continue;
    steps.push_back({IntegrationStep{true}, name_in(scenario, tenant), {}, 0});
  }
  const std::uint64_t count = chance.between("how many", 1, 9);
  for (std::uint64_t n = 0; n < count; ++n) author.add(chance.at("step", n));
  for (const std::vector<Step>& more : {author.take(), last_steps(scenario)}) {
    steps.insert(steps.end(), more.begin(), more.end());
  }
  return steps;
}

}  // namespace crosswalk::sim::explore
