// Somebody is to be forgotten whom this store does not know, because it was lost: LinkedIn holds
// them all the same. At stake: that an erasure is called confirmed about which LinkedIn was never
// asked, and somebody stays there for ever.

#include "scenarios/erased_person.hpp"
#include "scenarios/generations.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using What = Overheard::What;

BedSettings small_world(const char* version) {
  BedSettings settings;
  settings.world = BedSettings::sized_world(40, 12);
  settings.version = version;
  return settings;
}

class EraseLost : public InEitherGeneration {
 protected:
  EraseLost() : bed(small_world(GetParam())) {
    EXPECT_TRUE(bed.sync());
    person = somebody_to_erase(bed);
    heard = Overheard(person);
    bed.close_store();
    bed.open_store();  // In memory: nothing is left of it.
    bed.overhear = [this](const HttpRequest& request) { heard.hear(request); };
    bed.run->restart();
    EXPECT_NE(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  }

  EraseAsked by_id() const {
    return {.ticket = erase_ticket,
            .erasure = "case-1",
            .candidate = person.id,
            .email = {},
            .member = {}};
  }
  EraseAsked by_email() const {
    return {.ticket = erase_ticket,
            .erasure = "case-1",
            .candidate = {},
            .email = person.email,
            .member = {}};
  }

  TenantBed bed;
  ErasedPerson person;
  Overheard heard{{}};
};

IN_BOTH_GENERATIONS(EraseLost);

TEST_P(EraseLost, ByIdTheyAreDeletedAtLinkedInReadAndOnlyThenConfirmed) {
  const Told told = bed.answer_to(by_id(), erase_ticket);
  EXPECT_FALSE(told.error);
  EXPECT_EQ(heard.count(What::deleted_candidate), 1u);
  EXPECT_TRUE(heard.verified());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 1u);
}

TEST_P(EraseLost, ByIdNothingIsConfirmedWhileLinkedInIsDown) {
  bed.meddle = [](Peer peer, const HttpRequest&, HttpResponse reply) {
    if (peer == Peer::linkedin) reply = HttpResponse{503, {}, "busy"};
    return std::optional(std::move(reply));
  };
  bed.run->tell(by_id());
  bed.run->run_to_quiet(1min, 1h);
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 0u);
  bed.meddle = nullptr;
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 1u);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
}

TEST_P(EraseLost, ByAddressNobodyIsFoundUntilASyncKnowsThemAgain) {
  const Told told = bed.answer_to(by_email(), erase_ticket);
  ASSERT_EQ(told.words.size(), 2u);
  EXPECT_NE(told.words[1].find("LinkedIn was not asked"), std::string::npos);
  EXPECT_EQ(heard.all, std::vector<What>{});
  ExchangeCounts counts = bed.counts().exchange;
  EXPECT_EQ(counts.erasures_confirmed, 0u) << "LinkedIn was never asked";
  EXPECT_EQ(counts.erasures_of_nobody, 1u);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.row(RecordKind::candidate, person.id).reason, "erased_before");
  EraseAsked again = by_email();
  again.ticket = erase_ticket + 1;
  again.erasure = "case-2";
  EXPECT_EQ(bed.answer_to(again, erase_ticket + 1).erasure, "case-1");
  counts = bed.counts().exchange;
  EXPECT_EQ(counts.erasures_requested, 1u);
  EXPECT_EQ(counts.erasures_confirmed, 1u);
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, person.id), nullptr);
  for (const std::string& id : person.applications) {
    EXPECT_EQ(bed.at_linkedin(EntityKind::application, id), nullptr) << id;
  }
}

}  // namespace
}  // namespace crosswalk
