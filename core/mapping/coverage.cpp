#include "mapping/coverage.hpp"

#include <algorithm>

#include "mapping/manifest/program.hpp"

namespace crosswalk {
namespace {

Carrier carrier_of(const Plan& plan, const FieldSpec& spec) {
  if (spec.provider == Provider::host) return Carrier::host;
  Carrier carrier = Carrier::nobody;
  for (const ObjectProgram& object : plan.program->objects) {
    if (object.kind != spec.kind || object.regroup) continue;
    if (std::ranges::find(object.outputs, spec.field, &Output::field) != object.outputs.end()) {
      return Carrier::map;
    }
    if (object.amended) carrier = Carrier::hook;
  }
  return carrier;
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
      const FieldCoverage one{spec.field, carrier_of(plan, spec)};
      if (spec.rsc == Requirement::required) made.required.push_back(one);
      if (spec.rsc == Requirement::conditional) made.conditional.push_back(one);
      if (spec.rsc == Requirement::optional) made.optional.push_back(one);
    }
  }
  return all;
}

}  // namespace crosswalk
