#include "mapping/manifest/objects.hpp"

#include <algorithm>

#include "mapping/manifest/expressions.hpp"

namespace crosswalk {
namespace {

using Blank = RequestTemplate::Blank;

constexpr std::uint32_t batch_max = 500;

// The blanks a request must and must not have, or a list that never narrows is read for ever.
void check_blanks(ManifestReading& reading, const YamlNode& node, const RequestTemplate& request,
                  bool ids, bool from) {
  const bool has_from = request.has(Blank::from) || request.has(Blank::from_ms);
  const bool has_until = request.has(Blank::until) || request.has(Blank::until_ms);
  if (request.has(Blank::ids) != ids) {
    reading.fail(node, ids ? "this request must say {ids}" : "{ids} has no meaning here");
  }
  if (has_from != from) {
    reading.fail(node,
                 from ? "this request must say {from} or {from_ms}" : "{from} has no meaning here");
  }
  if (has_until && !from) reading.fail(node, "{until} has no meaning here");
}

Envelope read_envelope(ManifestReading& reading, const YamlNode* items) {
  Envelope envelope;
  if (items == nullptr) return envelope;
  Result<std::int32_t> node = envelope.shape.node_of(reading.path(*items));
  if (node) {
    envelope.items_node = *node;
  } else {
    reading.fail(*items, node.error().what);
  }
  return envelope;
}

Paging read_paging(ManifestReading& reading, const YamlNode* next, Envelope& envelope) {
  Paging paging;
  if (next == nullptr) return paging;
  if (next->kind == YamlNode::Kind::scalar) {
    paging.kind = reading.word(*next, {"none", "link"}, "a form of paging") == 1
                      ? Paging::Kind::link
                      : Paging::Kind::none;
    return paging;
  }
  if (!reading.has_only(*next, {"url", "cursor", "into", "page", "offset"},
                        "url, cursor and into, page, or offset")) {
    return paging;
  }
  const YamlNode* url = next->find("url");
  const YamlNode* cursor = next->find("cursor");
  if (url != nullptr || cursor != nullptr) {
    paging.kind = url ? Paging::Kind::url : Paging::Kind::cursor;
    if (envelope.items_node == 0) {
      reading.fail(*next, "a body whose root is the list has no place for it; give 'items'");
    }
    paging.slot = reading.slot(url ? *url : *cursor, envelope.shape);
    if (cursor == nullptr) return paging;
    const YamlNode* into = reading.required(*next, "into");
    if (into != nullptr) paging.parameter = reading.text(*into, "the name of a parameter");
    return paging;
  }
  const YamlNode* page = next->find("page");
  const YamlNode* offset = page ? page : reading.required(*next, "offset");
  paging.kind = page ? Paging::Kind::page : Paging::Kind::offset;
  if (offset != nullptr) paging.parameter = reading.text(*offset, "the name of a parameter");
  return paging;
}

JoinProgram read_join(ManifestReading& reading, const YamlNode& name, const YamlNode& node,
                      Shape& item) {
  JoinProgram join;
  join.name = name.text;
  if (!reading.has_only(
          node, {"list", "batch", "by", "key", "when", "newest", "items", "next", "only_if"},
          "list, by, key and the like")) {
    return join;
  }
  if (const YamlNode* list = reading.required(node, "list")) {
    join.request = reading.request(*list);
    check_blanks(reading, *list, join.request, true, false);
  }
  if (const YamlNode* by = reading.required(node, "by")) join.by = reading.slot(*by, item);
  if (const YamlNode* key = reading.required(node, "key")) {
    join.key = reading.slot(*key, join.shape);
    join.reference = key->text == "/id";
  }
  if (const YamlNode* batch = node.find("batch")) join.batch = reading.number(*batch, 1, batch_max);
  if (const YamlNode* when = node.find("when")) join.when = read_conditions(reading, *when, item);
  if (const YamlNode* at = node.find("newest")) join.newest = reading.slot(*at, join.shape);
  join.envelope = read_envelope(reading, node.find("items"));
  join.paging = read_paging(reading, node.find("next"), join.envelope);
  const Paging::Kind kind = join.paging.kind;
  if (kind != Paging::Kind::none && kind != Paging::Kind::link && kind != Paging::Kind::url) {
    reading.fail(*node.find("next"), "a join is paged by link or url only");
  }
  return join;
}

void read_modes(ManifestReading& reading, const YamlNode& node, ObjectProgram& object) {
  constexpr std::string_view modes[] = {"full", "delta", "by_id"};
  bool any = false;
  for (std::size_t mode = 0; mode < object.reads.size(); ++mode) {
    const YamlNode* at = node.find(modes[mode]);
    if (at == nullptr) continue;
    any = true;
    object.reads[mode] = reading.request(*at);
    check_blanks(reading, *at, *object.reads[mode], mode == 2, mode == 1);
  }
  if (!any) reading.fail(node, "an object is read by 'full', 'delta' or 'by_id'; none is here");
  if (const YamlNode* at = node.find("batch")) object.batch = reading.number(*at, 1, batch_max);
  object.envelope = read_envelope(reading, node.find("items"));
  object.paging = read_paging(reading, node.find("next"), object.envelope);
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
  if (std::ranges::find(element.beneath, object.id) == element.beneath.end()) {
    reading.fail(node, "the id must be one of the elements': " + inside + "...");
  }
}

void read_mapped(ManifestReading& reading, const YamlNode& node, ObjectProgram& object,
                 std::vector<LookupProgram>& lookups) {
  if (const YamlNode* at = reading.required(node, "kind")) {
    const std::size_t kind = reading.word(*at, {"job", "candidate", "application"}, "a kind");
    object.kind = static_cast<RecordKind>(kind);
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
  if (const YamlNode* id = map->find("id")) {
    if (id->kind != YamlNode::Kind::scalar || !id->text.starts_with('/')) {
      reading.fail(*id, "the id is a path of the item itself");
    }
    object.id = object.outputs.empty() ? no_slot : object.outputs.front().expr.source.slot;
  }
  if (const YamlNode* each = node.find("each")) read_each(reading, *each, object);
}

void read_regroup(ManifestReading& reading, const YamlNode& node, ObjectProgram& object,
                  const MappingProgram& program) {
  const YamlNode* by = reading.required(node, "group_by");
  const YamlNode* target = reading.required(node, "group_read");
  if (by == nullptr || target == nullptr) return;
  object.id = reading.slot(*by, object.shape);
  Words known;
  for (const ObjectProgram& other : program.objects) {
    const bool plain = !other.regroup && other.each_node == KeyTable::none;
    if (other.reads[2] && plain) known.push_back(other.name);
  }
  const std::size_t at = reading.word(*target, known, "an object above that is read by_id");
  if (!reading.ok()) return;
  const auto found = std::ranges::find(program.objects, known[at], &ObjectProgram::name);
  object.regroup = static_cast<std::uint16_t>(found - program.objects.begin());
  object.kind = found->kind;
  object.lookups = found->lookups;
  if (object.reads[0] || object.reads[2]) {
    reading.fail(node, "an object with group_read is read by 'delta' only");
  }
}

}  // namespace

std::vector<LookupProgram> read_lookups(ManifestReading& reading, const YamlNode& node) {
  std::vector<LookupProgram> lookups;
  if (!reading.is_map(node, "lookups by name")) return lookups;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const YamlNode& spec = node.items[i];
    LookupProgram lookup;
    lookup.name = node.keys[i].text;
    if (!reading.has_only(spec, {"list", "key", "items", "next"}, "list, key and the like")) break;
    if (const YamlNode* list = reading.required(spec, "list")) {
      lookup.request = reading.request(*list);
      check_blanks(reading, *list, lookup.request, false, false);
    }
    if (const YamlNode* key = reading.required(spec, "key")) {
      lookup.key = reading.slot(*key, lookup.shape);
    }
    lookup.envelope = read_envelope(reading, spec.find("items"));
    lookup.paging = read_paging(reading, spec.find("next"), lookup.envelope);
    lookups.push_back(std::move(lookup));
  }
  return lookups;
}

void read_objects(ManifestReading& reading, const YamlNode& node, Plan& plan,
                  MappingProgram& program) {
  const Words mapped = {"kind", "scopes",   "full", "delta",     "by_id", "batch", "items",
                        "next", "complete", "each", "skip_when", "joins", "map",   "only_if"};
  const Words grouped = {"scopes",   "delta",    "items",      "next",
                         "complete", "group_by", "group_read", "only_if"};
  if (!reading.is_map(node, "objects by name")) return;
  for (std::size_t i = 0; i < node.keys.size() && reading.ok(); ++i) {
    const YamlNode& spec = node.items[i];
    const bool regroups = spec.find("group_read") != nullptr || spec.find("group_by") != nullptr;
    if (!reading.has_only(spec, regroups ? grouped : mapped, "what an object is made of")) return;
    ObjectProgram object;
    object.name = node.keys[i].text;
    read_modes(reading, spec, object);
    if (regroups) {
      read_regroup(reading, spec, object, program);
    } else {
      read_mapped(reading, spec, object, program.lookups);
    }
    ObjectSpec told{.name = object.name,
                    .kind = object.kind,
                    .full = object.reads[0].has_value(),
                    .delta = object.reads[1].has_value(),
                    .by_id = object.reads[2].has_value(),
                    .by_id_batch = object.batch,
                    .lookups = {},
                    .scopes = {}};
    for (const std::uint16_t used : object.lookups) {
      told.lookups.push_back(program.lookups[used].name);
    }
    if (const YamlNode* scopes = spec.find("scopes");
        scopes != nullptr && reading.is_list(*scopes, "permissions of the vendor")) {
      for (const YamlNode& scope : scopes->items) {
        told.scopes.push_back(reading.text(scope, "a permission"));
      }
    }
    if (!reading.applies(spec.find("only_if"))) continue;
    plan.objects.push_back(std::move(told));
    program.objects.push_back(std::move(object));
  }
}

}  // namespace crosswalk
