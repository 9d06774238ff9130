#include "daemon/commands/commands.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace crosswalk {
namespace {

struct Named {
  std::string_view name;
  ExitCode (*carry_out)(const CommandLine&, Terminal&);
};

constexpr std::array<Named, 11> commands{{{"serve", serve},
                                          {"sync", ask},
                                          {"status", ask},
                                          {"explain", ask},
                                          {"erase", ask},
                                          {"tenant connect", ask},
                                          {"tenant activate", ask},
                                          {"connector coverage", show_coverage},
                                          {"config check", config_check},
                                          {"keys init", make_keys},
                                          {"connector show", show_connector}}};

}  // namespace

ExitCode carry_out(const CommandLine& line) {
  Terminal terminal(line.json);
  const auto* found = std::ranges::find(commands, line.command, &Named::name);
  if (found == commands.end()) {
    terminal.failed({ErrorCode::unsupported, "no such command", line.command});
    return ExitCode::wrong_usage;
  }
  return found->carry_out(line, terminal);
}

}  // namespace crosswalk
