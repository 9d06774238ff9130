#include "explore/explore.hpp"

#include <algorithm>

#include "explore/inventing/customers.hpp"
#include "explore/inventing/mishaps.hpp"
#include "explore/inventing/script.hpp"
#include "explore/known.hpp"
#include "explore/surgery.hpp"

namespace crosswalk::sim::explore {
namespace {

constexpr int replays_max = 12;

// Before the tenant's product knows LinkedIn its set-up is a person's, who would begin again.
void spare_the_set_up(Scenario& scenario) {
  if (std::ranges::none_of(scenario.tenants, &TenantSpec::onboarding)) return;
  for (FaultRule& rule : scenario.faults) rule.off = true;
}

// A LinkedIn whose clock is ahead dates what it held before a promise behind it.
void spare_the_erased(const Swarm& swarm, std::vector<FaultRule>& faults) {
  if (!swarm.has(Deed::erase)) return;
  std::erase_if(faults, [](const FaultRule& each) {
    return word_of(each.what.kind).family == FaultFamily::clock && each.at.starts_with("linkedin.");
  });
}

bool begins_again(const Step& step) {
  return std::holds_alternative<RestartStep>(step.what) ||
         std::holds_alternative<KillStep>(step.what) ||
         std::holds_alternative<RotateStep>(step.what);
}

// In the end both sides must agree; while something goes wrong nobody can say what is late.
void excuse_lateness(Scenario& scenario) {
  const auto needs_two_listings = [](const TenantSpec& each) { return each.vendor == "gem"; };
  std::vector<std::string>& without = scenario.expect.not_invariants;
  if (!scenario.faults.empty()) without = {"I1", "I3"};
  if (std::ranges::any_of(scenario.tenants, needs_two_listings)) without.push_back("I5");
  // After a restart nobody remembers how long a peer had asked to be left alone.
  const auto refuses = [](const FaultRule& each) {
    return word_of(each.what.kind).family == FaultFamily::refusal;
  };
  const auto has_window = [](const TenantSpec& each) { return each.quirks.vendor_requests != 0; };
  if (std::ranges::any_of(scenario.faults, refuses) ||
      std::ranges::any_of(scenario.tenants, has_window)) {
    if (std::ranges::any_of(scenario.steps, begins_again)) without.push_back("I6");
  }
}

// The first thing that was found, without whose it is and which one.
std::string kind_of_failure(std::string_view words) {
  words = words.substr(0, words.find("; "));
  const std::size_t whose = words.find(": ");
  if (whose != std::string_view::npos) words.remove_prefix(whose);
  std::string kind;
  for (const char c : words) {
    if (c < '0' || c > '9') kind += c;
  }
  return kind;
}

bool is_excused(const Check& check) { return check.good || check.name.starts_with("fired."); }

}  // namespace

Scenario invent(std::uint64_t seed, const Families& allowed) {
  const Chance chance(seed);
  const Swarm swarm = swarm_of(chance.at("swarm"), allowed);
  Scenario scenario;
  scenario.name = "explore-" + std::to_string(seed);
  scenario.why = "What explore invented from seed " + std::to_string(seed) + " must hold.";
  scenario.file = scenario.name + ".yaml";
  scenario.seed = seed;
  scenario.tenants = invent_customers(chance.at("customers"), swarm);
  scenario.faults = invent_mishaps(chance.at("mishaps"), swarm, scenario.tenants);
  spare_the_erased(swarm, scenario.faults);
  spare_the_set_up(scenario);
  scenario.steps = invent_steps(chance.at("steps"), swarm, scenario);
  excuse_unfired(scenario);
  excuse_lateness(scenario);
  return scenario;
}

bool Failure::is_like(const Failure& other) const {
  return name == other.name && kind_of_failure(words) == kind_of_failure(other.words);
}

std::optional<Failure> failure_of(const History& history) {
  for (const Check& check : history.checks) {
    if (!is_excused(check)) return Failure{check.name, check.words};
  }
  if (history.broke.empty()) return std::nullopt;
  return Failure{"broke", history.broke};
}

History play_feasible(Scenario& scenario, const Plays& plays) {
  History history = plays(scenario);
  for (int again = 0; again < replays_max; ++again) {
    const auto failed = std::ranges::find_if(history.checks, [](const Check& check) {
      return !check.good && check.name == "steps" && could_not_be_done(check.words);
    });
    if (failed == history.checks.end() || history.steps.empty()) return history;
    scenario = without_step(scenario, history.steps.size() - 1);
    history = plays(scenario);
  }
  return history;
}

}  // namespace crosswalk::sim::explore
