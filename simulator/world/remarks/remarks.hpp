#pragma once

/// \file
/// What the hiring company says about applicants: notes, and scorecards of interviews with a
/// rating for each attribute of the job. All texts are invented and plain, without markup.

#include <optional>

#include "world/table.hpp"

namespace crosswalk::sim {

/// What kind of entry a note is. Only `note` was written as one; the others are traces of mail,
/// of the system's own doing and of LinkedIn.
enum class NoteType { note, email, activity, linkedin_note, linkedin_inmail };

/// Who of the company may read a note.
enum class Visibility { everyone, hiring_team, admins };

struct Note : Row {
  Id candidate_id = 0;
  Id application_id = 0;     ///< 0: about the person as such.
  Id user_id = 0;            ///< The author; 0: none, or no longer known.
  Id next_of_candidate = 0;  ///< The chain that begins at Candidate::first_note.
  Text subject;              ///< Of mail; empty otherwise.
  Text body;
  NoteType type = NoteType::note;
  Visibility visibility = Visibility::everyone;
};

/// From bad to good; `none` was not rated, `no_decision` was rated as undecided.
enum class Rating : std::uint8_t { none, no_decision, strong_no, no, mixed, yes, strong_yes };

/// What interviewers of one job rate people on: "Care with tools".
struct JobAttribute : Row {
  Id job_id = 0;
  Text name;
  std::uint32_t sort_order = 0;
};

/// One interviewer's account of one interview.
struct Scorecard : Row {
  Id application_id = 0;
  Id job_stage_id = 0;  ///< The step of the plan it was held in.
  Id interviewer_id = 0;
  Id submitter_id = 0;         ///< Mostly the interviewer; 0 while a draft.
  Id next_of_application = 0;  ///< The chain that begins at Application::first_scorecard.
  Id first_attribute = 0;      ///< Head of a chain along ScorecardAttribute.
  Text interview;              ///< Its name in the plan.
  Text public_notes;
  Text private_notes;  ///< Never to leave the vendor.
  Instant interviewed_at{};
  std::optional<Instant> submitted_at;  ///< Of complete ones.
  Rating rating = Rating::none;         ///< Overall; never mixed.
  bool complete = false;                ///< False: a draft, nobody else's business yet.
};

/// How one scorecard rates one attribute of the job.
struct ScorecardAttribute : Row {
  Id scorecard_id = 0;
  Id attribute_id = 0;  ///< A JobAttribute.
  Id next_of_scorecard = 0;
  Rating rating = Rating::none;
};

}  // namespace crosswalk::sim
