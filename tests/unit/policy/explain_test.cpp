// An operator asks why a record is not at LinkedIn. Every word that is ever stored as a reason
// must come back as a sentence that says what to change.

#include <gtest/gtest.h>

#include "policy/policy.hpp"

namespace crosswalk {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST(Explain, NamesTheRecordAndTheField) {
  const std::string text = explain(RecordKind::candidate, "missing:first_name");
  EXPECT_TRUE(holds(text, "this candidate")) << text;
  EXPECT_TRUE(holds(text, "the field 'first_name'")) << text;
}

TEST(Explain, SaysTheBoundsOfALength) {
  EXPECT_TRUE(
      holds(explain(RecordKind::job, "too_short:description"), "(100 to 25000 characters)"));
  EXPECT_TRUE(holds(explain(RecordKind::job, "too_long:title"), "(at most 200 characters)"));
  EXPECT_EQ(explain(RecordKind::job, "too_long:title").substr(0, 9), "The field");
}

TEST(Explain, EveryReasonBecomesASentenceWithoutGaps) {
  for (const char* reason : {"",
                             "missing:title",
                             "too_short:description",
                             "too_long:title",
                             "out_of_range:listed_at",
                             "unknown_word:state",
                             "modified_before_created",
                             "doubtful:department",
                             "doubtful:private",
                             "rule:no-interns",
                             "private",
                             "confidential",
                             "parent_held",
                             "parent_withheld",
                             "absent",
                             "gone",
                             "many_absent",
                             "not_for_linkedin",
                             "parent_unknown",
                             "no_id",
                             "bad_id",
                             "duplicate_key",
                             "too_large",
                             "hook_failed",
                             "connector_crashed",
                             "task_failed",
                             "task_failed:title",
                             "refused:422",
                             "refused:companyApplyUrl"}) {
    for (const auto kind : {RecordKind::job, RecordKind::candidate, RecordKind::application}) {
      const std::string text = explain(kind, reason);
      EXPECT_FALSE(holds(text, "no words for")) << reason;
      EXPECT_FALSE(holds(text, "{")) << text;
      EXPECT_TRUE(holds(text, std::string(name_of(kind)))) << text;
      EXPECT_TRUE(text.back() == '.') << text;
    }
  }
}

TEST(Explain, WhatWentIsToldByEveryWayItMayHaveGone) {
  for (const char* reason : {"gone", "absent"}) {
    const std::string candidate = explain(RecordKind::candidate, reason);
    EXPECT_TRUE(holds(candidate, "deleted, or merged into another candidate")) << candidate;
    EXPECT_TRUE(holds(candidate, "or anonymised")) << candidate;
    EXPECT_TRUE(holds(candidate, "comes back by itself")) << candidate;
    EXPECT_FALSE(holds(explain(RecordKind::job, reason), "merged")) << "jobs are not merged";
    EXPECT_TRUE(holds(explain(RecordKind::stage, reason), "went with what it belongs to"));
  }
}

TEST(Explain, ASentenceBeginsWithACapital) {
  for (const char* reason : {"erased", "erased_before"}) {
    EXPECT_EQ(explain(RecordKind::candidate, reason).substr(0, 5), "This ") << reason;
  }
}

TEST(Explain, ADoubtNamesTheFieldAndBothWaysOut) {
  const std::string text = explain(RecordKind::job, "doubtful:department");
  EXPECT_TRUE(holds(text, "The field 'department' decides whether this job may be shared")) << text;
  EXPECT_TRUE(holds(text, "mended in the ATS")) << text;
  EXPECT_TRUE(holds(text, "policy that does not ask about it")) << text;
}

TEST(Explain, ShowsTheRuleAndLinkedInsWord) {
  EXPECT_TRUE(holds(explain(RecordKind::job, "rule:no-interns"), "'no-interns'"));
  EXPECT_TRUE(holds(explain(RecordKind::job, "refused:422"), "'422'"));
}

TEST(Explain, AnUnknownReasonIsShownAsItIs) {
  const std::string text = explain(RecordKind::job, "whatever:it is");
  EXPECT_TRUE(holds(text, "'whatever:it is'")) << text;
  EXPECT_TRUE(holds(explain(RecordKind::job, "missing"), "'missing'"));
}

TEST(Explain, ARuleNamedLikeASlotIsNotFilledIn) {
  EXPECT_TRUE(holds(explain(RecordKind::job, "rule:{bounds}"), "'{bounds}'"));
}

}  // namespace
}  // namespace crosswalk
