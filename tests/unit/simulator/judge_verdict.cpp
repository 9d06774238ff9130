// The last word on a run. Each way of being wrong is planted once, and the verdict must turn red
// and say which entity and which field, but never a value.

#include <gtest/gtest.h>

#include "judge/judge.hpp"
#include "judge/truth.hpp"
#include "linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

constexpr auto job_kind = EntityKind::job;
constexpr auto candidate_kind = EntityKind::candidate;
constexpr auto application_kind = EntityKind::application;

// A world, a LinkedIn, and a client that tells it the truth and nothing else.
class JudgeVerdict : public ::testing::Test {
 protected:
  JudgeVerdict()
      : world(WorldOptions{.seed = 3, .candidates = 80, .jobs = 40}), client([] {
          LinkedInOptions options = one_app();
          options.quotas = Quotas::off();
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

  Verdict verdict() { return judge(world, client.peer.ledger(client.now), policy); }

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
  const Instant later = from_ms(1'767'250'000'000);
};

TEST_F(JudgeVerdict, AgreesWhenLinkedInWasToldTheTruth) {
  const Verdict found = verdict();
  EXPECT_TRUE(found.agrees()) << write_json(to_json(found), true);
  for (const auto kind : {job_kind, candidate_kind, application_kind}) {
    const Comparison& count = found.kinds[static_cast<std::size_t>(kind)];
    EXPECT_GT(count.expected, 10u);
    EXPECT_EQ(count.equal, count.expected);
    EXPECT_EQ(count.held, count.expected);
    EXPECT_GT(count.incomplete + count.withheld, 0u) << "the world must have oddities";
  }
  EXPECT_EQ(*to_json(found).find("agrees")->flag(), true);
}

TEST_F(JudgeVerdict, AnEmptyLinkedInDisagreesUnlessTheWorldIsEmpty) {
  client.peer.reset();
  EXPECT_FALSE(verdict().agrees());
  world = World(WorldOptions{.candidates = 0, .jobs = 0});
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAMissingEntity) {
  const Id id = some<Application>().id;
  client.remove(application_kind, {{std::to_string(id), ""}});
  const auto found = only();
  EXPECT_EQ(found.what, "missing");
  EXPECT_EQ(found.id, std::to_string(id));
  EXPECT_EQ(found.kind, application_kind);
}

TEST_F(JudgeVerdict, SeesAnInventedEntity) {
  client.put(candidate_kind, {{"C-1", candidate_json()}});
  EXPECT_EQ(only().what, "extra");
  EXPECT_EQ(only().id, "C-1");
}

TEST_F(JudgeVerdict, SeesAnEntitySentUnderASecondSpellingOfItsId) {
  const Id id = some<Candidate>().id;
  client.put(candidate_kind, {{"0" + std::to_string(id), candidate_json()}});
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesWhatWasToBeWithheld) {
  put(candidate_kind, some<Candidate>(Standing::withheld).id, candidate_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesWhatCouldOnlyBeInvented) {
  put(candidate_kind, some<Candidate>(Standing::incomplete).id, candidate_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesAProspectSentAsAnApplication) {
  put(application_kind, some<Application>(Standing::nothing).id, application_json());
  EXPECT_EQ(only().what, "extra");
}

TEST_F(JudgeVerdict, SeesOneChangedFieldAndNamesItWithoutItsValue) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  json.replace(json.find(row.first_name), row.first_name.size(), "Mallory");
  put(candidate_kind, row.id, json);
  const auto found = only();
  EXPECT_EQ(found.what, "differs");
  EXPECT_EQ(found.fields, std::vector<std::string>{"firstName"});
  const std::string shown = write_json(to_json(verdict()));
  EXPECT_EQ(shown.find("Mallory"), std::string::npos);
  EXPECT_EQ(shown.find(std::string(row.email)), std::string::npos);
}

TEST_F(JudgeVerdict, SeesAnOmittedAndAnAddedField) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  const std::size_t at = json.find(",\"doNotContact\"");
  json.erase(at, json.find_first_of(",}", at + 1) - at);
  json.insert(json.size() - 1, ",\"suffix\":\"Jr\"");
  put(candidate_kind, row.id, json);
  EXPECT_EQ(only().fields, (std::vector<std::string>{"doNotContact", "suffix"}));
}

TEST_F(JudgeVerdict, OrderAndSpellingOfJsonDoNotMatter) {
  const Candidate& row = some<Candidate>();
  const std::string json = content(Truth(world, policy), row);
  const std::size_t cut = json.find(",\"atsCreatedAt\"");
  put(candidate_kind, row.id,
      "{" + json.substr(cut + 1, json.size() - cut - 2) + ", " + json.substr(1, cut - 1) + "}");
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAStaleVersion) {
  const Id id = some<Candidate>().id;
  world.edit<Candidate>(id, later, [](Candidate& row) { row.title = "Director"; });
  const auto found = only();
  EXPECT_EQ(found.what, "stale");
  EXPECT_EQ(found.fields, (std::vector<std::string>{"atsLastModifiedAt", "currentJobTitle"}));
  put(candidate_kind, id, content(Truth(world, policy), *world.find<Candidate>(id)));
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesARefusedWriteEvenWhenItWasMadeGood) {
  const Candidate& row = some<Candidate>();
  put(candidate_kind, row.id, "{}");
  put(candidate_kind, row.id, content(Truth(world, policy), row));
  const Verdict found = verdict();
  EXPECT_FALSE(found.agrees());
  EXPECT_GT(found.refused_writes, 0u);
  EXPECT_EQ(found.first.front().what, "refused");
  EXPECT_EQ(found.first.front().fields, std::vector<std::string>{"firstName"});
}

TEST_F(JudgeVerdict, SeesWhatIsLeftOfADeletedPerson) {
  Id id = 0;
  for (const Application& each : world.all<Application>()) {
    if (Truth(world, policy).of(each) == Standing::sent) id = each.candidate_id;
  }
  const auto of_person = world.applications_of(*world.find<Candidate>(id));
  std::vector<Id> applications;
  for (const Application* each : of_person) applications.push_back(each->id);
  world.remove(Kind::candidate, id, later);
  EXPECT_EQ(verdict().first.front().what, "of_a_deleted_person");
  client.remove(candidate_kind, {{std::to_string(id), ""}});
  EXPECT_GT(verdict().of_deleted_persons, 0u) << "the applications are theirs as well";
  for (const Id each : applications) client.remove(application_kind, {{std::to_string(each), ""}});
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesWhatIsLeftOfAnAnonymisedPerson) {
  world.anonymise(some<Candidate>().id, later);
  EXPECT_GT(verdict().of_deleted_persons, 0u);
}

TEST_F(JudgeVerdict, AJobTakenBackIsClosedButNeverSecretlySent) {
  const Id secret = some<Job>(Standing::withheld).id;
  const Job& row = some<Job>();
  const std::string json = content(Truth(world, policy), row);
  const Id id = row.id;
  world.edit<Job>(id, later, [](Job& each) { each.confidential = true; });
  EXPECT_FALSE(verdict().agrees());
  std::string closed = json;
  closed.replace(closed.find("LISTED"), 6, "CLOSED");
  post(id, closed);
  for (const Application* each : world.applications_of(*world.find<Job>(id))) {
    client.remove(application_kind, {{std::to_string(each->id), ""}});
  }
  EXPECT_TRUE(verdict().agrees()) << write_json(to_json(verdict()), true);

  post(secret, closed);
  EXPECT_EQ(only().what, "extra") << "closed from the start is sent, not taken back";
}

TEST_F(JudgeVerdict, AClosedJobThatANarrowerPolicyWithholdsCannotBeDeleted) {
  Id closed = 0;
  for (const Job& each : world.all<Job>()) {
    if (each.status == JobStatus::closed && Truth(world, policy).of(each) == Standing::sent) {
      closed = each.id;
    }
  }
  ASSERT_NE(closed, 0u);
  const Job& row = *world.find<Job>(closed);
  policy.withheld_departments = {std::string(world.find<Department>(row.department_id)->name)};
  const auto extra = [&] { return verdict().kinds[static_cast<std::size_t>(job_kind)].extra; };
  const std::uint64_t open_and_closed = extra();
  policy.was_wider = true;
  EXPECT_LT(extra(), open_and_closed);
}

TEST_F(JudgeVerdict, ARecordThatLostARequiredFieldKeepsItsEarlierVersion) {
  world.edit<Candidate>(some<Candidate>().id, later,
                        [](Candidate& row) { row.email = row.work_email = {}; });
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesOversizedBatchesQuotaBreachesAndUnknownFields) {
  Entities many;
  for (int at = 0; at < 101; ++at) many.emplace_back("C-" + std::to_string(at), candidate_json());
  client.put(candidate_kind, many);
  EXPECT_EQ(verdict().oversized_batches, 1u);
  EXPECT_FALSE(verdict().agrees());
  EXPECT_TRUE(verdict().first.empty());
}

TEST_F(JudgeVerdict, SeesAQuotaBreach) {
  client.peer.options().quotas.records_per_minute = 1;
  client.put(candidate_kind, {{"C-1", candidate_json()}, {"C-2", candidate_json()}});
  EXPECT_EQ(verdict().quota_breaches, 1u);
  EXPECT_FALSE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAFieldThatLinkedInDoesNotKnow) {
  const Candidate& row = some<Candidate>();
  std::string json = content(Truth(world, policy), row);
  json.insert(json.size() - 1, ",\"birthday\":\"x\"");
  put(candidate_kind, row.id, json);
  EXPECT_EQ(verdict().unknown_fields, 1u);
  EXPECT_FALSE(verdict().agrees());
}

TEST_F(JudgeVerdict, SeesAChildWithoutItsParent) {
  const std::string key = percent_encode(Client::key(candidate_kind, "C-1"));
  client.send("PUT", "/v2/atsCandidates/" + key + "/notes?ids=N1",
              "{\"entities\":{\"N1\":{\"note\":\"x\"}}}");
  EXPECT_EQ(only().kind, EntityKind::candidate_note);
}

TEST_F(JudgeVerdict, ASecondTellingIsCountedButIsNoDisagreement) {
  EXPECT_EQ(verdict().unchanged_writes, 0u);
  put(candidate_kind, some<Candidate>().id, content(Truth(world, policy), some<Candidate>()));
  EXPECT_EQ(verdict().unchanged_writes, 1u);
  EXPECT_TRUE(verdict().agrees());
}

TEST_F(JudgeVerdict, OnlyTheFirstTwentyAreNamedAndAllAreCounted) {
  client.peer.reset();
  const Verdict found = verdict();
  EXPECT_EQ(found.first.size(), 20u);
  EXPECT_GT(found.kinds[static_cast<std::size_t>(candidate_kind)].missing, 20u);
}

}  // namespace
}  // namespace crosswalk::sim
