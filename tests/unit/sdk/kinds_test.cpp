// Seven kinds of records and who hangs on whom. At stake: a stage under a candidate would be sent
// into somebody else's history, and a kind without a parent could never be deleted before it.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sdk/fields.hpp"
#include "sdk/record.hpp"

namespace crosswalk {
namespace {

bool reads_back(const Record& record) {
  std::string bytes;
  encode_record(record, bytes);
  std::string_view rest = bytes;
  const Result<Record> read = decode_record(rest);
  return read && *read == record;
}

TEST(Kinds, EachHasANameOfItsOwnAndIsFoundByIt) {
  std::set<std::string_view> names;
  for (const RecordKind kind : record_kinds) {
    EXPECT_TRUE(names.insert(name_of(kind)).second) << name_of(kind);
    EXPECT_EQ(record_kind(name_of(kind)), kind);
  }
  EXPECT_EQ(names.size(), record_kind_count);
  EXPECT_EQ(record_kind("stages"), std::nullopt);
  EXPECT_EQ(record_kind(""), std::nullopt);
}

TEST(Kinds, StandInAnOrderInWhichParentsComeFirst) {
  for (const RecordKind kind : record_kinds) {
    for (const RecordKind parent : parents_of(kind)) {
      EXPECT_LT(parent, kind) << name_of(kind) << " before " << name_of(parent);
    }
  }
}

TEST(Kinds, WhatHangsOnOthersHasOneParent) {
  for (const RecordKind kind : record_kinds) {
    if (is_child(kind)) {
      EXPECT_EQ(parents_of(kind).size(), 1u) << name_of(kind);
    }
  }
  EXPECT_TRUE(parents_of(RecordKind::job).empty());
  EXPECT_TRUE(parents_of(RecordKind::candidate).empty());
  EXPECT_EQ(parents_of(RecordKind::application).size(), 2u);
  EXPECT_EQ(parents_of(RecordKind::candidate_note).front(), RecordKind::candidate);
  EXPECT_EQ(parents_of(RecordKind::stage).front(), RecordKind::application);
  EXPECT_EQ(parents_of(RecordKind::application_note).front(), RecordKind::application);
  EXPECT_EQ(parents_of(RecordKind::feedback).front(), RecordKind::application);
}

TEST(Kinds, EachHasAnIdAndAFieldForEachParent) {
  for (const RecordKind kind : record_kinds) {
    const FieldSpec& id = spec_of(id_field(kind));
    EXPECT_EQ(id.kind, kind);
    EXPECT_EQ(id.name, "id");
    EXPECT_EQ(id.rsc, Requirement::required);
    for (const RecordKind parent : parents_of(kind)) {
      const FieldSpec& field = spec_of(parent_field(kind, parent));
      EXPECT_EQ(field.kind, kind);
      EXPECT_EQ(field.name, name_of(parent));
      EXPECT_EQ(field.type, ValueType::text);
    }
  }
}

TEST(Kinds, HaveNoFieldForWhoIsNoParent) {
  EXPECT_EQ(parent_field(RecordKind::stage, RecordKind::candidate), Field{});
  EXPECT_EQ(parent_field(RecordKind::candidate_note, RecordKind::application), Field{});
  EXPECT_EQ(parent_field(RecordKind::application, RecordKind::stage), Field{});
  EXPECT_EQ(parent_field(RecordKind::job, RecordKind::candidate), Field{});
}

TEST(Kinds, NamesOfPeopleAndWhatIsSaidOfThemHaveAClass) {
  for (const FieldSpec& spec : field_table()) {
    if (!is_child(spec.kind)) continue;
    const bool names = spec.name.find("_name") != std::string_view::npos;
    const bool says = spec.name == "text" || spec.name == "evaluations";
    if (names) {
      EXPECT_EQ(spec.privacy, PrivacyClass::identity) << spec.name;
      EXPECT_EQ(spec.group, OptOutGroup::hiring_team) << spec.name;
    }
    if (says) {
      EXPECT_EQ(spec.privacy, PrivacyClass::career) << spec.name;
    }
  }
}

TEST(Kinds, TravelUnderTheirOwnParentAlone) {
  for (const RecordKind kind : record_kinds) {
    for (const RecordKind parent : record_kinds) {
      const auto may = parents_of(kind);
      const bool fits = std::ranges::find(may, parent) != may.end();
      const Record record{{kind, "R1"}, {{parent, "P1"}}, {}};
      EXPECT_EQ(reads_back(record), fits) << name_of(kind) << " under " << name_of(parent);
    }
  }
}

TEST(Kinds, TravelWithOneParentOfAKindAndNoMore) {
  const RecordKey application{RecordKind::application, "A1"};
  EXPECT_TRUE(reads_back({{RecordKind::stage, "S1"}, {application}, {}}));
  EXPECT_FALSE(reads_back({{RecordKind::stage, "S1"}, {application, application}, {}}));
  const RecordKey candidate{RecordKind::candidate, "C1"};
  EXPECT_FALSE(reads_back({{RecordKind::application, "A1"}, {candidate, candidate}, {}}));
}

TEST(Kinds, CarryFieldsOfTheirOwnAlone) {
  Record stage{{RecordKind::stage, "S1"}, {{RecordKind::application, "A1"}}, {}};
  stage.set(Field::stage_name, std::string("Phone screen"));
  stage.set(Field::stage_created_at, std::int64_t{1'760'000'000'000});
  EXPECT_TRUE(reads_back(stage));
  stage.set(Field::feedback_text, std::string("Good"));
  EXPECT_FALSE(reads_back(stage));
}

}  // namespace
}  // namespace crosswalk
