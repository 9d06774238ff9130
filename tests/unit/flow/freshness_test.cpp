// A listing fetches pages ahead, and a push is worked off beside it. A page that was asked for
// before somebody was asked for by name must not undo what that told: somebody erased would be
// back.

#include <gtest/gtest.h>

#include "flow/reading/page_commit.hpp"
#include "unit/flow/model_store.hpp"

namespace crosswalk {
namespace {

constexpr RecordKind candidate = RecordKind::candidate;

struct PageBed {
  PageBed() : context(tenant()) { object.kind = candidate; }

  static TenantSetup tenant() {
    TenantSetup setup;
    setup.digest_key = std::string(32, 'k');
    return setup;
  }

  static PageRead page(const std::string& id) {
    Record record;
    record.key = {candidate, id};
    record.set(Field::candidate_first_name, std::string("Ana"));
    PageRead page;
    page.items = 1;
    page.ids = {id};
    encode_record(record, page.mapped);
    append_findings({}, page.mapped);
    return page;
  }

  void commit(PageRead page, std::uint64_t question, std::vector<std::string> named) {
    commit_page(context, object, std::move(page),
                {.cursor = {},
                 .reread_done = {},
                 .question = question,
                 .named = std::move(named),
                 .doubted = {},
                 .done = [](bool) {},
                 .refused = [](const std::string& why) { ADD_FAILURE() << why; }});
    for (Effects effects = context.desk.take_effects(); !effects.empty();
         effects = context.desk.take_effects()) {
      for (Effect& effect : effects) {
        auto& use = std::get<UseStore>(effect);
        context.desk.hear(StoreDone{use.slot, store.carry_out(use.verb)});
      }
    }
  }

  bool knows(const std::string& id) const { return store.entities.contains({candidate, id}); }

  ModelStore store;
  ObjectSpec object;
  Context context;
};

TEST(Freshness, AnOlderPageDoesNotBringBackWhoWasSaidToBeGone) {
  PageBed bed;
  const std::uint64_t listed = bed.context.fresh.ask();
  const std::uint64_t named = bed.context.fresh.ask();
  bed.commit({}, named, {"C1"});
  bed.commit(PageBed::page("C1"), listed, {});
  EXPECT_FALSE(bed.knows("C1"));
}

TEST(Freshness, AnOlderPageIsGoodForEverybodyElse) {
  PageBed bed;
  const std::uint64_t listed = bed.context.fresh.ask();
  bed.commit({}, bed.context.fresh.ask(), {"C1"});
  bed.commit(PageBed::page("C2"), listed, {});
  EXPECT_TRUE(bed.knows("C2"));
}

TEST(Freshness, ANewerPageIsBelieved) {
  PageBed bed;
  bed.commit({}, bed.context.fresh.ask(), {"C1"});
  bed.commit(PageBed::page("C1"), bed.context.fresh.ask(), {});
  EXPECT_TRUE(bed.knows("C1"));
}

TEST(Freshness, OfTwoAnswersByNameTheLaterQuestionCounts) {
  PageBed bed;
  const std::uint64_t first = bed.context.fresh.ask(), second = bed.context.fresh.ask();
  bed.commit({}, second, {"C1"});
  bed.commit(PageBed::page("C1"), first, {"C1"});
  EXPECT_FALSE(bed.knows("C1"));
}

TEST(Freshness, RemembersNoMoreThanPagesMayWait) {
  Freshness fresh;
  const std::uint64_t listed = fresh.ask();
  fresh.note({candidate, "first"}, fresh.ask());
  EXPECT_TRUE(fresh.is_stale({candidate, "first"}, listed));
  for (int at = 0; at < 10'000; ++at) fresh.note({candidate, std::to_string(at)}, fresh.ask());
  EXPECT_FALSE(fresh.is_stale({candidate, "first"}, listed));
  EXPECT_TRUE(fresh.is_stale({candidate, "9999"}, listed));
}

}  // namespace
}  // namespace crosswalk
