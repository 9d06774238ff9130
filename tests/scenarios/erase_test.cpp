// Somebody asks to be forgotten. At stake: that they are sent once more, come back with the next
// full listing, stay in a corner of LinkedIn's because the wrong record went first, or are called
// gone while LinkedIn still has them.

#include "base/text/digest.hpp"
#include "scenarios/erased_person.hpp"
#include "scenarios/generations.hpp"
#include "scenarios/traces.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;
using What = Overheard::What;

BedSettings small_exchanging_world(const char* version) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(40, 12);
  settings.exchange = true;
  settings.version = version;
  return settings;
}

// Of candidates themselves, in either generation.
bool on_candidates(const HttpRequest& request) {
  return request.target.starts_with("/v2/atsCandidates?") ||
         request.target.starts_with("/rest/candidates?");
}

EraseAsked by_id(const ErasedPerson& person) {
  return {.ticket = erase_ticket,
          .erasure = "case-1",
          .candidate = person.id,
          .email = {},
          .member = {}};
}

class Erase : public InEitherGeneration {
 protected:
  Erase() : bed(small_exchanging_world(GetParam())) {
    EXPECT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    person = somebody_to_erase(bed);
    before = bed.contents();
    expected = without(before, person);
    EXPECT_GE(before.size(), expected.size() + 4);
    heard = Overheard(person);
    bed.overhear = [this](const HttpRequest& request) { heard.hear(request); };
  }

  void erase(const EraseAsked& whom) {
    const Told told = bed.answer_to(whom, erase_ticket);
    EXPECT_FALSE(told.error);
    EXPECT_NE(told.words.at(0).find("case-1: suppressed"), std::string::npos) << told.words.at(0);
  }

  testing::AssertionResult gone_and_confirmed() {
    if (bed.contents() != expected) {
      return testing::AssertionFailure() << "LinkedIn holds " << bed.contents().size() << " for "
                                         << expected.size() << "\nalarms: " << bed.alarms();
    }
    const ExchangeCounts counts = bed.counts().exchange;
    if (counts.erasures_confirmed == counts.erasures_requested && counts.erasures_confirmed > 0) {
      return testing::AssertionSuccess();
    }
    return testing::AssertionFailure()
           << counts.erasures_confirmed << " confirmed of " << counts.erasures_requested;
  }

  TenantBed bed;
  ErasedPerson person;
  Overheard heard{{}};
  std::map<std::string, std::string> before, expected;
};

IN_BOTH_GENERATIONS(Erase);

TEST_P(Erase, ByIdLeavesChildrenFirstIsVerifiedByReadingAndConfirmed) {
  erase(by_id(person));
  EXPECT_TRUE(gone_and_confirmed());
  EXPECT_TRUE(heard.children_first());
  EXPECT_GT(heard.count(What::deleted_child), 0u);
  EXPECT_GT(heard.count(What::deleted_application), 0u);
  EXPECT_EQ(heard.count(What::deleted_candidate), 1u);
  EXPECT_EQ(heard.count(What::wrote), 0u);
  EXPECT_TRUE(heard.verified());
  EXPECT_EQ(bed.alarms(), "");
}

TEST_P(Erase, ByAddressTakesWhoeverCarriesIt) {
  const auto others = bed.change(Kind::candidate, Operation::insert, {{"email", person.email}});
  ASSERT_TRUE(bed.sync());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, std::to_string(others.at(0))), nullptr);
  erase({.ticket = erase_ticket,
         .erasure = "case-1",
         .candidate = {},
         .email = person.email,
         .member = {}});
  EXPECT_TRUE(gone_and_confirmed()) << "both of them";
}

TEST_P(Erase, ByMemberTakesWhoWasExportedAndRefusesThemFromThenOn) {
  const std::string job = bed.open_jobs().at(0);
  ASSERT_EQ(bed.export_to(job, TenantBed::somebody("Nadja")).why_not, "");
  ASSERT_EQ(bed.counts().exchange.exports_created, 1u) << bed.alarms();
  ASSERT_NE(bed.contents(), before);
  expected = before;
  erase({.ticket = erase_ticket,
         .erasure = "case-1",
         .candidate = {},
         .email = {},
         .member = "urn:li:person:Nadja"});
  EXPECT_TRUE(gone_and_confirmed());
  const std::size_t rows = bed.world.all<sim::Candidate>().rows();
  ASSERT_EQ(bed.export_to(job, TenantBed::somebody("Nadja")).why_not, "");
  const ExchangeCounts counts = bed.counts().exchange;
  EXPECT_EQ(counts.exports_refused, 1u);
  EXPECT_EQ(counts.refusals, (decltype(counts.refusals){{"erased", 1}}));
  EXPECT_EQ(bed.world.all<sim::Candidate>().rows(), rows);
  EXPECT_TRUE(gone_and_confirmed());
}

TEST_P(Erase, WhatWasReadyBeforeIsNotSentAnyMore) {
  bed.linkedin.options().unavailable = 100'000;
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {person.number});
  const auto fresh = bed.change(Kind::candidate, Operation::insert,
                                {{"first_name", "Nobody"}, {"email", "nobody@example.com"}});
  const std::string newcomer = std::to_string(fresh.at(0));
  bed.run->ask_sync();
  bed.run->run_to_quiet(1min, 1h);
  ASSERT_EQ(bed.row(RecordKind::candidate, person.id).state, EntityState::ready);
  ASSERT_EQ(bed.row(RecordKind::candidate, newcomer).state, EntityState::ready);
  heard.all.clear();
  bed.run->tell(by_id(person));
  bed.run->tell(EraseAsked{.ticket = erase_ticket + 1,
                           .erasure = "case-2",
                           .candidate = {},
                           .email = "nobody@example.com",
                           .member = {}});
  bed.run->run_to_quiet(1min, 10min);
  bed.linkedin.options().unavailable = 0;
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(heard.count(What::wrote), 0u);
  EXPECT_TRUE(gone_and_confirmed());
  const sim::Ledger& ledger = bed.linkedin.ledger(bed.run->now());
  EXPECT_EQ(ledger.find(EntityKind::candidate, bed_organization, newcomer), nullptr);
}

TEST_P(Erase, NothingBringsThemBack) {
  erase(by_id(person));
  ASSERT_TRUE(gone_and_confirmed());
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(gone_and_confirmed()) << "a full listing, in which the ATS still has them";
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {person.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(gone_and_confirmed()) << "a web hook about an edit";
  bed.change(Kind::candidate, Operation::update, {{"last_name", "Other"}}, {person.number});
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(gone_and_confirmed()) << "a delta with an edit";
  bed.change(Kind::application, Operation::insert,
             {{"candidate_id", person.id}, {"job_id", bed.open_jobs().at(0)}});
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(gone_and_confirmed()) << "an application for another job";
  bed.restart_as(GetParam());
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(gone_and_confirmed()) << "another life";
  EXPECT_EQ(bed.row(RecordKind::candidate, person.id).reason, "erased");
}

TEST_P(Erase, SomebodyNewWithTheSameAddressIsHeldUntilAPersonLetsThemGo) {
  erase(by_id(person));
  const auto fresh = bed.change(Kind::candidate, Operation::insert, {{"email", person.email}});
  const std::string id = std::to_string(fresh.at(0));
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.row(RecordKind::candidate, id).state, EntityState::held);
  EXPECT_EQ(bed.row(RecordKind::candidate, id).reason, "erased_before");
  EXPECT_TRUE(gone_and_confirmed());
  const Told released = bed.answer_to(ReleaseAsked{erase_ticket + 1, id}, erase_ticket + 1);
  EXPECT_FALSE(released.error);
  ASSERT_TRUE(bed.sync());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, id), nullptr);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  EXPECT_TRUE(bed.answer_to(ReleaseAsked{erase_ticket + 2, person.id}, erase_ticket + 2).error)
      << "whoever was erased is not held, and nobody lets them go";
}

TEST_P(Erase, ALinkedInThatStillHasThemIsToldAgain) {
  // The last write of the person alone, which LinkedIn makes up again from some copy.
  std::optional<HttpRequest> last;
  bed.overhear = [&](const HttpRequest& request) {
    if (request.method == "PUT" && on_candidates(request)) last = request;
  };
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {person.number});
  ASSERT_TRUE(bed.sync());
  ASSERT_TRUE(last);
  bool lied = false;
  bed.overhear = [&](const HttpRequest& request) {
    heard.hear(request);
    if (lied || request.method != "GET" || !on_candidates(request)) return;
    lied = true;
    EXPECT_EQ(bed.linkedin.answer(*last, bed.run->now()).status, 200);
  };
  heard.all.clear();
  bool told = false;
  bed.around_store = [&](Store& store, const StoreVerb& verb) {
    told = told || bed.alarmed("still holds records that it said were deleted");
    return store.carry_out(verb);
  };
  erase(by_id(person));
  EXPECT_TRUE(lied);
  EXPECT_TRUE(told || bed.alarmed("still holds records that it said were deleted"));
  EXPECT_EQ(heard.count(What::deleted_candidate), 2u);
  EXPECT_TRUE(heard.verified());
  EXPECT_TRUE(gone_and_confirmed());
}

TEST_P(Erase, NothingIsConfirmedThatCouldNotBeRead) {
  bed.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool records = request.target.starts_with("/v2/ats") ||
                         request.target.starts_with("/rest/candidate") ||
                         request.target.starts_with("/rest/atsApplications");
    if (peer == Peer::linkedin && request.method == "GET" && records)
      reply = HttpResponse{503, {}, "busy"};
    return std::optional(std::move(reply));
  };
  erase(by_id(person));
  EXPECT_EQ(bed.contents(), expected);
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 0u);
  bed.meddle = nullptr;
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(gone_and_confirmed());
}

// ---- what the vendor tells of -----------------------------------------------------------------

TEST_P(Erase, AWebHookThatSomebodyIsDeletedTakesThemFromLinkedIn) {
  bed.change(Kind::candidate, Operation::remove, {}, {person.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.contents(), expected);
  EXPECT_TRUE(heard.children_first());
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

TEST_P(Erase, AWebHookThatSomebodyIsAnonymisedTakesThemFromLinkedIn) {
  bed.change(Kind::candidate, Operation::anonymise, {}, {person.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.contents(), expected);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

TEST_P(Erase, AWebHookThatTwoAreOneLeavesTheOneWhoStays) {
  const auto into = bed.change(Kind::candidate, Operation::insert);
  ASSERT_TRUE(bed.sync());
  bed.change(Kind::candidate, Operation::merge, {{"into", std::to_string(into.at(0))}},
             {person.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, std::to_string(into.at(0))), nullptr);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_NE(bed.at_linkedin(EntityKind::application, person.applications.at(0)), nullptr)
      << "it belongs to the other now";
}

TEST_P(Erase, AWebHookThatLiesAboutADeletionChangesNothing) {
  HttpRequest push;
  push.method = "POST";
  push.origin = "https://hooks.example.com";
  push.target = "/vendor/acme";
  push.body = R"({"action":"delete_candidate","payload":{"person":{"id":)" + person.id +
              R"(,"deleted_application_ids":[)" + person.applications.at(0) + "]}}}";
  push.headers = {
      {"Content-Type", "application/json"},
      {"Greenhouse-Event-ID", "0000-lie"},
      {"Signature", "sha256 " + to_hex(bytes_of(hmac_sha256("hook-secret", push.body)))}};
  EXPECT_EQ(bed.run->knock(push).status, 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.contents(), before);
  EXPECT_EQ(heard.all, std::vector<What>{});
  EXPECT_TRUE(bed.agrees());
}

// ---- a power cut ------------------------------------------------------------------------------

// Enough for somebody with records of four kinds.
BedSettings tiny_world(const char* version) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(12, 6);
  settings.version = version;
  return settings;
}

class EraseCut : public InEitherGeneration {
 protected:
  // What an erasure that nothing cuts leaves a trace of.
  static std::vector<std::uint64_t> places_to_cut() {
    TenantBed bed(tiny_world(GetParam()));
    EXPECT_TRUE(bed.sync());
    const ErasedPerson person = somebody_to_erase(bed);
    const Traces traces(bed);
    bed.run->tell(by_id(person));
    const std::uint64_t told = bed.run->effects();
    EXPECT_TRUE(bed.settle());
    return traces.beyond(told);
  }
};

IN_BOTH_GENERATIONS(EraseCut);

TEST_P(EraseCut, AfterAnyEffectOfAnErasureTheNextLifeEndsIt) {
  const std::vector<std::uint64_t> cuts = places_to_cut();
  EXPECT_GT(cuts.size(), 8u);
  for (const std::uint64_t at : cuts) {
    TenantBed bed(tiny_world(GetParam()));
    ASSERT_TRUE(bed.sync());
    const ErasedPerson person = somebody_to_erase(bed);
    const auto expected = without(bed.contents(), person);
    Overheard heard(person);
    bed.overhear = [&heard](const HttpRequest& request) { heard.hear(request); };
    bed.run->tell(by_id(person));
    ASSERT_TRUE(bed.run->run_then_crash(at));
    bed.run->restart();
    // Whoever got no answer asks again; what the store had goes on by itself.
    if (bed.counts().exchange.erasures_requested == 0) bed.run->tell(by_id(person));
    ASSERT_TRUE(bed.settle()) << "cut after effect " << at;
    ASSERT_TRUE(bed.sync(true));
    ASSERT_EQ(bed.contents(), expected) << "cut after effect " << at;
    ASSERT_EQ(bed.counts().exchange.erasures_requested, 1u);
    ASSERT_EQ(bed.counts().exchange.erasures_confirmed, 1u) << "cut after effect " << at;
    ASSERT_EQ(heard.count(What::wrote), 0u) << "cut after effect " << at;
    ASSERT_TRUE(heard.children_first()) << "cut after effect " << at;
  }
}

// ---- the same with a mechanism taken away -----------------------------------------------------

class EraseTwin : public Erase {};

IN_BOTH_GENERATIONS(EraseTwin);

// A store that gives the person out for withdrawal although their records are still there.
TEST_P(EraseTwin, ParentsFirstIsSeen) {
  bool given = false;
  bed.around_store = [&](Store& store, const StoreVerb& verb) -> Result<StoreAnswer> {
    const auto* take = std::get_if<TakeWithdrawals>(&verb);
    if (take == nullptr || given || take->kind != RecordKind::candidate) {
      return store.carry_out(verb);
    }
    const EntityRow row = bed.row(RecordKind::candidate, person.id);
    if (row.state != EntityState::withdrawing) return store.carry_out(verb);
    given = true;
    WorkItem item;
    item.key = row.key;
    item.version = row.wanted;
    item.withdrawing = item.confirmed = true;
    return StoreAnswer(Work{{item}});
  };
  erase(by_id(person));
  EXPECT_TRUE(given);
  EXPECT_FALSE(heard.children_first());
  const sim::Verdict said = bed.verdict();
  EXPECT_GT(said.cascaded + said.orphaned, 0u) << "the judge sees it as well";
}

// A store that withdraws whoever is named and remembers nobody.
TEST_P(EraseTwin, WithoutATombstoneTheNextFullListingBringsThemBack) {
  bed.around_store = [&](Store& store, const StoreVerb& verb) -> Result<StoreAnswer> {
    if (!std::holds_alternative<Suppress>(verb)) return store.carry_out(verb);
    const auto marked = store.carry_out(
        Mark{RecordKind::candidate, {person.id}, EntityState::withdrawing, "erased"});
    if (!marked) return marked.error();
    return StoreAnswer(Suppressed{1, 1});
  };
  erase(by_id(person));
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
}

// A flow that no longer says who somebody is.
TEST_P(EraseTwin, WithoutIdentitiesSomebodyErasedComesBackUnderAnotherId) {
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    const auto* page = std::get_if<CommitPage>(&verb);
    if (page == nullptr) return store.carry_out(verb);
    CommitPage nameless = *page;
    for (EntityWrite& write : nameless.writes) write.identities.clear();
    return store.carry_out(nameless);
  };
  erase(by_id(person));
  const auto fresh = bed.change(Kind::candidate, Operation::insert, {{"email", person.email}});
  ASSERT_TRUE(bed.sync());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, std::to_string(fresh.at(0))), nullptr);
}

}  // namespace
}  // namespace crosswalk
