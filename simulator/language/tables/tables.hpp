#pragma once

/// \file
/// Every table of the language. What is not here cannot be said in a scenario.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "language/scenario.hpp"
#include "language/words/described.hpp"

namespace crosswalk::sim::linkedin {
struct Field;
}

namespace crosswalk::sim::language {

// How the world looks. The words of `world` are also words of a tenant.
const Section<Oddities>& odd_section();
const Section<Quirks>& quirks_section();
const Section<TenantPolicy>& policy_section();
const Section<TenantSpec>& world_section();
const Section<TenantSpec>& tenant_section();

// What goes wrong.
const Section<Mutation>& mutation_section();
const Section<FaultTrigger>& trigger_section();
/// The parameters of all kinds; a kind takes those its row in faults/kinds.cpp names.
const Section<FaultDeed>& deed_section();
const Section<FaultRule>& fault_section();
/// The schema of `do`, which is different for each kind.
Json deed_schema();

// What must hold.
const Section<RecordExpectation>& record_section();
const Section<VendorExpectation>& vendor_record_section();
const Section<Expectations>& expect_section();
/// Where each part of them stands; of what a fragment says nothing.
Places places_in(const Node& expect);

/// One kind of step: `- WORD`, `- WORD: VALUE` or `- WORD: {...}`.
struct StepRow {
  std::string_view word;
  std::string_view help;
  std::string_view brief;  ///< The word that a value without a map stands for; empty: none.
  bool bare = false;       ///< May stand without any value.
  bool gives = false;      ///< Gives something that `as` keeps.
  Step made;               ///< Such a step, of which nothing has been said yet.
  Section<Step> section;
};
const std::vector<StepRow>& step_rows();
/// Its row.
const StepRow& row_of(const Step& step);

/// A whole file.
struct Draft {
  TenantSpec world;  ///< What every tenant is unless it says otherwise.
  Scenario scenario;
};
const Section<Draft>& scenario_section();

Value<Step> step_value();
Value<FaultDeed> deed_value();
Value<FaultRule> rule_value();

/// Every table that is an object, in the order a reader meets them.
std::vector<Described> described_tables();

/// The permissions that a vendor, by a word of vendor_words(), or "linkedin" knows.
Known scope_words(std::string_view whose);

/// Whether a field of LinkedIn's is kept where an expectation can look.
bool can_be_expected(const linkedin::Field& field);

/// The words a tenant's `vendor` may be, and the peer it is called in the names of endpoints.
const Known& vendor_words();
std::string_view peer_of(std::string_view vendor);
/// Whether such a vendor calls web hooks at all.
bool calls_hooks(std::string_view vendor);

/// The words of name_of(EntityKind), and "I1" to "I12".
const Known& entity_words();
const Known& invariant_ids();

}  // namespace crosswalk::sim::language
