#include "mapping/coverage.hpp"

#include <algorithm>

#include "mapping/manifest/program.hpp"

namespace crosswalk {
namespace {

// A hook cannot say which record it is given, nor whose.
bool may_amend(const FieldSpec& spec) {
  const auto names_parent = [&](RecordKind parent) {
    return parent_field(spec.kind, parent) == spec.field;
  };
  return spec.field != id_field(spec.kind) &&
         std::ranges::none_of(parents_of(spec.kind), names_parent);
}

Carrier carrier_of(const Plan& plan, const FieldSpec& spec) {
  if (spec.provider == Provider::host) return Carrier::host;
  Carrier carrier = Carrier::nobody;
  for (const ObjectProgram& object : plan.program->objects) {
    if (object.kind != spec.kind || object.regroup) continue;
    if (std::ranges::find(object.outputs, spec.field, &Output::field) != object.outputs.end()) {
      return Carrier::map;
    }
    if (object.amended && may_amend(spec)) carrier = Carrier::hook;
  }
  return carrier;
}

std::vector<FieldCoverage>* list_of(KindCoverage& kind, Requirement requirement) {
  switch (requirement) {
    case Requirement::required:
      return &kind.required;
    case Requirement::conditional:
      return &kind.conditional;
    case Requirement::optional:
      return &kind.optional;
    case Requirement::rule_only:
      return &kind.never_sent;
    case Requirement::unused:
      break;
  }
  return nullptr;
}

// What only the host knows comes after a record was sent, so it excuses nothing before.
bool connector_gives(const KindCoverage& kind, Field field) {
  for (const auto* fields : {&kind.required, &kind.conditional, &kind.optional}) {
    const auto found = std::ranges::find(*fields, field, &FieldCoverage::field);
    if (found == fields->end()) continue;
    return found->carrier == Carrier::map || found->carrier == Carrier::hook;
  }
  return false;
}

bool is_excused(const KindCoverage& kind, Field field) {
  const FieldSpec& spec = spec_of(field);
  return connector_gives(kind, spec.unless_first) &&
         (spec.unless_second == Field{} || connector_gives(kind, spec.unless_second));
}

}  // namespace

std::vector<KindCoverage> coverage(const Plan& plan) {
  std::vector<KindCoverage> all;
  for (const RecordKind kind : record_kinds) {
    KindCoverage& made = all.emplace_back();
    made.kind = kind;
    made.read = std::ranges::find(plan.objects, kind, &ObjectSpec::kind) != plan.objects.end();
    for (const FieldSpec& spec : field_table()) {
      if (spec.kind != kind) continue;
      if (auto* list = list_of(made, spec.rsc)) {
        list->push_back({spec.field, carrier_of(plan, spec)});
      }
    }
  }
  return all;
}

std::vector<Field> lacking(const KindCoverage& kind) {
  std::vector<Field> fields;
  for (const FieldCoverage& each : kind.required) {
    if (each.carrier == Carrier::nobody) fields.push_back(each.field);
  }
  for (const FieldCoverage& each : kind.conditional) {
    const bool given = each.carrier != Carrier::nobody;
    if (!given && !is_excused(kind, each.field)) fields.push_back(each.field);
  }
  return fields;
}

std::vector<Field> left_to_hook(const KindCoverage& kind) {
  std::vector<Field> fields;
  for (const auto* list : {&kind.required, &kind.conditional}) {
    for (const FieldCoverage& each : *list) {
      if (each.carrier == Carrier::hook) fields.push_back(each.field);
    }
  }
  return fields;
}

}  // namespace crosswalk
