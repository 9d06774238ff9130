// Readiness is what a customer is told before the integration is enabled. A data set told as there
// that is held, or one the connector does not read told as empty, would mislead them.

#include <gtest/gtest.h>

#include "runtime/host/readiness.hpp"

namespace crosswalk {
namespace {

std::vector<KindCoverage> covered() {
  std::vector<KindCoverage> all;
  for (const RecordKind kind : record_kinds) all.push_back({kind, true, {}, {}, {}});
  all[0].required = {{Field::job_title, Carrier::map}, {Field::job_listed_at, Carrier::nobody}};
  all.back().read = false;
  return all;
}

Counts counted() {
  Counts counts;
  counts.counts = {{RecordKind::candidate, EntityState::sent, "", 5},
                   {RecordKind::candidate, EntityState::held, "missing:last_name", 2},
                   {RecordKind::candidate, EntityState::waiting, "", 1},
                   {RecordKind::candidate, EntityState::withheld, "private", 9},
                   {RecordKind::candidate, EntityState::withdrawn, "gone", 4}};
  return counts;
}

TEST(Readiness, CountsWhatMayLeaveAndWhatIsThere) {
  const Json all = readiness_json(covered(), counted());
  const Json* candidate = all.find("candidate");
  ASSERT_NE(candidate, nullptr);
  EXPECT_EQ(*candidate->find("known")->integer(), 8);
  EXPECT_EQ(*candidate->find("there")->integer(), 5);
}

TEST(Readiness, NamesWhatTheConnectorNeverSaysAndWhatItDoesNotRead) {
  const std::string words = readiness_words(readiness_json(covered(), counted()));
  EXPECT_NE(words.find("candidate 5 of 8"), std::string::npos) << words;
  EXPECT_NE(words.find("the connector never says job.listed_at"), std::string::npos) << words;
  EXPECT_NE(words.find("not read: feedback"), std::string::npos) << words;
}

TEST(Readiness, OnboardingIsToldWithoutASecret) {
  Onboarding onboarding;
  onboarding.agreed_by = "Jo Example, HR";
  onboarding.client_secret = "never-told";
  onboarding.integrations = {{"ONE_CLICK_EXPORT", true}, {"IN_ATS_INDICATOR", false}};
  const Json json = onboarding_json(onboarding, "not enabled");
  EXPECT_EQ(json.text_of("agreed_by"), "Jo Example, HR");
  EXPECT_EQ(json.text_of("closed"), "not enabled");
  EXPECT_FALSE(*json.find("connected")->flag());
  EXPECT_TRUE(*json.find("integrations")->find("ONE_CLICK_EXPORT")->flag());
  EXPECT_EQ(write_json(json).find("never-told"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
