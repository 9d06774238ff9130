#pragma once

// A world that LinkedIn was told of truly, for tests that plant one lie and ask the judge.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "judge/judge.hpp"
#include "judge/truth.hpp"
#include "linkedin_client.hpp"

namespace crosswalk::sim {

// A world, a LinkedIn, and a client that tells it the truth and nothing else.
class JudgedWorld : public ::testing::Test {
 protected:
  JudgedWorld()
      : world(WorldOptions{.seed = 3, .candidates = 80, .jobs = 40}), client([] {
          LinkedInOptions options = one_app();
          options.quotas = Quotas::off();
          options.journal = true;
          return options;
        }()) {
    policy.organization = org;
    tell_everything();
  }

  void tell_everything() {
    const Truth truth(world, policy);
    for (const Job& each : world.all<Job>()) {
      if (truth.of(each) == Standing::sent) tell(truth, each);
    }
    for (const Candidate& each : world.all<Candidate>()) {
      if (truth.of(each) == Standing::sent) put(candidate_kind, each.id, content(truth, each));
    }
    for (const Application& each : world.all<Application>()) {
      if (truth.of(each) == Standing::sent) put(application_kind, each.id, content(truth, each));
    }
    for (const ApplicationStage& each : world.all<ApplicationStage>()) {
      tell_child(truth, each, EntityKind::stage, each.application_id);
    }
    for (const Scorecard& each : world.all<Scorecard>()) {
      tell_child(truth, each, EntityKind::feedback, each.application_id);
    }
    for (const Note& each : world.all<Note>()) {
      const bool of_person = each.application_id == 0;
      tell_child(truth, each, of_person ? EntityKind::candidate_note : EntityKind::application_note,
                 of_person ? each.candidate_id : each.application_id);
    }
  }

  static std::string child_path(EntityKind kind, Id parent) {
    const EntityKind above = kind == EntityKind::candidate_note ? candidate_kind : application_kind;
    const char* const list = kind == EntityKind::stage      ? "/stages"
                             : kind == EntityKind::feedback ? "/interviewFeedback"
                                                            : "/notes";
    return Client::path(above) + "/" + percent_encode(Client::key(above, std::to_string(parent))) +
           list;
  }
  void put_child(EntityKind kind, Id parent, Id id, const std::string& json) {
    const std::string key = std::to_string(id);
    client.send("PUT", child_path(kind, parent) + "?ids=" + key,
                "{\"entities\":{\"" + key + "\":" + json + "}}");
  }
  void remove_child(EntityKind kind, Id parent, Id id) {
    client.send("DELETE", child_path(kind, parent) + "?ids=" + std::to_string(id));
  }
  // As LinkedIn wants it: what hangs on a record goes before the record.
  void take_back(const Application& row) {
    for (const EntityKind kind :
         {EntityKind::stage, EntityKind::feedback, EntityKind::application_note}) {
      take_children_back(kind, row.id);
    }
    client.remove(application_kind, {{std::to_string(row.id), ""}});
  }
  void take_back(const Candidate& row) {
    const Table<Application>& all = world.all<Application>();
    for (std::size_t at = 0; at < all.rows(); ++at) {
      const bool held = client.find(application_kind, std::to_string(all.row(at).id)) != nullptr;
      if (held && all.row(at).candidate_id == row.id) take_back(all.row(at));
    }
    take_children_back(EntityKind::candidate_note, row.id);
    client.remove(candidate_kind, {{std::to_string(row.id), ""}});
  }
  void take_children_back(EntityKind kind, Id parent) {
    std::vector<Id> ids;
    client.peer.ledger(client.now).for_each(kind, org, [&](KeyText key, const Entity&) {
      if (key.parent == std::to_string(parent)) ids.push_back(std::stoull(std::string(key.id)));
    });
    for (const Id id : ids) remove_child(kind, parent, id);
  }
  // Only where both it and its parent are to be sent.
  template <class T>
  void tell_child(const Truth& truth, const T& row, EntityKind kind, Id parent) {
    const Entity* const above =
        client.find(kind == EntityKind::candidate_note ? candidate_kind : application_kind,
                    std::to_string(parent));
    if (above == nullptr || truth.of(row) != Standing::sent) return;
    put_child(kind, parent, row.id, content(truth, row));
  }

  // A child that LinkedIn holds, with the parent it hangs on there.
  template <class T>
  const T& held(EntityKind kind) {
    for (const T& each : world.all<T>()) {
      if (client.find(kind, key_of(each)) != nullptr) return each;
    }
    ADD_FAILURE() << "nothing of the kind is held";
    return *world.all<T>().begin();
  }
  static std::string key_of(const Note& row) {
    return std::to_string(row.application_id == 0 ? row.candidate_id : row.application_id) + "\n" +
           std::to_string(row.id);
  }
  template <class T>
  static std::string key_of(const T& row) {
    return std::to_string(row.application_id) + "\n" + std::to_string(row.id);
  }

  template <class T>
  static std::string content(const Truth& truth, const T& row) {
    std::string out;
    truth.write(row, out);
    return out;
  }
  void put(EntityKind kind, Id id, const std::string& json) {
    client.put(kind, {{std::to_string(id), json}});
  }
  void tell(const Truth& truth, const Job& row) { post(row.id, content(truth, row)); }
  void post(Id id, const std::string& json) {
    client.post_jobs({"{\"integrationContext\":\"" + std::string(org) +
                      "\",\"externalJobPostingId\":\"" + std::to_string(id) + "\"," +
                      json.substr(1)});
  }

  Verdict verdict() {
    return judge(world, client.peer.ledger(client.now), policy, exports, erased, sees);
  }

  template <class T>
  const T& some(Standing standing = Standing::sent) {
    const Truth truth(world, policy);
    for (const T& each : world.all<T>()) {
      if (truth.of(each) == standing) return each;
    }
    ADD_FAILURE() << "the world has no such record";
    return *world.all<T>().begin();
  }

  // The one disagreement there must be.
  Disagreement only() {
    const Verdict found = verdict();
    EXPECT_FALSE(found.agrees());
    EXPECT_EQ(found.first.size(), 1u);
    return found.first.empty() ? Disagreement{} : found.first.front();
  }

  World world;
  Client client;
  TenantPolicy policy;
  Exports exports;  // What the judge is told beside.
  Erased erased;
  Sight sees;
  const Instant later = from_ms(1'767'250'000'000);
};

}  // namespace crosswalk::sim
