#pragma once

/// \file
/// The commands, one source file each. All take the understood command line and the terminal,
/// and end in an exit code; none throws.

#include "daemon/cli.hpp"
#include "daemon/terminal.hpp"
#include "mapping/manifest/plan.hpp"

namespace crosswalk {

/// The daemon: holds the state until SIGTERM or SIGINT, which let what is under way end.
ExitCode serve(const CommandLine& line, Terminal& terminal);

/// What goes to the host: through a daemon's socket, else with the state in our own hands.
ExitCode ask(const CommandLine& line, Terminal& terminal);

/// Reads everything `serve` would read, and changes nothing.
ExitCode config_check(const CommandLine& line, Terminal& terminal);

/// Makes the root key file the configuration names.
ExitCode make_keys(const CommandLine& line, Terminal& terminal);

ExitCode show_connector(const CommandLine& line, Terminal& terminal);

/// A table of every field of LinkedIn's against what the connector carries.
ExitCode show_coverage(const CommandLine& line, Terminal& terminal);

/// The connector a command line names, its manifest compiled with the settings it gives, which
/// stand in `chosen`. A mistake in these names the place "--setting".
struct NamedConnector {
  std::string path;
  std::string manifest;
  Plan plan;
  Settings chosen;
};
Result<NamedConnector> connector_of(const CommandLine& line);

/// The end of a command for which there is no such connector: tells the cause.
ExitCode without_connector(const Error& error, Terminal& terminal);

/// The command of that line, by its name.
ExitCode carry_out(const CommandLine& line);

}  // namespace crosswalk
