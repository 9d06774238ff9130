#include "judge/exchange/access.hpp"

#include <algorithm>
#include <set>

namespace crosswalk::sim::judging {
namespace {

constexpr std::string_view stranger = "urn:li:person:seen-by-nobody";

std::set<std::string> team_of(const Job& job, const TenantPolicy& policy) {
  std::set<std::string> team;
  for (const Id user : {job.recruiter_id, job.hiring_manager_id}) {
    const auto member = policy.members.find(user);
    if (member != policy.members.end()) team.insert(member->second);
  }
  return team;
}

}  // namespace

void check_access(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                  const Truth& truth, const Sight& sees, Minutes& minutes) {
  if (policy.members.empty() || !sees) return;
  std::set<std::string> people = {std::string(stranger)};
  for (const auto& [user, member] : policy.members) people.insert(member);
  const auto held = [&](EntityKind kind, const std::string& id) {
    const Entity* const entity = ledger.find(kind, policy.organization, id);
    return entity != nullptr && entity->held;
  };
  const Table<Job>& jobs = world.all<Job>();
  for (std::size_t at = 0; at < jobs.rows(); ++at) {
    const Job& job = jobs.row(at);
    const std::string id = std::to_string(job.id);
    if (!held(EntityKind::job, id)) continue;
    const std::set<std::string> team = job.gone ? std::set<std::string>() : team_of(job, policy);
    const bool shown = truth.of(job) == Standing::sent;
    const auto right = [&](EntityKind kind, const std::string& of) {
      return std::ranges::all_of(people, [&](const std::string& person) {
        const bool seen = sees(kind, of, person);
        return seen == team.contains(person) || (!seen && !shown);
      });
    };
    // What is true of one application of a job is true of all of them.
    const auto shows = [&](Id application) {
      return held(EntityKind::application, std::to_string(application));
    };
    const auto applied = std::ranges::find_if(job.application_ids, shows);
    const bool good =
        right(EntityKind::job, id) && (applied == job.application_ids.end() ||
                                       right(EntityKind::application, std::to_string(*applied)));
    if (good) continue;
    ++minutes.verdict.wrong_access;
    minutes.disagree(EntityKind::job, id, "wrong_access");
  }
}

}  // namespace crosswalk::sim::judging
