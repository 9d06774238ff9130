// A client that walks a listing meets pages that repeat, overlap, loop, end early or change under
// its feet. Each paging style shows it in its own way, and no byte of an item is another.

#include <gtest/gtest.h>

#include "unit/sim_instrument/faults/stand_in.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

// The pages a client sees that follows next links; at most ten.
std::vector<std::string> walked(Road& road, std::string target = "/v3/candidates?per_page=2") {
  std::vector<std::string> pages;
  while (!target.empty() && pages.size() < 10) {
    const Arrival arrival = road.ask(get(target));
    pages.push_back(ids_on(arrival.reply));
    target = next_of(arrival.reply);
  }
  return pages;
}

// The same by numbers, to the first empty page; at most ten.
std::vector<std::string> counted(Road& road) {
  std::vector<std::string> pages;
  for (int page = 1; pages.size() < 10; ++page) {
    std::string target = "/ats/v0/candidates?per_page=2";
    if (page > 1) target += "&page=" + std::to_string(page);
    pages.push_back(ids_on(road.ask(get(target), "gem").reply));
    if (pages.back().empty()) break;
  }
  return pages;
}

using Pages = std::vector<std::string>;

FaultRule on_page(FaultKind kind, std::uint32_t page) {
  FaultRule rule = rule_of(kind, "*.candidates.list");
  rule.when.page = page;
  return rule;
}

TEST(Pages, TheStandInIsWalkedInEveryStyle) {
  Road road({});
  EXPECT_EQ(walked(road), (Pages{"1 2", "3 4", "5 6"}));
  EXPECT_EQ(walked(road, "/v1/candidates?per_page=2"), (Pages{"1 2", "3 4", "5 6"}));
  EXPECT_EQ(counted(road), (Pages{"1 2", "3 4", "5 6", ""}));
}

TEST(Pages, DoubledItemsComeTwice) {
  Road road({on_page(FaultKind::page_doubled, 2)});
  EXPECT_EQ(walked(road), (Pages{"1 2", "3 3 4 4", "5 6"}));
  EXPECT_EQ(counted(road), (Pages{"1 2", "3 3 4 4", "5 6", ""}));
  EXPECT_EQ(road.fired(FaultKind::page_doubled), 2u);
}

TEST(Pages, AReorderedPageHoldsTheSameInAnotherOrder) {
  Road road({on_page(FaultKind::page_reordered, 0)});
  road.peer.page_items = 6;
  const Arrival arrival = road.list();
  std::string ids = ids_on(arrival.reply);
  EXPECT_NE(ids, "1 2 3 4 5 6");
  std::ranges::sort(ids);
  EXPECT_EQ(ids, "     123456");
  Road same({on_page(FaultKind::page_reordered, 0)});
  same.peer.page_items = 6;
  EXPECT_EQ(same.list().reply.body, arrival.reply.body);
  Road alone({on_page(FaultKind::page_reordered, 0)});
  alone.peer.people = 1;
  EXPECT_TRUE(alone.list().fired.empty());
}

TEST(Pages, AnOverlappingPageBeginsWithThePageBefore) {
  FaultRule rule = on_page(FaultKind::page_overlapping, 0);
  rule.what.count = 1;
  Road road({rule});
  EXPECT_EQ(walked(road), (Pages{"1 2", "2 3 4", "4 5 6"}));
  EXPECT_EQ(road.fired(FaultKind::page_overlapping), 2u);
  // By numbers the first page past the end overlaps, too.
  EXPECT_EQ(counted(road), (Pages{"1 2", "2 3 4", "4 5 6", "6", ""}));
}

TEST(Pages, AnOverlapIsOfTheSameListing) {
  FaultRule rule = on_page(FaultKind::page_overlapping, 2);
  Road road({rule});
  const Arrival first = road.list("per_page=2");
  (void)road.list("per_page=2&tags=other");
  (void)road.ask(get("/v3/candidates?per_page=2"), "greenhouse", "birch");
  EXPECT_EQ(ids_on(road.ask(get(next_of(first.reply))).reply), "2 3 4");
}

TEST(Pages, ALoopLeadsBackToTheSamePage) {
  Road road({on_page(FaultKind::page_looping, 2)});
  EXPECT_EQ(walked(road),
            (Pages{"1 2", "3 4", "3 4", "3 4", "3 4", "3 4", "3 4", "3 4", "3 4", "3 4"}));
  FaultRule once = on_page(FaultKind::page_looping, 2);
  once.when.attempts = 1;
  Road brief({once});
  EXPECT_EQ(walked(brief), (Pages{"1 2", "3 4", "3 4", "5 6"}));
  EXPECT_EQ(walked(brief, "/v1/candidates?per_page=2"), (Pages{"1 2", "3 4", "3 4", "5 6"}));
}

TEST(Pages, WherePagesAreCountedALoopGivesTheNextNumberTheSamePage) {
  FaultRule once = on_page(FaultKind::page_looping, 2);
  once.when.attempts = 1;
  Road road({once});
  EXPECT_EQ(counted(road), (Pages{"1 2", "3 4", "3 4", "5 6", ""}));
  Road endless({on_page(FaultKind::page_looping, 1)});
  EXPECT_EQ(counted(endless), Pages(10, "1 2"));
}

TEST(Pages, AnEmptyPageHasANextLinkThatLeadsToItsItems) {
  Road road({on_page(FaultKind::page_empty, 0)});
  EXPECT_EQ(walked(road), (Pages{"", "1 2", "", "3 4", "", "5 6"}));
  EXPECT_EQ(road.fired(FaultKind::page_empty), 3u);
  // The peer never saw the cursor that the fault made up.
  for (const HttpRequest& each : road.peer.asked) {
    EXPECT_TRUE(each.target.find("cursor=") == std::string::npos ||
                each.target.find("cursor=p") != std::string::npos);
  }
  Road twice({on_page(FaultKind::page_empty, 2)});
  EXPECT_EQ(walked(twice, "/v1/candidates?per_page=2"), (Pages{"1 2", "", "3 4", "5 6"}));
}

TEST(Pages, ACappedListingEndsAsIfItWereComplete) {
  Road road({on_page(FaultKind::page_capped, 2)});
  EXPECT_EQ(walked(road), (Pages{"1 2", "3 4"}));
  EXPECT_EQ(walked(road, "/v1/candidates?per_page=2"), (Pages{"1 2", "3 4"}));
  EXPECT_EQ(counted(road), (Pages{"1 2", "3 4", ""}));
  const Arrival capped = road.ask(get("/v1/candidates?page=2&per_page=2"));
  EXPECT_EQ(header(capped.reply.headers, "Link"), "");
}

TEST(Pages, TheLastPageCannotBeCapped) {
  Road road({on_page(FaultKind::page_capped, 3)});
  EXPECT_EQ(walked(road), (Pages{"1 2", "3 4", "5 6"}));
  EXPECT_EQ(road.fired(FaultKind::page_capped), 0u);
}

TEST(Pages, ACapIsForgottenWhenTheListingBeginsAnew) {
  FaultRule once = on_page(FaultKind::page_capped, 1);
  once.when.attempts = 1;
  Road road({once});
  EXPECT_EQ(counted(road), (Pages{"1 2", ""}));
  EXPECT_EQ(counted(road), (Pages{"1 2", "3 4", "5 6", ""}));
}

TEST(Pages, MutationsHappenJustBeforeThePageIsMade) {
  FaultRule rule = on_page(FaultKind::mutation, 2);
  rule.what.mutations = {Mutation{.kind = Kind::candidate,
                                  .operation = Operation::remove,
                                  .ids = {},
                                  .count = 2,
                                  .fields = {}}};
  Road road({rule});
  EXPECT_EQ(walked(road).size(), 3u);
  EXPECT_EQ(road.peer.order, (std::vector<std::string>{"ask", "turn", "ask", "ask"}));
  ASSERT_EQ(road.peer.turns.size(), 1u);
  EXPECT_EQ(road.peer.turns[0].first.mutations, rule.what.mutations);
  // Another walk is another turn, but the same in another run.
  (void)walked(road);
  ASSERT_EQ(road.peer.turns.size(), 2u);
  EXPECT_NE(road.peer.turns[0].second, road.peer.turns[1].second);
  Road again({rule});
  (void)walked(again);
  EXPECT_EQ(again.peer.turns[0].second, road.peer.turns[0].second);
}

TEST(Pages, WhatWasCommittedLateIsNotInADeltaYet) {
  FaultRule rule = rule_of(FaultKind::late_commit, "greenhouse.candidates.*");
  rule.what.wait = 150s;
  Road road({rule});
  road.peer.page_items = 6;
  // Changed 1 to 6 minutes before the start.
  EXPECT_EQ(ids_on(road.list("updated_at=gte|x").reply), "3 4 5 6");
  road.now += 1min;
  EXPECT_EQ(ids_on(road.list("updated_at=gte|x").reply), "2 3 4 5 6");
  road.now += 1h;
  EXPECT_EQ(ids_on(road.list("updated_at=gte|x").reply), "1 2 3 4 5 6");
  EXPECT_EQ(road.fired(FaultKind::late_commit), 2u);
}

TEST(Pages, AFullListingLacksOnlyWhatWasMadeLate) {
  FaultRule rule = rule_of(FaultKind::late_commit);
  rule.what.wait = std::chrono::hours{60};
  Road road({rule});
  road.peer.page_items = 6;
  EXPECT_EQ(ids_on(road.list().reply), "3 4 5 6");  // Made 1 to 6 days before.
}

TEST(Pages, TiedTimesAreCutAndStayInTheirForm) {
  FaultRule rule = rule_of(FaultKind::tied_times);
  rule.what.wait = 1h;
  Road road({rule});
  road.peer.page_items = 6;
  const std::string body = road.list().reply.body;
  std::size_t tied = 0;
  for (std::size_t at = 0;
       (at = body.find(R"("updated_at":"2025-12-31T23:00:00.000Z")", at)) != std::string::npos;
       ++at) {
    ++tied;
  }
  EXPECT_EQ(tied, 6u);
  EXPECT_NE(body.find(R"("created_at":"2025-12-31T00:00:00.000Z")"), std::string::npos);
  const PeerHand v1{[](const HttpRequest&, Instant) {
                      return HttpResponse{.status = 200,
                                          .headers = {},
                                          .body = R"([{"updated_at":"2025-12-31T23:59:58Z"}])"};
                    },
                    {}};
  EXPECT_EQ(road.faults.pass("acme", "greenhouse", get("/v1/jobs"), v1, run_start).reply.body,
            R"([{"updated_at":"2025-12-31T23:00:00Z"}])");
}

TEST(Pages, ElementsOfALinkedInFinderAreItemsToo) {
  Road road({rule_of(FaultKind::page_doubled, "linkedin.*.find")});
  const PeerHand linkedin{[](const HttpRequest&, Instant) {
                            return HttpResponse{.status = 200,
                                                .headers = {},
                                                .body = R"({"elements":[{"a":1}],"paging":{}})"};
                          },
                          {}};
  const HttpRequest request = get("/v2/exportedCandidates?q=closedProfiles");
  EXPECT_EQ(road.faults.pass("acme", "linkedin", request, linkedin, run_start).reply.body,
            R"({"elements":[{"a":1},{"a":1}],"paging":{}})");
}

TEST(Pages, AReplyThatIsNoPageIsLeftAlone) {
  std::vector<FaultRule> rules;
  for (const FaultKind kind : {FaultKind::page_doubled, FaultKind::page_reordered,
                               FaultKind::page_overlapping, FaultKind::page_capped}) {
    rules.push_back(rule_of(kind));
  }
  Road road(rules);
  const Arrival arrival = road.ask(get("/v1/candidates/4"));
  EXPECT_TRUE(arrival.fired.empty());
  EXPECT_EQ(arrival.reply.body, StandIn::person(4));
}

}  // namespace
}  // namespace crosswalk::sim
