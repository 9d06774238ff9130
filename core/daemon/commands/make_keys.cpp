#include "daemon/commands/commands.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/keys/keyring.hpp"

namespace crosswalk {

ExitCode make_keys(const CommandLine& line, Terminal& terminal) {
  const auto config = read_config(line.config_file);
  if (!config) {
    terminal.failed(config.error());
    return ExitCode::needs_you;
  }
  if (config->root_key.kind != SecretRef::Kind::file) {
    terminal.failed({ErrorCode::unsupported,
                     "names a credential, which its keeper makes; only a file is made here",
                     config->places.at("root")});
    return ExitCode::needs_you;
  }
  const auto id = make_root_key(config->root_key.name);
  if (!id) {
    terminal.failed(id.error());
    return ExitCode::needs_you;
  }
  Json json = Json::object();
  json.set("root_key", config->root_key.name);
  json.set("id", *id);
  terminal.result(json, "made the root key " + *id + " in " + config->root_key.name +
                            "; keep a copy elsewhere: without it no state can be read\n");
  return ExitCode::success;
}

}  // namespace crosswalk
