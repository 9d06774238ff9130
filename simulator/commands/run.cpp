#include "commands/run.hpp"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "commands/scenario_files.hpp"
#include "commands/words.hpp"
#include "language/language.hpp"
#include "report/report.hpp"
#include "report/words.hpp"
#include "scenario/guard.hpp"
#include "scenario/play.hpp"
#include "scenario/real/real_stage.hpp"

namespace crosswalk::sim {
namespace {

// Longer than any scenario should take; a host that hangs is a red scenario, not a dead run.
constexpr std::chrono::seconds patience_virtual{120};
constexpr std::chrono::seconds patience_real{300};

// As bash and zsh read it; what cannot be shown can be typed.
std::string escaped(const std::string& word) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "$'";
  for (const char c : word) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else if (c == '\'' || c == '\\') {
      out += '\\';
      out += c;
    } else {
      out += c;
    }
  }
  return out + "'";
}

// In one word for a shell, quoted where that is needed.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && std::ranges::all_of(word, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '/' || c == '.' || c == '_' ||
           c == '-';
  });
  if (plain) return word;
  const bool has_control = std::ranges::any_of(
      word, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (has_control) return escaped(word);
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string replay_of(const Scenario& scenario, bool real) {
  std::string words =
      "crosswalk-sim run " + quoted(scenario.file) + " --seed " + std::to_string(scenario.seed);
  const std::size_t slash = scenario.file.rfind('/');
  const std::string file = scenario.file.substr(slash == std::string::npos ? 0 : slash + 1);
  if (scenario.name + ".yaml" != file) words += " --only " + quoted(scenario.name);
  return real ? words + " --real" : words;
}

// Why a scenario is not run in the mode that was asked for; empty: it is.
std::string why_not(const Scenario& scenario, bool real) {
  if (!real && scenario.mode == Mode::real_only) return scenario.mode_reason;
  if (!real) return {};
  if (scenario.mode == Mode::virtual_only) return scenario.mode_reason;
  return why_one_mode(scenario);
}

History skipped(const Scenario& scenario, std::string reason, const PlayOptions& options) {
  History history;
  history.scenario = scenario.name;
  history.why = scenario.why;
  history.file = scenario.file;
  history.seed = scenario.seed;
  history.mode = options.mode;
  history.skipped = std::move(reason);
  history.replay = options.replay;
  return history;
}

History play_guarded(const Scenario& scenario, const RunWords& words) {
  PlayOptions options;
  options.mode = words.real ? "real" : "virtual";
  options.replay = replay_of(scenario, words.real);
  if (std::string reason = why_not(scenario, words.real); !reason.empty()) {
    return skipped(scenario, std::move(reason), options);
  }
  const auto plays = [&](const Scenario& each) {
    return words.real ? run_real(each, words.programs, options)
                      : run_virtual(each, words.programs.connectors, options);
  };
  return run_guarded(scenario, plays,
                     {words.real ? patience_real : patience_virtual, options.mode, options.replay});
}

// Two runs of one seed must have said the same.
void compare(const Scenario& scenario, const RunWords& words, History& first) {
  if (!first.skipped.empty()) return;
  const History second = play_guarded(scenario, words);
  Check check;
  check.name = repeatable;
  check.good = first.transcript == second.transcript;
  check.words = check.good ? "played twice, and both times the transcript was " + first.transcript
                           : "a second run of the same seed has transcript " + second.transcript +
                                 "; something beside the seed decides";
  first.checks.push_back(std::move(check));
}

// A matrix over seeds is one run under one seed.
void use_seed(std::vector<Scenario>& scenarios, std::uint64_t seed) {
  std::vector<Scenario> different;
  for (Scenario& scenario : scenarios) {
    scenario.seed = seed;
    const auto same = [&scenario](const Scenario& each) {
      return each.file == scenario.file && each == scenario;
    };
    if (std::ranges::none_of(different, same)) different.push_back(std::move(scenario));
  }
  scenarios = std::move(different);
}

bool write_file(const std::string& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) return true;
  wrong_usage("the report cannot be written to " + path);
  return false;
}

// A report that nobody can write is known before an hour of playing. What was not there stays away.
bool can_write(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const bool was_there = fs::exists(path, failed);
  if (was_there && !fs::is_regular_file(path, failed) && !fs::is_character_file(path, failed) &&
      !fs::is_fifo(path, failed)) {
    wrong_usage("the report cannot be written to " + path + "; name a file");
    return false;
  }
  if (fs::is_fifo(path, failed)) return true;
  const bool good = std::ofstream(path, std::ios::binary | std::ios::app).is_open();
  if (!was_there) fs::remove(path, failed);
  if (!good) {
    wrong_usage("the report cannot be written to " + path +
                "; name a file in a folder that is there and may be written");
  }
  return good;
}

// What was asked for together and cannot be.
bool fits_together(const RunWords& words) {
  if (words.twice && words.real) {
    wrong_usage("run: --twice compares runs on virtual time; leave --real or --twice out");
    return false;
  }
  const bool reports = words.json || !words.junit.empty() || !words.html.empty();
  if (words.explains && (reports || words.twice || words.real)) {
    wrong_usage(
        "run: --explain plays nothing, so there is nothing to report or to compare; leave it out, "
        "or --json, --junit, --html, --twice and --real");
    return false;
  }
  if (!words.junit.empty() && words.junit == words.html) {
    wrong_usage("run: --junit and --html name the same file; give each its own");
    return false;
  }
  return true;
}

class Progress {
 public:
  explicit Progress(std::size_t all) : all_(all), shows_(isatty(STDERR_FILENO) != 0) {}
  ~Progress() { clear(); }
  void show(const std::string& name) {
    ++at_;
    if (!shows_) return;
    std::fprintf(stderr, "\r\033[K  [%zu/%zu] %s", at_, all_, one_line(name).c_str());
  }
  void clear() const {
    if (shows_) std::fputs("\r\033[K", stderr);
  }

 private:
  std::size_t all_, at_ = 0;
  bool shows_;
};

std::vector<History> play_all(const std::vector<Scenario>& scenarios, const RunWords& words) {
  std::vector<History> histories;
  Progress progress(scenarios.size());
  for (const Scenario& scenario : scenarios) {
    progress.show(scenario.name);
    histories.push_back(play_guarded(scenario, words));
    if (words.twice) compare(scenario, words, histories.back());
  }
  return histories;
}

int report(const std::vector<History>& histories, const RunWords& words) {
  bool written = true;
  if (!words.junit.empty()) written = write_file(words.junit, write_junit(histories));
  if (!words.html.empty()) written = write_file(words.html, write_html(histories)) && written;
  if (words.json) {
    std::printf("%s\n", write_json(to_report_json(histories)).c_str());
  } else {
    std::fputs(write_terminal(histories, isatty(STDOUT_FILENO) != 0).c_str(), stdout);
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    return wrong_usage("the report cannot be written to standard output");
  }
  const auto good = [](const History& each) { return !each.skipped.empty() || each.passed(); };
  if (!std::ranges::all_of(histories, good)) return exit_needs_you;
  return written ? exit_good : exit_usage;
}

}  // namespace

void declare_run(CLI::App& run, RunWords& words) {
  run.add_option("SCENARIO", words.paths, "scenario files, or folders of them");
  run.add_option("--seed", words.seed, "instead of each scenario's own")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9'007'199'254'740'991}));
  run.add_option("--only", words.only, "only runs that have this in their name");
  run.add_flag("--real", words.real, "the real programs, sockets, TLS and a store on disk");
  run.add_flag("--explain", words.explains, "print what would be done, and do nothing");
  run.add_flag("--twice", words.twice, "play each twice and compare what crossed the wires");
  run.add_option("--junit", words.junit, "write a JUnit report there");
  run.add_option("--html", words.html, "write a page for people there, whole in one file");
  run.add_flag("--json", words.json, "print one JSON object");
  run.add_flag("--schema", words.schema, "print the JSON schema of scenario files, for editors");
  declare_programs(run, words.programs);
  run.footer(
      "Exit codes: 0 all passed or say why they cannot run so, 1 one did not, 2 wrong usage or a\n"
      "mistake in a file.\n"
      "Example: crosswalk-sim run tests/scenarios/delta --html report.html");
}

int run_run(RunWords& words) {
  if (words.schema) {
    std::printf("%s\n", write_json(scenario_schema(), true).c_str());
    return exit_good;
  }
  if (words.paths.empty()) return wrong_usage("run: name a scenario file or a folder of them");
  if (!fits_together(words)) return exit_usage;
  ScenarioFiles files = read_scenario_files(words.paths, words.only);
  for (const Error& mistake : files.mistakes) wrong_usage(to_string(mistake));
  if (!files.mistakes.empty()) return exit_usage;
  if (words.seed) use_seed(files.scenarios, *words.seed);
  if (words.explains) {
    for (const Scenario& scenario : files.scenarios) {
      std::printf("%s\n", printable(explain(scenario)).c_str());
    }
    return exit_good;
  }
  for (const std::string* path : {&words.junit, &words.html}) {
    if (!path->empty() && !can_write(*path)) return exit_usage;
  }
  if (!find_programs(words.programs)) return exit_usage;
  return report(play_all(files.scenarios, words), words);
}

}  // namespace crosswalk::sim
