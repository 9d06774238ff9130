#include <algorithm>

#include "certify/modules/modules.hpp"

namespace crosswalk::sim::certifying {
namespace {

// Somebody at LinkedIn with an application and everything that hangs on either.
struct Person {
  Id candidate = 0, application = 0, note = 0, remark = 0, card = 0;
};

std::string under(Id parent, Id id) { return std::to_string(parent) + "\n" + std::to_string(id); }

// Added to somebody, so that every kind is there.
Person prepare(const Sides& sides) {
  Person person;
  World& world = sides.peers.world;
  for (const Application& each : world.all<Application>()) {
    const bool there = sides.held(EntityKind::application, std::to_string(each.id)) != nullptr;
    if (!there || each.status != ApplicationStatus::in_progress || each.stage_id == 0) continue;
    const Candidate* owner = world.find<Candidate>(each.candidate_id);
    if (owner == nullptr || world.applications_of(*owner).size() != 1) continue;
    person.candidate = each.candidate_id;
    person.application = each.id;
    break;
  }
  if (person.candidate == 0) return person;
  person.note = world.add_note(person.candidate, 0, sides.now);
  person.remark = world.add_note(person.candidate, person.application, sides.now);
  person.card = world.add_scorecard(person.application, sides.now);
  return person;
}

bool all_there(const Sides& sides, const Person& person) {
  return sides.held(EntityKind::candidate_note, under(person.candidate, person.note)) != nullptr &&
         sides.held(EntityKind::application_note, under(person.application, person.remark)) !=
             nullptr &&
         sides.held(EntityKind::feedback, under(person.application, person.card)) != nullptr;
}

// What LinkedIn holds of a kind under somebody.
std::uint64_t count_under(const Sides& sides, EntityKind kind, Id parent) {
  std::uint64_t count = 0;
  sides.ledger.for_each(kind, sides.organization, [&](KeyText key, const Entity&) {
    if (key.parent == std::to_string(parent)) ++count;
  });
  return count;
}

Trial* begin(Trials& trials, Evidence& evidence, Person& person) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr) return nullptr;
  person = trial->seen(prepare);
  const bool there = person.candidate != 0 && trial->sync_until([&](const Sides& sides) {
    return all_there(sides, person);
  });
  return evidence.see(there,
                      "a candidate with a note, an application, its stages, a note about it "
                      "and feedback is at LinkedIn")
             ? trial
             : nullptr;
}

bool gone(const Sides& sides, const Person& person) {
  return sides.held(EntityKind::candidate, std::to_string(person.candidate)) == nullptr &&
         sides.held(EntityKind::application, std::to_string(person.application)) == nullptr &&
         count_under(sides, EntityKind::candidate_note, person.candidate) == 0 &&
         count_under(sides, EntityKind::application_note, person.application) == 0 &&
         count_under(sides, EntityKind::feedback, person.application) == 0 &&
         count_under(sides, EntityKind::stage, person.application) == 0;
}

bool remove(Trial& trial, Evidence& evidence, Kind kind, Id id) {
  return mutate(trial, evidence, {kind, Operation::remove, {id}, 1, {}});
}

// Whatever hangs on the application goes, kind by kind.
bool remove_notes_of(Trial& trial, Evidence& evidence, Id candidate) {
  const auto notes = trial.seen([candidate](const Sides& sides) {
    std::vector<Id> ids;
    const Candidate* owner = sides.peers.world.find<Candidate>(candidate);
    for (const Note* note : sides.peers.world.notes_of(*owner)) ids.push_back(note->id);
    return ids;
  });
  return std::ranges::all_of(notes,
                             [&](Id note) { return remove(trial, evidence, Kind::note, note); });
}

bool full_sync_until(Trial& trial, const std::function<bool(const Sides&)>& there) {
  return trial.sync(true) && trial.sync_until(there);
}

}  // namespace

void deletes_notes_then_the_candidate(Trials& trials, Evidence& evidence) {
  Person person;
  Trial* trial = begin(trials, evidence, person);
  if (trial == nullptr || !remove_notes_of(*trial, evidence, person.candidate)) return;
  evidence.see(full_sync_until(*trial,
                               [&](const Sides& sides) {
                                 return count_under(sides, EntityKind::candidate_note,
                                                    person.candidate) == 0;
                               }),
               "the candidate's notes are deleted in the ATS and gone from LinkedIn");
  if (!remove(*trial, evidence, Kind::candidate, person.candidate)) return;
  evidence.see(trial->sync_until([&](const Sides& sides) { return gone(sides, person); }),
               "then the candidate: the indicator is gone with everything that hung on it");
}

void deletes_a_whole_candidate(Trials& trials, Evidence& evidence) {
  Person person;
  Trial* trial = begin(trials, evidence, person);
  if (trial == nullptr || !remove(*trial, evidence, Kind::candidate, person.candidate)) return;
  evidence.see(trial->wait_until([&](const Sides& sides) { return gone(sides, person); }),
               "deleted in the ATS and told by web hook: candidate, application, stages, notes and "
               "feedback are gone from LinkedIn");
  evidence.see(trial->seen([](const Sides& sides) { return sides.ledger.orphaned() == 0; }),
               "no application stayed behind, at any moment");
}

void deletes_one_by_one(Trials& trials, Evidence& evidence) {
  Person person;
  Trial* trial = begin(trials, evidence, person);
  if (trial == nullptr || !remove_notes_of(*trial, evidence, person.candidate)) return;
  if (!remove(*trial, evidence, Kind::scorecard, person.card)) return;
  const std::string card = under(person.application, person.card);
  evidence.see(full_sync_until(*trial,
                               [&](const Sides& sides) {
                                 return count_under(sides, EntityKind::application_note,
                                                    person.application) == 0 &&
                                        sides.held(EntityKind::feedback, card) == nullptr;
                               }),
               "the application's notes and its feedback are deleted one by one and gone");
  if (!remove(*trial, evidence, Kind::application, person.application)) return;
  evidence.see(trial->sync_until([&](const Sides& sides) {
    return sides.held(EntityKind::application, std::to_string(person.application)) == nullptr &&
           count_under(sides, EntityKind::stage, person.application) == 0;
  }),
               "then the application: it is gone with its stages");
  evidence.see(trial->seen([&](const Sides& sides) {
    return sides.held(EntityKind::candidate, std::to_string(person.candidate)) != nullptr;
  }),
               "the candidate stays");
}

void deletes_a_whole_application(Trials& trials, Evidence& evidence) {
  Person person;
  Trial* trial = begin(trials, evidence, person);
  if (trial == nullptr || !remove(*trial, evidence, Kind::application, person.application)) return;
  evidence.see(trial->wait_until([&](const Sides& sides) {
    return sides.held(EntityKind::application, std::to_string(person.application)) == nullptr &&
           count_under(sides, EntityKind::application_note, person.application) == 0 &&
           count_under(sides, EntityKind::feedback, person.application) == 0 &&
           count_under(sides, EntityKind::stage, person.application) == 0;
  }),
               "the application is gone with its stages, notes and feedback");
}

void moves_to_the_versioned_api(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.usual(), evidence);
  if (trial == nullptr || !trial->settle()) return;
  const auto writes = [](const Sides& sides) {
    std::uint64_t records = 0;
    for (std::size_t kind = 0; kind < entity_kinds; ++kind) {
      const Shelf* all = sides.ledger.shelf(static_cast<EntityKind>(kind), sides.organization);
      if (all != nullptr) records += all->sums.writes;
    }
    return records;
  };
  const std::uint64_t before = trial->seen(writes);
  const std::string line = "    linkedin:\n";
  const std::string versioned = line + "      version: \"202603\"\n";
  if (!evidence.see(trial->restart_with(line, versioned).has_value() && trial->sync(true),
                    "one line moves a tenant: linkedin.version: \"202603\"")) {
    return;
  }
  const std::uint64_t sent = trial->seen(writes) - before;
  evidence.see(sent == 0, "a full sync through /rest sends " + std::to_string(sent) +
                              " records: what LinkedIn holds is known to be the same");
  evidence.see(trial->restart_with(versioned, line).has_value() && trial->sync(),
               "and the line can be taken back");
}

}  // namespace crosswalk::sim::certifying
