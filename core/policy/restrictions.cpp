#include "policy/restrictions.hpp"

#include <algorithm>
#include <string>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

// Which sort of choice a number stands for.
enum class Sort : std::uint64_t { whole_kind = 1, field, private_ones, rule };

std::uint64_t choice_of(Sort sort, Field field, std::string_view value) {
  const std::string text = std::to_string(static_cast<std::uint64_t>(field)) + ":";
  return mix64(text + std::string(value), static_cast<std::uint64_t>(sort));
}

bool strips(const TenantPolicy& policy, const FieldSpec& spec) {
  const auto& groups = policy.withheld_groups;
  const bool grouped =
      spec.group != OptOutGroup::none && std::ranges::find(groups, spec.group) != groups.end();
  const auto& fields = policy.withheld_fields;
  return grouped || std::ranges::find(fields, spec.field) != fields.end();
}

// The marks of the vendor's that keep a record at home, and whether the tenant heeds them.
bool heeds(const TenantPolicy& policy, Field field) {
  switch (field) {
    case Field::candidate_private:
      return !policy.private_candidates;
    case Field::job_confidential:
      return !policy.confidential_jobs;
    case Field::candidate_note_private:
    case Field::application_note_private:
    case Field::feedback_private:
      return !policy.private_notes;
    default:
      return false;
  }
}

}  // namespace

std::vector<Restriction> restrictions_of(const TenantPolicy& policy) {
  std::vector<Restriction> all;
  const auto add = [&](RecordKind kind, Sort sort, Field field, std::string_view value) {
    all.push_back({kind, choice_of(sort, field, value)});
  };
  for (const RecordKind kind : policy.withheld_kinds) add(kind, Sort::whole_kind, Field{}, {});
  for (const FieldSpec& spec : field_table()) {
    if (strips(policy, spec)) add(spec.kind, Sort::field, spec.field, {});
    if (heeds(policy, spec.field)) add(spec.kind, Sort::private_ones, spec.field, {});
  }
  for (const RecordRule& rule : policy.rules) {
    for (const std::string& value : rule.values) add(rule.kind, Sort::rule, rule.field, value);
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace crosswalk
