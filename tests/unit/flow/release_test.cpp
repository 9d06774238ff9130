// A person's word lets somebody go who only looked like somebody erased. At stake: a daemon reads
// them at once and sends them with all that hangs on them, and nobody waits for a full listing.

#include <gtest/gtest.h>

#include "privacy/identity.hpp"
#include "unit/flow/exchange_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;

// A tenant that polls once a day, where C9 carries an address that was erased.
void begin_after_erasure(ExchangeBed& bed) {
  bed.setup.tenant.options.poll = 24h;
  bed.begin();
  const Identity address = email_identity("nadja@example.com", bed.setup.tenant.digest_key);
  (void)bed.store.carry_out(Suppress{"case-1", {}, {address}, bed.run->now()});
  const Instant at = bed.run->now();
  PaperItem nadja;
  nadja.name = "Nadja";
  nadja.email = "nadja@example.com";
  bed.vendor.write("candidates", "C9", nadja, at);
  bed.vendor.write("applications", "A9", {.name = "Nadja", .job = "J1", .candidate = "C9"}, at);
  bed.run->advance(1h);
  ASSERT_TRUE(bed.sync());
  ASSERT_EQ(bed.reason(RecordKind::candidate, "C9"), "erased_before");
  bed.run->advance(1h);
}

std::string answer_to(ExchangeBed& bed, Ticket ticket, const std::string& candidate) {
  bed.run->tell(ReleaseAsked{ticket, candidate});
  EXPECT_TRUE(bed.quiet());
  for (const Told& told : bed.run->report().told) {
    if (told.ticket != ticket) continue;
    return told.error ? told.error->where + ": " + told.error->what : told.words.front();
  }
  return "no answer";
}

TEST(Release, OfADaemonBringsThemAtOnceWithTheirApplications) {
  ExchangeBed bed;
  bed.setup.tenant.options.polls = true;
  begin_after_erasure(bed);
  const std::uint64_t rounds = bed.run->report().rounds;
  const Instant before = bed.run->now();
  EXPECT_EQ(answer_to(bed, 1, "C9"), "released; the record is read again now");
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C9"), nullptr);
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A9"), nullptr);
  EXPECT_EQ(bed.run->report().rounds, rounds + 1);
  EXPECT_LT(bed.run->now() - before, 1h) << "the next poll is a day away";
}

TEST(Release, WithoutADaemonIsReadByTheNextSync) {
  ExchangeBed bed;
  begin_after_erasure(bed);
  EXPECT_EQ(answer_to(bed, 1, "C9"), "released; the record is read again with the next sync");
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, "C9"), nullptr);
  ASSERT_TRUE(bed.sync());
  EXPECT_NE(bed.at_linkedin(EntityKind::candidate, "C9"), nullptr);
  EXPECT_NE(bed.at_linkedin(EntityKind::application, "A9"), nullptr);
}

TEST(Release, OfSomebodyWhoIsNotHeldReadsNothing) {
  ExchangeBed bed;
  bed.setup.tenant.options.polls = true;
  begin_after_erasure(bed);
  const std::uint64_t rounds = bed.run->report().rounds;
  EXPECT_TRUE(answer_to(bed, 1, "C7").starts_with("candidate: no candidate with this id is held"));
  EXPECT_EQ(bed.run->report().rounds, rounds);
}

TEST(Release, AndItsOppositeSayHowManyInWordsThatFitTheNumber) {
  ExchangeBed bed;
  begin_after_erasure(bed);
  bed.run->tell(EraseAsked{2, "case-2", "C9", {}, {}});
  EXPECT_TRUE(bed.quiet());
  bed.run->tell(EraseAsked{3, "case-3", "C7", {}, {}});
  EXPECT_TRUE(bed.quiet());
  const auto& told = bed.run->report().told;
  ASSERT_EQ(told.size(), 2u);
  EXPECT_NE(told[0].words.at(0).find("; 1 candidate known, "), std::string::npos);
  EXPECT_NE(told[1].words.at(0).find("; 0 candidates known, "), std::string::npos);
}

}  // namespace
}  // namespace crosswalk
