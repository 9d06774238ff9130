// A value that would have kept a record back may come damaged: a flag of another type, a department
// that the vendor's list does not have. Whoever then sends the record has told a stranger what the
// tenant forbade, so doubt about such a value holds it, and doubt about any other changes nothing.

#include <gtest/gtest.h>

#include "policy/policy.hpp"

namespace crosswalk {
namespace {

using Texts = std::vector<std::string>;

constexpr FindingCode codes[] = {
    FindingCode::not_an_email, FindingCode::not_an_instant, FindingCode::unknown_word,
    FindingCode::wrong_type,   FindingCode::too_long,       FindingCode::too_short,
    FindingCode::out_of_range, FindingCode::unresolved,     FindingCode::from_hook};

Record whole(RecordKind kind) {
  Record record;
  record.key = {kind, "R-1"};
  if (kind == RecordKind::application) {
    record.parents = {{RecordKind::job, "J-7"}, {RecordKind::candidate, "C-9"}};
  }
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind != kind || spec.rsc == Requirement::rule_only) continue;
    if (spec.provider == Provider::host || spec.field == Field::job_country_code) continue;
    switch (spec.type) {
      case ValueType::text:
        record.set(spec.field, std::string(std::max(spec.min_chars, 4U), 'w'));
        break;
      case ValueType::instant:
        record.set(spec.field, std::int64_t{1760000000000});
        break;
      case ValueType::flag:
        record.set(spec.field, false);
        break;
      case ValueType::texts:
        record.set(spec.field, Texts{"w@example.com"});
        break;
      case ValueType::rows:
        record.set(spec.field, std::vector<Row>{});
        break;
    }
  }
  if (kind == RecordKind::job) record.set(Field::job_state, std::string("open"));
  return record;
}

Decision decided(const TenantPolicy& policy, Field field, FindingCode code) {
  Record record = whole(spec_of(field).kind);
  record.erase(field);
  return decide(policy, {{field, code, {}}}, record);
}

TenantPolicy ruled(Field field) {
  TenantPolicy policy{.private_candidates = true, .confidential_jobs = true};
  policy.rules = {{"mine", spec_of(field).kind, field, {"Engineering"}}};
  return policy;
}

Decision doubtful(Field field) {
  return {DecisionKind::hold, "doubtful:" + std::string(spec_of(field).name)};
}

TEST(Doubts, OfAnyKindAboutWhatARuleReadsHoldTheRecord) {
  for (const FindingCode code : codes) {
    for (const Field field :
         {Field::job_department, Field::job_requisition_id, Field::candidate_company,
          Field::candidate_do_not_contact, Field::application_source, Field::application_stage}) {
      EXPECT_EQ(decided(ruled(field), field, code), doubtful(field)) << name_of(code);
      EXPECT_EQ(decided({}, field, code), Decision{}) << name_of(code);
    }
  }
}

TEST(Doubts, AboutPrivateAndConfidentialHoldUnlessTheTenantSharesThose) {
  for (const FindingCode code : codes) {
    EXPECT_EQ(decided({}, Field::candidate_private, code), doubtful(Field::candidate_private));
    EXPECT_EQ(decided({}, Field::job_confidential, code), doubtful(Field::job_confidential));
    const TenantPolicy people = {.private_candidates = true};
    const TenantPolicy jobs = {.confidential_jobs = true};
    EXPECT_EQ(decided(people, Field::candidate_private, code), Decision{});
    EXPECT_EQ(decided(people, Field::job_confidential, code), doubtful(Field::job_confidential));
    EXPECT_EQ(decided(jobs, Field::job_confidential, code), Decision{});
    EXPECT_EQ(decided(jobs, Field::candidate_private, code), doubtful(Field::candidate_private));
  }
}

TEST(Doubts, ARuleAboutAMarkHoldsEvenWhereTheTenantSharesWhatIsMarked) {
  for (const Field field : {Field::candidate_private, Field::job_confidential}) {
    EXPECT_EQ(decided(ruled(field), field, FindingCode::wrong_type), doubtful(field));
  }
}

// The candidate may be one who stays at home.
TEST(Doubts, AboutWhoseApplicationItIsHoldIt) {
  EXPECT_EQ(decided({}, Field::application_candidate, FindingCode::wrong_type),
            doubtful(Field::application_candidate));
}

TEST(Doubts, AboutWhatNobodyDecidesByChangeNothing) {
  for (const FieldSpec& spec : field_table()) {
    const bool optional = spec.rsc == Requirement::optional || spec.rsc == Requirement::rule_only;
    const bool decides = spec.field == Field::candidate_private ||
                         spec.field == Field::job_confidential ||
                         spec.field == Field::application_candidate || spec.name == "private";
    if (!optional || decides || spec.provider == Provider::host) continue;
    for (const FindingCode code : codes) {
      EXPECT_EQ(decided({}, spec.field, code), Decision{}) << spec.name << ' ' << name_of(code);
    }
  }
}

TEST(Doubts, AValueThatIsSimplyAbsentIsNone) {
  Record record = whole(RecordKind::job);
  EXPECT_EQ(decide(ruled(Field::job_department), {}, record), Decision{});
}

// Departments in a list: one that a rule names outweighs another that cannot be read, and one that
// no rule names proves nothing about that other.
TEST(Doubts, WhatARuleMatchesIsWithheldAndWhatItMayMatchIsHeld) {
  const Findings doubt = {{Field::job_department, FindingCode::unresolved, {}}};
  Record record = whole(RecordKind::job);
  record.set(Field::job_department, Texts{"Engineering"});
  EXPECT_EQ(decide(ruled(Field::job_department), doubt, record),
            (Decision{DecisionKind::withhold, "rule:mine"}));
  record.set(Field::job_department, Texts{"Sales"});
  EXPECT_EQ(decide(ruled(Field::job_department), doubt, record), doubtful(Field::job_department));
}

TEST(Doubts, AreToldEvenWhenTheRecordLacksSomethingElse) {
  Record record = whole(RecordKind::candidate);
  record.erase(Field::candidate_first_name);
  EXPECT_EQ(decide({}, {{Field::candidate_private, FindingCode::wrong_type, {}}}, record),
            doubtful(Field::candidate_private));
}

TEST(Doubts, OneThatDecidesIsFoundBehindOthers) {
  Record record = whole(RecordKind::candidate);
  const Findings findings = {{Field{}, FindingCode::from_hook, "odd"},
                             {Field::candidate_company, FindingCode::wrong_type, {}},
                             {Field::candidate_private, FindingCode::wrong_type, {}}};
  EXPECT_EQ(decide({}, findings, record), doubtful(Field::candidate_private));
}

}  // namespace
}  // namespace crosswalk
