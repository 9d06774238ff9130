// What somebody at LinkedIn, or a bad day there, takes away from a client: tokens, a secret, a
// permission, single entities of a batch, tasks that end badly when nobody looks any more.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;
constexpr const char* read_one = "/v2/jobPostingStatus?ids=J-1";
constexpr const char* other_login = "grant_type=client_credentials&client_id=other&client_secret=x";

TEST(LinkedInTurns, TokensOfOneApplicationExpireOrAreForgotten) {
  Client client;
  const std::string ours = client.token;
  client.log_in(other_login);
  const std::string theirs = client.token;
  client.peer.expire_tokens("app");
  EXPECT_EQ(client.send("GET", read_one).status, 200);
  client.token = ours;
  EXPECT_TRUE(says(client.send("GET", read_one), "65602"));
  client.peer.revoke_tokens("app");
  EXPECT_TRUE(says(client.send("GET", read_one), "65600"));
  client.peer.revoke_tokens();
  client.token = theirs;
  EXPECT_TRUE(says(client.send("GET", read_one), "65600"));
}

TEST(LinkedInTurns, ARotatedSecretIsTheOnlyRightOneAndSignsFromNowOn) {
  Client client(with_callback());
  client.post_jobs({job_json("J-1")});
  (void)next_push(client.peer, client.now, "s/e=c+r");
  EXPECT_EQ(client.peer.rotate_secret(org, "fresh"), "app");
  EXPECT_EQ(client.send("GET", read_one).status, 401);
  client.log_in();
  EXPECT_EQ(client.token, "");
  client.log_in("grant_type=client_credentials&client_id=app&client_secret=fresh");
  EXPECT_EQ(client.send("GET", read_one).status, 200);
  client.peer.ask_for_jobs(org, {"J-1"}, client.now);
  const auto push = next_push(client.peer, client.now, "fresh");
  ASSERT_TRUE(push);
  EXPECT_EQ(header(push->request.headers, "X-LI-Signature"),
            hmac("fresh", "hmacsha256=" + push->request.body));
  EXPECT_EQ(client.peer.rotate_secret("urn:li:organization:1", "x"), "");
}

TEST(LinkedInTurns, AResourceThatIsDeniedIsForbiddenAndNoOther) {
  Client client;
  client.peer.options().denied = {"atsCandidates"};
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 403);
  EXPECT_EQ(client.find(candidate_kind, "C-1"), nullptr);
  EXPECT_EQ(client.post_jobs({job_json("J-1")}).status, 200);
  client.peer.options().denied.clear();
  EXPECT_EQ(client.put(candidate_kind, {{"C-1", candidate_json()}}).status, 200);
}

TEST(LinkedInTurns, ARefusalOfNobodyInParticularFallsOnTheFirstOfItsKind) {
  Client client;
  client.peer.options().refusals = {{candidate_kind, "", 500, "id", 2, false}};
  const auto reply =
      client.put(candidate_kind,
                 {{"C-1", candidate_json()}, {"C-2", candidate_json()}, {"C-3", candidate_json()}});
  EXPECT_EQ(status_of(reply, candidate_kind, "C-1"), 500);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-2"), 500);
  EXPECT_EQ(status_of(reply, candidate_kind, "C-3"), 204);
  EXPECT_EQ(client.find(candidate_kind, "C-2"), nullptr);
}

std::string task_status(Client& client, const HttpResponse& posted, std::size_t at) {
  const auto json = parse_json(posted.body);
  const std::string urn((*json->find("elements")->items())[at].text_of("id"));
  const auto reply = client.send("GET", "/v2/simpleJobPostingTasks?ids=" + percent_encode(urn));
  const auto tasks = parse_json(reply.body);
  return std::string(tasks->find("results")->find(urn)->text_of("status"));
}

TEST(LinkedInTurns, TheNextTasksFailLateAndKeepNobodyWaiting) {
  Client client;
  client.peer.options().failing_tasks = 1;
  client.peer.options().failing_after = 5min;
  const auto posted = client.post_jobs({job_json("J-1"), job_json("J-2")});
  EXPECT_EQ(client.peer.options().failing_tasks, 0u);
  EXPECT_EQ(task_status(client, posted, 0), "IN_PROGRESS");
  EXPECT_EQ(task_status(client, posted, 1), "SUCCEEDED");
  EXPECT_NE(client.find(job_kind, "J-2"), nullptr);
  client.now += 5min;
  EXPECT_EQ(task_status(client, posted, 0), "FAILED");
  EXPECT_EQ(client.find(job_kind, "J-1"), nullptr);
  EXPECT_EQ(task_status(client, client.post_jobs({job_json("J-1")}), 0), "SUCCEEDED");
}

}  // namespace
}  // namespace crosswalk::sim
