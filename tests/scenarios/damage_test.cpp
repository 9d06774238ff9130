// The promises above hold because of a few mechanisms. Here each one is broken on purpose, and
// the damage must show: a test that stays green without the mechanism would prove nothing.

#include "scenarios/tenant_bed.hpp"
#include "unit/simulator/linkedin_client.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

PageRead* page_of(Result<Answer>& answer) {
  return answer ? std::get_if<PageRead>(&*answer) : nullptr;
}

bool lists(const Step& step, std::string_view object) {
  const auto* page = std::get_if<ReadPage>(&step);
  return page != nullptr && page->object == object && page->mode != ReadMode::by_id;
}

// Sixty candidates in three pages, the last of ten: as many as may be missing without a person.
BedSettings three_pages() { return {.world = BedSettings::sized_world(60, 20), .page_items = 25}; }

// An engine that takes the second page of candidates for the last one.
auto forgets_the_rest(int& pages) {
  return [&pages](Engine& engine, const Step& step) {
    Result<Answer> answer = engine.take(step);
    PageRead* page = page_of(answer);
    if (page == nullptr || !lists(step, "candidates") || !page->needs.empty()) return answer;
    if (++pages != 2) return answer;
    page->next.reset();
    page->complete = true;
    return answer;
  };
}

TEST(Damage, ADroppedLastPageIsMissedByTheJudge) {
  TenantBed bed(three_pages());
  int pages = 0;
  bed.around_engine = forgets_the_rest(pages);
  ASSERT_TRUE(bed.sync());
  EXPECT_FALSE(bed.agrees());
  EXPECT_GT(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 0u);
}

// The second proof, by id, is what keeps those whom a listing wrongly called complete left out.
TEST(Damage, AnIncompleteListingCalledCompleteIsStoppedByTheSecondProof) {
  TenantBed bed(three_pages());
  ASSERT_TRUE(bed.sync());
  int pages = 0;
  int confirmations = 0;
  bed.around_engine = forgets_the_rest(pages);
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool by_id = request.target.find("/v3/candidates?per_page=500&ids=") == 0;
    if (peer == Peer::vendor && by_id) ++confirmations;
    return std::optional(std::move(reply));
  };
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_GT(confirmations, 0);
  EXPECT_TRUE(bed.agrees());
}

TEST(Damage, WithoutTheSecondProofTheSameListingDeletesPeople) {
  TenantBed bed(three_pages());
  ASSERT_TRUE(bed.sync());
  int pages = 0;
  bed.around_engine = forgets_the_rest(pages);
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool by_id = request.target.find("ids=") != std::string::npos;
    if (peer == Peer::vendor && by_id) reply.body = "[]";
    return std::optional(std::move(reply));
  };
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_FALSE(bed.agrees());
  EXPECT_GT(bed.verdict().kinds[static_cast<std::size_t>(EntityKind::candidate)].missing, 0u);
}

TEST(Damage, ASkippedSecondCommitSendsAgainWhatLinkedInHas) {
  TenantBed bed;
  int skipped = 0;
  bed.around_store = [&](Store& store, const StoreVerb& verb) {
    if (std::holds_alternative<CommitOutcomes>(verb) && skipped++ == 1) {
      return Result<StoreAnswer>(OutcomesCommitted{});
    }
    return store.carry_out(verb);
  };
  ASSERT_TRUE(bed.sync());
  EXPECT_GT(bed.repeated(), 0u);
}

// The store dies between two halves of what must be one commit, or before it.
void die_in_page(TenantBed& bed, bool cursor_first) {
  int pages = 0;
  bed.around_store = [&bed, &pages, cursor_first](Store& store, const StoreVerb& verb) {
    const auto* commit = std::get_if<CommitPage>(&verb);
    const bool hit = commit != nullptr && commit->cursor.object == "candidates" && ++pages == 2;
    if (!hit) return store.carry_out(verb);
    if (cursor_first) {
      CommitPage cursor = *commit;
      cursor.writes.clear();
      cursor.seen.clear();
      EXPECT_TRUE(store.carry_out(cursor));
    }
    return Result<StoreAnswer>(Error{ErrorCode::internal, "the power failed", "store"});
  };
  bed.run->ask_sync(false);
  bed.run->run_to_quiet(1s, 1h);
  EXPECT_TRUE(bed.alarmed("the store cannot go on"));
  bed.around_store = nullptr;
  bed.run->restart();
  ASSERT_TRUE(bed.sync());
}

TEST(Damage, ACursorThatMovesBeforeItsPageLosesThePage) {
  TenantBed whole(three_pages());
  die_in_page(whole, false);
  EXPECT_TRUE(whole.agrees());
  TenantBed torn(three_pages());
  die_in_page(torn, true);
  EXPECT_FALSE(torn.agrees());
}

TEST(Damage, ForgottenMarksLookLikeAMassDeletionAndStopForAPerson) {
  TenantBed bed(three_pages());
  ASSERT_TRUE(bed.sync());
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    const auto* commit = std::get_if<CommitPage>(&verb);
    if (commit == nullptr) return store.carry_out(verb);
    CommitPage forgetful = *commit;
    forgetful.seen.clear();
    return store.carry_out(forgetful);
  };
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_TRUE(bed.alarmed("missing from the vendor's listing at once"));
  EXPECT_EQ(bed.run->report().kinds[1].read, 0u);
}

TEST(Damage, AHundredAndOneRecordsAreRefusedByLinkedInAndSeenByTheJudge) {
  sim::Client client;
  sim::Entities many;
  for (int at = 0; at < 101; ++at)
    many.emplace_back("C-" + std::to_string(at), sim::candidate_json());
  EXPECT_EQ(client.put(EntityKind::candidate, many).status, 400);
  sim::WorldOptions nobody;
  nobody.candidates = nobody.jobs = 0;
  const sim::Verdict verdict = sim::judge(sim::World(nobody), client.peer.ledger(client.now),
                                          {.organization = bed_organization});
  EXPECT_EQ(verdict.oversized_batches, 1u);
  EXPECT_FALSE(verdict.agrees());
}

TEST(DamageDeathTest, AHundredAndOneRecordsStopTheClientBeforeTheyLeave) {
  std::vector<Record> records(101);
  for (std::size_t at = 0; at < records.size(); ++at) {
    records[at].key = {RecordKind::candidate, std::to_string(at)};
  }
  const LinkedInTarget target{"https://api.linkedin.test", bed_organization, "PUBLIC"};
  EXPECT_DEATH(upsert_request(v2_dialect(), target, RecordKind::candidate, records), "");
}

}  // namespace
}  // namespace crosswalk
