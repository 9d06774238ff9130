// `explain` answers a recruiter's "why is she not there?". What is at stake: every state is told
// in words, with what decided it, what LinkedIn has, and the next step where there is one.

#include "runtime/host/explanation.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

const RecordKey key{RecordKind::application, "77"};

Json told(EntityState state, std::string reason = {}, std::uint32_t sent = 0) {
  return explanation_of("acme", key,
                        EntityRow{.key = key,
                                  .wanted = 3,
                                  .sent = sent,
                                  .digest = {},
                                  .state = state,
                                  .reason = std::move(reason),
                                  .policy = 1});
}

void expect_words(const Json& told, const std::string& words, const std::string& next) {
  EXPECT_NE(told.text_of("words").find(words), std::string::npos) << write_json(told);
  EXPECT_NE(told.text_of("next").find(next), std::string::npos) << write_json(told);
  EXPECT_TRUE(told.text_of("words").ends_with(".")) << write_json(told);
}

TEST(Explanation, EveryStateIsToldWithWhatDecidedItAndWhatToDoNext) {
  const std::string sync = "crosswalk sync --tenant acme";
  const std::string parents =
      "whose ids the ATS shows with it: crosswalk explain --tenant acme job ID";
  expect_words(told(EntityState::held, "missing:applied_at"), "LinkedIn requires", sync);
  expect_words(told(EntityState::held, "parent_held"), "is held itself", parents);
  expect_words(told(EntityState::held, "parent_withheld"), "is not shared", parents);
  expect_words(told(EntityState::held, "refused:stage"), "LinkedIn refused",
               "correct it in the ATS");
  expect_words(told(EntityState::held, "connector_crashed"), "crashed", "connector's author");
  expect_words(told(EntityState::withheld, "rule:board-level"), "'board-level'", "policy");
  expect_words(told(EntityState::withheld, "private"), "private", "policy");
  expect_words(told(EntityState::restricted, "many_absent"), "a person must say",
               sync + " --full --confirm-absent");
  expect_words(told(EntityState::waiting), "waits until its job and its candidate", parents);
  expect_words(told(EntityState::ready), "waits for its turn", sync);
  expect_words(told(EntityState::task), "as a task", "nothing");
}

TEST(Explanation, WhereNothingIsToBeDoneNothingIsAdvised) {
  expect_words(told(EntityState::sent, {}, 3), "LinkedIn confirmed the current version of this",
               "");
  expect_words(told(EntityState::withdrawing, "absent", 2), "It is being taken from LinkedIn", "");
  expect_words(told(EntityState::withdrawn, "absent"), "LinkedIn does not have it", "");
  for (const auto state : {EntityState::sent, EntityState::withdrawing, EntityState::withdrawn}) {
    EXPECT_EQ(told(state, "absent").text_of("next"), "");
  }
  EXPECT_NE(told(EntityState::withdrawn, "absent").text_of("words").find("no longer has"),
            std::string::npos)
      << "what decided it must be told as well";
}

TEST(Explanation, WhatLinkedInHasMeanwhileIsTold) {
  expect_words(told(EntityState::held, "missing:applied_at"), "does not have it", "");
  expect_words(told(EntityState::held, "missing:applied_at", 2), "keeps the version", "");
  expect_words(told(EntityState::restricted, "many_absent", 2), "keeps the version", "");
}

TEST(Explanation, WhatBecameOfAMergedOrAnonymisedCandidateIsToldInWords) {
  const RecordKey candidate{RecordKind::candidate, "4021"};
  const auto of = [&candidate](EntityState state, const std::string& reason) {
    return explanation_of("acme", candidate,
                          EntityRow{.key = candidate,
                                    .wanted = 2,
                                    .sent = 0,
                                    .digest = {},
                                    .state = state,
                                    .reason = reason,
                                    .policy = 1});
  };
  for (const std::string reason : {"gone", "absent"}) {
    const Json json = of(EntityState::withdrawn, reason);
    expect_words(json, "merged into another candidate, who has its applications now", "");
    expect_words(json, "or anonymised", "");
    EXPECT_EQ(json.text_of("reason"), reason);
  }
  expect_words(of(EntityState::withdrawn, "gone"), "The ATS told that this candidate went", "");
  expect_words(explanation_of("acme", candidate, std::nullopt),
               "deleted, merged or anonymised there) and LinkedIn never had is not kept", "");
  expect_words(told(EntityState::withdrawn, "gone"), "deleted, or went with what it belongs to",
               "");
}

TEST(Explanation, WhoIsLikeSomebodyErasedIsToldWithTheCommandsForBothAnswers) {
  const RecordKey candidate{RecordKind::candidate, "4033"};
  for (const auto state : {EntityState::held, EntityState::withdrawing, EntityState::withdrawn}) {
    const Json json = explanation_of("acme", candidate,
                                     EntityRow{.key = candidate,
                                               .wanted = 1,
                                               .sent = 0,
                                               .digest = {},
                                               .state = state,
                                               .reason = "erased_before",
                                               .policy = 1});
    expect_words(json, "erased at a person's request under another id",
                 "crosswalk erase --tenant acme --candidate 4033 --release;");
    EXPECT_TRUE(json.text_of("next").ends_with("crosswalk erase --tenant acme --candidate 4033"));
  }
}

TEST(Explanation, AJobIsClosedAtLinkedInAndNeverGoneFromThere) {
  const RecordKey job{RecordKind::job, "9"};
  const auto of_job = [&job](EntityState state) {
    return explanation_of("acme", job,
                          EntityRow{.key = job,
                                    .wanted = 2,
                                    .sent = 0,
                                    .digest = {},
                                    .state = state,
                                    .reason = "absent",
                                    .policy = 1});
  };
  expect_words(of_job(EntityState::withdrawing), "is being closed at LinkedIn", "");
  expect_words(of_job(EntityState::withdrawn), "If it was there, it has been closed", "");
  expect_words(of_job(EntityState::held), "It is not open at LinkedIn", "");
  for (const auto state : {EntityState::withdrawing, EntityState::withdrawn}) {
    EXPECT_EQ(of_job(state).text_of("words").find("gone"), std::string::npos);
  }
  EXPECT_EQ(told(EntityState::withdrawn, "absent").text_of("words").find("confirmed that it"),
            std::string::npos)
      << "it may never have been there";
}

TEST(Explanation, ARecordNobodyReadIsUnknown) {
  const Json json = explanation_of("acme", key, std::nullopt);
  EXPECT_EQ(*json.find("known"), Json(false));
  expect_words(json, "has been read yet", "crosswalk sync --tenant acme");
  expect_words(json, "a draft, a template, a prospect without a job", "what kind of record it is");
  EXPECT_EQ(json.find("state"), nullptr);
}

TEST(Explanation, ScriptsFindStateReasonAndVersions) {
  const Json json = told(EntityState::held, "missing:applied_at", 2);
  EXPECT_EQ(*json.find("known"), Json(true));
  EXPECT_EQ(json.text_of("state"), "held");
  EXPECT_EQ(json.text_of("reason"), "missing:applied_at");
  EXPECT_EQ(*json.find("wanted_version"), Json(3));
  EXPECT_EQ(*json.find("sent_version"), Json(2));
}

}  // namespace
}  // namespace crosswalk
