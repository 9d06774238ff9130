// LinkedIn's certification rules on the real programs, module by module, as `crosswalk-sim certify`
// tries them. At stake: that the product would be certified, and that a rule that is not met is
// told as such.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "certify/certify.hpp"
#include "scenarios/real_stage.hpp"

namespace crosswalk::sim {
namespace {

std::vector<RuleOutcome> tried(const Programs& programs, std::vector<std::string> ids) {
  Result<std::vector<RuleOutcome>> outcomes = certify({programs, std::move(ids), {}});
  if (!outcomes) {
    ADD_FAILURE() << to_string(outcomes.error());
    return {};
  }
  return *std::move(outcomes);
}

void all_pass(std::vector<std::string> ids) {
  const std::size_t asked = ids.size();
  const std::vector<RuleOutcome> outcomes = tried(real_programs, std::move(ids));
  EXPECT_EQ(outcomes.size(), asked);
  for (const RuleOutcome& outcome : outcomes) {
    EXPECT_EQ(word_of(outcome.ruling), "pass") << write_rulings({outcome});
    EXPECT_FALSE(outcome.evidence.empty()) << outcome.id;
  }
}

TEST(Certification, Module1NewCustomers) { all_pass({"RSC-101", "RSC-102", "RSC-103", "RSC-104"}); }
TEST(Certification, Module2RecordsOfTwoYears) {
  all_pass({"RSC-201", "RSC-202", "RSC-203", "older 3 to 5"});
}
TEST(Certification, Module3Exports) {
  all_pass({"RSC-301", "RSC-302", "RSC-303", "RSC-304", "older 13"});
}
TEST(Certification, Module4SecuredJobs) { all_pass({"RSC-401", "RSC-402", "RSC-403", "RSC-404"}); }
TEST(Certification, Module5Deletions) {
  all_pass({"RSC-501", "RSC-502", "RSC-503", "RSC-504", "RSC-505"});
}

TEST(Certification, SeveralCustomersAreTriedAndWhatIsNotTriedIsMarked) {
  const auto outcomes = tried(real_programs, {"RSC-103", "RSC-302", "RSC-304", "older 13"});
  ASSERT_EQ(outcomes.size(), 4U);
  const std::string words = write_rulings(outcomes);
  for (const char* part :
       {"two applications", "nothing is sent for the second", "a secret of its own",
        "nobody granted them", "asked for no mail", "not tried: a link made by hand",
        "not tried: that LinkedIn's list of closed profiles"}) {
    EXPECT_NE(words.find(part), std::string::npos) << part << " in\n" << words;
  }
}

TEST(Certification, WhatIsNotPublicOrNotOursSaysSo) {
  for (const RuleOutcome& outcome :
       tried(real_programs, {"RSC-105", "RSC-204", "RSC-305", "RSC-306", "older 10 to 12"})) {
    EXPECT_TRUE(outcome.ruling == Ruling::not_public || outcome.ruling == Ruling::not_applicable);
    EXPECT_FALSE(outcome.evidence.at(0).empty()) << outcome.id;
  }
}

TEST(Certification, EveryRuleIsTriedOrSaysWhyNot) {
  for (const Rule& rule : rules()) {
    EXPECT_TRUE(rule.check != nullptr || !rule.reason.empty()) << rule.id;
  }
}

// A product that does not even start fails its rules and ends nothing.
TEST(CertificationTwin, AProductThatDoesNothingFails) {
  namespace fs = std::filesystem;
  const std::string folder = *fresh_directory("crosswalk-certify-twin");
  for (const char* name : {"crosswalk", "crosswalk-worker"}) {
    fs::copy_file("/bin/false", folder + "/" + name);
  }
  const auto outcomes = tried({folder, CROSSWALK_CONNECTORS}, {"RSC-201", "RSC-502"});
  ASSERT_EQ(outcomes.size(), 2u);
  for (const RuleOutcome& outcome : outcomes) EXPECT_EQ(outcome.ruling, Ruling::fail);
  EXPECT_FALSE(all_good(outcomes));
  fs::remove_all(folder);
}

TEST(CertificationTwin, OneThingThatIsNotSoFailsARule) {
  Evidence evidence;
  EXPECT_TRUE(evidence.see(true, "first"));
  EXPECT_FALSE(evidence.see(false, "second"));
  EXPECT_TRUE(evidence.see(true, "third"));
  EXPECT_FALSE(evidence.good());
  evidence.leave_out("fourth");
  EXPECT_FALSE(evidence.good());
  const std::vector<std::string> all = evidence.take();
  EXPECT_EQ(all.at(1), "NOT SO: second");
  EXPECT_EQ(all.at(3), "not tried: fourth");
  EXPECT_NE(write_rulings({{"X-1", "a rule", Ruling::pass, all}}).find("1 line marked"),
            std::string::npos);
}

TEST(Certification, AnUnknownRuleIsNamedWithTheNearest) {
  const auto outcomes = certify({real_programs, {"RSC-30"}, {}});
  ASSERT_FALSE(outcomes);
  EXPECT_NE(outcomes.error().what.find("did you mean 'RSC-301'"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk::sim
