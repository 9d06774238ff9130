#pragma once

/// \file
/// The hiring side of a world: the house (departments, offices, users) and what it hires for.
/// Vendor-neutral; a dialect decides how each looks on the wire.

#include <optional>
#include <vector>

#include "world/table.hpp"

namespace crosswalk::sim {

struct Department : Row {
  Text name;
  Text external_id;  ///< Empty: none.
  Id parent_id = 0;
};

struct Office : Row {
  Text name;
  Text location;  ///< "Leeds, United Kingdom"; empty for one without a place.
  Id parent_id = 0;
};

/// Somebody of the hiring company.
struct User : Row {
  Text first_name;
  Text last_name;
  Text email;
  Text employee_id;
  Text job_title;
  bool site_admin = false;
  bool deactivated = false;
};

/// The vendor keeps when a job was opened, closed or published to the second and no finer.
inline Instant whole_second(Instant at) { return std::chrono::floor<std::chrono::seconds>(at); }

enum class JobStatus { draft, open, closed };

struct Job : Row {
  Text name;            ///< The internal title.
  Text requisition_id;  ///< Empty: none.
  Text notes;           ///< Internal HTML, never to leave the vendor.
  JobStatus status = JobStatus::open;
  bool is_template = false;
  bool confidential = false;
  std::optional<Instant> opened_at;  ///< Of all but drafts.
  std::optional<Instant> closed_at;  ///< Of closed ones.
  Id department_id = 0;
  std::vector<Id> office_ids;
  Id recruiter_id = 0;  ///< Users.
  Id hiring_manager_id = 0;
  std::vector<Id> stage_ids;        ///< Its interview plan, in order.
  std::vector<Id> attribute_ids;    ///< What people are rated on, in order.
  std::vector<Id> post_ids;         ///< All posts, the removed too.
  std::vector<Id> application_ids;  ///< All applications on it, the removed too.
};

/// A step of one job's interview plan.
struct JobStage : Row {
  Id job_id = 0;
  Text name;
  std::uint32_t sort_order = 0;
  bool active = true;
};

/// How a job is shown to applicants. Its title differs from the job's now and then.
struct JobPost : Row {
  Id job_id = 0;
  Text title;
  Text content;     ///< HTML, with entities and lists.
  Text public_url;  ///< Empty for internal ones.
  Text language;
  bool internal = false;
  bool live = true;
  bool active = true;  ///< False: deleted, hidden from lists unless asked for.
  std::optional<Instant> first_published_at;
};

}  // namespace crosswalk::sim
