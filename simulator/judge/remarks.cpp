// The truth of what hangs on applications and people; the rules stand in truth.hpp.

#include "judge/truth.hpp"
#include "judge/writer.hpp"

namespace crosswalk::sim {
namespace {

using judging::trimmed;
using judging::Writer;
using linkedin::append_quoted;

std::string_view spoken(Rating rating) {
  switch (rating) {
    case Rating::strong_no:
      return "Strong no";
    case Rating::no:
      return "No";
    case Rating::mixed:
      return "Mixed";
    case Rating::yes:
      return "Yes";
    case Rating::strong_yes:
      return "Strong yes";
    case Rating::none:
    case Rating::no_decision:
      break;
  }
  return "No decision";
}

/// Somebody of the hiring company as {"firstName":..,"lastName":..}; nothing without both.
void add_person(Writer& writer, const User* user, std::string_view name) {
  if (user == nullptr) return;
  const Text first = trimmed(user->first_name);
  const Text last = trimmed(user->last_name);
  if (first.empty() || last.empty()) return;
  Writer person(writer.value(name));
  person.text("firstName", first);
  person.text("lastName", last);
}

void add_evaluation(std::string& list, Text attribute, std::string_view result) {
  if (list.back() != '[') list += ',';
  Writer row(list);
  row.text("attribute", attribute);
  row.text("result", result);
}

}  // namespace

Text Truth::name_of(const ApplicationStage& stage) const {
  const Table<JobStage>& steps = world_.all<JobStage>();
  const std::size_t at = stage.job_stage_id - steps.first_id();
  return at < steps.rows() && !steps.row(at).gone ? trimmed(steps.row(at).name) : Text{};
}

Standing Truth::of(const ApplicationStage& stage) const {
  if (stage.gone) return Standing::deleted;
  if (!stages_) return Standing::withheld;
  const bool whole = !name_of(stage).empty() && to_ms(stage.entered_at) > 0;
  return whole ? Standing::sent : Standing::incomplete;
}

Standing Truth::of(const Note& note) const {
  if (note.gone) return Standing::deleted;
  if (note.type != NoteType::note) return Standing::nothing;
  const bool wanted = note.application_id == 0 ? candidate_notes_ : application_notes_;
  const bool team = note.visibility == Visibility::hiring_team;
  const bool open = note.visibility == Visibility::everyone || (team && policy_.private_notes);
  return wanted && open ? Standing::sent : Standing::withheld;
}

Standing Truth::of(const Scorecard& card) const {
  if (card.gone) return Standing::deleted;
  if (!card.complete) return Standing::nothing;
  return feedback_ ? Standing::sent : Standing::withheld;
}

void Truth::write(const ApplicationStage& stage, std::string& out) const {
  Writer writer(out);
  writer.number("atsCreatedAt", to_ms(stage.entered_at));
  writer.text("stage", name_of(stage));
}

void Truth::write(const Note& note, std::string& out) const {
  Writer writer(out);
  writer.number("atsCreatedAt", to_ms(note.created_at));
  writer.text_if(true, "note", note.body);
  const bool named = note.application_id == 0 ? candidate_note_author_ : application_note_author_;
  if (named) add_person(writer, world_.find<User>(note.user_id), "author");
}

void Truth::write(const Scorecard& card, std::string& out) const {
  Writer writer(out);
  writer.number("atsCreatedAt", to_ms(card.submitted_at.value_or(card.created_at)));
  if (interviewer_) add_person(writer, world_.find<User>(card.interviewer_id), "interviewer");
  std::string& list = writer.value("evaluations");
  list += '[';
  add_evaluation(list, "Overall recommendation", spoken(card.rating));
  for (const ScorecardAttribute* each : world_.attributes_of(card)) {
    const JobAttribute* const what = world_.find<JobAttribute>(each->attribute_id);
    if (what == nullptr || trimmed(what->name).empty()) continue;
    add_evaluation(list, trimmed(what->name), spoken(each->rating));
  }
  list += ']';
  writer.text_if(spoken_, "feedback", card.public_notes);
}

}  // namespace crosswalk::sim
