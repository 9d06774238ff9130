#include <algorithm>
#include <charconv>

#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"
#include "linkedin/fields/schema.hpp"
#include "world/mutation/placing.hpp"

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

// What LinkedIn would never hold there is met by no record. An empty text says that it holds
// nothing, and lists and members are written as JSON.
Problem check_held(const Checking& all, const linkedin::Field& field, const Node& value) {
  const std::string& said = value.text;
  if (said.empty() || said.find('$') != std::string::npos) return std::nullopt;
  switch (field.shape) {
    case linkedin::Shape::flag:
      if (said == "true" || said == "false") return std::nullopt;
      return all.reader.wrong(value, "this must be true or false");
    case linkedin::Shape::instant:
      if (said.find_first_not_of("0123456789") == std::string::npos) return std::nullopt;
      return all.reader.wrong(value,
                              "LinkedIn holds milliseconds since 1970; this must be a whole "
                              "number, such as 1767225600000");
    case linkedin::Shape::word: {
      const Known known(field.words.begin(), field.words.end());
      if (std::ranges::find(known, said) != known.end()) return std::nullopt;
      return all.reader.unknown(value, "word for `" + std::string(field.name) + "`", said, known);
    }
    case linkedin::Shape::urn:
      if (said.starts_with("urn:li:")) return std::nullopt;
      return all.reader.wrong(value, "this must be a URN, such as urn:li:person:anna");
    default:
      return std::nullopt;
  }
}

// "phoneNumbers.0.number": a place in a list, or a member.
Problem check_path(const Checking& all, EntityKind kind, const Node& key, const Node& value) {
  const linkedin::Schema* schema = &linkedin::schema_of(kind);
  const linkedin::Field* last = nullptr;
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
    if (!can_be_expected(schema->fields[*place])) {
      return all.reader.wrong(key, "LinkedIn keeps '" + std::string(name) +
                                       "' beside the record's content, where nobody can look; "
                                       "expect another field");
    }
    last = &schema->fields[*place];
    in_list = last->list;
    schema = last->inner;
  }
  return last == nullptr || in_list ? std::nullopt : check_held(all, *last, value);
}

// Of what hangs on another only both names find it; one alone finds nothing, which looks like
// its absence.
bool lacks_parent(EntityKind kind, const std::string& id) {
  const bool child = kind == EntityKind::candidate_note || kind == EntityKind::application_note ||
                     kind == EntityKind::feedback || kind == EntityKind::stage;
  return child && id.find('/') == std::string::npos;
}

// Whose ids "PARENT/ID" are made of, as the vendor calls them. Who keeps the inner one of a stage
// depends on the vendor.
std::vector<Kind> kinds_in(EntityKind kind) {
  switch (kind) {
    case EntityKind::job:
      return {Kind::job};
    case EntityKind::candidate:
      return {Kind::candidate};
    case EntityKind::application:
    case EntityKind::stage:
      return {Kind::application};
    case EntityKind::candidate_note:
      return {Kind::candidate, Kind::note};
    case EntityKind::application_note:
      return {Kind::application, Kind::note};
    case EntityKind::feedback:
      return {Kind::application, Kind::scorecard};
  }
  return {};
}

Problem nothing_is_asked(const Checking& all, const Node& value) {
  const bool empty = (value.is_list() || value.is_map()) && value.items.empty();
  if (!empty) return std::nullopt;
  return all.reader.wrong(value, "this expects nothing; say what must hold, or take it away");
}

Problem check_record(const Checking& all, const RecordExpectation& record, const Node& words) {
  const Node& fields = below(words, {"fields"});
  if (record.held == false && !record.fields.empty()) {
    return all.reader.wrong(fields, "what is not held has no fields; take one of them away");
  }
  if (words.find("fields") != nullptr) {
    if (auto wrong = nothing_is_asked(all, fields)) return wrong;
  }
  const auto at = std::ranges::find(entity_words(), record.kind) - entity_words().begin();
  const auto kind = static_cast<EntityKind>(at);
  const Node& id = below(words, {record.kind});
  if (lacks_parent(kind, record.id)) {
    return all.reader.wrong(id, "this hangs on another record; name both, as PARENT/ID");
  }
  std::string_view rest = record.id;
  for (const Kind each : kinds_in(kind)) {
    const std::string_view part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (auto wrong = check_kept(all, std::string(part), each, id)) return wrong;
  }
  for (std::size_t f = 0; f < record.fields.size(); ++f) {
    auto wrong = check_path(all, kind, fields.keys[f], fields.items[f]);
    if (auto told = all.reader.noted(std::move(wrong))) return told;
  }
  return std::nullopt;
}

Problem check_vendor_record(const Checking& all, const VendorExpectation& record,
                            const Node& words) {
  const Node& fields = below(words, {"fields"});
  if (record.there == false && !record.fields.empty()) {
    return all.reader.wrong(fields, "what is not there has no fields; take one of them away");
  }
  if (words.find("fields") != nullptr) {
    if (auto wrong = nothing_is_asked(all, fields)) return wrong;
  }
  const Kind kind = kind_of(record.kind).value_or(Kind::candidate);
  const Node& id = below(words, {record.kind});
  if (!id_in(record.id) && record.id.find('$') == std::string::npos) {
    return all.reader.wrong(id, "this must be an id, or $name");
  }
  if (auto wrong = check_kept(all, record.id, kind, id)) return wrong;
  for (std::size_t f = 0; f < record.fields.size(); ++f) {
    auto wrong = check_field(all, kind, fields.keys[f], &fields.items[f]);
    if (auto told = all.reader.noted(std::move(wrong))) return told;
  }
  return std::nullopt;
}

Problem check_each_record(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& ours = below(said, {"records"});
  for (std::size_t i = 0; i < expect.linkedin_records.size(); ++i) {
    auto wrong = check_record(all, expect.linkedin_records[i], entry(ours, i));
    if (auto told = all.reader.noted(std::move(wrong))) return told;
  }
  const Node& theirs = below(said, {"vendor_records"});
  for (std::size_t i = 0; i < expect.vendor_records.size(); ++i) {
    auto wrong = check_vendor_record(all, expect.vendor_records[i], entry(theirs, i));
    if (auto told = all.reader.noted(std::move(wrong))) return told;
  }
  return std::nullopt;
}

}  // namespace

bool can_be_expected(const linkedin::Field& field) {
  return field.storage == linkedin::Storage::content || field.name == "manualMatchedMember";
}

namespace {

Problem check_fired(const Checking& all, const Expectations& expect, const Node& said) {
  const Node& amounts = below(said, {"fired"});
  Known known;
  for (const FaultRule& rule : all.scenario.faults) known.push_back(rule.id);
  for (const auto& [id, amount] : expect.fired) {
    if (std::ranges::find(known, id) != known.end()) continue;
    return all.reader.unknown(key_of(amounts, id), "fault", id, known);
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

// An empty text is part of everything, and of an empty list everything is true.
Problem check_asks(const Checking& all, const Node& said) {
  for (std::size_t i = 0; said.is_map() && i < said.items.size(); ++i) {
    const Node& value = said.items[i];
    if (auto wrong = all.reader.noted(nothing_is_asked(all, value))) return wrong;
    const std::string& word = said.keys[i].text;
    if (word != "told" && word != "not_told") continue;
    const std::vector<Node> one{value};
    for (const Node& each : value.is_list() ? value.items : one) {
      if (!each.is_scalar() || !each.text.empty()) continue;
      auto wrong = all.reader.wrong(each, "an empty text is part of everything; say some words");
      if (auto told = all.reader.noted(std::move(wrong))) return told;
    }
  }
  return std::nullopt;
}

Problem check_invariants(const Checking& all, const Expectations& expect, const Node& said) {
  for (const std::string& id : expect.not_invariants) {
    const auto& only = expect.invariants;
    if (std::ranges::find(only, id) == only.end()) continue;
    return all.reader.wrong(below(said, {"not_invariants"}), id + " is asked for and left out; "
                                                                  "take it out of one list");
  }
  return std::nullopt;
}

Problem check_time(const Checking& all, const Expectations& expect, const Node& said) {
  const auto at_most = expect.virtual_time_s.value_or(Amount{}).at_most;
  const auto seconds = static_cast<std::uint64_t>(all.advanced.count() / 1000);
  if (!at_most || *at_most >= seconds) return std::nullopt;
  return all.reader.wrong(below(said, {"virtual_time"}),
                          "the steps before advance the clock further than that; ask for more");
}

}  // namespace

Problem check_expect(const Checking& all, const Expectations& expect, const Node& node) {
  const Reader& reader = all.reader;
  const Node& tenant = below(node, {"tenant"});
  if (auto wrong = reader.noted(check_tenant_name(all, expect.tenant, tenant))) return wrong;
  if (auto wrong = check_asks(all, node)) return wrong;
  if (auto wrong = reader.noted(check_invariants(all, expect, node))) return wrong;
  const Node& held = below(node, {"held"});
  if (auto wrong = reader.noted(check_counts(all, expect.held, held))) return wrong;
  const Node& vendor = below(node, {"vendor"});
  if (auto wrong = reader.noted(check_counts(all, expect.vendor, vendor))) return wrong;
  if (auto wrong = check_each_record(all, expect, node)) return wrong;
  if (auto wrong = reader.noted(check_requests(all, expect, node))) return wrong;
  if (auto wrong = reader.noted(check_fired(all, expect, node))) return wrong;
  return reader.noted(check_time(all, expect, node));
}

}  // namespace crosswalk::sim::language
