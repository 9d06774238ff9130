#include "judge/policy.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view withholdable[] = {
    "application.candidateEmail", "application.dispositionReason", "application.source",
    "candidate.addresses",        "candidate.currentCompanyName",  "candidate.currentJobTitle",
    "candidate.doNotContact",     "candidate.linkedInProfileUrl",  "candidate.phoneNumbers",
    "job.companyJobCode"};

}  // namespace

std::span<const std::string_view> withholdable_fields() { return withholdable; }

bool lets_out(const TenantPolicy& policy, std::string_view field) {
  CROSSWALK_CHECK(std::ranges::find(withholdable, field) != std::end(withholdable));
  return std::ranges::find(policy.withheld_fields, field) == policy.withheld_fields.end();
}

}  // namespace crosswalk::sim
