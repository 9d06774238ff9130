// Recruiters make two records of one person one, and the vendor tells. At stake: that applications
// which went over are deleted at LinkedIn, that the member is lost and made anew by the next
// export, and that somebody who was erased comes back as the other.

#include "scenarios/erased_person.hpp"
#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;
using What = Overheard::What;

constexpr const char* nadja = "urn:li:person:Nadja";

BedSettings larger(BedSettings settings) {
  settings.world.candidates = 40;
  settings.world.jobs = 14;
  return settings;
}

// Somebody with an application, stages and notes, exported to a further job, and somebody else.
struct Two {
  explicit Two(Exchange& bed) : gone(somebody_to_erase(bed)) {
    const sim::Candidate& row = *bed.world.find<sim::Candidate>(gone.number);
    const auto applied = bed.world.applications_of(row);
    const auto open = std::ranges::find_if(bed.jobs, [&](const std::string& job) {
      return std::ranges::none_of(
          applied, [&](const auto* each) { return std::to_string(each->job_id) == job; });
    });
    EXPECT_NE(open, bed.jobs.end());
    EXPECT_EQ(bed.export_to(*open, Exchange::of(row)).why_not, "");
    gone = person_of(bed, gone.number);
    EXPECT_EQ(gone.applications.size(), applied.size() + 1) << bed.alarms();
    stays = bed.change(Kind::candidate, Operation::insert, {{"first_name", "Nadja"}}).at(0);
    EXPECT_TRUE(bed.sync());
    bed.members[gone.number] = nadja;
    EXPECT_TRUE(bed.agrees());
  }

  void merge(Exchange& bed) {
    bed.change(Kind::candidate, Operation::merge, {{"into", std::to_string(stays)}}, {gone.number});
    bed.members.erase(gone.number);
    bed.members[stays] = nadja;
  }

  ErasedPerson gone;
  sim::Id stays = 0;
};

std::string member_at_linkedin(Exchange& bed, sim::Id candidate) {
  const sim::Entity* held = bed.at_linkedin(EntityKind::candidate, std::to_string(candidate));
  return held == nullptr ? "nobody" : held->member;
}

TEST(Merges, AreAtLinkedInAfterThePushAlone) {
  for (const char* version : {"", "202603"}) {
    BedSettings settings = larger(exchanging());
    settings.version = version;
    Exchange bed(settings);
    Two two(bed);
    Overheard heard(two.gone);
    bed.overhear = [&heard](const HttpRequest& request) { heard.hear(request); };
    const std::uint64_t rounds = bed.run->report().rounds;
    two.merge(bed);
    ASSERT_TRUE(bed.settle()) << version;
    EXPECT_EQ(bed.run->report().rounds, rounds) << "no poll";
    EXPECT_TRUE(bed.agrees()) << version;
    EXPECT_EQ(member_at_linkedin(bed, two.gone.number), "nobody");
    EXPECT_EQ(member_at_linkedin(bed, two.stays), nadja);
    EXPECT_EQ(heard.count(What::deleted_application), 0u) << "they went over";
    for (const std::string& id : two.gone.applications) {
      EXPECT_NE(bed.at_linkedin(EntityKind::application, id), nullptr) << id;
    }
    EXPECT_EQ(bed.alarms(), "");
    ASSERT_TRUE(bed.sync(true));
    EXPECT_TRUE(bed.agrees()) << version;
  }
}

TEST(Merges, ByTheOlderInterfaceAreAtLinkedInAfterThePushAlone) {
  Exchange bed(larger(exchanging_by_v1()));
  const sim::Candidate& person = bed.known_without(bed.jobs.at(0));
  const sim::Id gone = person.id;
  bed.export_to(bed.jobs[0], Exchange::of(person));
  const auto applications = person_of(bed, gone).applications;
  const sim::Id stays = bed.change(Kind::candidate, Operation::insert).at(0);
  ASSERT_TRUE(bed.sync());
  ASSERT_EQ(member_at_linkedin(bed, gone), nadja);
  bed.change(Kind::candidate, Operation::merge, {{"into", std::to_string(stays)}}, {gone});
  ASSERT_TRUE(bed.settle());
  bed.members[stays] = nadja;
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(member_at_linkedin(bed, gone), "nobody");
  EXPECT_EQ(member_at_linkedin(bed, stays), nadja);
  for (const std::string& id : applications) {
    EXPECT_NE(bed.at_linkedin(EntityKind::application, id), nullptr) << id;
  }
}

TEST(Merges, TheNextExportOfTheMemberFindsWhoStays) {
  Exchange bed(larger(exchanging()));
  Two two(bed);
  two.merge(bed);
  ASSERT_TRUE(bed.settle());
  const std::size_t people = bed.world.all<sim::Candidate>().rows();
  const sim::Candidate& row = *bed.world.find<sim::Candidate>(two.stays);
  const std::size_t before = bed.world.applications_of(row).size();
  for (const std::string& job : bed.jobs) {
    const auto applied = bed.world.applications_of(row);
    if (std::ranges::any_of(
            applied, [&](const auto* each) { return std::to_string(each->job_id) == job; })) {
      continue;
    }
    ASSERT_EQ(bed.export_to(job, TenantBed::somebody("Nadja")).why_not, "");
    break;
  }
  EXPECT_EQ(bed.world.all<sim::Candidate>().rows(), people) << "nobody was made anew";
  EXPECT_EQ(bed.world.applications_of(row).size(), before + 1) << bed.alarms();
  EXPECT_TRUE(bed.agrees());
}

// As the vendor does it: whoever stays has the addresses of both from then on.
TEST(Merges, TheAddressOfSomebodyErasedKeepsBackWhoTookItIn) {
  Exchange bed(larger(exchanging()));
  const ErasedPerson gone = somebody_to_erase(bed);
  const sim::Id stays = bed.change(Kind::candidate, Operation::insert).at(0);
  ASSERT_TRUE(bed.sync());
  const Told told = bed.answer_to(
      EraseAsked{.ticket = 7, .erasure = "case-1", .candidate = gone.id, .email = {}, .member = {}},
      7);
  EXPECT_FALSE(told.error);
  const auto expected = without(bed.contents(), person_of(bed, stays));
  bed.change(Kind::candidate, Operation::update, {{"work_email", gone.email}}, {stays});
  bed.change(Kind::candidate, Operation::merge, {{"into", std::to_string(stays)}}, {gone.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.contents(), expected);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.contents(), expected);
  EXPECT_EQ(bed.row(RecordKind::candidate, std::to_string(stays)).reason, "erased_before");
}

TEST(Merges, SomebodyErasedKeepsBackWhoTookThemInWithoutSharingAnything) {
  Exchange bed(larger(exchanging()));
  const ErasedPerson gone = somebody_to_erase(bed);
  const sim::Id stays = bed.change(Kind::candidate, Operation::insert).at(0);
  ASSERT_TRUE(bed.sync());
  ASSERT_NE(member_at_linkedin(bed, stays), "nobody");
  const Told told = bed.answer_to(
      EraseAsked{.ticket = 7, .erasure = "case-1", .candidate = gone.id, .email = {}, .member = {}},
      7);
  EXPECT_FALSE(told.error);
  const auto expected = without(bed.contents(), person_of(bed, stays));
  bed.change(Kind::candidate, Operation::merge, {{"into", std::to_string(stays)}}, {gone.number});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.contents(), expected);
  bed.run->advance(2h);
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.contents(), expected) << "a full listing brings neither back";
  EXPECT_EQ(bed.counts().exchange.erasures_confirmed, 1u);
}

}  // namespace
}  // namespace crosswalk
