#include "mapping/coverage.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

bool sent(const FieldSpec& spec) {
  return spec.rsc != Requirement::rule_only && spec.rsc != Requirement::unused;
}

Carried carried_by(const Plan& plan, const FieldSpec& spec) {
  if (spec.provider == Provider::host) return Carried::host;
  return can_carry(plan, spec.kind, spec.field) ? Carried::connector : Carried::no;
}

}  // namespace

std::string_view name_of(Carried carried) {
  if (carried == Carried::no) return "no";
  return carried == Carried::host ? "host" : "connector";
}

bool KindCoverage::complete() const {
  const auto has = [&](Field field) {
    const auto found = std::ranges::find_if(
        fields, [&](const FieldCoverage& each) { return each.field->field == field; });
    return found != fields.end() && found->carried != Carried::no;
  };
  const auto fine = [&](const FieldCoverage& each) {
    const FieldSpec& spec = *each.field;
    if (each.carried != Carried::no || spec.rsc == Requirement::optional) return true;
    if (spec.rsc != Requirement::conditional || spec.unless_first == Field{}) return false;
    return has(spec.unless_first) && (spec.unless_second == Field{} || has(spec.unless_second));
  };
  return read && std::ranges::all_of(fields, fine);
}

std::vector<KindCoverage> coverage(const Plan& plan) {
  std::vector<KindCoverage> all;
  for (const RecordKind kind : record_kinds) {
    KindCoverage& each = all.emplace_back();
    each.kind = kind;
    each.read = std::ranges::any_of(plan.objects, [&](const ObjectSpec& object) {
      return object.kind == kind && (object.full || object.by_id || !object.rides.empty());
    });
    for (const FieldSpec& spec : field_table()) {
      if (spec.kind != kind || !sent(spec)) continue;
      each.fields.push_back({&spec, each.read ? carried_by(plan, spec) : Carried::no});
    }
  }
  return all;
}

}  // namespace crosswalk
