#pragma once

/// \file
/// What a world is made of. Two worlds with equal options are equal byte for byte: nothing else
/// enters, neither a clock nor chance. Oddities come as "one in every N", laid out so that each
/// kind shows within the first two dozen records; a small demo meets all of them.

#include <cstdint>
#include <string>

#include "base/instant.hpp"

namespace crosswalk::sim {

/// One in every N records has the oddity; 0 means never. A record has at most one of its group,
/// the first named wins, so the true share is a little below 1/N.
struct Oddities {
  // Jobs, one group.
  std::uint32_t job_without_post = 29;       ///< No post: neither description nor URL.
  std::uint32_t job_short_description = 31;  ///< The post has fewer than 100 characters.
  std::uint32_t job_draft = 23;              ///< Never opened.
  std::uint32_t job_template = 37;           ///< A model for jobs, not a job.
  std::uint32_t job_confidential = 41;       ///< Restricted to its hiring team.
  std::uint32_t job_internal_post = 43;      ///< Posted on the internal board only.
  std::uint32_t job_without_location = 47;   ///< Its office has no location.
  std::uint32_t job_closed = 7;              ///< Closed, its post no longer live.
  // Candidates, one group.
  std::uint32_t candidate_without_email = 53;  ///< No e-mail address at all.
  std::uint32_t candidate_private = 67;        ///< Shown redacted to most token users.
  std::uint32_t candidate_single_name = 97;    ///< The last name is empty.
  std::uint32_t candidate_without_application = 17;
  // Where a candidate keeps the LinkedIn address, a group of its own.
  std::uint32_t linkedin_without_scheme = 5;  ///< "linkedin.com/in/...", social media.
  std::uint32_t linkedin_in_website = 11;     ///< Among the websites.
  std::uint32_t linkedin_in_answer = 13;      ///< Only in an answer of an application.
  std::uint32_t linkedin_with_scheme = 3;     ///< "https://www.linkedin.com/in/...".
  // Applications, one group; the others are in progress.
  std::uint32_t prospect_with_job = 23;
  std::uint32_t prospect_without_job = 31;
  std::uint32_t prospect_converted = 61;  ///< Became an application of its own.
  std::uint32_t application_hired = 19;
  std::uint32_t application_rejected = 4;
  std::uint32_t rejected_without_reason = 5;  ///< One in N of the rejected.
  // What hangs on applications, each a group of its own.
  std::uint32_t stages_at_once = 5'000;  ///< 50 stages entered and left at the same moment.
  std::uint32_t without_stages = 83;     ///< Ended, and the history is not there.
  std::uint32_t note_of_64_kib = 5'000;
  std::uint32_t note_for_team = 7;  ///< Visible to the hiring team only.
  std::uint32_t note_for_admins = 19;
  std::uint32_t scorecard_draft = 6;  ///< Not submitted.

  friend bool operator==(const Oddities&, const Oddities&) = default;
};

struct WorldOptions {
  std::uint64_t seed = 1;
  std::uint32_t candidates = 200;           ///< Up to 10 million.
  std::uint32_t jobs = 40;                  ///< Up to 1 million.
  double applications_per_candidate = 1.2;  ///< On average, 0..8.
  double notes_per_candidate = 1.0;         ///< On average, 0..8; 0 for none.
  double scorecards_per_application = 0.5;  ///< On average, 0..8; 0 for none.
  /// How many attributes of its job a complete scorecard rates at most, 0..3.
  std::uint32_t attributes_per_scorecard = 3;
  /// The moment the history ends: nothing generated is younger. 2026-01-01T00:00:00Z.
  Instant start = from_ms(1'767'225'600'000);
  /// What the public address of a post begins with; its id follows.
  std::string posting_url = "https://jobs.example.com/openings/";
  std::uint32_t history_days = 730;  ///< How far back it reaches.
  Oddities odd;

  friend bool operator==(const WorldOptions&, const WorldOptions&) = default;
};

}  // namespace crosswalk::sim
