#include "explore/inventing/author.hpp"

#include <algorithm>
#include <array>

#include "explore/inventing/customers.hpp"
#include "explore/inventing/places.hpp"
#include "explore/known.hpp"

namespace crosswalk::sim::explore {
namespace {

using namespace std::chrono_literals;

// More than ten at once wait for a person's word; whoever hangs on them goes, too.
constexpr std::uint64_t removed_max = 5;

bool exports_at_all(const TenantSpec& tenant) { return tenant.exports; }

}  // namespace

Author::Author(const Swarm& swarm, const Scenario& scenario)
    : swarm_(swarm), scenario_(scenario), calm_(scenario.faults.empty()) {}

void Author::say(StepWhat what, std::string tenant, std::string capture) {
  steps_.push_back({std::move(what), std::move(tenant), std::move(capture), 0});
}

std::string Author::named(const TenantSpec& tenant) const {
  return scenario_.tenants.size() == 1 ? std::string() : tenant.name;
}

const TenantSpec& Author::somebody(const Chance& chance) const {
  return chance.pick<TenantSpec>("tenant", scenario_.tenants);
}

void Author::sync(bool full, bool waits) {
  SyncStep step;
  step.full = full;
  step.wait = waits;
  say(step);
}

void Author::pause(const Chance& chance) { say(AdvanceStep{chance.time("by", 1min, 24h)}); }

void Author::vendor(const Chance& chance, Operation operation, Kind kind, std::uint32_t count) {
  VendorStep step;
  step.operation = operation;
  step.kind = kind;
  step.count = count;
  const bool all = scenario_.tenants.size() > 1 && chance.one_in("everywhere", 3);
  say(std::move(step), all ? std::string() : named(somebody(chance)));
}

void Author::grow(const Chance& chance) {
  constexpr std::array<Kind, 6> kinds{Kind::candidate, Kind::application, Kind::note,
                                      Kind::scorecard, Kind::job,         Kind::candidate};
  vendor(chance, Operation::insert, chance.pick<Kind>("kind", kinds),
         static_cast<std::uint32_t>(chance.between("count", 1, 5)));
}

void Author::change(const Chance& chance) {
  constexpr std::array<Kind, 9> kinds{Kind::candidate, Kind::candidate, Kind::application,
                                      Kind::job,       Kind::job_post,  Kind::note,
                                      Kind::scorecard, Kind::user,      Kind::job_stage};
  const auto count = static_cast<std::uint32_t>(chance.between("count", 1, 6));
  const Kind kind = chance.pick<Kind>("kind", kinds);
  // Where a vendor tells no history, a stage of the past keeps the name under which it was seen.
  const bool tells_history = std::ranges::all_of(
      scenario_.tenants, [](const TenantSpec& each) { return each.vendor == "greenhouse"; });
  switch (chance.below("what", 4)) {
    case 0:
      return vendor(chance, Operation::advance, Kind::application, count);
    case 1:
      return vendor(chance, Operation::reject, Kind::application, count);
    default:
      return vendor(chance, Operation::update,
                    kind == Kind::job_stage && !tells_history ? Kind::job_post : kind, count);
  }
}

void Author::remove(const Chance& chance) {
  if (removed_ >= removed_max) return;
  constexpr std::array<Operation, 4> ways{Operation::remove, Operation::anonymise, Operation::merge,
                                          Operation::remove};
  constexpr std::array<Kind, 5> kinds{Kind::candidate, Kind::application, Kind::note,
                                      Kind::scorecard, Kind::candidate};
  Operation way = chance.pick<Operation>("way", ways);
  const bool everybody_is_emptied = std::ranges::none_of(
      scenario_.tenants, [](const TenantSpec& each) { return each.vendor == "gem"; });
  // At Gem nobody is emptied of what tells who they are.
  if (way == Operation::anonymise && !everybody_is_emptied) way = Operation::remove;
  const auto count = static_cast<std::uint32_t>(
      chance.between("count", 1, std::min<std::uint64_t>(3, removed_max - removed_)));
  removed_ += count;
  const Kind kind = way == Operation::remove ? chance.pick<Kind>("kind", kinds) : Kind::candidate;
  vendor(chance, way, kind, count);
}

// While somebody may be being exported to a job it stays as it is: whether they come is else a
// matter of who was first.
void Author::jobs(const Chance& chance) {
  if (swarm_.has(Deed::exports) && !calm_) return;
  constexpr std::array<Operation, 4> ways{Operation::close, Operation::reopen, Operation::remove,
                                          Operation::close};
  vendor(chance, chance.pick<Operation>("way", ways), Kind::job, 1);
  if (swarm_.has(Deed::exports)) sync();
}

void Author::exports(const Chance& chance) {
  const TenantSpec& tenant = somebody(chance);
  if (!exports_at_all(tenant)) return;
  ExportStep step;
  const bool again = !members_.empty() && chance.one_in("again", 4);
  step.member = again ? chance.pick<Member>("member", members_).name
                      : "m" + std::to_string(members_.size() + 1);
  if (gone_.contains(step.member)) return;
  step.refused = tenant.vendor == "gem" || erased_.contains(step.member);
  step.wait = !chance.one_in("hasty", 4);
  if (!again && !step.refused) members_.push_back({step.member, tenant.name, calm_ && step.wait});
  const bool waits = step.wait;
  say(std::move(step), named(tenant));
  if (calm_ && !waits) say(QuietStep{});
}

void Author::leave(const Chance& chance) {
  if (members_.empty()) return;
  const Member& member = chance.pick<Member>("member", members_);
  if (!member.is_known || !gone_.insert(member.name).second) return;
  LeaveStep step;
  step.member = member.name;
  step.closes = chance.one_in("closes", 2);
  say(std::move(step));
}

void Author::erase(const Chance& chance) {
  EraseStep step;
  if (!members_.empty() && chance.one_in("member", 2)) {
    const Member& member = chance.pick<Member>("who", members_);
    if (!member.is_known || !erased_.insert(member.name).second) return;
    step.member = member.name;
    return say(std::move(step), scenario_.tenants.size() == 1 ? std::string() : member.tenant);
  }
  const TenantSpec& tenant = somebody(chance);
  VendorStep chosen;
  chosen.operation = Operation::update;
  const std::string name = "who" + std::to_string(++kept_);
  say(std::move(chosen), named(tenant), name);
  if (chance.percent("known", 70)) sync();
  step.candidate = "$" + name;
  say(std::move(step), named(tenant));
}

// Whoever has to be enabled asks LinkedIn again after a beginning, and on virtual time with the
// next sync only. An export waits a day for that.
void Author::begun_again() {
  if (std::ranges::any_of(scenario_.tenants, &TenantSpec::onboarding)) sync();
}

void Author::restart(const Chance& chance, Deed deed) {
  const TenantSpec& tenant = somebody(chance);
  RestartStep step;
  if (deed == Deed::policy) {
    if (swarm_.has(Deed::exports) && !calm_) return;
    step.policy = invent_policy(chance.at("policy"), tenant);
    if (tenant.vendor != "greenhouse" && !invents_stages_decided_later) {
      std::erase(step.policy->withheld_kinds, "stage");
      step.policy->private_candidates = tenant.policy.private_candidates;
      step.policy->confidential_jobs = tenant.policy.confidential_jobs;
    }
    // What was written into the vendor's system under other grants stays there.
    step.policy->export_email = tenant.policy.export_email;
    step.policy->export_profile_url = tenant.policy.export_profile_url;
    // What the connector had not looked for before comes with the next full sync only.
    step.policy->linkedin_from_answers = tenant.policy.linkedin_from_answers;
  }
  if (deed == Deed::version) step.linkedin_version = chance.one_in("old", 2) ? "" : "202603";
  say(std::move(step), named(tenant));
  if (deed == Deed::policy) return sync();
  begun_again();
}

void Author::kill(const Chance& chance) {
  if (chance.percent("amid", 80)) {
    if (chance.one_in("after change", 2)) change(chance.at("change"));
    sync(chance.one_in("full", 3), false);
  }
  say(KillStep{chance.one_in("at once", 6) ? 0 : chance.between("effects", 1, 120)},
      named(somebody(chance)));
  begun_again();
}

void Author::rotate(const Chance& chance) {
  const TenantSpec& tenant = somebody(chance);
  const bool vendor = peer_of_vendor(tenant.vendor) != "gem" && chance.one_in("vendor", 2);
  say(RotateStep{vendor ? "vendor" : "linkedin"}, named(tenant));
  begun_again();
}

void Author::integration(const Chance& chance) {
  const TenantSpec& tenant = somebody(chance);
  if (!tenant.onboarding) return;
  say(IntegrationStep{false}, named(tenant));
  if (chance.percent("change", 70)) change(chance.at("change"));
  if (chance.percent("pause", 50)) pause(chance.at("pause"));
  if (chance.percent("sync", 50)) sync();
  say(IntegrationStep{true}, named(tenant));
}

void Author::quirk(const Chance& chance) {
  SetStep step;
  switch (chance.below("which", 3)) {
    case 0:
      step.values = {{"page_items", std::to_string(chance.between("items", 2, 30))}};
      break;
    case 1:
      step.values = {{"newest_first", chance.one_in("oldest", 2) ? "false" : "true"}};
      break;
    default:
      step.values = {{"write_lag", std::to_string(chance.between("lag", 0, 240)) + "s"}};
  }
  say(std::move(step), named(somebody(chance)));
}

void Author::switching(const Chance& chance) {
  if (scenario_.faults.empty()) return;
  FaultStep step;
  step.ids = {chance.pick<FaultRule>("which", scenario_.faults).id};
  step.on = chance.one_in("on", 2);
  say(std::move(step));
}

void Author::add(const Chance& chance) {
  std::vector<Deed> may;
  for (std::size_t place = 0; place < deed_count; ++place) {
    if (swarm_.deeds[place]) may.push_back(static_cast<Deed>(place));
  }
  const Deed deed = may.empty() ? Deed::sync : chance.pick<Deed>("deed", may);
  switch (deed) {
    case Deed::sync:
      return sync();
    case Deed::full_sync:
      return sync(true);
    case Deed::hasty_sync:
      return sync(chance.one_in("full", 2), false);
    case Deed::pause:
      return pause(chance);
    case Deed::settle:
      return say(QuietStep{});
    case Deed::grow:
      return grow(chance);
    case Deed::change:
      return change(chance);
    case Deed::remove:
      return remove(chance);
    case Deed::jobs:
      return jobs(chance);
    case Deed::exports:
      return exports(chance);
    case Deed::leave:
      return leave(chance);
    case Deed::erase:
      return erase(chance);
    case Deed::resync:
      return exports_at_all(scenario_.tenants.front())
                 ? say(ResyncStep{}, named(scenario_.tenants.front()))
                 : sync();
    case Deed::restart:
    case Deed::policy:
    case Deed::version:
      return restart(chance, deed);
    case Deed::kill:
      return kill(chance);
    case Deed::rotate:
      return rotate(chance);
    case Deed::integration:
      return integration(chance);
    case Deed::quirk:
      return quirk(chance);
    case Deed::switching:
      return switching(chance);
  }
}

}  // namespace crosswalk::sim::explore
