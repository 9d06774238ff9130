// The same with less in it: tenants, steps and faults that are more usual than they were.

#include <algorithm>
#include <set>

#include "explore/inventing/customers.hpp"
#include "explore/shrinking/cuts.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

/// Collects variants of one scenario in which one thing is otherwise.
class Variants {
 public:
  explicit Variants(const Scenario& scenario) : scenario_(scenario) {}

  /// `change` makes one thing plainer in a copy.
  template <class Change>
  void add(Change change) {
    Scenario copy = scenario_;
    change(copy);
    if (!(copy == scenario_)) all_.push_back(std::move(copy));
  }
  std::vector<Scenario> take() { return std::move(all_); }

 private:
  const Scenario& scenario_;
  std::vector<Scenario> all_;
};

// Of a number what is half of it, and what is one less, down to `low`.
template <class Number>
std::vector<Number> below(Number number, Number low) {
  std::vector<Number> all;
  if (number > low) all.push_back(low);
  if (number / 2 > low) all.push_back(static_cast<Number>(number / 2));
  if (number > low + 1) all.push_back(static_cast<Number>(number - 1));
  return all;
}

void plainer_world(Variants& variants, std::size_t place, const WorldOptions& world) {
  for (const std::uint32_t n : below<std::uint32_t>(world.candidates, 1)) {
    variants.add([&](Scenario& s) { s.tenants[place].world.candidates = n; });
  }
  for (const std::uint32_t n : below<std::uint32_t>(world.jobs, 1)) {
    variants.add([&](Scenario& s) { s.tenants[place].world.jobs = n; });
  }
  variants.add([&](Scenario& s) { s.tenants[place].world.odd = nothing_odd(); });
  if (!(world.odd == nothing_odd())) {  // What is plain already stays so.
    variants.add([&](Scenario& s) { s.tenants[place].world.odd = Oddities{}; });
  }
  const WorldOptions usual;
  variants.add([&](Scenario& s) { s.tenants[place].world.notes_per_candidate = 0; });
  variants.add([&](Scenario& s) { s.tenants[place].world.scorecards_per_application = 0; });
  variants.add([&](Scenario& s) {
    s.tenants[place].world.applications_per_candidate = usual.applications_per_candidate;
    s.tenants[place].world.attributes_per_scorecard = usual.attributes_per_scorecard;
    s.tenants[place].world.history_days = usual.history_days;
  });
}

void plainer_quirks(Variants& variants, std::size_t place) {
  const auto reset = [&](auto member) {
    variants.add([&](Scenario& s) {
      const Quirks usual;
      s.tenants[place].quirks.*member = usual.*member;
    });
  };
  reset(&Quirks::page_items);
  reset(&Quirks::vendor_requests);
  reset(&Quirks::newest_first);
  reset(&Quirks::sees_private);
  reset(&Quirks::write_lag);
  reset(&Quirks::one_application_per_job);
  reset(&Quirks::linkedin_records_per_minute);
  reset(&Quirks::job_task_delay);
  reset(&Quirks::put_clears_manual_match);
  reset(&Quirks::reject_unknown_fields);
}

void plainer_policy(Variants& variants, const TenantPolicy& policy,
                    TenantPolicy& (*of)(Scenario&, std::size_t), std::size_t place) {
  variants.add([&](Scenario& s) { of(s, place) = TenantPolicy{}; });
  if (policy == TenantPolicy{}) return;
  const auto reset = [&](auto member) {
    variants.add([&](Scenario& s) {
      const TenantPolicy usual;
      of(s, place).*member = usual.*member;
    });
  };
  reset(&TenantPolicy::availability);
  reset(&TenantPolicy::private_candidates);
  reset(&TenantPolicy::confidential_jobs);
  reset(&TenantPolicy::private_notes);
  reset(&TenantPolicy::was_wider);
  reset(&TenantPolicy::linkedin_from_answers);
  reset(&TenantPolicy::export_email);
  reset(&TenantPolicy::export_profile_url);
  reset(&TenantPolicy::withheld_departments);
  reset(&TenantPolicy::withheld_fields);
  reset(&TenantPolicy::withheld_kinds);
}

TenantPolicy& policy_of_tenant(Scenario& scenario, std::size_t place) {
  return scenario.tenants[place].policy;
}

TenantPolicy& policy_of_restart(Scenario& scenario, std::size_t place) {
  return *std::get<RestartStep>(scenario.steps[place].what).policy;
}

void plainer_step(Variants& variants, std::size_t at, const Step& step) {
  if (const auto* const advance = std::get_if<AdvanceStep>(&step.what)) {
    for (const std::int64_t s : below<std::int64_t>(advance->by.count() / 1000, 60)) {
      variants.add([&](Scenario& each) {
        std::get<AdvanceStep>(each.steps[at].what).by = Duration{s * 1000};
      });
    }
  } else if (const auto* const change = std::get_if<VendorStep>(&step.what)) {
    for (const std::uint32_t n : below<std::uint32_t>(change->count, 1)) {
      variants.add([&](Scenario& each) { std::get<VendorStep>(each.steps[at].what).count = n; });
    }
  } else if (const auto* const kill = std::get_if<KillStep>(&step.what)) {
    for (const std::uint64_t n : below<std::uint64_t>(kill->after, 0)) {
      variants.add([&](Scenario& each) { std::get<KillStep>(each.steps[at].what).after = n; });
    }
  } else if (std::holds_alternative<SyncStep>(step.what)) {
    variants.add([&](Scenario& each) { each.steps[at].what = SyncStep{}; });
    variants.add(
        [&](Scenario& each) { std::get<SyncStep>(each.steps[at].what).confirm_absent = false; });
  } else if (std::holds_alternative<ExportStep>(step.what)) {
    variants.add([&](Scenario& each) { std::get<ExportStep>(each.steps[at].what).wait = true; });
  } else if (const auto* const restart = std::get_if<RestartStep>(&step.what)) {
    variants.add([&](Scenario& each) { each.steps[at].what = RestartStep{}; });
    if (restart->policy) plainer_policy(variants, *restart->policy, policy_of_restart, at);
  }
}

}  // namespace

std::vector<Scenario> plainer_tenants(const Scenario& scenario) {
  Variants variants(scenario);
  for (std::size_t place = 0; place < scenario.tenants.size(); ++place) {
    const TenantSpec& tenant = scenario.tenants[place];
    plainer_world(variants, place, tenant.world);
    variants.add([&](Scenario& s) { s.tenants[place].quirks = Quirks{}; });
    if (!(tenant.quirks == Quirks{})) plainer_quirks(variants, place);
    plainer_policy(variants, tenant.policy, policy_of_tenant, place);
    variants.add([&](Scenario& s) { s.tenants[place].vendor = TenantSpec{}.vendor; });
    variants.add([&](Scenario& s) { s.tenants[place].linkedin_version.clear(); });
    variants.add([&](Scenario& s) { s.tenants[place].access = false; });
    variants.add([&](Scenario& s) { s.tenants[place].onboarding = false; });
    variants.add([&](Scenario& s) { s.tenants[place].hooks = false; });
    variants.add([&](Scenario& s) { s.tenants[place].exports = false; });
  }
  variants.add([](Scenario& s) {
    if (s.tenants.size() == 1) s.tenants[0].name = TenantSpec{}.name;
    for (Step& step : s.steps) {
      if (s.tenants.size() == 1) step.tenant.clear();
    }
  });
  return variants.take();
}

std::vector<Scenario> plainer_steps(const Scenario& scenario) {
  Variants variants(scenario);
  for (std::size_t at = 0; at < scenario.steps.size(); ++at) {
    const Step& step = scenario.steps[at];
    plainer_step(variants, at, step);
    variants.add([&](Scenario& s) { s.steps[at].tenant.clear(); });
    variants.add([&](Scenario& s) { s.steps[at].capture_as.clear(); });
  }
  variants.add([](Scenario& s) { s.expect.not_invariants.clear(); });
  variants.add([](Scenario& s) { s.seed = 1; });
  return variants.take();
}

std::vector<Scenario> plainer_faults(const Scenario& scenario) {
  Variants variants(scenario);
  for (std::size_t at = 0; at < scenario.faults.size(); ++at) {
    const FaultTrigger& when = scenario.faults[at].when;
    variants.add([&](Scenario& s) { s.faults[at].when = FaultTrigger{}; });
    const auto reset = [&](auto member) {
      variants.add([&](Scenario& s) {
        const FaultTrigger usual;
        s.faults[at].when.*member = usual.*member;
      });
    };
    reset(&FaultTrigger::probability);
    reset(&FaultTrigger::every);
    reset(&FaultTrigger::page);
    reset(&FaultTrigger::from);
    reset(&FaultTrigger::until);
    reset(&FaultTrigger::attempts);
    if (when.probability < 1 || when.every > 1) {
      variants.add([&](Scenario& s) {
        s.faults[at].when.probability = 1;
        s.faults[at].when.every = 0;
        s.faults[at].when.first = 1;
      });
    }
    for (const std::uint32_t n : below<std::uint32_t>(scenario.faults[at].what.count, 1)) {
      variants.add([&](Scenario& s) { s.faults[at].what.count = n; });
    }
    variants.add([&](Scenario& s) { s.faults[at].off = false; });
    const std::vector<Mutation>& amid = scenario.faults[at].what.mutations;
    for (std::size_t n = 0; amid.size() > 1 && n < amid.size(); ++n) {
      variants.add([&](Scenario& s) {
        auto& all = s.faults[at].what.mutations;
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(n));
      });
    }
  }
  return variants.take();
}

}  // namespace crosswalk::sim::explore
