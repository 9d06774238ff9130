// What is said of applicants is the most private thing there is, and the children of everything
// else: a note that loses its person, or stays when they go, would be our own leak.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class Remarks : public testing::Test {
 protected:
  Instant now() const { return world.options().start + 1h; }

  const Application& with_scorecard() const {
    for (const Scorecard& each : world.all<Scorecard>()) {
      const Application* const about = world.find<Application>(each.application_id);
      if (each.complete && each.first_attribute != 0) return *about;
    }
    return *world.all<Application>().begin();
  }

  static Mutation mutation(Kind kind, Operation operation) {
    Mutation wanted;
    wanted.kind = kind;
    wanted.operation = operation;
    return wanted;
  }

  /// What the diary says since it had that many entries.
  std::vector<Change> since(std::size_t before) const {
    return {world.changes().begin() + static_cast<std::ptrdiff_t>(before), world.changes().end()};
  }

  World world{WorldOptions{.candidates = 300}};
};

TEST_F(Remarks, ADemoMeetsEveryTypeAndVisibility) {
  std::set<NoteType> types;
  std::set<Visibility> seen_by;
  std::size_t about_applications = 0, unsigned_ones = 0;
  for (const Note& each : world.all<Note>()) {
    types.insert(each.type);
    seen_by.insert(each.visibility);
    about_applications += each.application_id == 0 ? 0 : 1;
    unsigned_ones += each.user_id == 0 ? 1 : 0;
  }
  EXPECT_EQ(types.size(), 5U);
  EXPECT_EQ(seen_by.size(), 3U);
  EXPECT_GT(about_applications, 20U);
  EXPECT_LT(about_applications, world.all<Note>().size() - 20);
  EXPECT_GT(unsigned_ones, 5U);
}

TEST_F(Remarks, ThereAreAsManyAsAskedFor) {
  WorldOptions options{.candidates = 4000};
  const World many(options);
  EXPECT_NEAR(static_cast<double>(many.all<Note>().size()) / 4000, 1.0, 0.05);
  std::size_t for_jobs = 0;
  for (const Application& each : many.all<Application>()) for_jobs += each.job_id == 0 ? 0 : 1;
  EXPECT_NEAR(static_cast<double>(many.all<Scorecard>().size()) / static_cast<double>(for_jobs),
              0.5, 0.05);
}

TEST_F(Remarks, OneNoteHas64KiBOfWholeCharacters) {
  std::size_t long_ones = 0;
  for (const Note& each : world.all<Note>()) {
    if (each.body.size() < 1000) continue;
    EXPECT_EQ(each.body.size(), 64U * 1024);
    EXPECT_EQ(each.body.back() & 0x80, 0);
    EXPECT_EQ(each.type, NoteType::note);
    ++long_ones;
  }
  EXPECT_EQ(long_ones, 1U);
}

TEST_F(Remarks, OneApplicationHasFiftyStagesOfOneMomentAndAnotherHasNone) {
  std::size_t fifty = 0, none = 0;
  for (const Application& each : world.all<Application>()) {
    const auto stages = world.stages_of(each);
    none += stages.empty() && each.job_id != 0 ? 1 : 0;
    if (stages.size() < 50) continue;
    ++fifty;
    const Instant moment = stages.back()->entered_at;
    EXPECT_GE(std::ranges::count_if(stages, [&](auto* s) { return s->entered_at == moment; }), 50);
    EXPECT_EQ(std::ranges::count_if(stages, [](auto* s) { return s->current; }), 1);
  }
  EXPECT_EQ(fifty, 1U);
  EXPECT_GE(none, 1U);
}

TEST_F(Remarks, RelationsHoldBothWays) {
  std::size_t notes = 0, cards = 0, ratings = 0, drafts = 0;
  for (const Candidate& person : world.all<Candidate>()) {
    for (const Note* each : world.notes_of(person)) {
      EXPECT_EQ(each->candidate_id, person.id);
      EXPECT_GE(each->created_at, person.created_at);
      const Application* const about = world.find<Application>(each->application_id);
      if (about != nullptr) {
        EXPECT_EQ(about->candidate_id, person.id);
        EXPECT_LE(about->created_at, each->created_at);
      }
      ++notes;
    }
  }
  for (const Application& about : world.all<Application>()) {
    for (const Scorecard* each : world.scorecards_of(about)) {
      EXPECT_EQ(each->application_id, about.id);
      EXPECT_EQ(each->complete, each->submitted_at.has_value());
      EXPECT_LE(each->interviewed_at, each->created_at);
      drafts += each->complete ? 0 : 1;
      ratings += world.attributes_of(*each).size();
      ++cards;
    }
  }
  EXPECT_EQ(notes, world.all<Note>().size());
  EXPECT_EQ(cards, world.all<Scorecard>().size());
  EXPECT_EQ(ratings, world.all<ScorecardAttribute>().size());
  EXPECT_GT(drafts, 3U);
}

TEST_F(Remarks, AnApplicationTakesAlongWhatIsSaidOfIt) {
  const Application& about = with_scorecard();
  const Candidate& person = *world.find<Candidate>(about.candidate_id);
  const Id of_person = world.add_note(person.id, 0, now());
  const Id of_application = world.add_note(person.id, about.id, now());
  const Id card = world.scorecards_of(about).front()->id;
  const Id rating = world.attributes_of(*world.find<Scorecard>(card)).front()->id;
  ASSERT_TRUE(world.remove(Kind::application, about.id, now()));
  EXPECT_NE(world.find<Note>(of_person), nullptr);
  EXPECT_EQ(world.find<Note>(of_application), nullptr);
  EXPECT_EQ(world.find<Scorecard>(card), nullptr);
  EXPECT_EQ(world.find<ScorecardAttribute>(rating), nullptr);
  ASSERT_TRUE(world.remove(Kind::candidate, person.id, now()));
  EXPECT_EQ(world.find<Note>(of_person), nullptr);
}

TEST_F(Remarks, NothingIsSaidOfNobody) {
  const Application& about = with_scorecard();
  const Id another = about.candidate_id == world.all<Candidate>().first_id()
                         ? about.candidate_id + 1
                         : world.all<Candidate>().first_id();
  EXPECT_EQ(world.add_note(1, 0, now()), 0U);
  EXPECT_EQ(world.add_note(another, about.id, now()), 0U) << "of somebody else";
  EXPECT_EQ(world.add_scorecard(1, now()), 0U);
  const Id prospect = world.add_application(about.candidate_id, 0, now());
  EXPECT_EQ(world.add_scorecard(prospect, now()), 0U) << "for no job";
}

TEST_F(Remarks, TwoRecordsOfOnePersonBecomeOne) {
  const Id from = with_scorecard().candidate_id;
  const Id into = world.add_candidate(now());
  const Id job = world.add_job(now());
  const Id own = world.add_application(into, job, now());
  const std::size_t applications = world.applications_of(*world.find<Candidate>(from)).size();
  const std::size_t notes = world.notes_of(*world.find<Candidate>(from)).size();
  ASSERT_TRUE(world.merge(from, into, now() + 1min));
  EXPECT_EQ(world.find<Candidate>(from), nullptr);
  const auto all = world.applications_of(*world.find<Candidate>(into));
  ASSERT_EQ(all.size(), applications + 1);
  EXPECT_EQ(all.back()->id, own) << "oldest first, whoever it came from";
  for (const Application* each : all) {
    EXPECT_EQ(each->candidate_id, into);
    EXPECT_EQ(each->updated_at, each->id == own ? now() : now() + 1min);
  }
  EXPECT_EQ(world.notes_of(*world.find<Candidate>(into)).size(), notes);
  EXPECT_EQ(world.tombstones().back().how, Departure::merged);
  EXPECT_EQ(world.tombstones().back().into, into);
  EXPECT_FALSE(world.merge(from, into, now()));
  EXPECT_FALSE(world.merge(into, into, now()));
}

TEST_F(Remarks, AClientsPersonIsWhatTheClientSaidAndNothingElse) {
  const Id somebody = world.all<Candidate>().first_id();
  const std::size_t notes = world.notes_of(*world.find<Candidate>(somebody)).size();
  Candidate wanted = *world.find<Candidate>(somebody);
  wanted.first_name = "Ada";
  wanted.tags = {"seen at the fair"};
  const Candidate& person = *world.find<Candidate>(world.admit(wanted, now()));
  EXPECT_EQ(person.first_name, "Ada");
  EXPECT_EQ(person.tags, std::vector<Text>{"seen at the fair"});
  EXPECT_EQ(person.created_at, now());
  EXPECT_TRUE(person.admitted);
  EXPECT_TRUE(world.applications_of(person).empty() && world.notes_of(person).empty());
  EXPECT_EQ(world.notes_of(*world.find<Candidate>(somebody)).size(), notes);
}

TEST_F(Remarks, TheDiaryTellsWhatHappenedAndWhatOnlyWentAlong) {
  EXPECT_TRUE(world.changes().empty()) << "it begins when the history ends";
  const Id job = world.add_job(now());
  const Id person = world.add_candidate(now());
  const Id application = world.add_application(person, job, now());
  world.advance(application, now());
  const std::size_t before = world.changes().size();
  EXPECT_EQ(world.changes().back().deed, Deed::advanced);
  world.remove(Kind::candidate, person, now() + 1min);
  const auto told = since(before);
  ASSERT_GE(told.size(), 3U);
  EXPECT_EQ(told.back().kind, Kind::candidate);
  EXPECT_EQ(told.back().other, 0U);
  EXPECT_EQ(told.back().at, now() + 1min);
  for (std::size_t at = 0; at + 1 < told.size(); ++at) EXPECT_EQ(told[at].other, person);
}

TEST_F(Remarks, MutationsKnowNotesScorecardsAndMerges) {
  const Application& about = with_scorecard();
  Mutation note = mutation(Kind::note, Operation::insert);
  note.fields = {{"application_id", std::to_string(about.id)}, {"body", "Call back."}};
  const auto made = mutate(world, note, 0, now());
  ASSERT_TRUE(made);
  EXPECT_EQ(world.find<Note>(made->front())->body, "Call back.");
  EXPECT_EQ(world.find<Note>(made->front())->application_id, about.id);
  Mutation hide = mutation(Kind::note, Operation::update);
  hide.ids = *made;
  hide.fields = {{"visibility", "admins"}, {"type", "email"}};
  ASSERT_TRUE(mutate(world, hide, 1, now()));
  EXPECT_EQ(world.find<Note>(made->front())->visibility, Visibility::admins);
  EXPECT_EQ(world.find<Note>(made->front())->type, NoteType::email);
  hide.fields = {{"visibility", "nobody"}};
  EXPECT_FALSE(mutate(world, hide, 2, now()));

  const auto card = mutate(world, mutation(Kind::scorecard, Operation::insert), 3, now());
  ASSERT_TRUE(card);
  EXPECT_TRUE(world.find<Scorecard>(card->front())->complete);

  Mutation merge = mutation(Kind::candidate, Operation::merge);
  merge.ids = {about.candidate_id};
  merge.fields = {{"onto", "7"}};
  EXPECT_FALSE(mutate(world, merge, 4, now()));
  merge.fields = {{"into", "7"}};
  EXPECT_FALSE(mutate(world, merge, 4, now()));
  const Id survivor = world.add_candidate(now());
  merge.fields = {{"into", std::to_string(survivor)}};
  ASSERT_TRUE(mutate(world, merge, 4, now()));
  EXPECT_EQ(world.tombstones().back().into, survivor);
  EXPECT_TRUE(mutate(world, mutation(Kind::candidate, Operation::merge), 5, now()));
}

TEST_F(Remarks, ADraftThatIsCompletedIsSubmitted) {
  for (const Scorecard& each : world.all<Scorecard>()) {
    if (each.complete) continue;
    Mutation submit = mutation(Kind::scorecard, Operation::update);
    submit.ids = {each.id};
    submit.fields = {{"complete", "true"}, {"rating", "yes"}};
    ASSERT_TRUE(mutate(world, submit, 0, now()));
    EXPECT_EQ(each.submitted_at, now());
    EXPECT_EQ(each.rating, Rating::yes);
    return;
  }
  FAIL() << "the world has no draft";
}

}  // namespace
}  // namespace crosswalk::sim
