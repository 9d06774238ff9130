#pragma once

/// \file
/// What a tenant lets out, as the judge understands it. It is written in LinkedIn's words, since
/// that is where the judge looks; the product has words of its own for the same thing.

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "world/row.hpp"

namespace crosswalk::sim {

/// The defaults are the product's promise.
struct TenantPolicy {
  std::string organization;  ///< "urn:li:organization:5000"
  std::string availability = "PRIVATE_TO_ATS_INTEGRATION";
  bool private_candidates = false;  ///< Sent although the vendor marks them private.
  bool confidential_jobs = false;
  bool private_notes = false;  ///< Sent although only some users of the vendor see them.
  /// More was let out at some time. LinkedIn deletes no job, so those that were CLOSED already
  /// when the policy narrowed are still there.
  bool was_wider = false;
  /// The vendor tells no history (Harvest v1). An application's last activity stands for its
  /// change; of stages those must be held in which one stands or stood when it was rejected, under
  /// ids of the client's making, and only such may be held in which it was.
  bool without_history = false;
  bool linkedin_from_answers = false;  ///< A LinkedIn URL may come from an application's answer.
  // Of an exported member, beside names, headline, company and place, what may enter the ATS.
  bool export_email = false;
  bool export_profile_url = false;
  /// Who at LinkedIn the vendor's users are, by URN, where the tenant has its jobs seen by their
  /// hiring teams alone; empty where it does not, and then nobody looks at who sees what.
  std::map<Id, std::string> members;
  /// Departments whose jobs, and the applications for them, stay away, by name.
  std::vector<std::string> withheld_departments;
  /// LinkedIn fields that stay empty: words of withholdable_fields().
  std::vector<std::string> withheld_fields;
  /// Whole data sets that stay away: words of withholdable_kinds().
  std::vector<std::string> withheld_kinds;

  friend bool operator==(const TenantPolicy&, const TenantPolicy&) = default;
};

/// KIND.FIELD of every field that a policy can withhold: "candidate.currentCompanyName".
std::span<const std::string_view> withholdable_fields();

/// Whether the policy sends that field, which must be one of withholdable_fields().
bool lets_out(const TenantPolicy& policy, std::string_view field);

/// Every kind that a policy can withhold: "stage", "feedback"; those that hang on another.
std::span<const std::string_view> withholdable_kinds();

/// Whether the policy sends that kind, which must be one of withholdable_kinds().
bool lets_out_kind(const TenantPolicy& policy, std::string_view kind);

}  // namespace crosswalk::sim
