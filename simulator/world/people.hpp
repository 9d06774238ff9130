#pragma once

/// \file
/// The applicants' side of a world. Every person is invented, every address lies under
/// example.com or .test, every telephone number in a range kept for fiction.

#include <optional>
#include <vector>

#include "world/table.hpp"

namespace crosswalk::sim {

struct Source : Row {
  Text name;
  Id type_id = 0;
  Text type_name;
};

struct RejectionReason : Row {
  Text name;
  Id type_id = 0;
  Text type_key;  ///< WE_REJECTED_THEM, THEY_REJECTED_US, NONE_SPECIFIED, SECURITY_CONCERN.
  Text type_name;
};

/// Where a candidate's LinkedIn address is found.
enum class LinkedInPlace { none, social_media, website, answer };

struct Candidate : Row {
  Text first_name;
  Text last_name;       ///< Empty for people of one name.
  Text preferred_name;  ///< Empty: none, as for every text below.
  Text company;
  Text title;
  Text email;       ///< Personal.
  Text work_email;  ///< A second one; never alone.
  Text phone;       ///< Mobile, as typed, with blanks.
  Text address;     ///< Home, free text, with a line break.
  Text website;
  Text linkedin_url;  ///< As typed: perhaps without a scheme.
  LinkedInPlace linkedin_place = LinkedInPlace::none;
  Instant last_activity_at{};
  Id first_application = 0;  ///< Head of a chain along Application::next_of_candidate.
  Id first_note = 0;         ///< Likewise along Note::next_of_candidate.
  std::vector<Text> tags;    ///< Each once.
  bool is_private = false;
  bool can_email = true;
  bool anonymised = false;  ///< Emptied on request; the record stays.
  bool admitted = false;    ///< Written by a client of the vendor, not by a person.
};

enum class ApplicationStatus { in_progress, rejected, hired, converted };

struct Application : Row {
  Id candidate_id = 0;
  Id job_id = 0;              ///< 0 for prospects.
  Id prospective_job_id = 0;  ///< A prospect's job of interest, if any.
  Id job_post_id = 0;
  Id source_id = 0;
  Id recruiter_id = 0;
  Id stage_id = 0;      ///< The current ApplicationStage; 0 for prospects and at the end.
  Id job_stage_id = 0;  ///< The JobStage that one stands for.
  Id rejection_reason_id = 0;
  Id rejection_id = 0;  ///< Its RejectionDetail.
  Id next_of_candidate = 0;
  Id first_stage = 0;      ///< Head of a chain along ApplicationStage::next_of_application.
  Id first_scorecard = 0;  ///< Likewise along Scorecard::next_of_application.
  Text location;           ///< As typed by the applicant; empty: none.
  Instant last_activity_at{};
  std::optional<Instant> rejected_at;
  ApplicationStatus status = ApplicationStatus::in_progress;
  bool prospect = false;
  bool admitted = false;  ///< Written by a client of the vendor.
};

/// An application stood in a stage of its job. The history is these rows in order of entry.
struct ApplicationStage : Row {
  Id application_id = 0;
  Id job_stage_id = 0;
  Id next_of_application = 0;
  Instant entered_at{};
  std::optional<Instant> exited_at;
  bool current = false;
};

/// Why and by whom; exactly one for each rejected application.
struct RejectionDetail : Row {
  Id application_id = 0;
  Id rejection_reason_id = 0;  ///< 0: none was given.
  Id rejected_by_id = 0;
  Instant rejected_at{};
};

}  // namespace crosswalk::sim
