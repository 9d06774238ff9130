#include <cstdio>
#include <string>

#include "daemon/commands/commands.hpp"
#include "mapping/coverage.hpp"

namespace crosswalk {
namespace {

Json field_json(const FieldCoverage& each) {
  Json json = Json::object();
  json.set("field", each.field->name);
  json.set("requirement", name_of(each.field->rsc));
  json.set("carried", name_of(each.carried));
  return json;
}

Json as_json(const Plan& plan, const std::vector<KindCoverage>& all) {
  Json kinds = Json::list();
  for (const KindCoverage& kind : all) {
    Json json = Json::object();
    json.set("kind", name_of(kind.kind));
    json.set("read", kind.read);
    json.set("complete", kind.complete());
    Json fields = Json::list();
    for (const FieldCoverage& each : kind.fields) fields.push(field_json(each));
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
    const char* standing = !kind.read ? "not read" : kind.complete() ? "complete" : "INCOMPLETE";
    std::snprintf(line, sizeof line, "\n%s: %s\n", std::string(name_of(kind.kind)).c_str(),
                  standing);
    text += line;
    for (const FieldCoverage& each : kind.fields) {
      std::snprintf(line, sizeof line, "  %-28s %-12s %s\n", std::string(each.field->name).c_str(),
                    std::string(name_of(each.field->rsc)).c_str(),
                    std::string(name_of(each.carried)).c_str());
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
