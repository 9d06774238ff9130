#include <string>
#include <vector>

#include "base/text/counted.hpp"
#include "daemon/commands/commands.hpp"
#include "runtime/admin/protocol.hpp"
#include "runtime/inspection/inspection.hpp"

namespace crosswalk {
namespace {

Inspection findings_of(const std::string& file, HostConfig& config) {
  auto read = read_config(file);
  if (!read) return {.problems = {std::move(read).error()}, .notes = {}};
  config = *std::move(read);
  auto found = inspect(config);
  for (const TenantConfig& tenant : config.tenants) {
    if (!tenant.allow_loopback) continue;
    found.notes.push_back("tenant " + tenant.name + " may send to this machine (allow_loopback)");
  }
  return found;
}

Json as_json(const HostConfig& config, const Inspection& found) {
  Json json = Json::object();
  json.set("ok", found.problems.empty());
  Json tenants = Json::list();
  for (const TenantConfig& tenant : config.tenants) tenants.push(tenant.name);
  json.set("tenants", std::move(tenants));
  Json problems = Json::list();
  for (const Error& problem : found.problems) problems.push(to_string(problem));
  json.set("problems", std::move(problems));
  json.set("notes", Json::List(found.notes.begin(), found.notes.end()));
  if (!found.problems.empty()) json.set("error", error_json(found.problems.front()));
  return json;
}

std::string as_text(const std::string& file, const HostConfig& config, const Inspection& found) {
  std::string text;
  if (found.problems.empty()) {
    text = file + ": good, with " + counted(config.tenants.size(), "tenant") + "\n";
  }
  for (const std::string& note : found.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace

ExitCode config_check(const CommandLine& line, Terminal& terminal) {
  HostConfig config;
  const auto found = findings_of(line.config_file, config);
  for (const Error& problem : found.problems) terminal.cause(problem);
  terminal.result(as_json(config, found), as_text(line.config_file, config, found));
  return found.problems.empty() ? ExitCode::success : ExitCode::needs_you;
}

}  // namespace crosswalk
