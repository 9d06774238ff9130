// A notification says that somebody was exported, the fetch says who. Whoever fetches with another
// customer's token, too late, or after the member has changed their mind must get nothing.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

ExportOrder ada(std::string job = "J-1") {
  return {.organization = std::string(org),
          .job = std::move(job),
          .member = "urn:li:person:ada",
          .first_name = "Ada",
          .last_name = "Byr\xC3\xB6n",
          .headline = "Engineer",
          .location = "London",
          .profile_url = "https://www.linkedin.com/in/invented-ada",
          .employers = {"Analytical"},
          .emails = {"ada@example.test"}};
}

class LinkedInExports : public BothGenerations {
 protected:
  LinkedInExports() : client(GetParam(), with_callback()) { client.post_jobs({job_json("J-1")}); }

  HttpResponse fetch(const std::string& id) {
    return client.say("GET", "exportedCandidates?q=request&requestId=" + id);
  }
  std::string_view why_not(const ExportOrder& order) {
    return client.peer.order_export(order, client.now).why_not;
  }

  Speaker client;
};

TEST_P(LinkedInExports, ANotificationNamesARequestAndTheFetchTheMember) {
  const Ordered ordered = client.peer.order_export(ada(), client.now);
  EXPECT_EQ(ordered.why_not, "");
  const auto push = next_push(client.peer, client.now, app_secret);
  ASSERT_TRUE(push);
  const auto note = parse_json(push->request.body);
  EXPECT_EQ(note->text_of("id"), ordered.request);
  EXPECT_EQ(note->text_of("type"), "EXPORT_CANDIDATE_PROFILE");
  EXPECT_EQ(*note->find("expiresAt")->integer(), to_ms(client.now + 24h));

  const auto elements = elements_of(fetch(ordered.request));
  ASSERT_EQ(elements.size(), 1u);
  EXPECT_EQ(elements[0].text_of("integrationContext"), org);
  EXPECT_EQ(elements[0].text_of("externalJobPostingId"), "J-1");
  EXPECT_EQ(elements[0].text_of("exportedBy"), "urn:li:seat:1");
  EXPECT_EQ(*elements[0].find("exportedAt")->integer(), to_ms(client.now));
  const Json& stub = *elements[0].find("candidate");
  EXPECT_EQ(stub.text_of("member"), "urn:li:person:ada");
  EXPECT_EQ(stub.text_of("lastName"), "Byr\xC3\xB6n");
  EXPECT_EQ(*(*stub.find("emailAddresses")->items())[0].text(), "ada@example.test");
  EXPECT_EQ(*(*stub.find("currentEmployerNames")->items())[0].text(), "Analytical");
}

TEST_P(LinkedInExports, AnEmptyTextIsLeftOutAndAListIsNot) {
  ExportOrder order = ada();
  order.last_name.clear();
  order.emails.clear();
  order.context = "urn:li:organization:6000";
  const auto one = elements_of(fetch(client.peer.order_export(order, client.now).request)).at(0);
  EXPECT_EQ(one.find("candidate")->find("lastName"), nullptr);
  EXPECT_TRUE(one.find("candidate")->find("emailAddresses")->items()->empty());
  EXPECT_EQ(one.text_of("integrationContext"), "urn:li:organization:6000") << "to mislead";
}

TEST_P(LinkedInExports, OnlyTheCustomersOwnTokenFetches) {
  const std::string id = client.peer.order_export(ada(), client.now).request;
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  EXPECT_EQ(fetch(id).status, 403);
  EXPECT_TRUE(elements_of(fetch("1")).empty());
}

TEST_P(LinkedInExports, AnExpiredOrUnknownRequestIsEmpty) {
  const std::string id = client.peer.order_export(ada(), client.now).request;
  client.now += 24h - 1ms;
  client.log_in();
  EXPECT_EQ(elements_of(fetch(id)).size(), 1u);
  client.now += 1ms;
  EXPECT_TRUE(elements_of(fetch(id)).empty());
  EXPECT_TRUE(elements_of(fetch("nonsense")).empty());
  EXPECT_EQ(client.say("GET", "exportedCandidates?q=request").status, 400);
  EXPECT_EQ(client.say("GET", "exportedCandidates?q=all").status, 400);
  EXPECT_EQ(client.say("GET", "exportedCandidates").status, 400);
}

TEST_P(LinkedInExports, AMemberWhoOptsOutBeforeTheFetchIsNotTold) {
  const std::string id = client.peer.order_export(ada(), client.now).request;
  client.peer.opt_out("urn:li:person:ada");
  EXPECT_TRUE(elements_of(fetch(id)).empty());
  EXPECT_TRUE(elements_of(client.say("GET", "exportedCandidates?q=closedProfiles")).empty());
}

TEST_P(LinkedInExports, AClosedAccountIsToldToWhomItWasExportedOnly) {
  client.peer.order_export(ada(), client.now);
  client.peer.close_account("urn:li:person:ada", client.now + 1s);
  client.peer.close_account("urn:li:person:stranger", client.now);
  const auto closed = elements_of(client.say("GET", "exportedCandidates?q=closedProfiles"));
  ASSERT_EQ(closed.size(), 1u);
  EXPECT_EQ(closed[0].text_of("member"), "urn:li:person:ada");
  EXPECT_EQ(*closed[0].find("closedAt")->integer(), to_ms(client.now + 1s));
  EXPECT_EQ(why_not(ada()), "member_gone");
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  EXPECT_TRUE(elements_of(client.say("GET", "exportedCandidates?q=closedProfiles")).empty());
}

TEST_P(LinkedInExports, ClosedProfilesComeInPages) {
  for (int at = 0; at < 25; ++at) {
    ExportOrder order = ada();
    order.member = "urn:li:person:p" + std::to_string(100 + at);
    client.peer.order_export(order, client.now);
    client.peer.close_account(order.member, client.now);
  }
  std::string path = "exportedCandidates?q=closedProfiles";
  EXPECT_EQ(elements_of(client.say("GET", path)).size(), 10u) << "the documented default";
  const auto last = client.say("GET", path + "&start=20&count=20");
  EXPECT_EQ(elements_of(last).size(), 5u);
  EXPECT_TRUE(says(last, "\"total\":25"));
  EXPECT_TRUE(says(last, "\"links\":[]"));
  EXPECT_TRUE(says(client.say("GET", path + "&count=20"), "start=20&count=20"));
  EXPECT_TRUE(elements_of(client.say("GET", path + "&start=99")).empty());
  EXPECT_EQ(client.say("GET", path + "&start=x").status, 400);
}

TEST_P(LinkedInExports, OnlyAJobThatIsOpenAndSeenIsOffered) {
  EXPECT_EQ(why_not(ada("J-9")), "job_unknown");
  client.post_jobs({job_json("J-1", ",\"state\":\"CLOSED\"")});
  EXPECT_EQ(why_not(ada()), "job_closed");
  client.post_jobs({job_json("J-1")});
  EXPECT_EQ(why_not(ada()), "");
  ExportOrder stranger = ada();
  stranger.organization = "urn:li:organization:9";
  EXPECT_EQ(why_not(stranger), "organization_unknown");
}

TEST_P(LinkedInExports, ASwitchedOffIntegrationExportsNothing) {
  client.peer.disable(org, "ONE_CLICK_EXPORT", client.now);
  EXPECT_EQ(why_not(ada()), "not_enabled");
  client.peer.enable(org, "ONE_CLICK_EXPORT", client.now);
  EXPECT_EQ(why_not(ada()), "");
}

TEST_P(LinkedInExports, WithoutACallbackNothingCanBeExported) {
  Speaker bare(GetParam());
  bare.post_jobs({job_json("J-1")});
  EXPECT_EQ(bare.peer.order_export(ada(), bare.now).why_not, "no_callback");
  EXPECT_EQ(bare.peer.ask_for_jobs(org, {}, bare.now), "no_callback");
}

TEST_P(LinkedInExports, ASeatHasSoManyExportsInAMonth) {
  client.peer.options().quotas.exports_per_month = 2;
  EXPECT_EQ(why_not(ada()), "");
  EXPECT_EQ(why_not(ada()), "");
  EXPECT_EQ(why_not(ada()), "month_used_up");
  ExportOrder colleague = ada();
  colleague.seat = "urn:li:seat:2";
  EXPECT_EQ(why_not(colleague), "");
  client.now += 24h * 31;
  EXPECT_EQ(why_not(ada()), "") << "the next month";
}

TEST_P(LinkedInExports, JobsAreAskedForAgainWithoutAnId) {
  EXPECT_EQ(client.peer.ask_for_jobs(org, {"J-1", "J-2"}, client.now), "");
  auto push = next_push(client.peer, client.now, app_secret);
  ASSERT_TRUE(push);
  auto json = parse_json(push->request.body);
  EXPECT_EQ(json->text_of("type"), "RESYNC_JOBS");
  EXPECT_FALSE(*json->find("syncAllOpenJobs")->flag());
  EXPECT_EQ(json->find("externalJobPostingIds")->items()->size(), 2u);
  EXPECT_TRUE(json->text_of("developerApplicationUrn").starts_with("urn:li:developerApplication:"));
  client.peer.ask_for_jobs(org, {}, client.now);
  push = next_push(client.peer, client.now, app_secret);
  EXPECT_TRUE(*parse_json(push->request.body)->find("syncAllOpenJobs")->flag());
}

INSTANTIATE_TEST_SUITE_P(In, LinkedInExports, testing::Bool(), generation_name);

}  // namespace
}  // namespace crosswalk::sim
