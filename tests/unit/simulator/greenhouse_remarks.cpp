// Notes and scorecards on the wire: words, filters and ratings as documented. What is private must
// be told apart by the reader, so it must be told at all.

#include <algorithm>

#include "base/text/dates.hpp"
#include "unit/simulator/greenhouse_client.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class GreenhouseRemarks : public testing::Test, public GreenhouseClient {
 protected:
  const Scorecard& rated() const {
    for (const Scorecard& each : world.all<Scorecard>()) {
      if (world.attributes_of(each).size() > 1) return each;
    }
    ADD_FAILURE() << "the world has none";
    return *world.all<Scorecard>().begin();
  }
};

TEST_F(GreenhouseRemarks, ANoteSaysWhoWroteItOfWhomAndWhoMayReadIt) {
  ASSERT_GT(world.all<Note>().rows(), 0U);
  for (const Note& each : world.all<Note>()) {
    const Json row = only("/v3/notes?ids=" + std::to_string(each.id));
    EXPECT_EQ(*row.find("candidate_id"), Json(each.candidate_id));
    EXPECT_EQ(row.text_of("body"), each.body);
    EXPECT_EQ(row.text_of("created_at"), format_instant(each.created_at));
    EXPECT_EQ(row.find("application_id")->is_null(), each.application_id == 0);
    EXPECT_EQ(row.find("user_id")->is_null(), each.user_id == 0);
    EXPECT_EQ(row.text_of("type") == "NOTE", each.type == NoteType::note);
    EXPECT_EQ(row.text_of("visibility") == "publicly_visible",
              each.visibility == Visibility::everyone);
  }
}

TEST_F(GreenhouseRemarks, NotesAreFoundByPersonApplicationTypeAndVisibility) {
  const Note& note = first<Note>([](const Note& n) { return n.application_id != 0; });
  const auto of_person = ids(get("/v3/notes?candidate_ids=" + std::to_string(note.candidate_id)));
  EXPECT_EQ(of_person.size(), world.notes_of(*world.find<Candidate>(note.candidate_id)).size());
  const auto of_application =
      ids(get("/v3/notes?application_ids=" + std::to_string(note.application_id)));
  EXPECT_FALSE(of_application.empty());
  for (const Id id : of_application) {
    EXPECT_EQ(world.find<Note>(id)->application_id, note.application_id);
  }
  const auto inmails = walk("/v3/notes?type=LINKEDIN_INMAIL");
  EXPECT_FALSE(inmails.empty());
  for (const Id id : inmails) EXPECT_EQ(world.find<Note>(id)->type, NoteType::linkedin_inmail);
  const auto hidden = walk("/v3/notes?visibility=admin_only_visible&type=NOTE");
  EXPECT_FALSE(hidden.empty());
  for (const Id id : hidden) EXPECT_EQ(world.find<Note>(id)->visibility, Visibility::admins);
}

TEST_F(GreenhouseRemarks, AnEditedNoteShowsInItsWindow) {
  const Id id = world.all<Note>().begin()->id;
  now += 10min;
  world.edit<Note>(id, now, [](Note& n) { n.body = "Two \"words\""; });
  const auto found = rows(get("/v3/notes?updated_at=gte%7C" + format_instant(now)));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].text_of("body"), "Two \"words\"");
  world.remove(Kind::note, id, now);
  EXPECT_EQ(get("/v3/notes?ids=" + std::to_string(id)).body, "[]");
}

TEST_F(GreenhouseRemarks, AScorecardCarriesItsVerdictAndADraftHasNone) {
  ASSERT_GT(world.all<Scorecard>().rows(), 0U);
  for (const Scorecard& each : world.all<Scorecard>()) {
    const Json row = only("/v3/scorecards?ids=" + std::to_string(each.id));
    EXPECT_EQ(row.text_of("status"), each.complete ? "complete" : "draft");
    EXPECT_EQ(row.find("submitted_at")->is_null(), !each.complete);
    EXPECT_EQ(row.find("candidate_rating")->is_null(), !each.complete);
    EXPECT_EQ(row.text_of("public_notes"), each.public_notes);
    EXPECT_EQ(row.text_of("private_notes"), each.private_notes);
    EXPECT_EQ(*row.find("interviewer_id"), Json(each.interviewer_id));
  }
  const auto drafts = walk("/v3/scorecards?status=draft");
  EXPECT_FALSE(drafts.empty());
  for (const Id id : drafts) {
    EXPECT_FALSE(world.find<Scorecard>(id)->complete);
  }
  const Id about = rated().application_id;
  const auto of_application = ids(get("/v3/scorecards?application_ids=" + std::to_string(about)));
  EXPECT_FALSE(of_application.empty());
  for (const Id id : of_application) {
    EXPECT_EQ(world.find<Scorecard>(id)->application_id, about);
  }
}

TEST_F(GreenhouseRemarks, RatingsAreInsideAndAResourceOfTheirOwn) {
  const Scorecard& card = rated();
  const std::string target = "/v3/scorecards?ids=" + std::to_string(card.id);
  const Json row = only(target);
  const auto ratings =
      rows(get("/v3/scorecard_candidate_attributes?scorecard_ids=" + std::to_string(card.id)));
  const auto& inside = *row.find("attributes")->items();
  ASSERT_EQ(ratings.size(), inside.size());
  // Newest first there, in order here.
  for (std::size_t at = 0; at < inside.size(); ++at) {
    const Json& rating = ratings[ratings.size() - 1 - at];
    EXPECT_EQ(rating.text_of("candidate_attribute_rating"), inside[at].text_of("rating"));
    const Json what = only("/v3/job_candidate_attributes?ids=" +
                           std::to_string(*rating.find("job_candidate_attribute_id")->integer()));
    EXPECT_EQ(what.text_of("name"), inside[at].text_of("name"));
  }
  GreenhouseOptions account = peer.options();
  account.embedded_attributes = false;
  peer.set_options(account);
  EXPECT_EQ(only(target).find("attributes"), nullptr);
}

TEST_F(GreenhouseRemarks, ARenamedAttributeShowsInTheScorecard) {
  const Scorecard& card = rated();
  const std::string target = "/v3/scorecards?ids=" + std::to_string(card.id);
  get(target);
  const Id what = world.attributes_of(card).front()->attribute_id;
  world.edit<JobAttribute>(what, now, [](JobAttribute& row) { row.name = "Whistles well"; });
  EXPECT_NE(get(target).body.find("Whistles well"), std::string::npos);
  world.remove(Kind::job_attribute, what, now);
  EXPECT_EQ(get(target).body.find("Whistles well"), std::string::npos);
}

TEST_F(GreenhouseRemarks, PeopleAreFoundByEmailWhateverItsCase) {
  const Candidate& person =
      first<Candidate>([](const Candidate& c) { return !c.is_private && !c.work_email.empty(); });
  std::string loud(person.work_email);
  std::ranges::transform(loud, loud.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  });
  EXPECT_EQ(walk("/v3/candidates?email=" + percent_encode(loud)), std::vector<Id>{person.id});
  EXPECT_EQ(walk("/v3/candidates?email=" + percent_encode(person.email)),
            std::vector<Id>{person.id});
  EXPECT_TRUE(walk("/v3/candidates?email=nobody@example.com").empty());
  EXPECT_TRUE(walk("/v3/candidates?email=").empty()) << "not those without one";
}

TEST_F(GreenhouseRemarks, APrivatePersonIsNotGivenAwayByAFilter) {
  const Candidate& hidden =
      first<Candidate>([](const Candidate& c) { return c.is_private && !c.email.empty(); });
  const std::string target = "/v3/candidates?email=" + percent_encode(hidden.email);
  EXPECT_TRUE(walk(target).empty());
  GreenhouseOptions account = peer.options();
  account.sees_private = true;
  peer.set_options(account);
  EXPECT_EQ(walk(target), std::vector<Id>{hidden.id});
}

}  // namespace
}  // namespace crosswalk::sim
