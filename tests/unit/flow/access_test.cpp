// Who sees a job at LinkedIn, kept in step with the vendor's hiring team. At stake: somebody who
// left the team and still sees who applies, whatever was lost, refused or interrupted on the way.

#include <gtest/gtest.h>

#include "flow/exchange/access_desk.hpp"
#include "privacy/identity.hpp"
#include "unit/flow/paper_vendor.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

const std::string ana = "urn:li:person:ana";
const std::string ben = "urn:li:person:ben";

class SeeingJobs : public testing::Test {
 protected:
  SeeingJobs() {
    tenant.setup.tenant.members = {{"ana", ana}, {"ben", ben}};
    team("J1", "ana+ben");
    team("J2", "ben+stranger");
  }

  void team(const std::string& job, const std::string& viewers, std::string name = "Painter") {
    PaperItem item;
    item.name = std::move(name);
    item.candidate = viewers;
    tenant.vendor.write("jobs", job, item, tenant.run ? tenant.run->now() : from_ms(1));
  }
  bool sees(const std::string& person, const std::string& job) {
    return tenant.linkedin->sees_job("urn:li:organization:5000", job, person);
  }
  void restart(std::map<std::string, std::string> members) {
    tenant.setup.tenant.members = std::move(members);
    tenant.restart_with({});
  }
  // Counts requests about access lists.
  void listen() {
    tenant.meddle = [this](Peer, const HttpRequest& request, HttpResponse reply) {
      if (request.target.find("atsEntityAcl") == std::string::npos) return std::optional(reply);
      ++asked[request.method];
      return meddle ? meddle(request, std::move(reply)) : std::optional(reply);
    };
  }

  PaperTenant tenant;
  std::map<std::string, int> asked;
  std::function<std::optional<HttpResponse>(const HttpRequest&, HttpResponse)> meddle;
};

TEST_F(SeeingJobs, EachJobIsSeenByItsTeamAlone) {
  listen();
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ana, "J1"));
  EXPECT_TRUE(sees(ben, "J1"));
  EXPECT_FALSE(sees(ana, "J2"));
  EXPECT_TRUE(sees(ben, "J2"));
  EXPECT_FALSE(sees("urn:li:person:cem", "J1"));
  const auto before = asked;
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_EQ(asked, before) << "nothing is told twice";
}

TEST_F(SeeingJobs, ListsSayNothingOfWhoeverIsInThem) {
  ASSERT_TRUE(tenant.sync());
  const RecordDigest digest = member_identity(ana, tenant.setup.tenant.digest_key).digest;
  const std::string list = access_list_of(digest);
  EXPECT_EQ(list.find("ana"), std::string::npos);
  EXPECT_NE(list, access_list_of(nobody_digest));
}

TEST_F(SeeingJobs, WhoeverLeavesSeesItNoMoreAndWhoeverComesBackDoes) {
  ASSERT_TRUE(tenant.sync());
  team("J1", "ben");
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(sees(ana, "J1"));
  EXPECT_TRUE(sees(ben, "J1"));
  team("J1", "ana");
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ana, "J1"));
  EXPECT_FALSE(sees(ben, "J1"));
}

TEST_F(SeeingJobs, AJobThatIsGoneOrKeptBackIsSeenByNobody) {
  ASSERT_TRUE(tenant.sync());
  PaperItem secret;
  secret.secret = true;
  secret.candidate = "ben";
  tenant.vendor.write("jobs", "J2", secret, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(sees(ben, "J2"));
  EXPECT_TRUE(sees(ben, "J1"));
  secret.secret = false;
  tenant.vendor.write("jobs", "J2", secret, tenant.run->now());
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ben, "J2"));
}

TEST_F(SeeingJobs, ALostRemovalIsToldAgain) {
  ASSERT_TRUE(tenant.sync());
  team("J1", "ben");
  listen();
  int left = 2;
  meddle = [&](const HttpRequest&, HttpResponse reply) {
    if (left-- > 0) reply = {503, {}, "{}"};
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.run->run_to_quiet());
  EXPECT_FALSE(sees(ana, "J1"));
  EXPECT_GE(asked["DELETE"], 3);
}

TEST_F(SeeingJobs, OneMemberLinkedInRefusesKeepsNobodyElseOut) {
  listen();
  // LinkedIn takes no batch in which Ana stands, as if she had ten lists already.
  meddle = [&](const HttpRequest& request, HttpResponse reply) {
    const bool hers = request.body.find("ana") != std::string::npos;
    if (hers) reply.body = R"({"results":{},"errors":{"x":{"status":422}}})";
    return std::optional(std::move(reply));
  };
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ben, "J1"));
  EXPECT_TRUE(tenant.alarmed("does not take who may see some jobs, status 200"));
  meddle = nullptr;
  tenant.run->advance(1h);
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ana, "J1"));
  EXPECT_FALSE(tenant.alarmed("does not take who may see"));
}

TEST_F(SeeingJobs, WhoeverIsDroppedFromTheConfigurationLosesAllWithTheNextStart) {
  ASSERT_TRUE(tenant.sync());
  restart({{"ben", ben}});
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(sees(ana, "J1"));
  EXPECT_TRUE(sees(ben, "J1"));
  restart({{"ana", ana}, {"ben", ben}, {"stranger", "urn:li:person:cem"}});
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ana, "J1")) << "a new member's jobs are read anew";
  EXPECT_TRUE(sees("urn:li:person:cem", "J2"));
}

TEST_F(SeeingJobs, WithoutMembersNothingIsListedAndWhatWasIsTakenAway) {
  ASSERT_TRUE(tenant.sync());
  restart({});
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(tenant.store.access.empty());
  EXPECT_FALSE(sees(ana, "J1"));
  listen();
  ASSERT_TRUE(tenant.sync(true));
  EXPECT_TRUE(asked.empty());
}

TEST_F(SeeingJobs, WhileSendingIsStoppedRemovalsStillGo) {
  ASSERT_TRUE(tenant.sync());
  team("J1", "ben");
  team("J3", "ana");
  tenant.setup.tenant.onboarding.required = true;  // Nobody has connected it.
  tenant.restart_with({});
  ASSERT_TRUE(tenant.sync());
  EXPECT_FALSE(sees(ana, "J1"));
  EXPECT_TRUE(sees(ben, "J1"));
  EXPECT_FALSE(sees(ana, "J3"));
}

TEST_F(SeeingJobs, AFullListGoesInBatchesOfAHundred) {
  for (int job = 10; job < 160; ++job) team("J" + std::to_string(job), "ana+ben");
  listen();
  ASSERT_TRUE(tenant.sync());
  for (int job = 10; job < 160; ++job) {
    ASSERT_TRUE(sees(ana, "J" + std::to_string(job)));
    ASSERT_TRUE(sees(ben, "J" + std::to_string(job)));
  }
  EXPECT_EQ(asked.count("DELETE"), 0u);
  EXPECT_LT(asked["PUT"] + asked["POST"], 60);
}

// The twin: were removals dropped on their way, this is how it would show.
TEST_F(SeeingJobs, WithoutTheRemovalTheMemberWouldStillSeeIt) {
  ASSERT_TRUE(tenant.sync());
  team("J1", "ben");
  class Dropping : public Store {
   public:
    explicit Dropping(Store& store) : store_(store) {}
    Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
      Result<StoreAnswer> answer = store_.carry_out(verb);
      if (auto* changes = answer ? std::get_if<AccessChanges>(&*answer) : nullptr) {
        std::erase_if(changes->changes, [](const AccessChange& each) { return !each.adds; });
      }
      return answer;
    }

   private:
    Store& store_;
  } dropping(tenant.store);
  tenant.setup.store = &dropping;
  tenant.restart_with({});
  ASSERT_TRUE(tenant.sync());
  EXPECT_TRUE(sees(ana, "J1"));
}

}  // namespace
}  // namespace crosswalk
