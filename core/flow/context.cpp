#include "flow/context.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "flow/reading/page_writes.hpp"
#include "linkedin/rsc/batches.hpp"
#include "privacy/identity.hpp"

namespace crosswalk {
namespace {

// LinkedIn is asked in lanes, one request of a kind at a time, and has its own budget
// (lanes/lane.hpp), so the courier adds no limit of its own: every kind and the tasks may be out at
// once, and what the exchange asks beside them.
constexpr std::uint32_t linkedin_in_flight = 12;

constexpr std::string_view closed_words = "nothing is sent to LinkedIn: ";

std::map<std::string, AccessMember> members_of(const TenantSetup& setup) {
  std::map<std::string, AccessMember> members;
  for (const auto& [user, urn] : setup.members) {
    members.emplace(user, AccessMember{member_identity(urn, setup.digest_key).digest, urn});
  }
  return members;
}

LinkedInLimits limits_of(const FlowOptions& options) {
  return {.requests_per_day = options.requests_per_day,
          .records_per_minute = options.records_per_minute};
}

// What jobs say of themselves beside their records is chosen like a policy: under another choice
// every job is read and decided again.
std::uint64_t version_of_choices(const TenantSetup& setup) {
  const std::uint64_t version = version_of(setup.policy);
  const std::string_view told = told_beside_jobs(setup.target);
  return told.empty() ? version : std::max<std::uint64_t>(mix64(told, version), 1);
}

}  // namespace

Context::Context(TenantSetup given)
    : setup(std::move(given)),
      vendor(desk, Peer::vendor, setup.plan.auth.kind == AuthKind::oauth2_client_credentials,
             Budget(setup.plan.rate), setup.plan.rate.in_flight),
      provisioning(desk, Peer::provisioning, true, Budget(0, Duration{60'000}), 1),
      linkedin(desk, Peer::linkedin, true, Budget(0, Duration{60'000}), linkedin_in_flight),
      linkedin_budget(setup.options.requests_per_day, setup.options.records_per_minute),
      job_budget(0, limits_of(setup.options).jobs_per_minute(),
                 limits_of(setup.options).jobs_per_day()),
      policy_version(version_of_choices(setup)),
      members(members_of(setup)) {
  linkedin.watch([this](const HttpResponse& reply) { hear_version(reply); });
}

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

void Context::set_closed(std::string why, bool passing) {
  if (why == report.closed && passing == passing_) return;
  if (!report.closed.empty()) calm(std::string(closed_words) + report.closed);
  report.closed = std::move(why);
  passing_ = passing;
  tell_standing();
  if (report.closed.empty() && nudge) nudge();
}

DayUse Context::used() const {
  const bool jobs = job_budget.day() == linkedin_budget.day();
  return {linkedin_budget.day(), linkedin_budget.day_requests(),
          jobs ? job_budget.day_records() : 0, linkedin_budget.rests_until()};
}

void Context::restore(const DayUse& used) {
  linkedin_budget.restore(used.day, used.requests, 0);
  job_budget.restore(used.day, 0, used.job_records);
  // No Retry-After is believed for longer; a clock that was set back would make it so.
  if (used.rests <= desk.now() + std::chrono::hours(24)) linkedin_budget.rest_until(used.rests);
}

// A whole generation of the API is switched off at once, so one reply speaks for all requests.
void Context::hear_version(const HttpResponse& reply) {
  if (version_sunset(reply)) {
    const std::string_view version = header(setup.dialect.headers, "LinkedIn-Version");
    sunset_ = "LinkedIn does not serve version " +
              std::string(version.empty() ? setup.dialect.name : version) +
              " of its API any more; set a newer linkedin.version in the configuration";
    linkedin.close(Error{ErrorCode::refused, sunset_, "linkedin.version"});
    tell_standing();
  } else if (!sunset_.empty() && !linkedin.closed()) {
    calm(std::exchange(sunset_, {}));
    if (nudge) nudge();
  }
}

void Context::tell_standing() {
  if (!report.closed.empty() && !passing_) alarm(std::string(closed_words) + report.closed);
  if (!sunset_.empty()) alarm(sunset_);
}

void Context::calm(const std::string& sentence) { std::erase(report.alarms, sentence); }

}  // namespace crosswalk
