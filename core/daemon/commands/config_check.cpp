#include <string>
#include <vector>

#include "daemon/commands/commands.hpp"
#include "runtime/config/check.hpp"
#include "runtime/store/state_directory.hpp"

namespace crosswalk {
namespace {

std::vector<Error> problems_of(const std::string& file, HostConfig& config) {
  auto read = read_config(file);
  if (!read) return {std::move(read).error()};
  config = *std::move(read);
  std::vector<Error> problems = check_config(config);
  if (auto state = check_state_directory(config.state_dir); !state) {
    problems.push_back(std::move(state).error());
  }
  return problems;
}

Json as_json(const HostConfig& config, const std::vector<Error>& problems) {
  Json json = Json::object();
  json.set("ok", problems.empty());
  Json tenants = Json::list();
  for (const TenantConfig& tenant : config.tenants) tenants.push(tenant.name);
  json.set("tenants", std::move(tenants));
  Json list = Json::list();
  for (const Error& problem : problems) list.push(to_string(problem));
  json.set("problems", std::move(list));
  return json;
}

}  // namespace

ExitCode config_check(const CommandLine& line, Terminal& terminal) {
  HostConfig config;
  const auto problems = problems_of(line.config_file, config);
  for (const Error& problem : problems) terminal.cause(problem);
  std::string text;
  if (problems.empty()) {
    text = line.config_file + ": good, with " + std::to_string(config.tenants.size()) +
           (config.tenants.size() == 1 ? " tenant\n" : " tenants\n");
    for (const TenantConfig& tenant : config.tenants) {
      if (tenant.allow_loopback) {
        text += "tenant " + tenant.name + " may send to this machine (allow_loopback)\n";
      }
    }
  }
  if (problems.empty() || line.json) terminal.result(as_json(config, problems), text);
  return problems.empty() ? ExitCode::success : ExitCode::needs_you;
}

}  // namespace crosswalk
