#include "judge/policy.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view withholdable[] = {
    "application.candidateEmail",   "application.dispositionReason",
    "application.source",           "application_note.author",
    "candidate.addresses",          "candidate.currentCompanyName",
    "candidate.currentJobTitle",    "candidate.doNotContact",
    "candidate.linkedInProfileUrl", "candidate.phoneNumbers",
    "candidate_note.author",        "feedback.feedback",
    "feedback.interviewer",         "job.companyJobCode"};

constexpr std::string_view kinds[] = {"stage", "candidate_note", "application_note", "feedback"};

}  // namespace

std::span<const std::string_view> withholdable_fields() { return withholdable; }

bool lets_out(const TenantPolicy& policy, std::string_view field) {
  CROSSWALK_CHECK(std::ranges::find(withholdable, field) != std::end(withholdable));
  return std::ranges::find(policy.withheld_fields, field) == policy.withheld_fields.end();
}

std::span<const std::string_view> withholdable_kinds() { return kinds; }

bool lets_out_kind(const TenantPolicy& policy, std::string_view kind) {
  CROSSWALK_CHECK(std::ranges::find(kinds, kind) != std::end(kinds));
  return std::ranges::find(policy.withheld_kinds, kind) == policy.withheld_kinds.end();
}

}  // namespace crosswalk::sim
