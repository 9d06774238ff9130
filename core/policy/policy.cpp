#include "policy/policy.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "base/utf8.hpp"

namespace crosswalk {
namespace {

// Raised when the rules of this file change, so that what was decided by the old ones is
// decided again.
constexpr std::uint64_t rules_revision = 3;

const RecordKey* parent_of(const Record& record, RecordKind kind) {
  const auto found = std::ranges::find(record.parents, kind, &RecordKey::kind);
  return found == record.parents.end() ? nullptr : &*found;
}

/// The id a field stands for, where the record's key or its parents say it.
const std::string* key_text(const Record& record, Field field) {
  if (field == id_field(record.key.kind)) return &record.key.id;
  for (const RecordKind kind : parents_of(record.key.kind)) {
    if (parent_field(record.key.kind, kind) != field) continue;
    const RecordKey* parent = parent_of(record, kind);
    return parent == nullptr ? nullptr : &parent->id;
  }
  return nullptr;
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Whether the stripped record says anything for a field. An empty list does,
/// unless the field is one of several that LinkedIn needs one of.
bool says(const Record& record, const FieldSpec& spec) {
  if (const std::string* id = key_text(record, spec.field)) return !id->empty();
  const Value* value = record.find(spec.field);
  if (value == nullptr) return false;
  if (const auto* texts = std::get_if<std::vector<std::string>>(value)) {
    return spec.rsc != Requirement::conditional || !std::ranges::all_of(*texts, is_blank);
  }
  return true;
}

bool says(const Record& record, Field field) { return says(record, spec_of(field)); }

bool excused(const Record& record, const FieldSpec& spec) {
  if (spec.rsc != Requirement::conditional || spec.unless_first == Field{}) return false;
  const bool second = spec.unless_second == Field{} || says(record, spec.unless_second);
  return second && says(record, spec.unless_first);
}

Decision hold(std::string_view why, std::string_view field) {
  return {DecisionKind::hold, std::string(why) + ":" + std::string(field)};
}

Decision missing_field(const Record& record) {
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind != record.key.kind || spec.provider == Provider::host) continue;
    const bool needed = spec.rsc == Requirement::required || spec.rsc == Requirement::conditional;
    if (needed && !says(record, spec) && !excused(record, spec)) {
      return hold("missing", spec.name);
    }
  }
  return {};
}

Decision wrong_length(const FieldSpec& spec, std::string_view text) {
  const std::size_t length = code_points(text);
  if (length < spec.min_chars) return hold("too_short", spec.name);
  if (spec.max_chars != 0 && length > spec.max_chars) return hold("too_long", spec.name);
  return {};
}

Decision wrong_value(const FieldSpec& spec, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return wrong_length(spec, *text);
  if (const auto* texts = std::get_if<std::vector<std::string>>(&value)) {
    for (const std::string& text : *texts) {
      if (Decision found = wrong_length(spec, text); !found.reason.empty()) return found;
    }
  }
  // LinkedIn: times are milliseconds and greater than zero.
  const auto* ms = std::get_if<std::int64_t>(&value);
  if (ms != nullptr && *ms <= 0) return hold("out_of_range", spec.name);
  return {};
}

Decision wrong_value(const Findings& findings, const Record& record) {
  const auto key = id_field(record.key.kind);
  if (Decision found = wrong_length(spec_of(key), record.key.id); !found.reason.empty()) {
    return found;
  }
  for (const FieldValue& entry : record.fields) {
    const FieldSpec& spec = spec_of(entry.field);
    if (Decision found = wrong_value(spec, entry.value); !found.reason.empty()) return found;
  }
  for (const Finding& finding : findings) {
    if (finding.code == FindingCode::out_of_range && record.find(finding.field) != nullptr) {
      return hold("out_of_range", spec_of(finding.field).name);
    }
  }
  return {};
}

Decision wrong_order(const Record& record, Field created, Field modified) {
  const Value* first = record.find(created);
  const Value* last = record.find(modified);
  if (first == nullptr || last == nullptr) return {};
  const bool ordered = *std::get_if<std::int64_t>(first) <= *std::get_if<std::int64_t>(last);
  return ordered ? Decision{} : Decision{DecisionKind::hold, "modified_before_created"};
}

Decision wrong_whole(const Record& record) {
  switch (record.key.kind) {
    case RecordKind::job: {
      const std::string* state = record.text(Field::job_state);
      const bool known = state == nullptr || *state == "open" || *state == "closed";
      return known ? Decision{} : hold("unknown_word", spec_of(Field::job_state).name);
    }
    case RecordKind::candidate:
      return wrong_order(record, Field::candidate_created_at, Field::candidate_last_modified_at);
    case RecordKind::application:
      return wrong_order(record, Field::application_created_at,
                         Field::application_last_modified_at);
    case RecordKind::stage: {
      // LinkedIn, "sync application stages": the one text it refuses.
      const std::string* name = record.text(Field::stage_name);
      const bool refused = name != nullptr && *name == "Not Available";
      return refused ? hold("not_allowed", spec_of(Field::stage_name).name) : Decision{};
    }
    case RecordKind::candidate_note:
    case RecordKind::application_note:
    case RecordKind::feedback:
      break;
  }
  return {};
}

constexpr Field private_marks[] = {Field::candidate_note_private, Field::application_note_private,
                                   Field::feedback_private};

bool flagged(const Record& record, Field field) {
  const Value* value = record.find(field);
  const bool* flag = value == nullptr ? nullptr : std::get_if<bool>(value);
  return flag != nullptr && *flag;
}

bool matches(const RecordRule& rule, const Record& record) {
  const auto named = [&](std::string_view text) {
    return std::ranges::find(rule.values, text) != rule.values.end();
  };
  if (rule.kind != record.key.kind) return false;
  if (const std::string* id = key_text(record, rule.field)) return named(*id);
  const Value* value = record.find(rule.field);
  if (value == nullptr) return false;
  if (const auto* text = std::get_if<std::string>(value)) return named(*text);
  if (const auto* flag = std::get_if<bool>(value)) return named(*flag ? "true" : "false");
  const auto* texts = std::get_if<std::vector<std::string>>(value);
  return texts != nullptr && std::ranges::any_of(*texts, named);
}

bool ruled(const TenantPolicy& policy, Field field) {
  return std::ranges::find(policy.rules, field, &RecordRule::field) != policy.rules.end();
}

Decision withheld(const TenantPolicy& policy, const Record& record) {
  if (!policy.private_candidates && flagged(record, Field::candidate_private)) {
    return {DecisionKind::withhold, "private"};
  }
  if (!policy.confidential_jobs && flagged(record, Field::job_confidential)) {
    return {DecisionKind::withhold, "confidential"};
  }
  for (const Field mark : private_marks) {
    if (!policy.private_notes && flagged(record, mark)) return {DecisionKind::withhold, "private"};
  }
  if (std::ranges::find(policy.withheld_kinds, record.key.kind) != policy.withheld_kinds.end()) {
    return {DecisionKind::withhold, "kind_withheld"};
  }
  for (const RecordRule& rule : policy.rules) {
    if (matches(rule, record)) return {DecisionKind::withhold, "rule:" + rule.name};
  }
  return {};
}

/// Whether what a field says may keep a record back. Whose application it is does, since one of
/// somebody who stays at home stays there too.
bool decides(const TenantPolicy& policy, Field field) {
  if (field == Field::candidate_private) return !policy.private_candidates || ruled(policy, field);
  if (field == Field::job_confidential) return !policy.confidential_jobs || ruled(policy, field);
  const bool mark = std::ranges::find(private_marks, field) != std::end(private_marks);
  if (mark && !policy.private_notes) return true;
  return field == Field::application_candidate || ruled(policy, field);
}

Decision doubtful(const TenantPolicy& policy, const Findings& findings) {
  for (const Finding& finding : findings) {
    if (decides(policy, finding.field)) return hold("doubtful", spec_of(finding.field).name);
  }
  return {};
}

/// The choices and the table as text, the same for equal choices whatever their order.
class Fingerprint {
 public:
  void number(std::uint64_t value) { text_ += std::to_string(value) + ","; }
  void text(std::string_view value) {
    number(value.size());
    text_ += value;
  }
  template <class Choice>
  void set(std::vector<Choice> choices) {
    std::ranges::sort(choices);
    choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
    number(choices.size());
    for (const Choice choice : choices) number(static_cast<std::uint64_t>(choice));
  }
  std::uint64_t value() const { return mix64(text_, rules_revision); }

 private:
  std::string text_;
};

void add_table(Fingerprint& print) {
  for (const FieldSpec& spec : field_table()) {
    print.number(static_cast<std::uint64_t>(spec.field));
    print.number(static_cast<std::uint64_t>(spec.rsc));
    print.number(static_cast<std::uint64_t>(spec.group));
    print.number(spec.min_chars);
    print.number(spec.max_chars);
    print.number(static_cast<std::uint64_t>(spec.unless_first));
    print.number(static_cast<std::uint64_t>(spec.unless_second));
  }
}

}  // namespace

std::uint64_t version_of(const TenantPolicy& policy) {
  Fingerprint print;
  add_table(print);
  print.set(policy.withheld_groups);
  print.set(policy.withheld_fields);
  print.set(policy.withheld_kinds);
  for (const RecordRule& rule : policy.rules) {
    print.text(rule.name);
    print.number(static_cast<std::uint64_t>(rule.kind));
    print.number(static_cast<std::uint64_t>(rule.field));
    print.number(rule.values.size());
    for (const std::string& value : rule.values) print.text(value);
  }
  print.number((policy.private_candidates ? 1U : 0U) + (policy.confidential_jobs ? 2U : 0U) +
               (policy.private_notes ? 4U : 0U));
  return std::max<std::uint64_t>(print.value(), 1);
}

void strip(const TenantPolicy& policy, Record& record) {
  std::erase_if(record.fields, [&](const FieldValue& entry) {
    const FieldSpec& spec = spec_of(entry.field);
    const bool chosen =
        std::ranges::find(policy.withheld_fields, entry.field) != policy.withheld_fields.end();
    const bool grouped =
        spec.group != OptOutGroup::none &&
        std::ranges::find(policy.withheld_groups, spec.group) != policy.withheld_groups.end();
    const auto* text = std::get_if<std::string>(&entry.value);
    const bool blank = text != nullptr && is_blank(*text);
    return spec.rsc == Requirement::rule_only || chosen || grouped || blank;
  });
}

Decision decide(const TenantPolicy& policy, const Findings& findings, Record& record) {
  // A rule is asked before anything is stripped, since it may ask about what never leaves; and
  // what must not leave at all is withheld even when it could not be sent anyway.
  if (Decision found = withheld(policy, record); found.kind != DecisionKind::keep) return found;
  if (Decision found = doubtful(policy, findings); found.kind != DecisionKind::keep) return found;
  strip(policy, record);
  if (Decision found = missing_field(record); found.kind != DecisionKind::keep) return found;
  if (Decision found = wrong_value(findings, record); found.kind != DecisionKind::keep) {
    return found;
  }
  return wrong_whole(record);
}

}  // namespace crosswalk
