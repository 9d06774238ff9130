#include "language/language.hpp"
#include "language/tables/tables.hpp"

namespace crosswalk::sim {
namespace language {

std::vector<Described> described_tables() {
  std::vector<Described> all;
  Draft usual;
  all.push_back(describe(scenario_section(), usual));
  all.push_back(describe(world_section()));
  all.push_back(describe(odd_section()));
  all.push_back(describe(quirks_section()));
  all.push_back(describe(tenant_section()));
  all.push_back(describe(policy_section()));
  all.push_back(describe(fault_section()));
  all.push_back(describe(trigger_section()));
  all.push_back(describe(mutation_section()));
  all.push_back(describe(expect_section()));
  all.push_back(describe(record_section()));
  all.push_back(describe(vendor_record_section()));
  return all;
}

namespace {

Json step_schema() {
  Json bare = Json::list();
  Json kinds = Json::object();
  for (const StepRow& row : step_rows()) {
    Json forms = Json::list();
    forms.push(object_schema(describe(row.section, row.made)));
    for (const Word<Step>& word : row.section.words) {
      if (word.key == row.brief) forms.push(word.schema);
    }
    if (row.bare) {
      bare.push(row.word);
      forms.push(Json::Members{{"type", "null"}});
    }
    kinds.set(std::string(row.word),
              Json::Members{{"description", row.help}, {"anyOf", std::move(forms)}});
  }
  const Json words = Json::Members{{"enum", std::move(bare)}};
  return any_of({or_variable(words), one_key_of(std::move(kinds))});
}

}  // namespace
}  // namespace language

Json scenario_schema() {
  using namespace language;
  Json definitions = Json::object();
  definitions.set("variable", Json::Members{{"type", "string"}, {"pattern", "\\$\\{"}});
  definitions.set("amount", amount_definition());
  const std::vector<Described> all = described_tables();
  for (std::size_t i = 1; i < all.size(); ++i) definitions.set(all[i].name, object_schema(all[i]));
  definitions.set("do", deed_schema());
  definitions.set("step", step_schema());
  Json schema;
  schema.set("$schema", "http://json-schema.org/draft-07/schema#");
  schema.set("title", "A scenario of crosswalk-sim");
  const Json whole = object_schema(all.front());
  for (const auto& [name, value] : *whole.members()) schema.set(name, value);
  schema.set("definitions", std::move(definitions));
  return schema;
}

}  // namespace crosswalk::sim
