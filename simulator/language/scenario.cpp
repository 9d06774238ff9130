#include "language/scenario.hpp"

#include <algorithm>

namespace crosswalk::sim {
namespace {

// What a person waits for before a test is too slow to be run by hand.
constexpr Duration wait_max = std::chrono::seconds(30);

Mode possible(const Scenario& scenario) {
  const bool one = scenario.mode == Mode::both && !why_one_mode(scenario).empty();
  return one ? Mode::virtual_only : scenario.mode;
}

// The stage decides these three: seed, start and where posts are.
TenantSpec as_said(TenantSpec tenant) {
  const WorldOptions usual;
  tenant.world.seed = usual.seed;
  tenant.world.start = usual.start;
  tenant.world.posting_url = usual.posting_url;
  return tenant;
}

bool asks_for_time(const Step& step) {
  const auto* const expect = std::get_if<ExpectStep>(&step.what);
  return expect != nullptr && expect->expect.virtual_time_s.has_value();
}

bool counts_effects(const Step& step) {
  const auto* const kill = std::get_if<KillStep>(&step.what);
  return kill != nullptr && kill->after > 0;
}

bool takes_long(const FaultRule& rule) {
  const FaultDeed& what = rule.what;
  const bool recorded = std::ranges::any_of(what.recorded, [](Duration d) { return d > wait_max; });
  return what.wait > wait_max || what.most > wait_max || what.per > wait_max || recorded ||
         rule.when.from > wait_max || what.retry_after == RetryAfter::huge;
}

std::string why_of_tenant(const TenantSpec& tenant) {
  if (!tenant.fixture.empty()) return "pages of a fixture are served on virtual time only";
  const Quirks& quirks = tenant.quirks;
  if (quirks.linkedin_requests_per_day > 0 || quirks.linkedin_records_per_minute > 0) {
    return "LinkedIn's limits are windows of minutes and days, which only virtual time passes";
  }
  if (quirks.write_lag > wait_max || quirks.job_task_delay > wait_max) {
    return "a delay of more than 30 s is waited for on virtual time only";
  }
  return {};
}

}  // namespace

int Places::of(std::string_view part) const {
  auto found = lines.find(part);
  if (found == lines.end()) found = lines.find(part.substr(0, part.find('.')));
  return found == lines.end() ? 0 : found->second;
}

bool operator==(const Scenario& a, const Scenario& b) {
  return a.why == b.why && a.seed == b.seed && a.start == b.start && possible(a) == possible(b) &&
         std::ranges::equal(a.tenants, b.tenants, {}, as_said, as_said) &&
         std::ranges::equal(a.faults, b.faults, same) && a.steps == b.steps && a.expect == b.expect;
}

std::string why_one_mode(const Scenario& scenario) {
  if (scenario.tenants.size() > 1) return "several tenants share a simulator on virtual time only";
  for (const TenantSpec& tenant : scenario.tenants) {
    if (std::string why = why_of_tenant(tenant); !why.empty()) return why;
  }
  for (const Step& step : scenario.steps) {
    if (std::holds_alternative<AdvanceStep>(step.what)) return "only virtual time can be advanced";
    if (counts_effects(step)) return "effects are counted on virtual time only";
  }
  if (std::ranges::any_of(scenario.faults, takes_long)) {
    return "a fault of more than 30 s is waited for on virtual time only";
  }
  const bool timed = scenario.expect.virtual_time_s.has_value();
  if (timed || std::ranges::any_of(scenario.steps, asks_for_time)) {
    return "how long it takes is told on virtual time only";
  }
  return {};
}

}  // namespace crosswalk::sim
