#include <algorithm>

#include "certify/modules/modules.hpp"
#include "judge/judge.hpp"

namespace crosswalk::sim::certifying {
namespace {

constexpr std::chrono::days two_years{730};

Verdict judged(const Sides& sides) {
  TenantPolicy policy;
  policy.organization = sides.organization;
  return judge(sides.peers.world, sides.ledger, policy,
               {.orders = sides.peers.exported, .members = {}, .now = sides.now});
}

// How many that are two years old, or older, LinkedIn holds.
template <class Row>
std::uint64_t held_of_old(const Sides& sides, EntityKind kind) {
  std::uint64_t held = 0;
  for (const Row& row : sides.peers.world.all<Row>()) {
    const bool old = row.created_at <= sides.now - two_years;
    if (old && sides.held(kind, std::to_string(row.id)) != nullptr) ++held;
  }
  return held;
}

template <class Row>
void counts(Trials& trials, Evidence& evidence, EntityKind kind) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const auto [compared, old] = trial->seen([kind](const Sides& sides) {
    return std::pair(judged(sides).kinds[static_cast<std::size_t>(kind)],
                     held_of_old<Row>(sides, kind));
  });
  const std::string name(name_of(kind));
  evidence.see(compared.expected > 0 && compared.missing == 0 && compared.extra == 0,
               "LinkedIn holds " + std::to_string(compared.held) + " " + name + " records of " +
                   std::to_string(compared.expected) + " the ATS shares; " +
                   std::to_string(compared.missing) + " are missing, " +
                   std::to_string(compared.extra) + " too many");
  evidence.see(compared.differing == 0,
               std::to_string(compared.differing) + " of them differ from the ATS in a field");
  evidence.see(old > 0, std::to_string(old) + " of them are two years old or older");
  evidence.see(true, std::to_string(compared.incomplete) +
                         " more lack a field LinkedIn requires and are held, " +
                         std::to_string(compared.withheld) + " are withheld by policy");
}

}  // namespace

void counts_jobs(Trials& trials, Evidence& evidence) {
  counts<Job>(trials, evidence, EntityKind::job);
  Trial* trial = trials.usual();
  if (trial == nullptr) return;
  const auto closed = trial->seen(
      [](const Sides& sides) { return sides.count(EntityKind::job) - sides.open_jobs().size(); });
  evidence.see(closed > 0, std::to_string(closed) + " closed jobs are among them");
}

void counts_candidates(Trials& trials, Evidence& evidence) {
  counts<Candidate>(trials, evidence, EntityKind::candidate);
}

void counts_applications(Trials& trials, Evidence& evidence) {
  counts<Application>(trials, evidence, EntityKind::application);
}

void follows_a_candidate(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return;
  const Id added = trial->seen([](const Sides& sides) {
    const Id id = sides.peers.world.add_candidate(sides.now);
    const auto set = [&](std::string_view text) { return sides.peers.world.keep(text); };
    sides.peers.world.edit<Candidate>(id, sides.now, [&](Candidate& person) {
      person.first_name = set("Unique-First");
      person.last_name = set("Unique-Last");
      person.company = set("Unique Company");
      person.email = set("unique@example.com");
    });
    return id;
  });
  const std::string id = std::to_string(added);
  const auto says = [&id](const std::string& name, const std::string& value) {
    return
        [=](const Sides& sides) { return sides.field(EntityKind::candidate, id, name) == value; };
  };
  evidence.see(trial->sync_until(says("currentCompanyName", "Unique Company")) &&
                   trial->seen(says("firstName", "Unique-First")) &&
                   trial->seen(says("lastName", "Unique-Last")),
               "a new candidate with values nobody else has is at LinkedIn with the next sync");
  if (!mutate(*trial, evidence,
              {Kind::candidate, Operation::update, {added}, 1, {{"company", "Another Company"}}})) {
    return;
  }
  evidence.see(trial->sync_until(says("currentCompanyName", "Another Company")),
               "an edit is reflected");
  if (!mutate(*trial, evidence,
              {Kind::candidate, Operation::update, {added}, 1, {{"last_name", ""}}})) {
    return;
  }
  const auto held_back = [&] {
    const Result<Json> told = trial->command({"explain", "--tenant", "demo", "candidate", id});
    return told && write_json(*told).find("last_name") != std::string::npos;
  };
  const bool told = trial->sync_until([](const Sides&) { return true; }) &&
                    (held_back() || (trial->sync() && trial->sync() && held_back()));
  evidence.see(told,
               "without a required field it is held, and 'crosswalk explain' names the field");
}

}  // namespace crosswalk::sim::certifying
