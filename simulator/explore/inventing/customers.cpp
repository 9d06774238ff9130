#include "explore/inventing/customers.hpp"

#include <array>
#include <string_view>

#include "explore/known.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

struct Odd {
  std::string_view name;
  std::uint32_t Oddities::*share;
  bool is_oddity = true;  ///< Else every account has them, and a plain one, too.
};

constexpr Odd odds[] = {
    {"job_without_post", &Oddities::job_without_post},
    {"job_short_description", &Oddities::job_short_description},
    {"job_draft", &Oddities::job_draft},
    {"job_template", &Oddities::job_template},
    {"job_confidential", &Oddities::job_confidential},
    {"job_internal_post", &Oddities::job_internal_post},
    {"job_without_location", &Oddities::job_without_location},
    {"job_closed", &Oddities::job_closed},
    {"candidate_without_email", &Oddities::candidate_without_email},
    {"candidate_private", &Oddities::candidate_private},
    {"candidate_single_name", &Oddities::candidate_single_name},
    {"candidate_without_application", &Oddities::candidate_without_application, false},
    {"linkedin_without_scheme", &Oddities::linkedin_without_scheme, false},
    {"linkedin_in_website", &Oddities::linkedin_in_website, false},
    {"linkedin_in_answer", &Oddities::linkedin_in_answer, false},
    {"linkedin_with_scheme", &Oddities::linkedin_with_scheme, false},
    {"prospect_with_job", &Oddities::prospect_with_job},
    {"prospect_without_job", &Oddities::prospect_without_job},
    {"prospect_converted", &Oddities::prospect_converted},
    {"application_hired", &Oddities::application_hired, false},
    {"application_rejected", &Oddities::application_rejected, false},
    {"rejected_without_reason", &Oddities::rejected_without_reason, false},
    {"stages_at_once", &Oddities::stages_at_once},
    {"without_stages", &Oddities::without_stages},
    {"note_of_64_kib", &Oddities::note_of_64_kib},
    {"note_for_team", &Oddities::note_for_team, false},
    {"note_for_admins", &Oddities::note_for_admins, false},
    {"scorecard_draft", &Oddities::scorecard_draft, false}};

constexpr std::array<std::string_view, 3> names{"acorn", "birch", "cedar"};
constexpr std::array<std::string_view, 3> all_vendors{"greenhouse", "greenhouse-v1", "gem"};
constexpr std::array<std::string_view, 4> departments{"Engineering", "Kitchen", "Logistics",
                                                      "Sales"};

std::uint32_t people(const Chance& chance) {
  if (chance.one_in("huge", 60)) return static_cast<std::uint32_t>(chance.between("n", 300, 900));
  if (chance.one_in("large", 10)) return static_cast<std::uint32_t>(chance.between("n", 60, 250));
  if (chance.one_in("tiny", 20)) return static_cast<std::uint32_t>(chance.below("n", 4));
  return static_cast<std::uint32_t>(chance.between("n", 10, 60));
}

// LinkedIn requires these: no configuration of the product withholds them.
bool is_required(const std::string& field) {
  return field == "candidate.addresses" || field == "candidate.phoneNumbers";
}

// Quarters are written and read back exactly.
double quarters(const Chance& chance, std::string_view name, std::uint64_t most) {
  return static_cast<double>(chance.below(name, most + 1)) / 4;
}

WorldOptions invent_world(const Chance& chance, const Swarm& swarm) {
  WorldOptions world;
  world.candidates = people(chance.at("candidates"));
  world.jobs = static_cast<std::uint32_t>(chance.between("jobs", 2, 12));
  if (chance.one_in("one job", 30)) world.jobs = 1;
  world.applications_per_candidate = quarters(chance, "applications", 8);
  world.notes_per_candidate = quarters(chance, "notes", 8);
  world.scorecards_per_application = quarters(chance, "scorecards", 4);
  world.attributes_per_scorecard = static_cast<std::uint32_t>(chance.below("attributes", 4));
  if (chance.one_in("young", 4)) world.history_days = 30;
  if (swarm.oddities) world.odd = invent_oddities(chance.at("odd"));
  if (swarm.plain) world.odd = nothing_odd();
  return world;
}

// Of the vendor's account; each tenant has its own.
void invent_account(const Chance& chance, const std::string& vendor, Quirks& quirks) {
  if (chance.percent("pages", 60)) {
    quirks.page_items = static_cast<std::uint32_t>(chance.between("page_items", 2, 20));
  }
  if (vendor != "gem" && chance.one_in("quota", 5)) {
    quirks.vendor_requests = static_cast<std::uint32_t>(chance.between("requests", 8, 60));
  }
  quirks.newest_first = !chance.one_in("oldest_first", 3);
  quirks.sees_private = chance.one_in("sees_private", 3);
  if (chance.one_in("lags", 4)) quirks.write_lag = chance.time("write_lag", 10s, 5min);
  quirks.one_application_per_job = chance.one_in("one_application", 4);
}

Quirks invent_linkedin(const Chance& chance) {
  Quirks quirks;
  if (chance.one_in("limited", 6)) {
    quirks.linkedin_records_per_minute = chance.between("records", 100, 400);
  }
  if (chance.one_in("slow tasks", 4)) quirks.job_task_delay = chance.time("task", 5s, 5min);
  quirks.put_clears_manual_match = chance.one_in("clears", 4);
  quirks.reject_unknown_fields = chance.one_in("strict", 4);
  return quirks;
}

template <class Words>
std::vector<std::string> some_of(const Chance& chance, const Words& words, std::uint64_t share) {
  std::vector<std::string> some;
  for (const std::string_view word : words) {
    if (chance.at("some").percent(word, share)) some.emplace_back(word);
  }
  return some;
}

TenantSpec invent_customer(const Chance& chance, const Swarm& swarm, const Quirks& linkedin) {
  TenantSpec tenant;
  tenant.vendor = chance.percent("third generation", 50)
                      ? all_vendors[0]
                      : chance.pick<std::string_view>("vendor", all_vendors);
  tenant.world = invent_world(chance.at("world"), swarm);
  tenant.quirks = linkedin;
  if (swarm.quirks) invent_account(chance.at("account"), tenant.vendor, tenant.quirks);
  if (chance.one_in("versioned", 3)) tenant.linkedin_version = "202603";
  tenant.exports = chance.percent("exports", 75);
  tenant.hooks = chance.percent("hooks", 60);
  tenant.access = tenant.vendor == "greenhouse" && chance.one_in("access", 6);
  tenant.onboarding = tenant.exports && chance.one_in("onboarding", 5);
  if (!swarm.quirks && chance.one_in("sees_private", 4)) tenant.quirks.sees_private = true;
  if (swarm.policies) tenant.policy = invent_policy(chance.at("policy"), tenant);
  return tenant;
}

}  // namespace

Oddities nothing_odd() {
  Oddities odd;
  for (const Odd& each : odds) {
    if (each.is_oddity) odd.*each.share = 0;
  }
  return odd;
}

Oddities invent_oddities(const Chance& chance) {
  Oddities odd;
  for (const Odd& each : odds) {
    const Chance here = chance.at(each.name);
    if (here.percent("usual", 40)) continue;
    odd.*each.share =
        here.percent("none", 40) ? 0 : static_cast<std::uint32_t>(here.between("share", 2, 30));
  }
  return odd;
}

TenantPolicy invent_policy(const Chance& chance, const TenantSpec& tenant) {
  TenantPolicy policy;
  if (chance.one_in("public", 3)) policy.availability = "PUBLIC";
  // Whom the client sees redacted nobody can send.
  policy.private_candidates = tenant.quirks.sees_private && chance.one_in("private_candidates", 4);
  policy.confidential_jobs = chance.one_in("confidential_jobs", 4);
  policy.private_notes = chance.one_in("private_notes", 4);
  policy.linkedin_from_answers =
      tenant.vendor == "greenhouse" && chance.one_in("linkedin_from_answers", 4);
  policy.export_email = chance.one_in("export_email", 3);
  policy.export_profile_url = chance.one_in("export_profile_url", 3);
  if (chance.one_in("departments", 5)) {
    policy.withheld_departments = some_of(chance.at("departments"), departments, 25);
  }
  if (chance.one_in("fields", 3)) {
    policy.withheld_fields = some_of(chance.at("fields"), withholdable_fields(), 20);
    std::erase_if(policy.withheld_fields, is_required);
  }
  if (chance.one_in("kinds", 3)) {
    policy.withheld_kinds = some_of(chance.at("kinds"), withholdable_kinds(), 35);
  }
  return policy;
}

std::vector<TenantSpec> invent_customers(const Chance& chance, const Swarm& swarm) {
  const std::uint64_t lot = chance.below("how many", 10);
  const std::size_t count = lot < 7 ? 1 : lot < 9 ? 2 : 3;
  Quirks linkedin = swarm.quirks ? invent_linkedin(chance.at("linkedin")) : Quirks{};
  if (count > 1 && !invents_limits_for_several) linkedin.linkedin_records_per_minute = 0;
  std::vector<TenantSpec> tenants;
  for (std::size_t place = 0; place < count; ++place) {
    tenants.push_back(invent_customer(chance.at("tenant", place), swarm, linkedin));
    tenants.back().name = names[place];
  }
  return tenants;
}

}  // namespace crosswalk::sim::explore
