// A receiver trusts the signature and nothing else. These tests hold that a right one is right by
// an independent count, that the wrong ones are wrong, and that a callback that stops proving
// itself is told nothing more.

#include "linkedin_dialects.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class LinkedInPushes : public testing::Test {
 protected:
  LinkedInPushes() : client(with_callback()) {
    client.post_jobs({job_json("J-1")});
    answer_challenges();
  }

  Ordered order() {
    return client.peer.order_export({.organization = std::string(org),
                                     .job = "J-1",
                                     .member = "urn:li:person:a",
                                     .first_name = "A",
                                     .last_name = "B"},
                                    client.now);
  }

  // Both customers' challenges; anything else that is due is answered with `status`.
  std::size_t answer_challenges(int status = 200) {
    std::size_t pushes = 0;
    for (const Outgoing& each : client.peer.outbox().take_due(client.now)) {
      const std::size_t at = each.request.target.find("challengeCode=");
      if (at == std::string::npos) {
        ++pushes;
        client.peer.hear(each.id, status, "", client.now);
        continue;
      }
      const bool ours = each.request.origin == "https://ats.example.test";
      const std::string code = each.request.target.substr(at + 14, 36);
      const std::string right = "{\"challengeCode\":\"" + code + "\",\"challengeResponse\":\"" +
                                hmac(ours ? app_secret : "x", code) + "\"}";
      client.peer.hear(each.id, 200, ours && silent ? "{}" : right, client.now);
    }
    return pushes;
  }

  Client client;
  bool silent = false;  // Our callback answers, but proves nothing.
};

TEST_F(LinkedInPushes, TheSignatureCoversAPrefixAndTheBodyUnderTheSecretOfTheApplication) {
  order();
  const auto push = next_push(client.peer, client.now, app_secret);
  ASSERT_TRUE(push);
  EXPECT_EQ(push->request.method, "POST");
  EXPECT_EQ(push->request.origin, "https://ats.example.test");
  EXPECT_EQ(push->request.target, "/hook");
  EXPECT_EQ(header(push->request.headers, "Content-Type"), "application/json");
  EXPECT_EQ(header(push->request.headers, "X-LI-Signature"),
            hmac(app_secret, "hmacsha256=" + push->request.body));
}

TEST_F(LinkedInPushes, AWrongSignatureAndNoneCanBeAskedFor) {
  client.peer.options().push.signature = PushOptions::Signature::wrong;
  order();
  auto push = next_push(client.peer, client.now, app_secret);
  ASSERT_TRUE(push);
  const std::string wrong(header(push->request.headers, "X-LI-Signature"));
  EXPECT_EQ(wrong.size(), 64u);
  EXPECT_NE(wrong, hmac(app_secret, "hmacsha256=" + push->request.body));
  client.peer.options().push.signature = PushOptions::Signature::missing;
  order();
  push = next_push(client.peer, client.now, app_secret);
  EXPECT_EQ(header(push->request.headers, "X-LI-Signature"), "");
}

TEST_F(LinkedInPushes, BodiesAreAsciiWithEscapes) {
  EXPECT_EQ(linkedin::ascii_json("{\"a\":\"\xC3\xB6\xE2\x82\xAC\xF0\x9F\x90\x8Ez\"}"),
            "{\"a\":\"\\u00f6\\u20ac\\ud83d\\udc0ez\"}");
  client.peer.ask_for_jobs(org, {"J\xC3\xB6"}, client.now);
  const auto push = next_push(client.peer, client.now, app_secret);
  EXPECT_NE(push->request.body.find("J\\u00f6"), std::string::npos);
  EXPECT_EQ(header(push->request.headers, "X-LI-Signature"),
            hmac(app_secret, "hmacsha256=" + push->request.body));
}

TEST_F(LinkedInPushes, AnUnansweredPushIsTriedSixTimesMoreAndGivenUp) {
  client.peer.options().push.challenge_every = 0ms;
  order();
  std::size_t tries = 0;
  while (const auto due = client.peer.outbox().next_due()) {
    client.now = *due;
    const std::size_t more = answer_challenges(503);
    if (more == 0) break;
    tries += more;
  }
  EXPECT_EQ(tries, 7u);
  EXPECT_EQ(client.peer.outbox().given_up(), 1u);
}

TEST_F(LinkedInPushes, AnAcceptedPushIsNotRepeatedButMayBeDoubled) {
  client.peer.options().push.copies = 2;
  order();
  const auto due = client.peer.outbox().take_due(client.now);
  ASSERT_EQ(due.size(), 2u);
  EXPECT_EQ(due[0].request.body, due[1].request.body);
  for (const Outgoing& each : due) client.peer.hear(each.id, 202, "", client.now);
  EXPECT_GE(*client.peer.outbox().next_due(), client.now + 1h) << "only challenges are left";
}

TEST_F(LinkedInPushes, ADelayHoldsAPushBack) {
  client.peer.options().push.delay = 5min;
  order();
  EXPECT_FALSE(next_push(client.peer, client.now + 5min - 1ms, app_secret));
  EXPECT_TRUE(next_push(client.peer, client.now + 5min, app_secret));
}

TEST_F(LinkedInPushes, ACallbackIsChallengedEveryTwoHours) {
  EXPECT_EQ(client.peer.callback(org)->challenges, 1u);
  EXPECT_EQ(*client.peer.outbox().next_due(), client.now + 2h);
  client.now += 2h;
  const auto due = client.peer.outbox().take_due(client.now);
  ASSERT_EQ(due.size(), 2u) << "one for each customer";
  EXPECT_EQ(due[0].request.method, "GET");
  EXPECT_TRUE(due[0].request.target.starts_with("/hook?challengeCode="));
  EXPECT_NE(due[0].request.target.find("&applicationId=urn%3Ali%3AdeveloperApplication%3A"),
            std::string::npos);
}

TEST_F(LinkedInPushes, ThreeFailuresBlockACallbackUntilItProvesItself) {
  silent = true;
  for (std::uint32_t failed = 1; failed <= 3; ++failed) {
    EXPECT_FALSE(client.peer.callback(org)->blocked);
    client.now += 2h;
    answer_challenges();
    EXPECT_EQ(client.peer.callback(org)->failures, failed);
  }
  EXPECT_TRUE(client.peer.callback(org)->blocked);
  EXPECT_FALSE(client.peer.callback("urn:li:organization:6000")->blocked);
  EXPECT_EQ(order().why_not, "");
  EXPECT_EQ(client.peer.callback(org)->kept, 1u);
  client.now += 1h;
  EXPECT_EQ(answer_challenges(), 0u) << "nothing is pushed to a blocked callback";
  silent = false;
  client.now += 1h;
  answer_challenges();
  EXPECT_FALSE(client.peer.callback(org)->blocked);
  EXPECT_EQ(answer_challenges(), 1u) << "what was kept goes out";
}

TEST_F(LinkedInPushes, WhatWasUnderWayIsKeptWhenACallbackIsBlocked) {
  client.peer.options().push.failures_max = 1;
  order();
  answer_challenges(500);
  silent = true;
  client.now += 2h;
  answer_challenges(500);
  EXPECT_EQ(client.peer.callback(org)->kept, 1u);
}

TEST_F(LinkedInPushes, OneRightAnswerForgetsEarlierFailures) {
  for (const bool fails : {true, true, false, true, true}) {
    silent = fails;
    client.now += 2h;
    answer_challenges();
  }
  EXPECT_EQ(client.peer.callback(org)->failures, 2u);
  EXPECT_FALSE(client.peer.callback(org)->blocked);
}

TEST_F(LinkedInPushes, AChallengeAnsweredWithAnotherCodeOrStatusFails) {
  client.now += 2h;
  const auto due = client.peer.outbox().take_due(client.now);
  const std::string code = due[0].request.target.substr(20, 36);
  const std::string right = "{\"challengeCode\":\"" + code + "\",\"challengeResponse\":\"" +
                            hmac(app_secret, code) + "\"}";
  client.peer.hear(due[0].id, 202, right, client.now);
  EXPECT_EQ(client.peer.callback(org)->failures, 1u) << "only 200 counts";
  client.now += 2h;
  for (const Outgoing& each : client.peer.outbox().take_due(client.now)) {
    client.peer.hear(each.id, 200, right, client.now);
  }
  EXPECT_EQ(client.peer.callback(org)->failures, 2u) << "an answer to an older challenge";
}

TEST_F(LinkedInPushes, AnsweringWhatIsNoLongerWaitedForDoesNothing) {
  client.peer.hear(0, 200, "", client.now);
  client.peer.hear(999, 200, "{}", client.now);
  EXPECT_EQ(client.peer.callback(org)->failures, 0u);
}

}  // namespace
}  // namespace crosswalk::sim
