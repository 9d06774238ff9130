#include "mapping/objects/objects.hpp"

#include <algorithm>

#include "mapping/manifest/expressions.hpp"
#include "mapping/objects/families.hpp"
#include "mapping/objects/listings.hpp"

namespace crosswalk {
namespace {

void read_modes(ManifestReading& reading, const YamlNode& node, ObjectProgram& object) {
  constexpr std::string_view modes[] = {"full", "delta", "by_id"};
  bool any = !object.rides.empty();
  for (std::size_t mode = 0; mode < object.reads.size(); ++mode) {
    const YamlNode* at = node.find(modes[mode]);
    if (at == nullptr) continue;
    any = true;
    object.reads[mode] = reading.request(*at);
    check_blanks(reading, *at, *object.reads[mode], mode == 2, mode == 1);
  }
  if (!any) reading.fail(node, "an object is read by 'full', 'delta' or 'by_id'; none is here");
  if (const YamlNode* at = node.find("batch")) object.batch = reading.number(*at, 1, batch_max);
  if (object.rides.empty()) {
    object.envelope = read_envelope(reading, node.find("items"));
    object.paging = read_paging(reading, node.find("next"), object.envelope);
  }
  if (const YamlNode* at = node.find("complete")) {
    object.ends_without_next =
        reading.word(*at, {"unknown", "when next is absent"}, "evidence of completeness") == 1;
  }
}

// The array whose elements are the items: it must be one that the map leads into.
void read_each(ManifestReading& reading, const YamlNode& node, ObjectProgram& object) {
  Result<std::int32_t> array = object.shape.node_of(reading.path(node));
  if (!array) return reading.fail(node, array.error().what);
  object.each_node = object.shape.nodes[static_cast<std::size_t>(*array)].elements;
  const std::string inside = node.text + "[]/";
  if (object.each_node == KeyTable::none) {
    return reading.fail(node, "no path of the map begins with " + inside);
  }
  const Shape::Node& element = object.shape.nodes[static_cast<std::size_t>(object.each_node)];
  const auto within = [&](const IdPart& part) {
    return std::ranges::find(element.beneath, part.slot) != element.beneath.end();
  };
  if (std::ranges::none_of(object.id, within)) {
    reading.fail(node, "the id must be one of the elements': " + inside + "...");
  }
}

// The id is known before anything is mapped, so it can only be made of the item itself.
void read_id(ManifestReading& reading, const YamlNode& node, ObjectProgram& object) {
  if (object.outputs.empty()) return;
  const Expr& expr = object.outputs.front().expr;
  if (node.kind == YamlNode::Kind::scalar && node.text.starts_with('/')) {
    object.id_path = node.text;
    object.id.push_back({expr.source.slot, {}});
    return;
  }
  const bool digest = expr.kind == Expr::Kind::digest && node.keys.size() == 1;
  for (const Expr& part : expr.parts) {
    const bool literal = part.kind == Expr::Kind::literal;
    if (!digest || !(literal || part.plain())) break;
    object.id.push_back({literal ? no_slot : part.source.slot, part.literal});
  }
  if (object.id.empty() || object.id.size() != expr.parts.size()) {
    reading.fail(node, "the id is a path of the item itself, or digest: [...] of such paths");
  }
}

void read_mapped(ManifestReading& reading, const YamlNode& node, ObjectProgram& object,
                 std::vector<LookupProgram>& lookups) {
  if (const YamlNode* at = reading.required(node, "kind")) {
    Words kinds;
    for (const RecordKind kind : record_kinds) kinds.push_back(name_of(kind));
    object.kind = record_kinds[reading.word(*at, kinds, "a kind")];
  }
  if (const YamlNode* skips = node.find("skip_when");
      skips != nullptr && reading.is_list(*skips, "conditions")) {
    for (const YamlNode& skip : skips->items) {
      object.skip_when.push_back(read_conditions(reading, skip, object.shape));
    }
  }
  std::vector<std::string> absent;
  if (const YamlNode* joins = node.find("joins");
      joins != nullptr && reading.is_map(*joins, "joins by name")) {
    for (std::size_t i = 0; i < joins->keys.size(); ++i) {
      JoinProgram join = read_join(reading, joins->keys[i], joins->items[i], object.shape);
      if (reading.applies(joins->items[i].find("only_if"))) {
        object.joins.push_back(std::move(join));
      } else {
        absent.push_back(std::move(join.name));
      }
    }
  }
  const YamlNode* map = reading.required(node, "map");
  if (map == nullptr) return;
  ExprScope scope{object.shape, object.joins, absent, lookups, object.lookups};
  object.outputs = read_map(reading, *map, object.kind, scope);
  if (const YamlNode* id = map->find("id")) read_id(reading, *id, object);
  if (const YamlNode* each = node.find("each")) read_each(reading, *each, object);
}

bool is_grouping(const YamlNode& node) {
  return node.find("group_read") != nullptr || node.find("group_by") != nullptr;
}

const Words& keys_of(const YamlNode& node) {
  static const Words mapped = {"name",  "kind",     "scopes", "full",     "delta", "by_id",
                               "batch", "items",    "next",   "complete", "each",  "skip_when",
                               "joins", "asked_by", "map",    "only_if"};
  static const Words riding = {"name",  "kind",     "scopes", "rides",     "by_id",
                               "batch", "complete", "each",   "skip_when", "joins",
                               "map",   "asked_by", "only_if"};
  static const Words grouped = {"name",     "scopes",   "delta",      "items",  "next",
                                "complete", "group_by", "group_read", "only_if"};
  if (is_grouping(node)) return grouped;
  return node.find("rides") != nullptr ? riding : mapped;
}

// One that is left out may name others that are left out with it, so it has no family.
ObjectProgram read_object(ManifestReading& reading, const YamlNode& key, const YamlNode& node,
                          bool applies, MappingProgram& program) {
  ObjectProgram object;
  object.name = key.text;
  if (!reading.has_only(node, keys_of(node), "what an object is made of")) return object;
  if (const YamlNode* name = node.find("name")) object.name = reading.text(*name, "a name");
  const YamlNode* rides = node.find("rides");
  if (rides != nullptr) object.rides = reading.text(*rides, "an object above that is listed");
  if (rides != nullptr && applies) begin_ride(reading, *rides, program, object);
  read_modes(reading, node, object);
  if (is_grouping(node)) {
    if (applies) read_regroup(reading, node, program, object);
    return object;
  }
  read_mapped(reading, node, object, program.lookups);
  read_asked_by(reading, node, object);
  if (applies) end_ride(reading, node, program, object);
  return object;
}

ObjectSpec told_of(ManifestReading& reading, const YamlNode& node, const ObjectProgram& object,
                   const MappingProgram& program) {
  ObjectSpec told;
  told.name = object.name;
  told.kind = object.kind;
  told.full = object.reads[0].has_value();
  told.delta = object.reads[1].has_value();
  told.by_id = object.reads[2].has_value();
  told.by_id_batch = object.batch;
  told.rides = object.rides;
  told.asked_by = object.asked_by;
  told.complete = object.ends_without_next;
  if (object.regroup) told.group_read = program.objects[object.fetched].name;
  for (const std::uint16_t used : object.lookups) {
    told.lookups.push_back(program.lookups[used].name);
  }
  if (const YamlNode* scopes = node.find("scopes");
      scopes != nullptr && reading.is_list(*scopes, "permissions of the vendor")) {
    for (const YamlNode& scope : scopes->items) {
      told.scopes.push_back(reading.text(scope, "a permission"));
    }
  }
  return told;
}

}  // namespace

void read_objects(ManifestReading& reading, const YamlNode& node, Plan& plan,
                  MappingProgram& program) {
  if (!reading.is_map(node, "objects by name")) return;
  for (std::size_t i = 0; i < node.keys.size() && reading.ok(); ++i) {
    const YamlNode& spec = node.items[i];
    // What only a left-out object asks of a lookup is not kept.
    const std::vector<LookupProgram> before = program.lookups;
    const bool applies = reading.applies(spec.find("only_if"));
    ObjectProgram object = read_object(reading, node.keys[i], spec, applies, program);
    if (!reading.ok()) return;
    if (!applies) {
      program.lookups = before;
      continue;
    }
    if (std::ranges::find(program.objects, object.name, &ObjectProgram::name) !=
        program.objects.end()) {
      reading.fail(node.keys[i], "another object is called '" + object.name + "', too");
    }
    plan.objects.push_back(told_of(reading, spec, object, program));
    program.objects.push_back(std::move(object));
  }
  add_riding_groups(program);
}

}  // namespace crosswalk
