#include "flow/context.hpp"

namespace crosswalk {
namespace {

// LinkedIn is asked in lanes, one request of a kind at a time, and has its own budget (lane.hpp),
// so the courier adds no limit of its own; three kinds and the tasks may be out at once.
constexpr std::uint32_t linkedin_in_flight = 8;

// LinkedIn, "sync premium API jobs": 2,000 records a minute and 60,000 a day, the only figures
// there are for jobs.
constexpr std::uint32_t job_records_per_minute = 2000;
constexpr std::uint32_t job_records_per_day = 60'000;

}  // namespace

Context::Context(TenantSetup given)
    : setup(std::move(given)),
      vendor(desk, Peer::vendor, setup.plan.auth.kind == AuthKind::oauth2_client_credentials,
             Budget(setup.plan.rate), setup.plan.rate.in_flight),
      provisioning(desk, Peer::provisioning, true, Budget(0, Duration{60'000}), 1),
      linkedin(desk, Peer::linkedin, true, Budget(0, Duration{60'000}), linkedin_in_flight),
      linkedin_budget(setup.options.requests_per_day, setup.options.records_per_minute),
      // Whoever has no limit of requests, such as a test installation, has none of jobs either.
      job_budget(0, std::min(setup.options.records_per_minute, job_records_per_minute),
                 setup.options.requests_per_day == 0 ? 0 : job_records_per_day),
      policy_version(version_of(setup.policy)) {}

void Context::alarm(std::string sentence) {
  if (std::ranges::find(report.alarms, sentence) == report.alarms.end()) {
    report.alarms.push_back(std::move(sentence));
  }
}

void Context::answer(Told told) {
  constexpr std::size_t told_max = 16;
  report.told.push_back(std::move(told));
  if (report.told.size() > told_max) report.told.erase(report.told.begin());
}

void Context::calm(const std::string& sentence) { std::erase(report.alarms, sentence); }

}  // namespace crosswalk
