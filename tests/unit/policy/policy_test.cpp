// What leaves for LinkedIn is decided here. A required field that is not missed lets a bad record
// out; a withheld one that gets out has told a stranger about somebody.

#include "policy/policy.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

using Texts = std::vector<std::string>;

Record job() {
  Record record;
  record.key = {RecordKind::job, "J-7"};
  record.set(Field::job_title, std::string("Welder"));
  record.set(Field::job_description, std::string(100, 'd'));
  record.set(Field::job_state, std::string("open"));
  record.set(Field::job_listed_at, std::int64_t{1760000000000});
  record.set(Field::job_apply_url, std::string("https://jobs.example.com/7"));
  record.set(Field::job_location, std::string("Leeds, United Kingdom"));
  record.set(Field::job_department, Texts{"Yard", "Repairs"});
  return record;
}

Record candidate() {
  Record record;
  record.key = {RecordKind::candidate, "C-9"};
  record.set(Field::candidate_first_name, std::string("Ada"));
  record.set(Field::candidate_last_name, std::string("Byron"));
  record.set(Field::candidate_emails, Texts{"ada@example.com"});
  record.set(Field::candidate_phones, std::vector<Row>{});
  record.set(Field::candidate_addresses, std::vector<Row>{});
  record.set(Field::candidate_created_at, std::int64_t{1760000000000});
  record.set(Field::candidate_last_modified_at, std::int64_t{1760000000000});
  record.set(Field::candidate_company, std::string("Analytical Engines"));
  return record;
}

Record application() {
  Record record;
  record.key = {RecordKind::application, "A-1"};
  record.parents = {{RecordKind::job, "J-7"}, {RecordKind::candidate, "C-9"}};
  record.set(Field::application_created_at, std::int64_t{1760000000000});
  record.set(Field::application_last_modified_at, std::int64_t{1760000000005});
  record.set(Field::application_job_name, std::string("Welder"));
  record.set(Field::application_first_name, std::string("Ada"));
  record.set(Field::application_last_name, std::string("Byron"));
  record.set(Field::application_source, std::string("Referral"));
  return record;
}

Decision decided(Record record, const TenantPolicy& policy = {}, const Findings& findings = {}) {
  return decide(policy, findings, record);
}

Decision held(std::string reason) { return {DecisionKind::hold, std::move(reason)}; }
Decision withheld(std::string reason) { return {DecisionKind::withhold, std::move(reason)}; }

TEST(Decide, WholeRecordsAreKept) {
  EXPECT_EQ(decided(job()), Decision{});
  EXPECT_EQ(decided(candidate()), Decision{});
  EXPECT_EQ(decided(application()), Decision{});
}

TEST(Decide, ARecordWithoutARequiredFieldIsHeldWithItsName) {
  for (const Record& whole : {job(), candidate(), application()}) {
    for (const FieldSpec& spec : field_table()) {
      if (spec.kind != whole.key.kind || whole.find(spec.field) == nullptr) continue;
      Record record = whole;
      record.erase(spec.field);
      const bool needed = spec.rsc == Requirement::required || spec.rsc == Requirement::conditional;
      EXPECT_EQ(decided(record), needed ? held("missing:" + std::string(spec.name)) : Decision{})
          << spec.name;
    }
  }
}

TEST(Decide, BlankTextSaysNothing) {
  Record record = job();
  record.set(Field::job_title, std::string(" \t\n"));
  EXPECT_EQ(decided(record), held("missing:title"));
  record = candidate();
  record.set(Field::candidate_title, std::string(" "));
  EXPECT_EQ(decide({}, {}, record), Decision{});
  EXPECT_EQ(record.find(Field::candidate_title), nullptr);
}

TEST(Decide, AnApplicationNeedsItsJob) {
  Record record = application();
  record.parents = {{RecordKind::candidate, "C-9"}};
  EXPECT_EQ(decided(record), held("missing:job"));
  record.parents = {{RecordKind::job, "J-7"}};
  EXPECT_EQ(decided(record), Decision{});
}

TEST(Decide, ACandidateNeedsAnAddressUnlessLinkedInKnowsWhoItIs) {
  Record record = candidate();
  record.set(Field::candidate_emails, Texts{});
  EXPECT_EQ(decided(record), held("missing:emails"));
  record.set(Field::candidate_emails, Texts{"", " "});
  EXPECT_EQ(decided(record), held("missing:emails"));
  record.set(Field::candidate_person, std::string("urn:li:person:abc"));
  EXPECT_EQ(decided(record), Decision{});
  record.erase(Field::candidate_emails);
  EXPECT_EQ(decided(record), Decision{});
  record.set(Field::candidate_person, std::string(""));
  EXPECT_EQ(decided(record), held("missing:emails"));
}

TEST(Decide, PhonesAndAddressesMayBeEmptyListsButMustBeThere) {
  Record record = candidate();
  record.erase(Field::candidate_phones);
  EXPECT_EQ(decided(record), held("missing:phones"));
}

TEST(Decide, CountryAndPostalCodeTogetherReplaceALocation) {
  Record record = job();
  record.erase(Field::job_location);
  EXPECT_EQ(decided(record), held("missing:location"));
  record.set(Field::job_country_code, std::string("GB"));
  EXPECT_EQ(decided(record), held("missing:location"));
  record.set(Field::job_postal_code, std::string("LS1 1AA"));
  EXPECT_EQ(decided(record), Decision{});
  record.erase(Field::job_country_code);
  EXPECT_EQ(decided(record), held("missing:location"));
}

TEST(Decide, LengthsAreCountedInCharactersNotBytes) {
  Record record = job();
  const auto with = [&](Field field, std::string text) {
    Record changed = record;
    changed.set(field, std::move(text));
    return decided(changed);
  };
  std::string umlauts;
  for (int i = 0; i < 200; ++i) umlauts += "ü";
  EXPECT_EQ(with(Field::job_title, umlauts), Decision{});
  EXPECT_EQ(with(Field::job_title, umlauts + "ü"), held("too_long:title"));
  EXPECT_EQ(with(Field::job_description, std::string(99, 'd')), held("too_short:description"));
  EXPECT_EQ(with(Field::job_description, umlauts.substr(0, 198)), held("too_short:description"));
  EXPECT_EQ(with(Field::job_description, std::string(25000, 'd')), Decision{});
  EXPECT_EQ(with(Field::job_description, std::string(25001, 'd')), held("too_long:description"));
  EXPECT_EQ(with(Field::job_skills_description, std::string(4001, 's')),
            held("too_long:skills_description"));
  EXPECT_EQ(with(Field::job_country_code, "GBR"), held("too_long:country_code"));
  EXPECT_EQ(with(Field::job_country_code, "G"), held("too_short:country_code"));
}

TEST(Decide, ALongerIdThanLinkedInTakesIsHeld) {
  Record record = job();
  record.key.id = std::string(75, '7');
  EXPECT_EQ(decided(record), Decision{});
  record.key.id += '7';
  EXPECT_EQ(decided(record), held("too_long:id"));
}

TEST(Decide, WithholdingAFieldThatIsTooLongLetsTheRecordGo) {
  Record record = job();
  record.set(Field::job_skills_description, std::string(4001, 's'));
  EXPECT_EQ(decided(record, {.withheld_fields = {Field::job_skills_description}}), Decision{});
}

TEST(Decide, TimesAreGreaterThanZeroAndInOrder) {
  for (const std::int64_t at : {std::int64_t{0}, std::int64_t{-1}}) {
    Record record = candidate();
    record.set(Field::candidate_created_at, at);
    EXPECT_EQ(decided(record), held("out_of_range:created_at"));
    record = application();
    record.set(Field::application_last_modified_at, at);
    EXPECT_EQ(decided(record), held("out_of_range:last_modified_at"));
    record = job();
    record.set(Field::job_listed_at, at);
    EXPECT_EQ(decided(record), held("out_of_range:listed_at"));
  }
  Record record = candidate();
  record.set(Field::candidate_last_modified_at, std::int64_t{1759999999999});
  EXPECT_EQ(decided(record), held("modified_before_created"));
  record = application();
  record.set(Field::application_last_modified_at, std::int64_t{1759999999999});
  EXPECT_EQ(decided(record), held("modified_before_created"));
}

TEST(Decide, AJobIsOpenOrClosed) {
  Record record = job();
  record.set(Field::job_state, std::string("closed"));
  EXPECT_EQ(decided(record), Decision{});
  record.set(Field::job_state, std::string("paused"));
  EXPECT_EQ(decided(record), held("unknown_word:state"));
}

TEST(Decide, AValueFoundOutOfRangeIsHeldAndALeftOutOneIsNot) {
  Record record = job();
  record.set(Field::job_expires_at, std::int64_t{1});
  const Findings doubt = {{Field::job_expires_at, FindingCode::out_of_range, {}}};
  EXPECT_EQ(decided(record, {}, doubt), held("out_of_range:expires_at"));
  EXPECT_EQ(decided(job(), {}, doubt), Decision{});
}

TEST(Decide, OtherDoubtsLeaveTheRecordUsable) {
  const Findings doubts = {{Field::candidate_emails, FindingCode::not_an_email, {}},
                           {Field::candidate_company, FindingCode::wrong_type, {}},
                           {Field{}, FindingCode::from_hook, "odd name"}};
  EXPECT_EQ(decided(candidate(), {}, doubts), Decision{});
}

TEST(Decide, PrivateAndConfidentialRecordsAreWithheldUnlessTheTenantSharesThem) {
  Record person = candidate();
  person.set(Field::candidate_private, true);
  EXPECT_EQ(decided(person), withheld("private"));
  EXPECT_EQ(decided(person, {.private_candidates = true}), Decision{});
  EXPECT_EQ(decided(person, {.confidential_jobs = true}), withheld("private"));
  person.set(Field::candidate_private, false);
  EXPECT_EQ(decided(person), Decision{});

  Record secret = job();
  secret.set(Field::job_confidential, true);
  EXPECT_EQ(decided(secret), withheld("confidential"));
  EXPECT_EQ(decided(secret, {.confidential_jobs = true}), Decision{});
}

TEST(Decide, WhatMustNotLeaveIsWithheldEvenWhenItCouldNotBeSentAnyway) {
  Record record = candidate();
  record.set(Field::candidate_private, true);
  record.erase(Field::candidate_first_name);
  EXPECT_EQ(decided(record), withheld("private"));
}

TEST(Decide, ARuleWithholdsByWhatItAsksAbout) {
  const auto ruled = [](const Record& record, Field field, Texts values) {
    TenantPolicy policy;
    policy.rules = {{"mine", record.key.kind, field, std::move(values)}};
    return decided(record, policy);
  };
  EXPECT_EQ(ruled(job(), Field::job_department, {"Repairs"}), withheld("rule:mine"));
  EXPECT_EQ(ruled(job(), Field::job_department, {"Office"}), Decision{});
  EXPECT_EQ(ruled(job(), Field::job_department, {}), Decision{});
  EXPECT_EQ(ruled(job(), Field::job_id, {"J-7"}), withheld("rule:mine"));
  EXPECT_EQ(ruled(job(), Field::job_state, {"closed", "open"}), withheld("rule:mine"));
  EXPECT_EQ(ruled(application(), Field::application_source, {"Referral"}), withheld("rule:mine"));
  EXPECT_EQ(ruled(application(), Field::application_job, {"J-7"}), withheld("rule:mine"));
  Record shy = candidate();
  shy.set(Field::candidate_do_not_contact, true);
  EXPECT_EQ(ruled(shy, Field::candidate_do_not_contact, {"true"}), withheld("rule:mine"));
  EXPECT_EQ(ruled(shy, Field::candidate_do_not_contact, {"false"}), Decision{});
  shy.set(Field::candidate_do_not_contact, false);
  EXPECT_EQ(ruled(shy, Field::candidate_do_not_contact, {"false"}), withheld("rule:mine"));
}

TEST(Decide, ARuleAboutAFieldTheRecordLacksDoesNotApply) {
  TenantPolicy policy;
  policy.rules = {{"mine", RecordKind::candidate, Field::candidate_do_not_contact, {"false", ""}}};
  EXPECT_EQ(decided(candidate(), policy), Decision{});
}

TEST(Decide, ARuleOfAnotherKindDoesNotApply) {
  TenantPolicy policy;
  policy.rules = {{"mine", RecordKind::candidate, Field::job_id, {"J-7"}}};
  EXPECT_EQ(decided(job(), policy), Decision{});
}

TEST(Decide, ARuleStillSeesAFieldThatIsWithheld) {
  TenantPolicy policy;
  policy.withheld_groups = {OptOutGroup::source};
  policy.rules = {{"mine", RecordKind::application, Field::application_source, {"Referral"}}};
  EXPECT_EQ(decided(application(), policy), withheld("rule:mine"));
}

TEST(Decide, WithheldGroupsAndFieldsDoNotLeave) {
  Record record = candidate();
  record.set(Field::candidate_title, std::string("Engineer"));
  record.set(Field::candidate_prefix, std::string("Dr"));
  const TenantPolicy policy = {.withheld_groups = {OptOutGroup::employment},
                               .withheld_fields = {Field::candidate_prefix}};
  EXPECT_EQ(decide(policy, {}, record), Decision{});
  EXPECT_EQ(record.find(Field::candidate_company), nullptr);
  EXPECT_EQ(record.find(Field::candidate_title), nullptr);
  EXPECT_EQ(record.find(Field::candidate_prefix), nullptr);
  EXPECT_NE(record.find(Field::candidate_emails), nullptr);
}

TEST(Decide, WhatOnlyRulesAskAboutNeverLeaves) {
  Record record = job();
  record.set(Field::job_confidential, false);
  record.set(Field::job_created_at, std::int64_t{-5});
  EXPECT_EQ(decide({}, {}, record), Decision{});
  for (const FieldValue& entry : record.fields) {
    EXPECT_NE(spec_of(entry.field).rsc, Requirement::rule_only) << spec_of(entry.field).name;
  }
  EXPECT_EQ(record.find(Field::job_department), nullptr);
}

TEST(Decide, OptOutOfNoGroupTakesNothingAway) {
  Record record = candidate();
  EXPECT_EQ(decide({.withheld_groups = {OptOutGroup::none}}, {}, record), Decision{});
  EXPECT_EQ(record, candidate());
}

TEST(PolicyVersion, ChangesWithEveryChoice) {
  const std::uint64_t none = version_of({});
  EXPECT_NE(none, 0U);
  EXPECT_NE(version_of({.withheld_groups = {OptOutGroup::source}}), none);
  EXPECT_NE(version_of({.withheld_fields = {Field::candidate_prefix}}), none);
  EXPECT_NE(version_of({.private_candidates = true}), none);
  EXPECT_NE(version_of({.confidential_jobs = true}), none);
  EXPECT_NE(version_of({.private_candidates = true}), version_of({.confidential_jobs = true}));
  TenantPolicy ruled;
  ruled.rules = {{"a", RecordKind::job, Field::job_id, {"1", "2"}}};
  EXPECT_NE(version_of(ruled), none);
  TenantPolicy other = ruled;
  other.rules[0].values = {"12"};
  EXPECT_NE(version_of(other), version_of(ruled));
  other = ruled;
  other.rules[0].name = "b";
  EXPECT_NE(version_of(other), version_of(ruled));
}

TEST(PolicyVersion, DoesNotDependOnOrderOrRepetition) {
  EXPECT_EQ(version_of({.withheld_groups = {OptOutGroup::source, OptOutGroup::contact}}),
            version_of({.withheld_groups = {OptOutGroup::contact, OptOutGroup::source,
                                            OptOutGroup::contact}}));
}

}  // namespace
}  // namespace crosswalk
