#include <set>
#include <utility>
#include <vector>

#include "runtime/config/option_values.hpp"
#include "runtime/config/tenant_config.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {
namespace {

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const RecordKind kind : record_kinds) names.push_back(name_of(kind));
  return names;
}

std::vector<std::string_view> fields_of(RecordKind kind) {
  std::vector<std::string_view> names;
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind == kind) names.push_back(spec.name);
  }
  return names;
}

Result<OptOutGroup> read_group(const std::string& text, std::string where) {
  const std::optional<OptOutGroup> group = opt_out_group(text);
  if (group && *group != OptOutGroup::none) return *group;
  std::set<std::string_view> known;
  for (const FieldSpec& spec : field_table()) {
    if (spec.group != OptOutGroup::none) known.insert(name_of(spec.group));
  }
  return wrong(with_known("there is no such group of fields", text, {known.begin(), known.end()}),
               std::move(where));
}

// "candidate.phones".
Result<const FieldSpec*> read_field(std::string_view text, const std::string& where) {
  const std::size_t dot = text.find('.');
  const std::optional<RecordKind> kind = record_kind(text.substr(0, dot));
  if (dot == std::string_view::npos || !kind) {
    return wrong(with_nearest("a field is written as KIND.FIELD, such as candidate.phones",
                              text.substr(0, dot), kind_names()),
                 where);
  }
  const std::string_view name = text.substr(dot + 1);
  const FieldSpec* spec = find_field(*kind, name);
  if (spec) return spec;
  const std::string what = "a " + std::string(name_of(*kind)) + " has no such field";
  return wrong(with_known(what, name, fields_of(*kind)), where);
}

Result<Field> read_withheld(const std::string& text, const std::string& where) {
  const Result<const FieldSpec*> found = read_field(text, where);
  if (!found) return found.error();
  const FieldSpec& spec = **found;
  if (spec.rsc == Requirement::required || spec.rsc == Requirement::conditional) {
    return wrong("LinkedIn requires this field; withhold whole records by a rule instead", where);
  }
  if (spec.rsc != Requirement::optional) {
    return wrong("this field is never sent; there is nothing to withhold", where);
  }
  // It travels as a parent of the record, in no field that could be left out.
  if (spec.field == Field::application_candidate) {
    return wrong("this field ties the application to its person and cannot be withheld", where);
  }
  return spec.field;
}

Result<RecordKind> read_kind(const std::string& text, const std::string& where) {
  const std::optional<RecordKind> kind = record_kind(text);
  if (kind && is_child(*kind)) return *kind;
  std::vector<std::string_view> known;
  for (const RecordKind each : record_kinds) {
    if (is_child(each)) known.push_back(name_of(each));
  }
  return wrong(with_known("this is no data set that can be withheld whole", text, known), where);
}

Result<RecordRule> read_rule(const Section& section) {
  RecordRule rule;
  rule.name = section.text("name");
  rule.kind = *record_kind(section.text("kind"));
  rule.values = section.texts("values");
  const std::string field = section.text("field");
  const FieldSpec* spec = find_field(rule.kind, field);
  if (!spec) {
    const std::string what = "a " + section.text("kind") + " has no such field";
    return wrong(with_known(what, field, fields_of(rule.kind)), section.place("field"));
  }
  const bool comparable = spec->type == ValueType::text || spec->type == ValueType::texts ||
                          spec->type == ValueType::flag;
  if (spec->provider != Provider::connector || !comparable) {
    return wrong(
        "no rule can ask about this field; take one of type text or flag that the "
        "connector provides",
        section.place("field"));
  }
  if (rule.values.empty()) {
    return wrong("name at least one value", section.place("values"));
  }
  for (std::size_t at = 0; spec->type == ValueType::flag && at < rule.values.size(); ++at) {
    if (rule.values[at] != "true" && rule.values[at] != "false") {
      return wrong("this field is true or false", section.place("values", at));
    }
  }
  rule.field = spec->field;
  return rule;
}

}  // namespace

Result<TenantPolicy> read_policy(const Section& section) {
  TenantPolicy policy;
  policy.private_candidates = section.flag("private_candidates");
  policy.confidential_jobs = section.flag("confidential_jobs");
  policy.private_notes = section.flag("private_notes");
  const Section withhold = section.section("withhold");
  std::size_t item = 0;
  for (const std::string& text : withhold.texts("groups")) {
    Result<OptOutGroup> group = read_group(text, withhold.place("groups", item++));
    if (!group) return std::move(group).error();
    policy.withheld_groups.push_back(*group);
  }
  item = 0;
  for (const std::string& text : withhold.texts("fields")) {
    Result<Field> field = read_withheld(text, withhold.place("fields", item++));
    if (!field) return std::move(field).error();
    policy.withheld_fields.push_back(*field);
  }
  item = 0;
  for (const std::string& text : withhold.texts("kinds")) {
    Result<RecordKind> kind = read_kind(text, withhold.place("kinds", item++));
    if (!kind) return std::move(kind).error();
    policy.withheld_kinds.push_back(*kind);
  }
  std::set<std::string> names;
  for (const Section& each : withhold.sections("records")) {
    Result<RecordRule> rule = read_rule(each);
    if (!rule) return std::move(rule).error();
    if (!names.insert(rule->name).second) {
      return wrong("two rules have this name", each.place("name"));
    }
    policy.rules.push_back(*std::move(rule));
  }
  return policy;
}

}  // namespace crosswalk
