#include "language/words/described.hpp"

#include <charconv>

namespace crosswalk::sim::language {
namespace {

Json as_json(const std::string& text) {
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem == std::errc{} && end == text.data() + text.size()) return number;
  double real = 0;
  const auto [stop, trouble] = std::from_chars(text.data(), text.data() + text.size(), real);
  if (trouble == std::errc{} && stop == text.data() + text.size()) return real;
  return text;
}

}  // namespace

std::string usual_text(const Node& node) {
  if (node.is_scalar()) return node.text;
  if (node.kind == Node::Kind::null || node.items.empty()) return {};
  return in_one_line(node);
}

Json reference_to(std::string_view name) {
  return Json::Members{{"$ref", "#/definitions/" + std::string(name)}};
}

Json one_key_of(Json properties) {
  return Json::Members{{"type", "object"},
                       {"minProperties", 1},
                       {"maxProperties", 1},
                       {"additionalProperties", false},
                       {"patternProperties", Json::Members{{"\\$\\{", Json::object()}}},
                       {"properties", std::move(properties)}};
}

Json object_schema(const Described& described) {
  Json properties = Json::object();
  Json required = Json::list();
  for (const Described::Row& row : described.rows) {
    // In draft 07 nothing beside a reference is looked at, so it stands one level below.
    Json schema = row.schema;
    if (schema.find("$ref") != nullptr) {
      schema = Json::Members{{"allOf", Json::List{std::move(schema)}}};
    }
    schema.set("description", row.help + " (" + row.type + ")");
    const bool lists = !row.usual.empty() && (row.usual[0] == '[' || row.usual[0] == '{');
    if (!row.usual.empty() && !lists) schema.set("default", as_json(row.usual));
    properties.set(row.key, std::move(schema));
    if (row.required) required.push(row.key);
  }
  Json object = Json::Members{{"type", "object"},
                              {"description", described.help},
                              {"additionalProperties", false},
                              {"properties", std::move(properties)}};
  if (!required.items()->empty()) object.set("required", std::move(required));
  return object;
}

}  // namespace crosswalk::sim::language
