// Who may see a job. At stake: a person who left a hiring team and still sees who applies, because
// a removal was lost; and a name of theirs that somebody with the disk could read.

#include <filesystem>
#include <fstream>
#include <sstream>

#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

RecordDigest digest(std::uint8_t number) { return member(number).digest; }

AccessMember assignee(std::uint8_t number, const std::string& name) {
  return {digest(number), "urn:li:person:" + name};
}

class AccessLists : public testing::Test {
 protected:
  AccessLists() : bed(in_memory()) { configure({assignee(1, "ana"), assignee(2, "ben")}); }

  Opening configure(std::vector<AccessMember> members) {
    return bed.ask<Opening>(Open{usual_policy, std::move(members), {"things"}});
  }
  void see(const std::string& id, std::vector<RecordDigest> members) {
    CommitPage page;
    page.mark = 1;
    page.viewers = {{id, std::move(members)}};
    bed.ask<PageCommitted>(page);
  }
  void job_at_linkedin(const std::string& id) {
    bed.page({ready(job(id))});
    bed.confirm(job(id));
  }
  std::vector<AccessChange> take(bool removals = false, std::int64_t now = 0) {
    return bed.ask<AccessChanges>(TakeAccess{100, from_ms(now), removals}).changes;
  }
  // Removals and additions as text, each taken by LinkedIn.
  std::string told(bool taken = true) {
    std::string words;
    CommitAccess commit;
    for (const AccessChange& change : take()) {
      words += change.adds ? " +" : " -";
      words += change.job + std::to_string(int(change.member[0]));
      if (!change.urn.empty()) words += "=" + change.urn.substr(14);
      commit.outcomes.push_back({change, taken, from_ms(50)});
    }
    bed.ask<AccessCommitted>(commit);
    return words;
  }

  Bed bed;
};

TEST_F(AccessLists, AMemberIsAssignedOnceAndSeesAJobOnceLinkedInHasIt) {
  see("J1", {digest(1)});
  EXPECT_EQ(told(), " +1=ana +2=ben");
  EXPECT_EQ(told(), "") << "the job is not there yet";
  job_at_linkedin("J1");
  EXPECT_EQ(told(), " +J10 +J11") << "nobody's list comes with it";
  EXPECT_EQ(told(), "");
}

TEST_F(AccessLists, WhoeverLeavesTheTeamLosesTheJobAndGetsItBack) {
  job_at_linkedin("J1");
  see("J1", {digest(1), digest(2)});
  told();
  see("J1", {digest(2)});
  EXPECT_EQ(told(), " -J11");
  see("J1", {digest(2)});
  EXPECT_EQ(told(), "");
  see("J1", {digest(1), digest(2)});
  EXPECT_EQ(told(), " +J11");
}

TEST_F(AccessLists, AWithdrawnOrRestrictedJobIsLeftInNobodysListAlone) {
  job_at_linkedin("J1");
  see("J1", {digest(1)});
  told();
  bed.mark(RecordKind::job, {"J1"}, EntityState::restricted, "many_absent");
  EXPECT_EQ(told(), " -J11");
  bed.mark(RecordKind::job, {"J1"}, EntityState::sent, "");
  EXPECT_EQ(told(), " +J11") << "present after all";
  bed.mark(RecordKind::job, {"J1"}, EntityState::withdrawing, "absent");
  EXPECT_EQ(told(), " -J11");
  bed.commit({outcome(job("J1"), 2, OutcomeKind::withdrawn)});
  EXPECT_EQ(told(), "") << "the closed job stays in nobody's list";
}

TEST_F(AccessLists, WhateverMayHaveArrivedIsTakenAwayAgain) {
  job_at_linkedin("J1");
  see("J1", {digest(1)});
  take();  // Sent, and no answer was heard.
  see("J1", {});
  EXPECT_NE(told().find(" -J11"), std::string::npos);
}

TEST_F(AccessLists, ALostRemovalIsToldAgainAndSoIsWhatMayBeGoneByIt) {
  job_at_linkedin("J1");
  see("J1", {digest(1)});
  told();
  see("J1", {});
  take();
  EXPECT_EQ(told(false), " -J11");
  EXPECT_EQ(told(), "") << "not before its time";
  const AccessChanges waits = bed.ask<AccessChanges>(TakeAccess{100, from_ms(10), false});
  ASSERT_TRUE(waits.next);
  EXPECT_EQ(to_ms(*waits.next), 50);
  see("J1", {digest(1)});
  EXPECT_EQ(told(), " +J11") << "the removal may have arrived";
}

TEST_F(AccessLists, WhileNothingMayBeSentRemovalsGoAlone) {
  job_at_linkedin("J1");
  see("J1", {digest(1)});
  told();
  see("J1", {digest(2)});
  const auto changes = take(true);
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_FALSE(changes[0].adds);
  EXPECT_EQ(changes[0].member, digest(1));
}

TEST_F(AccessLists, WhoeverIsConfiguredNoMoreIsTakenOutOfTheirListAndEverything) {
  job_at_linkedin("J1");
  see("J1", {digest(1), digest(2)});
  told();
  EXPECT_TRUE(configure({assignee(2, "ben")}).access);
  EXPECT_EQ(told(), " -1=ana -J11") << "the assignment alone ends all of it, so it goes first";
  EXPECT_EQ(told(), "");
  configure({});
  EXPECT_EQ(told(), " -2=ben -J10 -J12") << "the viewers of the integration say from now on";
  EXPECT_FALSE(configure({}).access);
}

TEST_F(AccessLists, ANewMemberMakesTheJobsBeReadAnew) {
  const auto policy = [](const Opening& opening) { return opening.cursors.at(0).policy; };
  CommitPage page;
  page.cursor.object = "things";
  page.cursor.policy = usual_policy;
  bed.ask<PageCommitted>(page);
  EXPECT_EQ(policy(configure({assignee(1, "ana"), assignee(2, "ben")})), usual_policy);
  EXPECT_EQ(policy(configure({assignee(1, "ana")})), usual_policy) << "one less needs no reading";
  EXPECT_EQ(policy(configure({assignee(1, "ana"), assignee(3, "cem")})), 0u);
}

TEST(AccessOnDisk, NoNameOfAMemberIsReadable) {
  const TemporaryDirectory folder;
  Bed bed(opened(options_at(folder.file("store"))));
  bed.ask<Opening>(Open{usual_policy, {assignee(1, "ana-example")}, {}});
  ASSERT_EQ(bed.ask<AccessChanges>(TakeAccess{}).changes.at(0).urn, "urn:li:person:ana-example");
  bed.close();
  std::ostringstream bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  }
  EXPECT_NE(bytes.str().find("access_member"), std::string::npos) << "the right file was read";
  EXPECT_EQ(bytes.str().find("ana-example"), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
