// Coverage is what an operator promises a customer by. A field told as carried that never comes,
// or a kind told as complete that lacks a required field, is a promise broken later.

#include <gtest/gtest.h>

#include <algorithm>

#include "mapping/coverage.hpp"
#include "mapping/manifest/overlay.hpp"
#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using testing::compiled;

Plan plan_of(const std::string& map, const std::string& kind = "candidate",
             const std::string& more = {}) {
  return compiled(
      "manifest: 1\nconnector: acorn\nversion: 1.0.0\ntitle: Acorn\n"
      "hosts: { api: 'https://api.example.com' }\n"
      "settings: { key: { help: Key, secret: true, required: true } }\n"
      "auth: { basic: { user: key } }\n"
      "objects:\n  things:\n    kind: " +
      kind +
      "\n    full: GET /c\n    next: none\n"
      "    complete: when next is absent\n    map:\n" +
      map + more);
}

const KindCoverage& of(const std::vector<KindCoverage>& all, RecordKind kind) {
  return all.at(static_cast<std::size_t>(kind));
}

Carrier carrier(const KindCoverage& kind, std::string_view name) {
  for (const auto* fields : {&kind.required, &kind.conditional, &kind.optional, &kind.never_sent}) {
    for (const FieldCoverage& each : *fields) {
      if (spec_of(each.field).name == name) return each.carrier;
    }
  }
  ADD_FAILURE() << name;
  return Carrier::nobody;
}

std::string lacks(const KindCoverage& kind) {
  std::string names;
  for (const Field field : lacking(kind)) names += std::string(spec_of(field).name) + " ";
  return names;
}

const std::string whole =
    "      id: /id\n      first_name: /f\n      last_name: /l\n      emails: '/e[]'\n"
    "      phones: { rows: { number: '/p[]' } }\n      addresses: { rows: { line1: '/a[]' } }\n"
    "      created_at: /c\n      last_modified_at: /m\n";

TEST(Coverage, TellsWhoGivesEachField) {
  const auto all = coverage(plan_of(whole));
  const KindCoverage& candidates = of(all, RecordKind::candidate);
  EXPECT_TRUE(candidates.read);
  EXPECT_EQ(lacks(candidates), "");
  EXPECT_EQ(carrier(candidates, "emails"), Carrier::map);
  EXPECT_EQ(carrier(candidates, "company"), Carrier::nobody);
  EXPECT_EQ(carrier(candidates, "person"), Carrier::host);
}

TEST(Coverage, ARequiredFieldThatNobodyGivesIsLacking) {
  const auto all = coverage(plan_of("      id: /id\n      first_name: /f\n"));
  EXPECT_EQ(lacks(of(all, RecordKind::candidate)),
            "last_name phones addresses created_at last_modified_at emails ");
}

// A member's URN comes from LinkedIn, after the candidate was there.
TEST(Coverage, WhatOnlyTheHostMayKnowLaterExcusesNothing) {
  std::string map = whole;
  map.replace(map.find("      emails"), std::string("      emails: '/e[]'\n").size(), "");
  EXPECT_EQ(lacks(of(coverage(plan_of(map)), RecordKind::candidate)), "emails ");
}

TEST(Coverage, ALocationIsExcusedByCountryAndPostalCodeTogether) {
  const std::string job =
      "      id: /id\n      title: /t\n      description: /d\n      state: /s\n"
      "      listed_at: /l\n      apply_url: /u\n      country_code: /c\n";
  const auto lacks_of = [](const std::string& map) {
    return lacks(of(coverage(plan_of(map, "job")), RecordKind::job));
  };
  EXPECT_EQ(lacks_of(job), "location ");
  EXPECT_EQ(lacks_of(job + "      postal_code: /p\n"), "");
}

TEST(Coverage, WhatIsOnlyReadIsToldApart) {
  const auto all = coverage(plan_of(whole + "      private: /x\n"));
  const KindCoverage& candidates = of(all, RecordKind::candidate);
  ASSERT_EQ(candidates.never_sent.size(), 1u);
  EXPECT_EQ(candidates.never_sent[0].field, Field::candidate_private);
  EXPECT_EQ(candidates.never_sent[0].carrier, Carrier::map);
  EXPECT_EQ(carrier(of(all, RecordKind::job), "viewers"), Carrier::nobody);
}

TEST(Coverage, AHookMayGiveWhatTheMapDoesNotButNotWhoseTheRecordIs) {
  const auto all =
      coverage(plan_of("      id: /id\n", "stage", "hooks: { amend_record: { things: [/x] } }\n"));
  const KindCoverage& stages = of(all, RecordKind::stage);
  EXPECT_EQ(carrier(stages, "name"), Carrier::hook);
  EXPECT_EQ(lacks(stages), "application ");
  EXPECT_EQ(left_to_hook(stages), (std::vector<Field>{Field::stage_name, Field::stage_created_at}));
}

TEST(Coverage, EveryFieldOfTheTableHasItsLineOnce) {
  std::size_t lines = 0;
  for (const KindCoverage& kind : coverage(plan_of(whole))) {
    lines += kind.required.size() + kind.conditional.size() + kind.optional.size() +
             kind.never_sent.size();
  }
  EXPECT_EQ(lines, field_table().size());
}

// Whoever copies it begins with records that can be sent.
TEST(Coverage, TheTemplateLacksNothingOfWhatItReads) {
  const auto all = coverage(compiled(testing::file_text("plugins/template/connector.yaml")));
  for (const KindCoverage& kind : all) {
    EXPECT_EQ(kind.read, !is_child(kind.kind)) << name_of(kind.kind);
    if (!kind.read) continue;
    EXPECT_EQ(lacks(kind), "") << name_of(kind.kind);
    EXPECT_TRUE(left_to_hook(kind).empty()) << name_of(kind.kind);
  }
}

TEST(Coverage, AKindThatIsNotReadCarriesNothing) {
  const auto all = coverage(plan_of(whole));
  EXPECT_EQ(all.size(), record_kind_count);
  EXPECT_FALSE(of(all, RecordKind::stage).read);
  EXPECT_EQ(carrier(of(all, RecordKind::stage), "name"), Carrier::nobody);
}

TEST(Coverage, GreenhouseCarriesWhatIsRequiredOfEveryKind) {
  for (const char* version : {"v1", "v3"}) {
    const Plan plan = compiled(testing::file_text("plugins/greenhouse/connector.yaml"),
                               {{"api_version", version}, {"job_board", "b"}});
    for (const KindCoverage& kind : coverage(plan)) {
      const bool note =
          kind.kind == RecordKind::candidate_note || kind.kind == RecordKind::application_note;
      EXPECT_EQ(kind.read, !note || version == std::string("v3")) << name_of(kind.kind);
      EXPECT_EQ(lacks(kind).empty(), kind.read) << version << " " << name_of(kind.kind);
    }
  }
}

TEST(Coverage, GemCarriesWhatIsRequiredOfWhatItReads) {
  const Plan plan =
      compiled(overlaid("greenhouse", testing::file_text("plugins/greenhouse/connector.yaml"),
                        "gem", testing::file_text("plugins/gem/connector.yaml")),
               {{"job_board", "b"}});
  std::string read;
  for (const KindCoverage& kind : coverage(plan)) {
    if (!kind.read) continue;
    read += std::string(name_of(kind.kind)) + " ";
    EXPECT_EQ(lacks(kind), "") << name_of(kind.kind);
  }
  EXPECT_EQ(read, "job candidate application stage ");
}

}  // namespace
}  // namespace crosswalk
