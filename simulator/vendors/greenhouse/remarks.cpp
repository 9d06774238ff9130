// How notes and scorecards look in Harvest v3; the declarations stand in records.hpp.

#include "vendors/greenhouse/records.hpp"
#include "vendors/words.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

// The overall rating and those of attributes name the bottom of the scale differently.
std::string_view overall_word(Rating rating) { return rating_word(rating, "strong_no"); }
std::string_view attribute_word(Rating rating) { return rating_word(rating, "definitely_not"); }

void append_ratings(const World& world, const Scorecard& row, std::string& out) {
  out += '[';
  for (const ScorecardAttribute* each : world.attributes_of(row)) {
    const JobAttribute* const what = world.find<JobAttribute>(each->attribute_id);
    if (what == nullptr) continue;
    if (out.back() != '[') out += ',';
    JsonObject(out)
        .text("name", what->name)
        .text("type", "Skills")
        .null("note")
        .text("rating", attribute_word(each->rating))
        .close();
  }
  out += ']';
}

}  // namespace

std::string_view word_of(NoteType type) {
  static constexpr std::array<std::string_view, 5> words = {"NOTE", "EMAIL", "ACTIVITY",
                                                            "LINKEDIN_NOTE", "LINKEDIN_INMAIL"};
  return word_at(type, words);
}

std::string_view word_of(Visibility visibility) {
  static constexpr std::array<std::string_view, 3> words = {"publicly_visible", "privately_visible",
                                                            "admin_only_visible"};
  return word_at(visibility, words);
}

void write_note(const Note& row, std::string& out) {
  const bool mail = row.type == NoteType::email;
  open_record(row, out)
      .number("candidate_id", row.candidate_id)
      .number_or_null("application_id", row.application_id)
      .number_or_null("user_id", row.user_id)
      .text("type", word_of(row.type))
      .text("visibility", word_of(row.visibility))
      .text_or_null("subject", row.subject)
      .text("body", row.body)
      .text_or_null("email_from", mail ? Text("hiring@staff.example.com") : Text{})
      .null("email_to")
      .null("email_cc")
      .null("import_hash")
      .close();
}

void write_job_attribute(const JobAttribute& row, std::string& out) {
  open_record(row, out)
      .number("job_id", row.job_id)
      .text("name", row.name)
      .null("candidate_attribute_type_id")
      .number("sort_order", row.sort_order)
      .flag("active", true)
      .close();
}

void write_scorecard(const World& world, const Scorecard& row, bool embedded, std::string& out) {
  JsonObject card = open_record(row, out);
  card.number("application_id", row.application_id);
  card.number_or_null("interview_kit_id", row.job_stage_id);
  card.number_or_null("interviewer_id", row.interviewer_id);
  card.number_or_null("submitter_id", row.submitter_id);
  card.text("status", row.complete ? "complete" : "draft");
  if (row.complete) {
    card.text("candidate_rating", overall_word(row.rating));
  } else {
    card.null("candidate_rating");
  }
  card.instant("interviewed_at", row.interviewed_at).instant("submitted_at", row.submitted_at);
  card.null("notes").text_or_null("public_notes", row.public_notes);
  card.text_or_null("private_notes", row.private_notes);
  if (embedded) append_ratings(world, row, card.value("attributes"));
  card.close();
}

void write_scorecard_attribute(const ScorecardAttribute& row, std::string& out) {
  open_record(row, out)
      .number("scorecard_id", row.scorecard_id)
      .number("job_candidate_attribute_id", row.attribute_id)
      .text("candidate_attribute_rating", attribute_word(row.rating))
      .null("note")
      .close();
}

}  // namespace crosswalk::sim::greenhouse
