#include "mapping/objects/listings.hpp"

#include "mapping/manifest/expressions.hpp"

namespace crosswalk {
namespace {

using Blank = RequestTemplate::Blank;

}  // namespace

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
          node, {"list", "batch", "by", "key", "when", "newest", "id", "items", "next", "only_if"},
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
  if (const YamlNode* id = node.find("id")) join.id = reading.slot(*id, join.shape);
  join.envelope = read_envelope(reading, node.find("items"));
  join.paging = read_paging(reading, node.find("next"), join.envelope);
  const Paging::Kind kind = join.paging.kind;
  if (kind != Paging::Kind::none && kind != Paging::Kind::link && kind != Paging::Kind::url) {
    reading.fail(*node.find("next"), "a join is paged by link or url only");
  }
  return join;
}

std::vector<LookupProgram> read_lookups(ManifestReading& reading, const YamlNode& node) {
  std::vector<LookupProgram> lookups;
  if (!reading.is_map(node, "lookups by name")) return lookups;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const YamlNode& spec = node.items[i];
    LookupProgram lookup;
    lookup.name = node.keys[i].text;
    if (!reading.has_only(spec, {"list", "key", "items", "next", "only_if"},
                          "list, key and the like")) {
      break;
    }
    lookup.absent = !reading.applies(spec.find("only_if"));
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

}  // namespace crosswalk
