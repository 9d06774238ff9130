// A fault that changes a peer must change the real one: what the client then meets is the peer's
// own refusal, not one that somebody made up.

#include <gtest/gtest.h>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "server/harm/hands.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

ServeSettings small() {
  ServeSettings settings;
  settings.world.candidates = 60;
  settings.world.jobs = 6;
  settings.quotas = false;
  return settings;
}

class HandsTest : public testing::Test {
 protected:
  HandsTest() : peers(small()), now(peers.world.options().start + 1h) {}

  void use(FaultRule rule) { faults.add(std::move(rule)); }
  FaultRule rule(FaultKind kind, std::string at = "*") {
    FaultRule out;
    out.id = std::string(word_of(kind).word);
    out.at = std::move(at);
    out.what.kind = kind;
    return out;
  }

  HttpResponse ask(std::string_view peer, HttpRequest request) {
    return faults.pass("demo", peer, request, hand_of(peers, peer), now).reply;
  }

  std::string log_in(const std::string& secret = "greenhouse-secret") {
    HttpRequest request{
        .method = "POST",
        .origin = {},
        .target = "/token",
        .headers = {{"Authorization", "Basic " + to_base64("greenhouse-client:" + secret)},
                    {"Content-Type", "application/x-www-form-urlencoded"}},
        .body = "grant_type=client_credentials"};
    const auto body = parse_json(ask("greenhouse", request).body);
    return body ? std::string(body->text_of("access_token")) : std::string();
  }

  HttpResponse list(const std::string& token, const std::string& target = "/v3/candidates") {
    return ask("greenhouse", {.method = "GET",
                              .origin = "https://ats.test",
                              .target = target,
                              .headers = {{"Authorization", "Bearer " + token}},
                              .body = {}});
  }

  HttpResponse list_v1(const std::string& key, const std::string& target = "/v1/jobs") {
    return ask("greenhouse", {.method = "GET",
                              .origin = "https://ats.test",
                              .target = target,
                              .headers = {{"Authorization", "Basic " + to_base64(key + ":")}},
                              .body = {}});
  }

  HttpResponse gem(const std::string& target, const std::string& secret = "gem-secret") {
    return ask("gem", {.method = "GET",
                       .origin = "https://ats.test",
                       .target = target,
                       .headers = {{"x-api-key", "gem-key"}, {"x-application-secret", secret}},
                       .body = {}});
  }

  std::string log_in_at_linkedin(const std::string& secret = "linkedin-secret") {
    const HttpResponse reply =
        ask("linkedin", {.method = "POST",
                         .origin = {},
                         .target = "/oauth/v2/accessToken",
                         .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                         .body = "grant_type=client_credentials&client_id=linkedin-client&"
                                 "client_secret=" +
                                 secret});
    const auto body = parse_json(reply.body);
    return body ? std::string(body->text_of("access_token")) : std::string();
  }

  HttpResponse post_jobs(const std::string& token, int count) {
    std::string body = "{\"elements\":[";
    for (int n = 1; n <= count; ++n) {
      if (n > 1) body += ',';
      body += R"({"integrationContext":"urn:li:organization:5000","externalJobPostingId":"J-)" +
              std::to_string(n) + R"(","title":"Welder","description":")" + std::string(120, 'd') +
              R"(","location":"Leeds, United Kingdom","companyApplyUrl":"https://example.test/1",)"
              R"("listedAt":1760000000000,"availability":"PRIVATE_TO_ATS_INTEGRATION",)"
              R"("state":"LISTED"})";
    }
    return ask("linkedin", {.method = "POST",
                            .origin = {},
                            .target = "/v2/simpleJobPostings",
                            .headers = {{"Authorization", "Bearer " + token},
                                        {"Content-Type", "application/json"},
                                        {"X-RestLi-Method", "batch_create"}},
                            .body = body + "]}"});
  }

  static std::string statuses(const HttpResponse& reply) {
    std::string out;
    const auto body = parse_json(reply.body);
    const Json* const elements = body ? body->find("elements") : nullptr;
    if (elements == nullptr) return std::to_string(reply.status);
    for (const Json& each : *elements->items()) {
      out += std::to_string(each.integer_of("status")) + ' ';
    }
    return out;
  }

  Peers peers;
  Faults faults{5, {}, Instant{}};
  Instant now;
};

TEST_F(HandsTest, TokensDieAtGreenhouseAndANewOneLives) {
  for (const FaultKind kind : {FaultKind::token_expired, FaultKind::token_revoked}) {
    faults.clear();
    const std::string token = log_in();
    EXPECT_EQ(list(token).status, 200);
    FaultRule dying = rule(kind, "greenhouse.*.list");
    dying.when.attempts = 1;
    use(dying);
    EXPECT_EQ(list(token).status, 401);
    EXPECT_EQ(list(token).status, 401);
    EXPECT_EQ(list(log_in()).status, 200);
  }
}

TEST_F(HandsTest, TokensDieAtLinkedInInTwoWays) {
  for (const auto& [kind, words] : {std::pair{FaultKind::token_expired, "65602"},
                                    std::pair{FaultKind::token_revoked, "65600"}}) {
    faults.clear();
    const std::string token = log_in_at_linkedin();
    use(rule(kind, "linkedin.jobs.*"));
    const HttpResponse reply = post_jobs(token, 1);
    EXPECT_EQ(reply.status, 401);
    EXPECT_NE(reply.body.find(words), std::string::npos);
  }
}

TEST_F(HandsTest, ASecretIsAnotherUntilTheClientKnowsIt) {
  FaultRule rotating = rule(FaultKind::secret_rotated, "greenhouse.candidates.list");
  rotating.when.first = 1;
  rotating.when.attempts = 1;
  const std::string token = log_in();
  use(rotating);
  EXPECT_EQ(list(token).status, 401);
  EXPECT_EQ(log_in(), "");
  EXPECT_NE(log_in("greenhouse-secret-rotated"), "");
  EXPECT_EQ(list_v1("greenhouse-key").status, 401);
  faults.clear();
  EXPECT_EQ(list_v1("greenhouse-key-rotated").status, 200);

  EXPECT_EQ(gem("/ats/v0/jobs").status, 200);
  EXPECT_EQ(rotate_secret(peers, "gem"), "gem-secret-rotated");
  EXPECT_EQ(gem("/ats/v0/jobs").status, 401);
  EXPECT_EQ(gem("/ats/v0/jobs", "gem-secret-rotated").status, 200);

  EXPECT_NE(log_in_at_linkedin(), "");
  EXPECT_EQ(rotate_secret(peers, "linkedin"), "linkedin-secret-rotated");
  EXPECT_EQ(log_in_at_linkedin(), "");
  EXPECT_NE(log_in_at_linkedin("linkedin-secret-rotated"), "");
  EXPECT_EQ(rotate_secret(peers, "nobody"), "");
}

TEST_F(HandsTest, AScopeIsTakenFromEachPeer) {
  const std::string token = log_in();
  FaultRule missing = rule(FaultKind::scope_missing);
  missing.what.scope = "candidates";
  use(missing);
  EXPECT_EQ(list(token).status, 403);
  EXPECT_EQ(list(token, "/v3/jobs").status, 200);
  EXPECT_EQ(gem("/ats/v0/candidates").status, 403);
  EXPECT_EQ(gem("/ats/v0/jobs").status, 200);
  faults.clear();
  EXPECT_EQ(list(token).status, 403) << "it stays away";

  missing.what.scope = "jobs";
  use(missing);
  EXPECT_EQ(post_jobs(log_in_at_linkedin(), 1).status, 403);
}

TEST_F(HandsTest, TheWorldChangesWhileAListingIsWalked) {
  FaultRule moving = rule(FaultKind::mutation, "greenhouse.candidates.list");
  moving.when.page = 2;
  const auto mutation = [](Operation operation, std::uint32_t count) {
    return Mutation{
        .kind = Kind::candidate, .operation = operation, .ids = {}, .count = count, .fields = {}};
  };
  moving.what.mutations = {mutation(Operation::remove, 3), mutation(Operation::insert, 5),
                           mutation(Operation::merge, 1)};
  use(moving);
  const std::string token = log_in();
  const auto living = [&] {
    std::size_t count = 0;
    for (const Candidate& each : peers.world.all<Candidate>()) count += each.id != 0 ? 1 : 0;
    return count;
  };
  const std::size_t before = living();
  const HttpResponse first = list(token, "/v3/candidates?per_page=20");
  EXPECT_EQ(living(), before);
  const std::string link(header(first.headers, "Link"));
  const std::size_t begin = link.find("/v3/");
  EXPECT_EQ(list(token, link.substr(begin, link.find('>') - begin)).status, 200);
  EXPECT_EQ(living(), before - 3 + 5 - 1);
}

TEST_F(HandsTest, SomeEntitiesOfABatchAreRefusedAndTheOthersTaken) {
  FaultRule partial = rule(FaultKind::partial_failure);
  partial.what.count = 2;
  partial.what.status = 500;
  partial.when.attempts = 1;
  use(partial);
  const std::string token = log_in_at_linkedin();
  EXPECT_EQ(statuses(post_jobs(token, 3)), "500 500 202 ");
  const Ledger& ledger = peers.linkedin.ledger(now);
  const auto held = [&](const char* id) {
    const Entity* const found = ledger.find(EntityKind::job, "urn:li:organization:5000", id);
    return found != nullptr && found->held;
  };
  EXPECT_FALSE(held("J-2"));
  EXPECT_TRUE(held("J-3"));
  EXPECT_EQ(statuses(post_jobs(token, 3)), "202 202 202 ");
}

TEST_F(HandsTest, WhatABatchWasTooSmallForDoesNotFallOnTheNext) {
  FaultRule partial = rule(FaultKind::partial_failure);
  partial.what.count = 9;
  partial.when.attempts = 1;
  use(partial);
  const std::string token = log_in_at_linkedin();
  EXPECT_EQ(statuses(post_jobs(token, 2)), "503 503 ");
  EXPECT_EQ(statuses(post_jobs(token, 2)), "202 202 ");
}

TEST_F(HandsTest, TasksOfTheFirstJobsFailLate) {
  FaultRule late = rule(FaultKind::late_job_failure);
  late.what.count = 1;
  late.what.wait = 10min;
  late.when.attempts = 1;
  use(late);
  const std::string token = log_in_at_linkedin();
  EXPECT_EQ(statuses(post_jobs(token, 2)), "202 202 ");
  now += 10min;
  const Ledger& ledger = peers.linkedin.ledger(now);
  const Entity* const first = ledger.find(EntityKind::job, "urn:li:organization:5000", "J-1");
  EXPECT_TRUE(first == nullptr || !first->held);
  EXPECT_NE(ledger.find(EntityKind::job, "urn:li:organization:5000", "J-2"), nullptr);
  EXPECT_EQ(statuses(post_jobs(token, 1)), "202 ");
}

TEST_F(HandsTest, NobodyOfThatNameAnswers404) { EXPECT_EQ(ask("nobody", {}).status, 404); }

}  // namespace
}  // namespace crosswalk::sim
