#include <algorithm>
#include <cstdio>
#include <string>

#include "daemon/commands/commands.hpp"
#include "mapping/coverage.hpp"

namespace crosswalk {
namespace {

std::string_view word_of(Carrier carrier) {
  switch (carrier) {
    case Carrier::nobody:
      return "no";
    case Carrier::map:
      return "connector";
    case Carrier::hook:
      return "hook";
    case Carrier::host:
      break;
  }
  return "host";
}

std::vector<FieldCoverage> fields_of(const KindCoverage& kind) {
  std::vector<FieldCoverage> all = kind.required;
  all.insert(all.end(), kind.conditional.begin(), kind.conditional.end());
  all.insert(all.end(), kind.optional.begin(), kind.optional.end());
  return all;
}

bool complete(const KindCoverage& kind) {
  const auto carried = [](const FieldCoverage& each) { return each.carrier != Carrier::nobody; };
  return kind.read && std::ranges::all_of(kind.required, carried);
}

Json as_json(const Plan& plan, const std::vector<KindCoverage>& all) {
  Json kinds = Json::list();
  for (const KindCoverage& kind : all) {
    Json json = Json::object();
    json.set("kind", name_of(kind.kind));
    json.set("read", kind.read);
    json.set("complete", complete(kind));
    Json fields = Json::list();
    for (const FieldCoverage& each : fields_of(kind)) {
      const FieldSpec& spec = spec_of(each.field);
      Json field = Json::object();
      field.set("field", spec.name);
      field.set("requirement", name_of(spec.rsc));
      field.set("carried", word_of(each.carrier));
      fields.push(std::move(field));
    }
    json.set("fields", std::move(fields));
    kinds.push(std::move(json));
  }
  Json json = Json::object();
  json.set("connector", plan.connector);
  json.set("version", plan.version);
  json.set("kinds", std::move(kinds));
  return json;
}

std::string as_text(const Plan& plan, const std::vector<KindCoverage>& all) {
  std::string text = plan.title + " " + plan.version + "\n";
  char line[128];
  for (const KindCoverage& kind : all) {
    const char* standing = !kind.read ? "not read" : complete(kind) ? "complete" : "INCOMPLETE";
    text.append("\n").append(name_of(kind.kind)).append(": ").append(standing).append("\n");
    for (const FieldCoverage& each : fields_of(kind)) {
      const FieldSpec& spec = spec_of(each.field);
      std::snprintf(line, sizeof line, "  %-28s %-12s %s\n", std::string(spec.name).c_str(),
                    std::string(name_of(spec.rsc)).c_str(),
                    std::string(word_of(each.carrier)).c_str());
      text += line;
    }
  }
  return text;
}

}  // namespace

ExitCode show_coverage(const CommandLine& line, Terminal& terminal) {
  const auto named = connector_of(line);
  if (!named) {
    terminal.failed(named.error());
    return ExitCode::needs_you;
  }
  const std::vector<KindCoverage> all = coverage(named->plan);
  terminal.result(as_json(named->plan, all), as_text(named->plan, all));
  return ExitCode::success;
}

}  // namespace crosswalk
