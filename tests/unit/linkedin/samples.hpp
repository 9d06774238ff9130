#pragma once

/// \file
/// Invented records and replies that several tests of this layer start from.

#include <string>
#include <vector>

#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

inline LinkedInTarget sample_target() {
  return {.api_origin = "https://api.linkedin.example",
          .organization = "urn:li:organization:5000",
          .availability = "PRIVATE_TO_ATS_INTEGRATION"};
}

inline const Dialect v2 = v2_dialect();
inline const Dialect rest = rest_dialect("202603");

/// "v2" or "rest": what tests of both are given, because a test's parameter is also printed.
inline Dialect dialect_named(const std::string& name) { return name == "v2" ? v2 : rest; }

inline Record sample_job(std::string id = "J-1") {
  Record job{.key = {RecordKind::job, std::move(id)}, .parents = {}, .fields = {}};
  job.set(Field::job_title, std::string("Welder"));
  job.set(Field::job_description, std::string(100, 'd'));
  job.set(Field::job_state, std::string("open"));
  job.set(Field::job_listed_at, std::int64_t{1'760'000'000'000});
  job.set(Field::job_apply_url, std::string("https://jobs.example.com/J-1"));
  job.set(Field::job_location, std::string("Leeds, United Kingdom"));
  return job;
}

inline Record sample_candidate(std::string id = "C-9") {
  Record person{.key = {RecordKind::candidate, std::move(id)}, .parents = {}, .fields = {}};
  person.set(Field::candidate_first_name, std::string("Ada"));
  person.set(Field::candidate_last_name, std::string("Byron"));
  person.set(Field::candidate_emails, std::vector<std::string>{"ada@example.com"});
  person.set(Field::candidate_created_at, std::int64_t{1'760'000'000'000});
  person.set(Field::candidate_last_modified_at, std::int64_t{1'760'000'000'001});
  return person;
}

inline Record sample_application(std::string id = "A-3") {
  Record application{.key = {RecordKind::application, std::move(id)},
                     .parents = {{RecordKind::job, "J-1"}, {RecordKind::candidate, "C-9"}},
                     .fields = {}};
  application.set(Field::application_created_at, std::int64_t{1'760'000'000'000});
  application.set(Field::application_last_modified_at, std::int64_t{1'760'000'000'001});
  application.set(Field::application_job_name, std::string("Welder"));
  application.set(Field::application_first_name, std::string("Ada"));
  application.set(Field::application_last_name, std::string("Byron"));
  return application;
}

inline Record sample_child(RecordKind kind, std::string id, std::string parent) {
  return {.key = {kind, std::move(id)},
          .parents = {{parents_of(kind).front(), std::move(parent)}},
          .fields = {}};
}

inline Record sample_stage(std::string id = "S-1", std::string application = "A-3") {
  Record stage = sample_child(RecordKind::stage, std::move(id), application);
  stage.set(Field::stage_id, stage.key.id);
  stage.set(Field::stage_application, std::move(application));
  stage.set(Field::stage_name, std::string("Screening"));
  stage.set(Field::stage_created_at, std::int64_t{1'760'000'000'002});
  return stage;
}

inline Record sample_candidate_note(std::string id = "N-1", std::string candidate = "C-9") {
  Record note = sample_child(RecordKind::candidate_note, std::move(id), std::move(candidate));
  note.set(Field::candidate_note_text, std::string("Welds well"));
  note.set(Field::candidate_note_created_at, std::int64_t{1'760'000'000'003});
  note.set(Field::candidate_note_last_modified_at, std::int64_t{1'760'000'000'004});
  note.set(Field::candidate_note_author_first_name, std::string("Grace"));
  note.set(Field::candidate_note_author_last_name, std::string("Murray"));
  note.set(Field::candidate_note_private, false);
  return note;
}

inline Record sample_application_note(std::string id = "N-2", std::string application = "A-3") {
  Record note = sample_child(RecordKind::application_note, std::move(id), std::move(application));
  note.set(Field::application_note_text, std::string("Called back"));
  note.set(Field::application_note_created_at, std::int64_t{1'760'000'000'005});
  note.set(Field::application_note_last_modified_at, std::int64_t{1'760'000'000'006});
  return note;
}

inline Record sample_feedback(std::string id = "F-1", std::string application = "A-3") {
  Record feedback = sample_child(RecordKind::feedback, std::move(id), std::move(application));
  feedback.set(Field::feedback_created_at, std::int64_t{1'760'000'000'007});
  feedback.set(Field::feedback_interviewer_first_name, std::string("Grace"));
  feedback.set(Field::feedback_interviewer_last_name, std::string("Murray"));
  feedback.set(Field::feedback_evaluations,
               std::vector<Row>{{{"attribute", "Steadiness"}, {"result", "Strong"}},
                                {{"result", "Weak"}},
                                {{"attribute", "Speed"}, {"secret", "x"}}});
  feedback.set(Field::feedback_text, std::string("Hire"));
  feedback.set(Field::feedback_interview_type, std::string("ONSITE"));
  feedback.set(Field::feedback_private, false);
  return feedback;
}

/// A key as LinkedIn writes it back.
inline std::string candidate_key(const std::string& id) {
  return "dataProvider=ATS&atsCandidateId=" + id + "&integrationContext=urn:li:organization:5000";
}

inline EntityName named(std::string id, std::string parent = {}) {
  return {std::move(id), std::move(parent)};
}

inline std::vector<EntityName> numbered(std::size_t count, std::string_view prefix = "C-") {
  std::vector<EntityName> names;
  for (std::size_t at = 0; at < count; ++at) {
    names.push_back(named(std::string(prefix) + std::to_string(at)));
  }
  return names;
}

inline std::vector<int> statuses(const BatchReply& reply) {
  std::vector<int> all;
  for (const EntityStatus& entity : reply.entities) all.push_back(entity.status);
  return all;
}

}  // namespace crosswalk
