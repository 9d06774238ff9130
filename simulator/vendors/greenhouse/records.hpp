#pragma once

/// \file
/// How each record looks in Harvest v3: flat, every property present, null where there is no
/// value. Property lists follow the published schemas; custom fields are always empty.

#include <string>

#include "vendors/json_text.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

/// Opens a record with what all have: its id, when it was made and when it was changed.
JsonObject open_record(const Row& row, std::string& out);

// Each appends one JSON object. References to other records are read from the world.

void write_department(const Department& row, std::string& out);
void write_office(const Office& row, std::string& out);
void write_user(const User& row, std::string& out);
void write_user_email(const User& row, std::string& out);
void write_source(const Source& row, std::string& out);
void write_rejection_reason(const RejectionReason& row, std::string& out);
void write_job(const Job& row, std::string& out);
void write_job_owner(const Job& row, std::string& out);
void write_job_hirer(const Job& row, std::string& out);
void write_job_stage(const JobStage& row, std::string& out);
void write_job_post(const JobPost& row, std::string& out);
void write_candidate(const Candidate& row, std::string& out);

/// The addresses of a person as lists of value and type: "email_addresses" to
/// "social_media_addresses", and "tags". Web hooks show them the same way. With `marks_primary`
/// each e-mail address says whether it is the first.
void add_contacts(JsonObject& person, const Candidate& row, bool marks_primary = false);

/// A private candidate as users without the right to see private ones get it: that there is one,
/// and since when. No name, no address.
void write_redacted_candidate(const Candidate& row, std::string& out);

/// `answers` holds the LinkedIn address of candidates who keep it there.
void write_application(const World& world, const Application& row, std::string& out);
void write_application_stage(const ApplicationStage& row, std::string& out);
void write_rejection_detail(const RejectionDetail& row, std::string& out);

// What is said of applicants.
void write_note(const Note& row, std::string& out);
void write_job_attribute(const JobAttribute& row, std::string& out);
/// With `embedded` the ratings are inside, as in v1.
void write_scorecard(const World& world, const Scorecard& row, bool embedded, std::string& out);
void write_scorecard_attribute(const ScorecardAttribute& row, std::string& out);

/// The vendor's word for it.
std::string_view word_of(JobStatus status);
std::string_view word_of(ApplicationStatus status);
/// The word it had before v3, which v1 and the web hooks say still: "active" for who is in process.
std::string_view old_word_of(ApplicationStatus status);
std::string_view word_of(NoteType type);
std::string_view word_of(Visibility visibility);

}  // namespace crosswalk::sim::greenhouse
