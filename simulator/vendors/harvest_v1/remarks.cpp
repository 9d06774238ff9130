// Scorecards and the activity feed in Harvest v1.

#include <array>

#include "vendors/harvest_v1/records.hpp"
#include "vendors/words.hpp"

namespace crosswalk::sim::harvest {
namespace {

std::string_view word_of(Rating rating) { return rating_word(rating, "definitely_not"); }

std::string_view word_of(Visibility visibility) {
  static constexpr std::array<std::string_view, 3> words = {"public", "private", "admin_only"};
  return word_at(visibility, words);
}

void add_question(std::string& list, std::string_view question, Text answer) {
  if (list.back() != '[') list += ',';
  JsonObject(list).null("id").text("question", question).text("answer", answer).close();
}

/// What was rated, by name, under each rating of the scale.
void append_ratings(std::string& out, const World& world,
                    const std::vector<const ScorecardAttribute*>& rated) {
  JsonObject all(out);
  for (const Rating rating :
       {Rating::strong_no, Rating::no, Rating::mixed, Rating::yes, Rating::strong_yes}) {
    std::string& names = all.value(word_of(rating));
    names += '[';
    for (const ScorecardAttribute* each : rated) {
      const auto* const what = world.find<JobAttribute>(each->attribute_id);
      if (what == nullptr || each->rating != rating) continue;
      if (names.back() != '[') names += ',';
      append_json_text(names, what->name);
    }
    names += ']';
  }
  all.close();
}

}  // namespace

void Records::write(const Scorecard& row, std::string& out) const {
  const auto* const about = world_.find<Application>(row.application_id);
  const std::vector<const ScorecardAttribute*> rated = world_.attributes_of(row);
  JsonObject card(out);
  add_id(card, "id", row.id);
  add_dates(card, row, false);
  card.text("interview", row.interview);
  add_named(card, "interview_step", row.job_stage_id, row.interview);
  add_id(card, "candidate_id", about == nullptr ? 0 : about->candidate_id);
  add_id(card, "application_id", row.application_id);
  card.instant("interviewed_at", row.interviewed_at);
  add_user(card, "submitted_by", row.submitter_id);
  add_user(card, "interviewer", row.interviewer_id);
  card.instant("submitted_at", row.submitted_at);
  card.text("overall_recommendation", word_of(row.rating));
  std::string& attributes = card.value("attributes");
  attributes += '[';
  for (const ScorecardAttribute* each : rated) {
    const auto* const what = world_.find<JobAttribute>(each->attribute_id);
    if (what == nullptr) continue;
    if (attributes.back() != '[') attributes += ',';
    JsonObject one(attributes);
    one.text("name", what->name).text("type", "Skills").null("note");
    one.text("rating", word_of(each->rating)).close();
  }
  attributes += ']';
  append_ratings(card.value("ratings"), world_, rated);
  std::string& questions = card.value("questions");
  questions += '[';
  add_question(questions, "Key Take-Aways", row.public_notes);
  add_question(questions, "Private Notes", row.private_notes);
  questions += ']';
  card.close();
}

void Records::append_note(std::string& out, const Note& row) const {
  const std::string_view visibility = word_of(row.visibility);
  JsonObject note(out);
  add_id(note, "id", row.id);
  note.instant("created_at", row.created_at).text("body", row.body);
  add_user(note, "user", row.user_id);
  note.flag("private", row.visibility != Visibility::everyone);
  note.text("visiblity", visibility).text("visibility", visibility).close();
}

/// A mail, or what the system or LinkedIn left behind.
void Records::append_entry(std::string& out, const Note& row) const {
  JsonObject entry(out);
  add_id(entry, "id", row.id);
  entry.instant("created_at", row.created_at).text_or_null("subject", row.subject);
  entry.text("body", row.body);
  if (row.type == NoteType::email) {
    entry.text("to", "candidate@example.com").text("from", "hiring@staff.example.com");
    entry.raw("cc", "[]");
  }
  add_user(entry, "user", row.user_id);
  entry.close();
}

void Records::append_move(std::string& out, const ApplicationStage& row,
                          const Application& about) const {
  const auto* const stage = world_.find<JobStage>(row.job_stage_id);
  const Job* const job = world_.find<Job>(about.job_id);
  const Candidate* const person = world_.find<Candidate>(about.candidate_id);
  if (stage == nullptr || job == nullptr || person == nullptr) return;
  if (out.back() != '[') out += ',';
  std::string body(person->first_name);
  body.append(" ").append(person->last_name).append(" was moved into ").append(stage->name);
  body.append(" for ").append(job->name);
  JsonObject entry(out);
  add_id(entry, "id", row.id);
  entry.instant("created_at", row.entered_at).null("subject").text("body", body);
  add_user(entry, "user", about.recruiter_id);
  entry.close();
}

void Records::write_feed(const Candidate& row, std::string& out) const {
  std::array<std::string, 3> lists{"[", "[", "["};
  for (const Note* each : world_.notes_of(row)) {
    const std::size_t which = each->type == NoteType::note    ? 0
                              : each->type == NoteType::email ? 1
                                                              : 2;
    if (lists[which].back() != '[') lists[which] += ',';
    which == 0 ? append_note(lists[0], *each) : append_entry(lists[which], *each);
  }
  for (const Application* about : applications_of(row)) {
    for (const ApplicationStage* each : world_.stages_of(*about)) {
      append_move(lists[2], *each, *about);
    }
  }
  JsonObject feed(out);
  feed.raw("notes", lists[0] + ']').raw("emails", lists[1] + ']');
  feed.raw("activities", lists[2] + ']').close();
}

}  // namespace crosswalk::sim::harvest
