#pragma once

/// \file
/// The command line as a value. Everything a person can type is declared in cli.cpp, the one
/// file that knows CLI11; whoever carries a command out sees only this.

#include <string>
#include <variant>
#include <vector>

namespace crosswalk {

/// What every script may rely on.
enum class ExitCode : int {
  success = 0,
  needs_you = 1,  ///< It ran, but something needs a person.
  wrong_usage = 2,
  not_found = 3  ///< Erase: suppressed, but nobody was found here and LinkedIn was not asked.
};

/// A command, understood. Fields a command does not take are empty.
struct CommandLine {
  std::string command;  ///< "serve", "sync", "config check", "connector show" and so on.
  std::string config_file;
  bool json = false;
  std::string tenant;
  bool full = false;
  bool absence_confirmed = false;
  std::string kind;
  std::string id;
  std::string candidate;
  std::string email;
  std::string member;
  bool release = false;
  std::string agreed_by;
  std::string connector;              ///< A file, or the name of one in the configuration's folder.
  std::vector<std::string> settings;  ///< NAME=VALUE each, as typed.
};

/// Nothing to carry out: help was asked for, or the words were wrong.
struct NoCommand {
  ExitCode code = ExitCode::success;
  std::string out;    ///< For standard output.
  std::string error;  ///< One line for standard error.
  bool json = false;  ///< Whoever asked reads JSON.
};

/// Reads the words after the program's name.
std::variant<CommandLine, NoCommand> read_command_line(int count, const char* const* words);

}  // namespace crosswalk
