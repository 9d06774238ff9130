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

}  // namespace crosswalk
