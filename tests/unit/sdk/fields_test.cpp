// Validation, policy, coverage and documentation are read from the field table. These tests hold
// what all of them rely on, and restate LinkedIn's required fields on their own authority: a
// flipped flag must fail here before it fails a customer.

#include "sdk/fields.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace crosswalk {
namespace {

std::set<std::string> names_with(RecordKind kind, Requirement rsc) {
  std::set<std::string> names;
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind == kind && spec.rsc == rsc) names.insert(std::string(spec.name));
  }
  return names;
}

TEST(FieldTable, StandsInTheOrderOfTheFieldNumbers) {
  std::uint16_t before = 0;
  for (const FieldSpec& spec : field_table()) {
    EXPECT_GT(static_cast<std::uint16_t>(spec.field), before) << spec.name;
    before = static_cast<std::uint16_t>(spec.field);
  }
}

TEST(FieldTable, HasEveryFieldOfTheEnumeration) {
  std::set<std::uint16_t> numbers;
  for (const FieldSpec& spec : field_table()) {
    numbers.insert(static_cast<std::uint16_t>(spec.field));
  }
  std::set<std::uint16_t> expected;
  constexpr std::pair<Field, Field> ranges[] = {
      {Field::job_id, Field::job_viewers},
      {Field::candidate_id, Field::candidate_private},
      {Field::application_id, Field::application_status},
      {Field::stage_id, Field::stage_created_at},
      {Field::candidate_note_id, Field::candidate_note_private},
      {Field::application_note_id, Field::application_note_private},
      {Field::feedback_id, Field::feedback_private}};
  for (const auto& [first, last] : ranges) {
    for (auto n = static_cast<std::uint16_t>(first); n <= static_cast<std::uint16_t>(last); ++n) {
      expected.insert(n);
    }
  }
  EXPECT_EQ(numbers, expected);
}

TEST(FieldTable, ANameMeansOneFieldOfAKind) {
  std::set<std::pair<RecordKind, std::string_view>> names;
  for (const FieldSpec& spec : field_table()) {
    EXPECT_TRUE(names.emplace(spec.kind, spec.name).second) << spec.name;
    EXPECT_EQ(find_field(spec.kind, spec.name), &spec);
  }
}

TEST(FieldTable, NamesAreWordsOfAManifest) {
  for (const FieldSpec& spec : field_table()) {
    EXPECT_TRUE(std::ranges::all_of(spec.name, [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_';
    })) << spec.name;
    EXPECT_FALSE(spec.meaning.empty()) << spec.name;
    EXPECT_FALSE(spec.source.empty()) << spec.name;
  }
}

TEST(FieldTable, WhatLinkedInRequiresOfAJob) {
  EXPECT_EQ(names_with(RecordKind::job, Requirement::required),
            (std::set<std::string>{"id", "title", "description", "state", "listed_at", "apply_url",
                                   "availability", "integration_context"}));
  EXPECT_EQ(names_with(RecordKind::job, Requirement::conditional),
            (std::set<std::string>{"location"}));
}

TEST(FieldTable, WhatLinkedInRequiresOfACandidate) {
  EXPECT_EQ(names_with(RecordKind::candidate, Requirement::required),
            (std::set<std::string>{"id", "first_name", "last_name", "phones", "addresses",
                                   "created_at", "last_modified_at"}));
  EXPECT_EQ(names_with(RecordKind::candidate, Requirement::conditional),
            (std::set<std::string>{"emails"}));
}

TEST(FieldTable, WhatLinkedInRequiresOfAnApplication) {
  EXPECT_EQ(names_with(RecordKind::application, Requirement::required),
            (std::set<std::string>{"id", "job", "job_name", "created_at", "last_modified_at",
                                   "first_name", "last_name"}));
  EXPECT_TRUE(names_with(RecordKind::application, Requirement::conditional).empty());
}

TEST(FieldTable, WhatIsNeverSent) {
  EXPECT_EQ(names_with(RecordKind::job, Requirement::rule_only),
            (std::set<std::string>{"created_at", "last_modified_at", "department", "confidential",
                                   "viewers"}));
  EXPECT_EQ(names_with(RecordKind::candidate, Requirement::rule_only),
            (std::set<std::string>{"private"}));
  EXPECT_EQ(names_with(RecordKind::application, Requirement::rule_only),
            (std::set<std::string>{"stage", "status"}));
}

TEST(FieldTable, LimitsAreLinkedIns) {
  EXPECT_EQ(spec_of(Field::job_id).max_chars, 75U);
  EXPECT_EQ(spec_of(Field::job_title).max_chars, 200U);
  EXPECT_EQ(spec_of(Field::job_description).min_chars, 100U);
  EXPECT_EQ(spec_of(Field::job_description).max_chars, 25000U);
  EXPECT_EQ(spec_of(Field::job_skills_description).max_chars, 4000U);
  for (const FieldSpec& spec : field_table()) {
    const bool texts = spec.type == ValueType::text || spec.type == ValueType::texts;
    EXPECT_TRUE(texts || (spec.min_chars == 0 && spec.max_chars == 0)) << spec.name;
    EXPECT_TRUE(spec.max_chars == 0 || spec.min_chars <= spec.max_chars) << spec.name;
  }
}

TEST(FieldTable, WhatIsRequiredCannotBeOptedOutOf) {
  for (const FieldSpec& spec : field_table()) {
    const bool needed = spec.rsc == Requirement::required || spec.rsc == Requirement::conditional;
    if (needed) {
      EXPECT_EQ(spec.group, OptOutGroup::none) << spec.name;
    }
  }
}

TEST(FieldTable, EveryOptOutGroupHasSomethingInIt) {
  std::set<OptOutGroup> groups;
  for (const FieldSpec& spec : field_table()) groups.insert(spec.group);
  EXPECT_EQ(groups.size(), 9U);
}

TEST(FieldTable, AConditionNamesFieldsOfTheSameKind) {
  for (const FieldSpec& spec : field_table()) {
    const bool conditional = spec.rsc == Requirement::conditional;
    EXPECT_EQ(conditional, spec.unless_first != Field{}) << spec.name;
    for (const Field excuse : {spec.unless_first, spec.unless_second}) {
      if (excuse != Field{}) {
        EXPECT_EQ(spec_of(excuse).kind, spec.kind) << spec.name;
      }
    }
  }
  EXPECT_EQ(spec_of(Field::candidate_emails).unless_first, Field::candidate_person);
  EXPECT_EQ(spec_of(Field::job_location).unless_first, Field::job_country_code);
  EXPECT_EQ(spec_of(Field::job_location).unless_second, Field::job_postal_code);
}

TEST(FieldTable, WhatTheHostAloneProvides) {
  std::set<Field> host;
  for (const FieldSpec& spec : field_table()) {
    if (spec.provider == Provider::host) host.insert(spec.field);
  }
  EXPECT_EQ(host, (std::set<Field>{Field::job_availability, Field::job_integration_context,
                                   Field::candidate_person}));
}

TEST(FieldTable, WhatNamesOrReachesAPersonIsMarked) {
  for (const Field field :
       {Field::candidate_emails, Field::candidate_phones, Field::candidate_addresses,
        Field::job_owner_email, Field::application_candidate_email}) {
    EXPECT_EQ(spec_of(field).privacy, PrivacyClass::contact) << spec_of(field).name;
  }
  for (const Field field : {Field::candidate_first_name, Field::candidate_last_name,
                            Field::application_first_name, Field::job_owner_last_name}) {
    EXPECT_EQ(spec_of(field).privacy, PrivacyClass::identity) << spec_of(field).name;
  }
  EXPECT_EQ(spec_of(Field::candidate_person).privacy, PrivacyClass::identifier);
  EXPECT_EQ(spec_of(Field::job_title).privacy, PrivacyClass::none);
}

TEST(FieldTable, CrmConnectTakesCandidatesAndNoJobsOrApplications) {
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind == RecordKind::candidate) {
      EXPECT_EQ(spec.crm, spec.rsc) << spec.name;
    } else if (spec.field != Field::job_id) {
      EXPECT_EQ(spec.crm, Requirement::unused) << spec.name;
    }
  }
}

TEST(FindField, AStrangersNumberOrNameIsNotAField) {
  constexpr std::uint16_t strangers[] = {0, 38, 99, 118, 199, 213, 255, 256, 4097, 65535};
  for (const std::uint16_t number : strangers) {
    EXPECT_EQ(find_field(number), nullptr) << number;
  }
  EXPECT_EQ(find_field(RecordKind::job, "emails"), nullptr);
  EXPECT_EQ(find_field(RecordKind::candidate, ""), nullptr);
  EXPECT_EQ(find_field(RecordKind::candidate, "title")->field, Field::candidate_title);
  EXPECT_EQ(find_field(RecordKind::job, "title")->field, Field::job_title);
}

TEST(Names, ReadBackToTheSameValue) {
  for (const auto kind : {RecordKind::job, RecordKind::candidate, RecordKind::application}) {
    EXPECT_EQ(record_kind(name_of(kind)), kind);
  }
  EXPECT_EQ(record_kind("jobs"), std::nullopt);
  for (const FieldSpec& spec : field_table()) {
    if (spec.group != OptOutGroup::none) {
      EXPECT_EQ(opt_out_group(name_of(spec.group)), spec.group);
    }
  }
  EXPECT_EQ(opt_out_group("none"), std::nullopt);
  EXPECT_EQ(opt_out_group("everything"), std::nullopt);
  EXPECT_EQ(name_of(Requirement::rule_only), "rule_only");
  EXPECT_EQ(name_of(PrivacyClass::contact), "contact");
  EXPECT_EQ(name_of(static_cast<RecordKind>(7)), "unknown");
}

}  // namespace
}  // namespace crosswalk
