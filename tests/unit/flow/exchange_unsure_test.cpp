// Time passes between the parts of an export: a request stands in a queue, a life ends, somebody is
// erased, a job closes. At stake: whatever was true an hour ago makes nobody twice, and nobody who
// must not be there.

#include <gtest/gtest.h>

#include <algorithm>

#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// Tells of each verb before it is carried out.
class ToldStore : public Store {
 public:
  explicit ToldStore(Store& inner) : inner_(inner) {}
  Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
    if (before) before(verb);
    return inner_.carry_out(verb);
  }
  std::function<void(const StoreVerb&)> before;

 private:
  Store& inner_;
};

// A story that crashed right behind the first write whose path is this.
std::unique_ptr<ExchangeBed> crashed_behind(const std::string& path,
                                            const std::function<void(ExchangeBed&)>& story) {
  for (std::uint64_t k = 1;; ++k) {
    auto bed = std::make_unique<ExchangeBed>();
    story(*bed);
    const bool crashed = bed->run->run_then_crash(k);
    EXPECT_TRUE(crashed);
    if (bed->asked[path] > 0 || !crashed) return bed;
  }
}

// Meets the first write with this path, after it took effect; its answer is lost.
void lose_once(ExchangeBed& bed, std::string path, std::function<void()> meanwhile) {
  bed.meddle = [=, left = std::make_shared<bool>(true)](
                   Peer, const HttpRequest& request,
                   HttpResponse reply) -> std::optional<HttpResponse> {
    if (!request.target.starts_with(path) || !std::exchange(*left, false)) return reply;
    meanwhile();
    return std::nullopt;
  };
}

void forget(ExchangeBed& bed) {
  const Identity ana = member_identity("urn:li:person:ana", bed.setup.tenant.digest_key);
  (void)bed.store.carry_out(Suppress{"case-1", {}, {ana}, bed.run->now()});
}

// What the request of an ended life made is hidden still when our clock says it cannot be.
TEST(Once, ANewLifeCountsTheVendorsPatienceFromItsOwnFirstReply) {
  const auto crashed = crashed_behind("create", [](ExchangeBed& begun) {
    begun.applies_at_once = false;
    begun.hidden_for = 10min + 40s;
    begun.begin();
    begun.push_export("e1", {});
  });
  ExchangeBed& bed = *crashed;
  bed.run->advance(10min);
  bed.run->restart();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.asked["create"], 1);
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), 1u);
}

TEST(Once, ALostAnswerIsCountedFromWhenItWasLost) {
  ExchangeBed bed;
  bed.hidden_for = 145s;
  bed.begin();
  lose_once(bed, "/create", [&bed] { bed.run->advance(30s); });
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.asked["create"], 1);
}

// It may arrive when its answer was given up already, and hides from then on.
TEST(Once, ARequestThatArrivedLateHasItsWholeTimeToShow) {
  for (const char* path : {"/create", "/apply"}) {
    ExchangeBed bed;
    bed.applies_at_once = false;
    bed.hidden_for = 110s;
    bed.begin();
    lose_once(bed, path, [] {});
    bed.push_export("e1", {});
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), "created");
    EXPECT_EQ(bed.asked["create"], 1);
    EXPECT_EQ(bed.asked["apply"], 1);
  }
}

TEST(Once, WhoIsFoundAfterALostCreateAppliesToNoJobThatClosedMeanwhile) {
  ExchangeBed bed;
  bed.applies_at_once = false;
  bed.begin();
  lose_once(bed, "/create",
            [&bed] { bed.vendor.write("jobs", "J1", {.name = "Closed"}, bed.run->now()); });
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "job_closed");
  EXPECT_EQ(bed.asked["apply"], 0);
  EXPECT_TRUE(bed.alarmed("after its candidate was made"));
  EXPECT_TRUE(bed.store.links.empty());
}

TEST(Once, WhoOptedOutAfterALostCreateDoesNotApply) {
  ExchangeBed bed;
  bed.applies_at_once = false;
  bed.begin();
  lose_once(bed, "/create", [&bed] { bed.exports["e1"].opted_out = true; });
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "not_available");
  EXPECT_EQ(bed.asked["apply"], 0);
}

TEST(Once, WhoWasErasedAfterALostCreateNeitherAppliesNorIsLinked) {
  for (const bool at_once : {true, false}) {
    ExchangeBed bed;
    bed.applies_at_once = at_once;
    bed.begin();
    lose_once(bed, "/create", [&bed] { forget(bed); });
    bed.push_export("e1", {});
    ASSERT_TRUE(bed.quiet());
    EXPECT_EQ(bed.end_of("e1"), "erased");
    EXPECT_EQ(bed.asked["apply"], 0);
    EXPECT_TRUE(bed.store.links.empty());
  }
}

// Between the intent and the write as between any two effects.
TEST(Once, NothingIsWrittenAfterAnErasureWheneverItComes) {
  bool before_any = false, after_all = false;
  for (int k = 1; !after_all; ++k) {
    ASSERT_LT(k, 200);
    ExchangeBed bed;
    ToldStore told(bed.store);
    bed.applies_at_once = false;
    bed.setup.store = &told;
    bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
    bed.begin();
    int left = k, written = 0;
    told.before = [&](const StoreVerb& verb) {
      if (!std::holds_alternative<AdvanceNotice>(verb) || --left != 0) return;
      written = bed.asked["create"] + bed.asked["apply"];
      forget(bed);
    };
    bed.push_export("e1", {});
    ASSERT_TRUE(bed.quiet());
    after_all = left > 0;
    if (after_all) break;
    before_any = before_any || written == 0;
    EXPECT_EQ(bed.asked["create"] + bed.asked["apply"], written) << "behind " << k;
  }
  EXPECT_TRUE(before_any);
}

TEST(Inbox, AFloodOfTheVendorsHooksHoldsNoExportBack) {
  ExchangeBed bed;
  bed.begin();
  for (int at = 0; at < 300; ++at) bed.signal("changed candidate C" + std::to_string(at) + "\n");
  std::int64_t waiting = 0;
  bed.meddle = [&](Peer, const HttpRequest& request, HttpResponse reply) {
    if (request.target.starts_with("/create")) {
      waiting = std::ranges::count_if(bed.store.notices, &ModelStore::KeptNotice::waits);
    }
    return std::optional(std::move(reply));
  };
  bed.push_export("e1", {});
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_GT(waiting, 200) << "the export was made while the flood was still there";
}

// A push that an earlier life looked at and put off.
void begin_before(ExchangeBed& bed, const std::string& id, Instant later) {
  const std::string body = R"({"id":")" + id + R"(","type":"SOMETHING_NEW"})";
  (void)bed.store.carry_out(KeepNotice{NoticeSource::linkedin, id, body, bed.run->now()});
  (void)bed.store.carry_out(AdvanceNotice{bed.store.notices.size(), {}, later});
}

// An intent keeps its person, however many older pushes wait.
TEST(Inbox, ANewLifeKnowsEveryIntentBeforeItBeginsAnything) {
  const auto crashed = crashed_behind("create", [](ExchangeBed& begun) {
    begun.applies_at_once = false;
    begun.hidden_for = 40s;
    begun.begin();
    const Instant later = begun.run->now() + 100h;
    for (int at = 0; at < 600; ++at) begin_before(begun, "x" + std::to_string(at), later);
    begun.push_export("e1", {});
  });
  ExchangeBed& bed = *crashed;
  bed.push_export("e2", {.job = "J2"});
  bed.run->restart();
  ASSERT_TRUE(bed.quiet());
  EXPECT_EQ(bed.end_of("e1"), "created");
  EXPECT_EQ(bed.end_of("e2"), "created");
  EXPECT_EQ(bed.end_of("x599"), "dropped:unknown_type");
  EXPECT_EQ(bed.made("candidates"), 1u);
  EXPECT_EQ(bed.made("applications"), 2u);
}

}  // namespace
}  // namespace crosswalk
