#include "commands/words.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/text/yaml.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {
namespace {

// What was meant by a word nobody knows; empty when it is another mistake.
std::string nearest_to(const std::string& typed, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), typed) != known.end()) return {};
  const auto near = nearest_word(typed, {known.begin(), known.end()});
  return "unknown '" + typed + "'" + (near ? "; did you mean '" + *near + "'?" : "");
}

}  // namespace

void declare_programs(CLI::App& command, Programs& programs) {
  command
      .add_option("--binaries", programs.binaries,
                  "where crosswalk and crosswalk-worker are; else beside this program")
      ->check(CLI::ExistingDirectory);
  command
      .add_option("--connectors", programs.connectors,
                  "where greenhouse.connector.so is; else ../lib/connectors from there")
      ->check(CLI::ExistingDirectory);
}

bool find_programs(Programs& programs) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path here = fs::read_symlink("/proc/self/exe", failed).parent_path();
  if (programs.binaries.empty()) programs.binaries = here.string();
  if (programs.connectors.empty()) {
    programs.connectors = (fs::path(programs.binaries).parent_path() / "lib/connectors").string();
  }
  for (std::string* path : {&programs.binaries, &programs.connectors}) {
    const fs::path whole = fs::canonical(*path, failed);
    if (failed) {
      std::fprintf(stderr, "crosswalk-sim: %s is not there; say where with --%s\n", path->c_str(),
                   path == &programs.binaries ? "binaries" : "connectors");
      return false;
    }
    *path = whole.string();
  }
  return true;
}

int wrong_usage(const std::string& what) {
  std::fprintf(stderr, "crosswalk-sim: %s\n", one_line(what).c_str());
  return exit_usage;
}

std::string mistyped(const CLI::App& app, int argc, char** argv) {
  const CLI::App* command = &app;
  int at = 1;
  for (; at < argc && !std::string_view(argv[at]).starts_with("-"); ++at) {
    std::vector<std::string> words;
    for (const CLI::App* each : command->get_subcommands([](const CLI::App*) { return true; })) {
      words.push_back(each->get_name());
    }
    if (words.empty()) break;
    if (std::string wrong = nearest_to(argv[at], words); !wrong.empty()) return wrong;
    command = command->get_subcommand(argv[at]);
  }
  std::vector<std::string> options;
  for (const CLI::Option* option : command->get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (; at < argc; ++at) {
    const std::string word = argv[at];
    if (!word.starts_with("--")) continue;
    if (std::string wrong = nearest_to(word.substr(0, word.find('=')), options); !wrong.empty()) {
      return wrong;
    }
  }
  return {};
}

}  // namespace crosswalk::sim
