// The one write that a repetition doubles. Whatever is repeated, late, lost or cut off between
// LinkedIn's word and the vendor's records: one candidate, one application.

#include "scenarios/exchange_stage.hpp"
#include "scenarios/generations.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

using Losing = std::function<std::optional<HttpResponse>(HttpResponse)>;

// The answer to the first POST of that path does not arrive as it was given: the vendor has made
// the record.
void lose_answer(Exchange& bed, std::string path, Losing how) {
  bed.meddle = [path, how, lost = false](Peer peer, const HttpRequest& request,
                                         HttpResponse reply) mutable {
    const bool create = peer == Peer::vendor && request.method == "POST" && request.target == path;
    if (!create || std::exchange(lost, true)) return std::optional(std::move(reply));
    EXPECT_EQ(reply.status, 201);
    return how(std::move(reply));
  };
}

class OnceInBoth : public InEitherGeneration {};

IN_BOTH_GENERATIONS(OnceInBoth);

TEST_P(OnceInBoth, TwoExportsAtATimeGiveOneCandidate) {
  BedSettings settings = exchanging();
  settings.version = GetParam();
  Exchange bed(settings);
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.order(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
  EXPECT_EQ(bed.counts().exchange.exports_created, 3u);
}

TEST(Once, TwelvePeopleAtATimeGiveTwelveCandidates) {
  Exchange bed;
  std::vector<std::string> names;
  for (char letter = 'A'; letter <= 'L'; ++letter)
    names.push_back("Nadja" + std::string(1, letter));
  for (const std::string& name : names) bed.order(bed.jobs.at(0), TenantBed::somebody(name));
  ASSERT_TRUE(bed.settle());
  for (const std::string& name : names) EXPECT_TRUE(bed.is_there(name, {bed.jobs[0]}));
  EXPECT_TRUE(bed.agrees());
}

TEST(Once, APushSentThreeTimesIsOneExport) {
  Exchange bed;
  bed.linkedin.options().push.copies = 3;
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  EXPECT_EQ(bed.counts().exchange.exports_received, 1u);
}

TEST(Once, APushReplayedAMonthLaterIsAnsweredAndForgotten) {
  Exchange bed;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  const HttpRequest push = bed.take_push();
  EXPECT_EQ(bed.knock(push), 200);
  ASSERT_TRUE(bed.settle());
  bed.pass(24h * 30);
  const std::uint64_t asked = bed.asked_linkedin();
  EXPECT_EQ(bed.knock(push), 200);
  EXPECT_EQ(bed.waiting(), 0u);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.asked_linkedin(), asked);
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  EXPECT_EQ(bed.counts().exchange.exports_received, 1u);
}

TEST(Once, AVendorThatHidesWhatItJustMadeIsWaitedFor) {
  BedSettings settings = exchanging();
  settings.greenhouse.write_lag = 60s;
  Exchange bed(settings);
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
}

TEST(Once, ASecondExportWhileTheFirstIsHiddenWaitsForIt) {
  BedSettings settings = with_a_silent_vendor();
  settings.greenhouse.write_lag = 60s;
  Exchange bed(settings);
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.pass(10s);
  ASSERT_EQ(bed.people("Nadja").size(), 1u);
  bed.order(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
}

TEST(Once, AnAnswerThatIsLostOrUnreadableIsNoReasonToCreateAgain) {
  const std::vector<std::pair<const char*, Losing>> ways{
      {"lost", [](HttpResponse) { return std::nullopt; }},
      {"502", [](HttpResponse reply) { return reply.status = 502, std::optional(reply); }},
      {"empty", [](HttpResponse reply) { return reply.body.clear(), std::optional(reply); }},
      {"cut", [](HttpResponse reply) { return reply.body.resize(3), std::optional(reply); }}};
  for (const char* path : {"/v3/candidates", "/v3/applications"}) {
    for (const auto& [name, way] : ways) {
      BedSettings settings = exchanging();
      settings.greenhouse.write_lag = 60s;
      Exchange bed(settings);
      lose_answer(bed, path, way);
      bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
      EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]})) << path << ", " << name;
    }
  }
}

// Harvest v1 makes both in one, and may answer with less than it made.
TEST(Once, ByHarvestV1CandidateAndApplicationComeTogether) {
  for (const Duration lag : {Duration{0}, Duration{60s}}) {
    BedSettings settings = exchanging_by_v1();
    settings.greenhouse.write_lag = lag;
    Exchange bed(settings);
    bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
    bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
  }
}

TEST(Once, ByHarvestV1ALostAnswerIsNoReasonToCreateAgain) {
  for (const Duration lag : {Duration{0}, Duration{60s}}) {
    BedSettings settings = exchanging_by_v1();
    settings.greenhouse.write_lag = lag;
    Exchange bed(settings);
    lose_answer(bed, "/v1/candidates", [](HttpResponse) { return std::nullopt; });
    bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
    const std::string id = std::to_string(bed.people("Nadja").at(0)->id);
    lose_answer(bed, "/v1/candidates/" + id + "/applications",
                [](HttpResponse) { return std::nullopt; });
    bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0], bed.jobs[1]}));
  }
}

TEST(Once, ACreateThatNeverArrivedIsMadeLater) {
  Exchange bed;
  int refused = 0;
  auto denied = bed.greenhouse.options();
  denied.denied = {"candidates:create"};
  bed.greenhouse.set_options(denied);
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool create = peer == Peer::vendor && request.method == "POST" && reply.status == 403;
    refused += create ? 1 : 0;
    return create ? std::nullopt : std::optional(std::move(reply));
  };
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.pass(1min);
  EXPECT_EQ(refused, 1);
  denied.denied.clear();
  bed.greenhouse.set_options(denied);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

// Exports one after the other, each cut off so many effects later than the one before, until one is
// not cut off any more. Every life begins with what the store has.
std::vector<std::string> cut_after_effects(Exchange& bed, std::uint64_t stride) {
  std::vector<std::string> names;
  for (std::uint64_t effects = 0;; effects += stride) {
    names.push_back("Nadja" + std::to_string(effects));
    sim::ExportOrder person = TenantBed::somebody(names.back());
    person.seat = "urn:li:seat:" + std::to_string(effects);
    EXPECT_EQ(bed.order(bed.jobs.at(0), person).why_not, "");
    EXPECT_EQ(bed.knock(bed.take_push()), 200);
    const bool fell = bed.run->run_then_crash(effects);
    if (fell) bed.run->restart();
    EXPECT_TRUE(bed.settle()) << "cut after effect " << effects;
    if (!fell || effects > 300) return names;
  }
}

TEST_P(OnceInBoth, APowerCutAfterAnyEffectMakesNobodyTwiceAndForgetsNobody) {
  for (const auto& [lag, stride] : {std::pair{Duration{0}, 1}, std::pair{Duration{60s}, 5}}) {
    BedSettings settings = exchanging();
    settings.version = GetParam();
    settings.greenhouse.write_lag = lag;
    Exchange bed(settings);
    const auto names = cut_after_effects(bed, static_cast<std::uint64_t>(stride));
    EXPECT_GT(names.size(), 30u / static_cast<unsigned>(stride));
    for (const std::string& name : names) EXPECT_TRUE(bed.is_there(name, {bed.jobs[0]}));
    EXPECT_TRUE(bed.agrees());
    EXPECT_EQ(bed.made(), 2 * names.size());
    const ExchangeCounts told = bed.counts().exchange;
    EXPECT_EQ(told.exports_created, names.size());
    EXPECT_EQ(told.notices_waiting, 0u);
  }
}

TEST(Once, ByHarvestV1APowerCutMakesNobodyTwiceAndForgetsNobody) {
  Exchange bed(exchanging_by_v1());
  const auto names = cut_after_effects(bed, 5);
  EXPECT_GT(names.size(), 6u);
  for (const std::string& name : names) EXPECT_TRUE(bed.is_there(name, {bed.jobs[0]}));
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.made(), 2 * names.size());
}

// ---- what the promise rests on -------------------------------------------------------------

TEST(OnceTwin, WithoutAskingWhetherACreateTookPlaceThereAreTwo) {
  Exchange bed;
  lose_answer(bed, "/v3/candidates", [](HttpResponse) { return std::nullopt; });
  bed.around_engine = [](Engine& engine, const Step& step) {
    const auto* write = std::get_if<ReadWrite>(&step);
    Result<Answer> answer = engine.take(step);
    const bool asks = write != nullptr && write->step == WriteStep::find_created;
    if (asks && answer) std::get<Written>(*answer).candidate.clear();
    return answer;
  };
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_EQ(bed.people("Nadja").size(), 2u);
  EXPECT_GT(bed.verdict().doubled_exports, 0u);
  EXPECT_FALSE(bed.agrees());
}

TEST(OnceTwin, WithoutTheIntentAPowerCutMakesSomebodyTwice) {
  Exchange bed;
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    const auto* advance = std::get_if<AdvanceNotice>(&verb);
    if (advance == nullptr) return store.carry_out(verb);
    AdvanceNotice forgetful = *advance;
    forgetful.progress.clear();
    return store.carry_out(forgetful);
  };
  const std::vector<std::string> names = cut_after_effects(bed, 3);
  const auto twice = [&](const std::string& name) { return bed.people(name).size() > 1; };
  EXPECT_TRUE(std::ranges::any_of(names, twice));
  EXPECT_GT(bed.verdict().doubled_exports, 0u);
}

// Nobody is looked for: every export is of somebody new.
TEST(OnceTwin, WithoutTheLookUpTheSecondJobGivesASecondCandidate) {
  Exchange bed;
  int looked = 0;
  bed.around_store = [&looked](Store& store, const StoreVerb& verb) {
    if (!std::holds_alternative<FindPerson>(verb)) return store.carry_out(verb);
    ++looked;
    return Result<StoreAnswer>(PersonFound{});
  };
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.is_there("Nadja", {bed.jobs[0]}));
  bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  EXPECT_GT(looked, 1);
  EXPECT_EQ(bed.people("Nadja").size(), 2u) << "of one member";
  EXPECT_GT(bed.verdict().doubled_exports, 0u);
  EXPECT_FALSE(bed.agrees());
}

TEST(OnceTwin, WithoutTheLinkTheSecondJobGivesASecondCandidate) {
  Exchange bed;
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    if (std::holds_alternative<LinkPerson>(verb)) return Result<StoreAnswer>(PersonLinked{});
    return store.carry_out(verb);
  };
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.export_to(bed.jobs.at(1), TenantBed::somebody("Nadja"));
  EXPECT_EQ(bed.people("Nadja").size(), 2u);
  EXPECT_GT(bed.verdict().doubled_exports, 0u);
  EXPECT_FALSE(bed.agrees());
}

// A push whose answer was lost comes again; meanwhile the customer has deleted whom it brought.
std::size_t pushed_again_after_a_deletion(Exchange& bed) {
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  const HttpRequest push = bed.take_push();
  EXPECT_EQ(bed.knock(push), 200);
  EXPECT_TRUE(bed.settle());
  bed.change(sim::Kind::candidate, sim::Operation::remove, {}, {bed.people("Nadja").at(0)->id});
  EXPECT_TRUE(bed.settle());
  EXPECT_EQ(bed.knock(push), 200);
  EXPECT_TRUE(bed.settle());
  return bed.people("Nadja").size();
}

TEST(Once, APushThatComesAgainBringsNobodyBackWhomTheCustomerDeleted) {
  Exchange bed;
  EXPECT_EQ(pushed_again_after_a_deletion(bed), 0u);
  EXPECT_TRUE(bed.agrees());
}

TEST(OnceTwin, WithoutRememberingPushesItBringsThemBack) {
  Exchange bed;
  bed.around_store = [kept = 0](Store& store, const StoreVerb& verb) mutable {
    const auto* notice = std::get_if<KeepNotice>(&verb);
    if (notice == nullptr) return store.carry_out(verb);
    KeepNotice fresh = *notice;
    fresh.id += "#" + std::to_string(++kept);
    return store.carry_out(fresh);
  };
  EXPECT_EQ(pushed_again_after_a_deletion(bed), 1u);
  EXPECT_EQ(bed.counts().exchange.exports_received, 2u);
}

}  // namespace
}  // namespace crosswalk
