// The client and the simulated LinkedIn were written from the same documents by different hands.
// Here the one's requests go to the other, in both generations of the API and with ids that try
// to break out of every form of a key; what LinkedIn then holds must be what was sent, and the
// replies must say so of exactly those entities.

#include <gtest/gtest.h>

#include <map>

#include "base/text/json.hpp"
#include "linkedin/exchange/acls.hpp"
#include "linkedin/exchange/exports.hpp"
#include "linkedin/exchange/integrations.hpp"
#include "linkedin/linkedin.hpp"
#include "linkedin/push/push.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

const Instant noon = from_ms(1'767'268'800'000);
const std::string callback = "https://in.example.com/linkedin/acme";

sim::LinkedInOptions options() {
  sim::LinkedInOptions out;
  out.apps = {
      {.client_id = "app", .client_secret = "secret", .organization = "urn:li:organization:5000"},
      {.client_id = "partner", .client_secret = "secret", .parent = true}};
  out.accept_unknown_fields = false;
  return out;
}

class Agreement : public testing::TestWithParam<std::string> {
 protected:
  Agreement() : linkedin(options()) { log_in("app", "secret"); }

  void log_in(const std::string& id, const std::string& secret) {
    HttpRequest request{.method = "POST", .target = "/oauth/v2/accessToken"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = "grant_type=client_credentials&client_id=" + percent_encode(id) +
                   "&client_secret=" + percent_encode(secret);
    const auto reply = parse_json(linkedin.answer(request, noon).body);
    token = reply ? std::string(reply->text_of("access_token")) : "";
    EXPECT_NE(token, "");
  }

  HttpResponse send(HttpRequest request) {
    request.headers.emplace_back("Authorization", "Bearer " + token);
    return linkedin.answer(request, noon);
  }

  const Dialect& dialect() const { return dialect_; }

  std::vector<int> put(const std::vector<Record>& records) {
    const RecordKind kind = records.front().key.kind;
    return statuses(read_upserts(dialect(), kind, names_of(records),
                                 send(upsert_request(dialect(), sample_target(), kind, records))));
  }

  std::vector<int> remove(RecordKind kind, const std::vector<EntityName>& names) {
    return statuses(read_deletes(dialect(), kind, names,
                                 send(delete_request(dialect(), sample_target(), kind, names))));
  }

  std::vector<int> look(RecordKind kind, const std::vector<EntityName>& names) {
    return statuses(read_entities(dialect(), kind, names,
                                  send(read_request(dialect(), sample_target(), kind, names))));
  }

  std::uint64_t held(sim::EntityKind kind) {
    return linkedin.ledger(noon).held(kind, sample_target().organization);
  }

  using Texts = std::map<std::string, std::string>;
  static Texts texts(Texts all) { return all; }

  // The members of what LinkedIn holds, texts as they are and the rest as JSON.
  Texts kept(sim::EntityKind kind, const std::string& key) {
    const sim::Entity* found = linkedin.ledger(noon).find(kind, sample_target().organization, key);
    const auto json = parse_json(found ? found->content : "");
    Texts all;
    if (!json || json->members() == nullptr) return all;
    for (const auto& [name, value] : *json->members()) {
      all[name] = value.text() != nullptr ? *value.text() : write_json(value);
    }
    return all;
  }

  static std::vector<EntityName> names_of(const std::vector<Record>& records) {
    std::vector<EntityName> names;
    for (const Record& record : records) {
      names.push_back(named(record.key.id, is_child(record.key.kind) ? record.parents[0].id : ""));
    }
    return names;
  }

  static std::vector<int> statuses(const BatchReply& reply) {
    EXPECT_TRUE(reply.readable) << reply.status;
    std::vector<int> all;
    for (const EntityStatus& entity : reply.entities) all.push_back(entity.status);
    return all;
  }

  sim::LinkedIn linkedin;
  std::string token;

 private:
  const Dialect dialect_ = dialect_named(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Dialects, Agreement, testing::Values("v2", "rest"),
                         [](const auto& name) { return name.param; });

const std::vector<std::string> tricky = {
    "1",          "a/b",    "a&b=c", "x?y#z",   "(1,2):3", "100%", "%2F",
    "a+b",        "..",     "it's",  "~2E[0].", "\"q\"",   "a b",  "\xc3\xa9\xe6\x9d\x8e",
    "$params:()", "List(1)"};

TEST_P(Agreement, EveryIdReachesItsOwnEntityAndComesBack) {
  std::vector<Record> people;
  std::vector<Record> applications;
  for (const std::string& id : tricky) {
    people.push_back(sample_candidate(id));
    applications.push_back(sample_application(id));
  }
  const std::vector<int> fine(tricky.size(), 204);
  EXPECT_EQ(put(people), fine);
  EXPECT_EQ(put(applications), fine);
  EXPECT_EQ(held(sim::EntityKind::candidate), tricky.size());
  const std::vector<int> there(tricky.size(), 200);
  EXPECT_EQ(look(RecordKind::candidate, names_of(people)), there);
  EXPECT_EQ(look(RecordKind::application, names_of(applications)), there);
  for (const std::string& id : tricky) {
    EXPECT_NE(
        linkedin.ledger(noon).find(sim::EntityKind::candidate, sample_target().organization, id),
        nullptr)
        << id;
  }
}

// Statuses alone would not tell a first name in the place of a last one.
TEST_P(Agreement, WhatIsHeldIsWhatWasSent) {
  Record job = sample_job();
  job.set(Field::job_company_job_code, std::string("R-7"));
  send(upsert_request(dialect(), sample_target(), RecordKind::job, std::vector<Record>{job}));
  put({sample_candidate()});
  put({sample_application()});
  put({sample_stage()});
  put({sample_candidate_note()});
  put({sample_application_note()});
  put({sample_feedback()});
  EXPECT_EQ(kept(sim::EntityKind::job, "J-1"),
            texts({{"availability", "PRIVATE_TO_ATS_INTEGRATION"},
                   {"companyApplyUrl", "https://jobs.example.com/J-1"},
                   {"companyJobCode", "R-7"},
                   {"description", std::string(100, 'd')},
                   {"listedAt", "1760000000000"},
                   {"location", "Leeds, United Kingdom"},
                   {"state", "LISTED"},
                   {"title", "Welder"}}));
  EXPECT_EQ(kept(sim::EntityKind::candidate, "C-9"),
            texts({{"addresses", "[]"},
                   {"atsCreatedAt", "1760000000000"},
                   {"atsLastModifiedAt", "1760000000001"},
                   {"emailAddresses", R"(["ada@example.com"])"},
                   {"firstName", "Ada"},
                   {"lastName", "Byron"},
                   {"phoneNumbers", "[]"}}));
  EXPECT_EQ(kept(sim::EntityKind::application, "A-3"),
            texts({{"atsCandidateId", "C-9"},
                   {"atsCreatedAt", "1760000000000"},
                   {"atsJobPostingId", "J-1"},
                   {"atsJobPostingName", "Welder"},
                   {"atsLastModifiedAt", "1760000000001"},
                   {"firstName", "Ada"},
                   {"lastName", "Byron"}}));
  EXPECT_EQ(kept(sim::EntityKind::stage, "A-3\nS-1"),
            texts({{"atsCreatedAt", "1760000000002"}, {"stage", "Screening"}}));
  EXPECT_EQ(kept(sim::EntityKind::candidate_note, "C-9\nN-1"),
            texts({{"atsCreatedAt", "1760000000003"},
                   {"author", R"({"firstName":"Grace","lastName":"Murray"})"},
                   {"note", "Welds well"}}));
  EXPECT_EQ(kept(sim::EntityKind::application_note, "A-3\nN-2"),
            texts({{"atsCreatedAt", "1760000000005"}, {"note", "Called back"}}));
  const auto feedback = kept(sim::EntityKind::feedback, "A-3\nF-1");
  EXPECT_EQ(feedback.at("interviewer"), R"({"firstName":"Grace","lastName":"Murray"})");
  EXPECT_EQ(feedback.at("feedback"), "Hire");
}

TEST_P(Agreement, AFieldThatIsLeftOutIsCleared) {
  Record person = sample_candidate();
  person.set(Field::candidate_title, std::string("Welder"));
  person.set(Field::candidate_company, std::string("Example Works"));
  put({person});
  EXPECT_EQ(kept(sim::EntityKind::candidate, "C-9").at("currentJobTitle"), "Welder");
  EXPECT_EQ(kept(sim::EntityKind::candidate, "C-9").at("currentCompanyName"), "Example Works");
  Record without = sample_candidate();
  without.set(Field::candidate_company, std::string("Example Works"));
  put({without});
  const auto after = kept(sim::EntityKind::candidate, "C-9");
  EXPECT_FALSE(after.contains("currentJobTitle"));
  EXPECT_EQ(after.at("currentCompanyName"), "Example Works");
}

TEST_P(Agreement, EveryChildReachesItsOwnParent) {
  put({sample_candidate()});
  for (const std::string& parent : tricky) {
    put({sample_application(parent)});
    for (const std::string& id : tricky) {
      EXPECT_EQ(put({sample_stage(id, parent)}), std::vector<int>{204}) << parent << ' ' << id;
    }
    EXPECT_EQ(put({sample_application_note("N", parent)}), std::vector<int>{204}) << parent;
    EXPECT_EQ(put({sample_feedback("F", parent)}), std::vector<int>{204}) << parent;
    EXPECT_NE(linkedin.ledger(noon).find(sim::EntityKind::stage, sample_target().organization,
                                         parent + "\n" + tricky[1]),
              nullptr)
        << parent;
  }
  EXPECT_EQ(held(sim::EntityKind::stage), tricky.size() * tricky.size());
  EXPECT_EQ(held(sim::EntityKind::application_note), tricky.size());
  EXPECT_EQ(held(sim::EntityKind::feedback), tricky.size());
}

TEST_P(Agreement, AFullBatchOfChildrenIsTunnelledAndTakenBack) {
  put({sample_candidate()});
  std::vector<Record> notes;
  for (const EntityName& name : numbered(100, "a rather long id of a note (")) {
    notes.push_back(sample_candidate_note(name.id));
  }
  EXPECT_EQ(put(notes), std::vector<int>(100, 204));
  EXPECT_EQ(held(sim::EntityKind::candidate_note), 100U);
  for (const int status : remove(RecordKind::candidate_note, names_of(notes))) {
    EXPECT_EQ(status / 100, 2);
  }
  EXPECT_EQ(held(sim::EntityKind::candidate_note), 0U);
}

TEST_P(Agreement, ChildrenAndParentsAreDeletedAndNotThereAnyMore) {
  put({sample_candidate()});
  put({sample_application()});
  put({sample_stage()});
  put({sample_feedback()});
  EXPECT_EQ(remove(RecordKind::stage, {named("S-1", "A-3")})[0] / 100, 2);
  EXPECT_EQ(held(sim::EntityKind::stage), 0U);
  EXPECT_EQ(held(sim::EntityKind::feedback), 1U);
  EXPECT_EQ(remove(RecordKind::application, {named("A-3")})[0] / 100, 2);
  EXPECT_EQ(held(sim::EntityKind::feedback), 0U);
  EXPECT_EQ(look(RecordKind::application, {named("A-3")}), std::vector<int>{404});
  EXPECT_EQ(look(RecordKind::candidate, {named("C-9")}), std::vector<int>{200});
}

TEST_P(Agreement, JobsAreTasksUntilTheyAreListed) {
  const std::vector<Record> jobs = {sample_job("J/1"), sample_job("J-2")};
  const BatchReply reply =
      read_upserts(dialect(), RecordKind::job, names_of(jobs),
                   send(upsert_request(dialect(), sample_target(), RecordKind::job, jobs)));
  ASSERT_EQ(statuses(reply), (std::vector<int>{202, 202}));
  const std::vector<std::string> tasks = {reply.entities[0].task, reply.entities[1].task};
  EXPECT_EQ(
      statuses(read_tasks(dialect(), tasks, send(task_request(dialect(), sample_target(), tasks)))),
      (std::vector<int>{200, 200}));
  EXPECT_EQ(look(RecordKind::job, {named("J-2"), named("J/1"), named("J-3")}),
            (std::vector<int>{200, 200, 404}));
}

TEST_P(Agreement, ARefusedFieldIsNamed) {
  Record stage = sample_stage();
  stage.set(Field::stage_name, std::string());
  const std::vector<Record> stages = {stage};
  const BatchReply reply =
      read_upserts(dialect(), RecordKind::stage, names_of(stages),
                   send(upsert_request(dialect(), sample_target(), RecordKind::stage, stages)));
  ASSERT_EQ(statuses(reply), std::vector<int>{422});
  EXPECT_EQ(reply.entities[0].detail, "stage");
}

TEST_P(Agreement, ACustomerIsConnectedAndEnabled) {
  log_in("partner", "secret");
  const Provisioned made =
      read_provisioned(send(provision_request(sample_target(), "acme", "Crosswalk - Acme")));
  ASSERT_TRUE(made.readable) << made.status;
  EXPECT_EQ(read_provisioned(send(provision_request(sample_target(), "acme", "Crosswalk - Other")))
                .status,
            409);
  const Provisioned again = read_provisioned(send(provisioned_request(sample_target(), "acme")));
  EXPECT_EQ(again.client_id, made.client_id);
  log_in(made.client_id, made.client_secret);
  EXPECT_TRUE(all_taken(
      send(name_request(dialect(), sample_target(), integration_types(), "Crosswalk - Acme"))));
  const std::vector<std::pair<std::string, std::string>> exports = {
      {"CALLBACK_URL", callback}, {"JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS"}};
  EXPECT_TRUE(
      all_taken(send(configure_request(dialect(), sample_target(), one_click_export, exports))));
  const std::vector<std::pair<std::string, std::string>> wrong = {{"CALLBACK_URL", "nowhere"}};
  EXPECT_FALSE(
      all_taken(send(configure_request(dialect(), sample_target(), one_click_export, wrong))));
  const auto standing = [&] {
    return read_integrations(
        dialect(), sample_target(),
        send(integrations_request(dialect(), sample_target(), integration_types())));
  };
  const auto before = standing();
  ASSERT_TRUE(before && !before->empty());
  for (const Integration& each : *before) EXPECT_TRUE(each.ours && !each.enabled) << each.type;
  EXPECT_EQ(linkedin.enable(sample_target().organization, {}, noon), "");
  const auto after = standing();
  ASSERT_TRUE(after);
  EXPECT_EQ(after->size(), before->size());
  for (const Integration& each : *after) EXPECT_TRUE(each.ours && each.enabled) << each.type;
}

TEST_P(Agreement, AnExportIsProvenFetchedAndOurs) {
  const std::vector<std::pair<std::string, std::string>> exports = {
      {"CALLBACK_URL", callback}, {"JOB_POSTING_VIEWERS", "ALL_PRODUCT_USERS"}};
  EXPECT_TRUE(
      all_taken(send(configure_request(dialect(), sample_target(), one_click_export, exports))));
  send(upsert_request(dialect(), sample_target(), RecordKind::job,
                      std::vector<Record>{sample_job()}));
  const sim::Ordered ordered = linkedin.order_export({.organization = sample_target().organization,
                                                      .job = "J-1",
                                                      .member = "urn:li:person:abc",
                                                      .first_name = "Ada",
                                                      .last_name = "Byron",
                                                      .employers = {"Steel Ltd"},
                                                      .emails = {"ada@example.com"}},
                                                     noon);
  ASSERT_EQ(ordered.why_not, "");
  std::string fetched;
  for (const sim::Outgoing& each : linkedin.outbox().take_due(noon)) {
    if (each.request.method == "GET") continue;
    EXPECT_TRUE(
        proves(header(each.request.headers, "X-LI-Signature"), each.request.body, "secret"));
    const Result<Push> push = read_push(each.request.body);
    ASSERT_TRUE(push);
    EXPECT_EQ(push->type, PushType::candidate_exported);
    EXPECT_TRUE(push->expires);
    fetched = push->id;
  }
  EXPECT_EQ(fetched, ordered.request);
  const ExportReply reply = read_export(dialect(), sample_target(),
                                        send(export_request(dialect(), sample_target(), fetched)));
  EXPECT_TRUE(reply.readable && reply.found && reply.ours) << reply.status;
  EXPECT_EQ(reply.job, "J-1");
  EXPECT_EQ(reply.person.member, "urn:li:person:abc");
  EXPECT_EQ(reply.person.last_name, "Byron");
  EXPECT_EQ(reply.person.employers, std::vector<std::string>{"Steel Ltd"});
  EXPECT_EQ(reply.person.emails, std::vector<std::string>{"ada@example.com"});
  linkedin.opt_out("urn:li:person:abc");
  const ExportReply nobody = read_export(dialect(), sample_target(),
                                         send(export_request(dialect(), sample_target(), fetched)));
  EXPECT_FALSE(nobody.found);
}

TEST_P(Agreement, AChallengeIsAnsweredAsLinkedInExpects) {
  const std::vector<std::pair<std::string, std::string>> values = {{"CALLBACK_URL", callback}};
  send(configure_request(dialect(), sample_target(), one_click_export, values));
  bool asked = false;
  for (const sim::Outgoing& each : linkedin.outbox().take_due(noon)) {
    const std::string& target = each.request.target;
    const auto at = target.find("challengeCode=");
    if (at == std::string::npos) continue;
    asked = true;
    const auto code = target.substr(at + 14, target.find('&', at) - at - 14);
    linkedin.hear(each.id, 200, challenge_answer(code, "secret").value_or(""), noon);
  }
  EXPECT_TRUE(asked);
  const auto state = linkedin.callback(sample_target().organization);
  ASSERT_TRUE(state);
  EXPECT_GE(state->challenges, 1u) << "answered rightly";
  EXPECT_EQ(state->failures, 0u);
  EXPECT_FALSE(state->blocked);
}

TEST_P(Agreement, AnAccessListShowsAJobToItsMembersOnly) {
  send(upsert_request(dialect(), sample_target(), RecordKind::job,
                      std::vector<Record>{sample_job()}));
  const std::string ada = "urn:li:person:ada";
  const auto sees = [&](const std::string& person) {
    return linkedin.sees_job(sample_target().organization, "J-1", person);
  };
  const std::vector<AclEntry> entries = {{"L/1", "J-1"}};
  const std::vector<AclAssignee> members = {{"L/1", ada}};
  EXPECT_TRUE(acl_taken(AclChange::add,
                        send(acl_request(dialect(), sample_target(), AclChange::add, entries))));
  EXPECT_TRUE(acl_taken(AclChange::add, send(acl_assignees_request(dialect(), sample_target(),
                                                                   AclChange::add, members))));
  EXPECT_TRUE(sees(ada));
  EXPECT_FALSE(sees("urn:li:person:eve"));
  EXPECT_TRUE(acl_taken(
      AclChange::remove,
      send(acl_assignees_request(dialect(), sample_target(), AclChange::remove, members))));
  EXPECT_FALSE(sees(ada));
}

TEST(VersionSunset, IsWhatAVersionTakenAwayAnswers) {
  sim::LinkedInOptions without = options();
  without.versions = {"202603"};
  sim::LinkedIn linkedin(without);
  HttpRequest login{.method = "POST", .target = "/oauth/v2/accessToken"};
  login.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
  login.body = "grant_type=client_credentials&client_id=app&client_secret=secret";
  const auto reply = parse_json(linkedin.answer(login, noon).body);
  ASSERT_TRUE(reply);
  for (const auto& [version, sunset] : {std::pair{"202504", true}, std::pair{"202603", false}}) {
    HttpRequest request = read_request(rest_dialect(version), sample_target(),
                                       RecordKind::candidate, std::vector{named("C-9")});
    request.headers.emplace_back("Authorization",
                                 "Bearer " + std::string(reply->text_of("access_token")));
    EXPECT_EQ(version_sunset(linkedin.answer(request, noon)), sunset) << version;
  }
}

}  // namespace
}  // namespace crosswalk
