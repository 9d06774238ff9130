#include <algorithm>
#include <charconv>

#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"
#include "linkedin/fields/schema.hpp"

namespace crosswalk::sim::language {
namespace {

const Node& entry(const Node& list, std::size_t at) {
  return list.is_list() && at < list.items.size() ? list.items[at] : list;
}

/// The key of an amount, where mistakes about what it counts belong.
const Node& key_of(const Node& amounts, const std::string& name) {
  const auto found = std::ranges::find(amounts.keys, name, &Node::text);
  return found == amounts.keys.end() ? amounts : *found;
}

// "phoneNumbers.0.number": a place in a list, or a member.
Problem check_path(const Checking& all, EntityKind kind, const Node& key) {
  const linkedin::Schema* schema = &linkedin::schema_of(kind);
  bool in_list = false;
  std::string_view rest = key.text;
  while (!rest.empty()) {
    const std::string_view name = rest.substr(0, rest.find('.'));
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
    std::uint32_t number = 0;
    const char* const end = name.data() + name.size();
    if (in_list && std::from_chars(name.data(), end, number).ptr == end) {
      in_list = false;
      continue;
    }
    if (schema == nullptr) return std::nullopt;  // Nobody knows the inside of this.
    const auto place = schema->place_of(name);
    if (!place) {
      Known known;
      for (const linkedin::Field& field : schema->fields) known.push_back(field.name);
      return all.reader.unknown(key, "field of LinkedIn's", name, known);
    }
    in_list = schema->fields[*place].list;
    schema = schema->fields[*place].inner;
  }
  return std::nullopt;
}

// Of what hangs on another only both names find it; one alone finds nothing, which looks like
// its absence.
bool lacks_parent(EntityKind kind, const std::string& id) {
  const bool child = kind == EntityKind::candidate_note || kind == EntityKind::application_note ||
                     kind == EntityKind::feedback || kind == EntityKind::stage;
  return child && id.find('/') == std::string::npos;
}

Problem check_records(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& list = below(said, {"records"});
  for (std::size_t i = 0; i < expect.linkedin_records.size(); ++i) {
    const RecordExpectation& record = expect.linkedin_records[i];
    const Node& words = entry(list, i);
    const Node& fields = below(words, {"fields"});
    if (record.held == false && !record.fields.empty()) {
      return all.reader.wrong(fields, "what is not held has no fields; take one of them away");
    }
    const auto kind = std::ranges::find(entity_words(), record.kind) - entity_words().begin();
    if (lacks_parent(static_cast<EntityKind>(kind), record.id)) {
      return all.reader.wrong(below(words, {record.kind}),
                              "this hangs on another record; name both, as PARENT/ID");
    }
    for (std::size_t f = 0; f < record.fields.size(); ++f) {
      auto wrong = check_path(all, static_cast<EntityKind>(kind), fields.keys[f]);
      if (wrong) return wrong;
    }
  }
  return std::nullopt;
}

Problem check_vendor_records(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& list = below(said, {"vendor_records"});
  for (std::size_t i = 0; i < expect.vendor_records.size(); ++i) {
    const VendorExpectation& record = expect.vendor_records[i];
    const Node& fields = below(entry(list, i), {"fields"});
    if (record.there == false && !record.fields.empty()) {
      return all.reader.wrong(fields, "what is not there has no fields; take one of them away");
    }
    for (std::size_t f = 0; f < record.fields.size(); ++f) {
      const Kind kind = kind_of(record.kind).value_or(Kind::candidate);
      if (auto wrong = check_field(all, kind, fields.keys[f], &fields.items[f])) return wrong;
    }
  }
  return std::nullopt;
}

bool is_switched_on(const Scenario& scenario, const std::string& id) {
  return std::ranges::any_of(scenario.steps, [&](const Step& step) {
    const auto* const faults = std::get_if<FaultStep>(&step.what);
    return faults != nullptr && faults->on &&
           std::ranges::find(faults->ids, id) != faults->ids.end();
  });
}

Problem check_fired(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& amounts = below(said, {"fired"});
  Known known;
  for (const FaultRule& rule : all.scenario.faults) known.push_back(rule.id);
  for (const auto& [id, amount] : expect.fired) {
    const auto rule = std::ranges::find(all.scenario.faults, id, &FaultRule::id);
    if (rule == all.scenario.faults.end()) {
      return all.reader.unknown(key_of(amounts, id), "fault", id, known);
    }
    if (rule->off && amount.at_least.value_or(0) > 0 && !is_switched_on(all.scenario, id)) {
      return all.reader.wrong(key_of(amounts, id),
                              "this fault is off and no step switches it on; "
                              "add `- faults: {on: [" +
                                  id + "]}`");
    }
  }
  return std::nullopt;
}

/// How many of a kind there can ever have been at all tenants; nothing where nobody can tell.
std::optional<std::uint64_t> most_there(const Scenario& scenario, Kind kind) {
  std::uint64_t most = 0;
  for (const TenantSpec& tenant : scenario.tenants) {
    if (!tenant.fixture.empty()) return std::nullopt;
    most += kind == Kind::job ? tenant.world.jobs : tenant.world.candidates;
  }
  for (const FaultRule& rule : scenario.faults) {
    for (const Mutation& each : rule.what.mutations) {
      if (each.operation == Operation::insert) return std::nullopt;
    }
  }
  for (const Step& step : scenario.steps) {
    const auto* const change = std::get_if<VendorStep>(&step.what);
    const bool inserts = change != nullptr && change->operation == Operation::insert;
    if (inserts && change->kind == kind) most += change->count * scenario.tenants.size();
    const bool exported = std::holds_alternative<ExportStep>(step.what);
    if (exported && kind == Kind::candidate) most += scenario.tenants.size();
  }
  return most;
}

Problem check_counts(const Checking& all, const std::map<std::string, Amount>& amounts,
                     const Node& said) {
  for (const auto& [word, amount] : amounts) {
    const auto kind = kind_of(word);
    if (kind != Kind::job && kind != Kind::candidate) continue;
    const auto most = most_there(all.scenario, *kind);
    if (!most || amount.at_least.value_or(0) <= *most) continue;
    return all.reader.wrong(below(said, {word}), "there are never more than " +
                                                     std::to_string(*most) +
                                                     " of these; ask for "
                                                     "fewer, or make more in `world` or by a step");
  }
  return std::nullopt;
}

Problem check_requests(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& amounts = below(said, {"requests"});
  for (const auto& [pattern, amount] : expect.requests) {
    if (auto wrong = check_endpoint(all, pattern, key_of(amounts, pattern))) return wrong;
  }
  return std::nullopt;
}

}  // namespace

Problem check_expect(const Checking& all, const Expectations& expect, const Node& node) {
  if (auto wrong = check_tenant_name(all, expect.tenant, below(node, {"tenant"}))) return wrong;
  for (const std::string& id : expect.not_invariants) {
    const auto& only = expect.invariants;
    if (std::ranges::find(only, id) == only.end()) continue;
    return all.reader.wrong(below(node, {"not_invariants"}), id + " is asked for and left out; "
                                                                  "take it out of one list");
  }
  if (auto wrong = check_counts(all, expect.held, below(node, {"held"}))) return wrong;
  if (auto wrong = check_counts(all, expect.vendor, below(node, {"vendor"}))) return wrong;
  if (auto wrong = check_records(all, expect, node)) return wrong;
  if (auto wrong = check_vendor_records(all, expect, node)) return wrong;
  if (auto wrong = check_requests(all, expect, node)) return wrong;
  if (auto wrong = check_fired(all, expect, node)) return wrong;
  const auto at_most = expect.virtual_time_s.value_or(Amount{}).at_most;
  const auto seconds = static_cast<std::uint64_t>(all.advanced.count() / 1000);
  if (at_most && *at_most < seconds) {
    return all.reader.wrong(below(node, {"virtual_time"}),
                            "the steps before advance the clock "
                            "further than that; ask for more");
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
