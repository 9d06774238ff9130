// What peers push is lost, doubled, overtaken, comes before its record can be read, or is signed
// by nobody: each as one attempt to deliver.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

HttpRequest event(std::string body, std::string number = "e-1") {
  return {.method = "POST",
          .origin = "https://hooks.example.com",
          .target = "/vendor/acme",
          .headers = {{"Greenhouse-Event-ID", std::move(number)}, {"Signature", "sha256 00ff00"}},
          .body = std::move(body)};
}

HttpRequest notice(std::string body) {
  return {.method = "POST",
          .origin = "https://hooks.example.com",
          .target = "/linkedin/acme",
          .headers = {{"X-LI-Signature", "00ff01"}},
          .body = std::move(body)};
}

const std::string made =
    R"({"action":"new_candidate_application","payload":{"application":{"id":2}}})";
const std::string exported = R"({"id":"r-1","type":"EXPORT_CANDIDATE_PROFILE","expiresAt":1})";

std::vector<Delivery> pushed(Road& road, const HttpRequest& push) {
  return road.faults.deliver("acme", "greenhouse", push, road.now).deliveries;
}

TEST(Hooks, WithoutRulesAPushIsDeliveredAsItIs) {
  for (const bool off : {true, false}) {
    FaultRule rule = rule_of(FaultKind::hook_lost, "hook.linkedin.*");
    rule.off = off;
    Road road({rule});
    const auto all = pushed(road, event(made));
    ASSERT_EQ(all.size(), 1u);
    EXPECT_EQ(all[0].request.body, made);
    EXPECT_EQ(all[0].request.headers, event(made).headers);
    EXPECT_EQ(all[0].after, 0s);
    EXPECT_TRUE(all[0].answer_heard);
  }
}

TEST(Hooks, ALostPushMayComeAtTheNextAttempt) {
  FaultRule rule = rule_of(FaultKind::hook_lost);
  rule.when.attempts = 1;
  Road road({rule});
  EXPECT_TRUE(pushed(road, event(made)).empty());
  EXPECT_EQ(pushed(road, event(made)).size(), 1u);
  // The same words under another number are another event.
  EXPECT_TRUE(pushed(road, event(made, "e-2")).empty());
  EXPECT_EQ(road.fired(FaultKind::hook_lost), 2u);
}

TEST(Hooks, CopiesArriveWhoseAnswersNobodyHears) {
  FaultRule rule = rule_of(FaultKind::hook_doubled);
  rule.what.count = 2;
  Road road({rule});
  const auto all = pushed(road, notice(exported));
  ASSERT_EQ(all.size(), 3u);
  EXPECT_TRUE(all[0].answer_heard);
  EXPECT_FALSE(all[2].answer_heard);
  EXPECT_EQ(all[2].request.body, exported);
}

TEST(Hooks, LateAndOvertakenOnesWait) {
  FaultRule late = rule_of(FaultKind::hook_late);
  late.what.wait = 3min;
  Road road({late});
  EXPECT_EQ(pushed(road, event(made))[0].after, 3min);
  FaultRule overtaken = rule_of(FaultKind::hook_reordered);
  overtaken.when.every = 2;
  Road other({overtaken});
  EXPECT_EQ(pushed(other, event(made, "e-1"))[0].after, 0s);
  EXPECT_EQ(pushed(other, event(made, "e-2"))[0].after, 5s);
}

TEST(Hooks, AWrongSignatureIsStillASignature) {
  Road road({rule_of(FaultKind::hook_missigned)});
  EXPECT_EQ(header(pushed(road, event(made))[0].request.headers, "Signature"), "sha256 00ff01");
  EXPECT_EQ(header(pushed(road, notice(exported))[0].request.headers, "X-LI-Signature"), "00ff00");
  HttpRequest bare = notice(exported);
  bare.headers.clear();
  (void)pushed(road, bare);
  EXPECT_EQ(road.fired(FaultKind::hook_missigned), 2u);
}

TEST(Hooks, AChallengeCanBeMissedAndNothingElseWithIt) {
  Road road({rule_of(FaultKind::challenge_missed, "hook.*")});
  HttpRequest challenge = get("/linkedin/acme?challengeCode=c&applicationId=a");
  EXPECT_TRUE(pushed(road, challenge).empty());
  EXPECT_EQ(pushed(road, notice(exported)).size(), 1u);
  EXPECT_EQ(road.fired(FaultKind::challenge_missed), 1u);
}

FaultRule early() {
  FaultRule rule = rule_of(FaultKind::hook_early, "hook.*");
  rule.what.wait = 2min;
  return rule;
}

TEST(Hooks, WhatAPushToldOfTooEarlyCannotBeReadYet) {
  Road road({early()});
  EXPECT_EQ(pushed(road, event(made)).size(), 1u);
  EXPECT_EQ(ids_on(road.ask(get("/v3/applications?per_page=2")).reply), "1");
  EXPECT_EQ(road.ask(get("/v1/candidates/2")).reply.status, 404);
  EXPECT_EQ(road.ask(get("/v1/candidates/1")).reply.status, 200);
  EXPECT_EQ(ids_on(road.ask(get("/v3/applications"), "greenhouse", "birch").reply), "1 2");
  road.now += 2min;
  EXPECT_EQ(ids_on(road.ask(get("/v3/applications?per_page=2")).reply), "1 2");
  EXPECT_EQ(road.fired(FaultKind::hook_early), 1u);
}

// There an empty fetch would say that the member has opted out, which is another story.
TEST(Hooks, WhatLinkedInTellsIsReadableAtOnce) {
  Road road({early()});
  (void)pushed(road, notice(exported));
  EXPECT_EQ(road.fired(FaultKind::hook_early), 0u);
}

TEST(Hooks, AVendorsIdMeansNobodyAtLinkedIn) {
  Road road({early()});
  (void)pushed(road, event(made));
  const PeerHand linkedin{[](const HttpRequest&, Instant) {
                            return HttpResponse{
                                .status = 200, .headers = {}, .body = R"({"elements":[{"id":2}]})"};
                          },
                          {}};
  const HttpRequest request = get("/v2/exportedCandidates?q=request&requestId=r-1");
  EXPECT_EQ(road.faults.pass("acme", "linkedin", request, linkedin, road.now).reply.body,
            R"({"elements":[{"id":2}]})");
}

// Whoever writes a report shows a rule where it struck, so a sending names each that did.
TEST(Hooks, ASendingNamesEveryRuleThatStruckIt) {
  std::size_t kinds = 0;
  for (const FaultWord& word : fault_words()) {
    if (word.family != FaultFamily::hook) continue;
    ++kinds;
    FaultRule rule = rule_of(word.kind, "hook.*");
    rule.what.wait = 1min;
    rule.what.count = 1;
    rule.when.attempts = 1;
    Road road({rule});
    const HttpRequest push = word.kind == FaultKind::challenge_missed
                                 ? get("/linkedin/acme?challengeCode=c&applicationId=a")
                                 : event(made);
    const std::string sender = word.kind == FaultKind::challenge_missed ? "linkedin" : "greenhouse";
    EXPECT_EQ(road.faults.deliver("acme", sender, push, road.now).fired,
              std::vector<std::string>{rule.id})
        << word.word;
    EXPECT_EQ(road.fired(word.kind), 1u);
    EXPECT_TRUE(road.faults.deliver("acme", sender, push, road.now).fired.empty()) << word.word;
  }
  EXPECT_EQ(kinds, 7u);
}

TEST(Hooks, WhatIsNotNewIsNotHidden) {
  Road road({early()});
  (void)pushed(road, event(R"({"action":"update_candidate","payload":{"candidate":{"id":2}}})"));
  (void)pushed(road, event("no json", "e-3"));
  EXPECT_EQ(ids_on(road.list().reply), "1 2");
  EXPECT_EQ(road.fired(FaultKind::hook_early), 0u);
}

}  // namespace
}  // namespace crosswalk::sim
