#include "runtime/host/required_fields.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {
namespace {

// Whoever takes no child kinds sends less; whoever sends them, sends at least these.
bool must_leave(const FieldSpec& spec) {
  return spec.rsc == Requirement::required || spec.rsc == Requirement::conditional;
}

std::string version_text() {
  const std::uint64_t version = required_list_version();
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) {
    bytes.push_back(static_cast<char>((version >> shift) & 0xFFU));
  }
  return to_hex(bytes);
}

}  // namespace

std::uint64_t required_list_version() {
  std::string list;
  for (const FieldSpec& spec : field_table()) {
    if (!must_leave(spec)) continue;
    list.append(name_of(spec.kind)).append(".").append(spec.name).append(":");
    list.append(name_of(spec.rsc)).append(":").append(spec.meaning).append("\n");
  }
  return std::max<std::uint64_t>(mix64(list), 1);
}

std::vector<std::string> required_fields_lines() {
  std::vector<std::string> lines{"fields LinkedIn requires (list " + version_text() + "):"};
  for (const RecordKind kind : record_kinds) {
    lines.push_back("  " + std::string(name_of(kind)));
    for (const FieldSpec& spec : field_table()) {
      if (spec.kind != kind || !must_leave(spec)) continue;
      lines.push_back("    " + std::string(spec.name) + ": " + std::string(spec.meaning));
    }
  }
  return lines;
}

Json required_fields_json() {
  Json json = Json::object();
  json.set("version", version_text());
  Json fields = Json::list();
  for (const FieldSpec& spec : field_table()) {
    if (!must_leave(spec)) continue;
    Json field = Json::object();
    field.set("kind", name_of(spec.kind));
    field.set("field", spec.name);
    field.set("requirement", name_of(spec.rsc));
    field.set("meaning", spec.meaning);
    fields.push(std::move(field));
  }
  json.set("fields", std::move(fields));
  return json;
}

}  // namespace crosswalk
