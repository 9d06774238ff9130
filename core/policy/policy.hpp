#pragma once

/// \file
/// What may leave, in what form, and what must go. A tenant chooses groups of optional fields
/// and whole records to withhold; a record that lacks a required field is held, and nothing is
/// invented for it. Where a value that could keep a record back is doubtful, it is kept back until
/// the value can be read. Pure and total: every record gets exactly one decision and a reason
/// that `explain` can put into words.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/findings.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// Withholds every record of `kind` whose `field` has one of `values` (a flag: "true"/"false").
struct RecordRule {
  std::string name;  ///< As the configuration calls it; shown by explain.
  RecordKind kind = RecordKind::job;
  Field field{};  ///< A connector-provided field of that kind, the id included.
  std::vector<std::string> values;
};

/// A tenant's choices. Defaults withhold nothing but private candidates, confidential jobs, and
/// notes and feedback that the vendor shows to some of its users only.
struct TenantPolicy {
  std::vector<OptOutGroup> withheld_groups;
  std::vector<Field> withheld_fields;      ///< Optional fields only; the configuration checks it.
  std::vector<RecordKind> withheld_kinds;  ///< Whole data sets; is_child() kinds only.
  std::vector<RecordRule> rules;
  bool private_candidates = false;  ///< Send candidates the vendor marks private.
  bool confidential_jobs = false;   ///< Send jobs the vendor marks confidential.
  bool private_notes = false;       ///< Send notes and feedback the vendor marks private.
};

/// Changes whenever a decision could: stored beside each decision. Never 0.
std::uint64_t version_of(const TenantPolicy& policy);

enum class DecisionKind : std::uint8_t { keep, hold, withhold };

/// `reason` is a short stable word, counted in status: "missing:title", "too_short:description",
/// "modified_before_created", "not_allowed:name", "doubtful:department", "rule:NAME", "private",
/// "confidential", "kind_withheld"; empty with keep.
struct Decision {
  DecisionKind kind = DecisionKind::keep;
  std::string reason;

  friend bool operator==(const Decision&, const Decision&) = default;
};

/// Decides one record and strips from it what must not leave: withheld groups and fields, and
/// rule-only fields. With hold or withhold the record is not to be sent at all. A finding of any
/// code holds the record when a rule reads its field, or when it is about `private` or
/// `confidential` and the tenant does not share those, or about whose application it is.
Decision decide(const TenantPolicy& policy, const Findings& findings, Record& record);

/// Strips from a record what must not leave under this policy, whatever decide() would say of it.
void strip(const TenantPolicy& policy, Record& record);

/// A sentence for a person: what the reason means and what would change it. `parent_held`,
/// `parent_withheld`, `absent`, `policy_narrowed` and the words of LinkedIn's refusals are
/// understood as well.
std::string explain(RecordKind kind, std::string_view reason);

}  // namespace crosswalk
