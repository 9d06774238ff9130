// crosswalk-sim: the other side of every wire, for trying, testing and showing Crosswalk.

#include <malloc.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "base/text/dates.hpp"
#include "base/text/yaml.hpp"
#include "scenario/configure.hpp"
#include "scenario/demo.hpp"
#include "server/server.hpp"

namespace {

using namespace crosswalk;

constexpr int exit_good = 0;
constexpr int exit_needs_you = 1;
constexpr int exit_usage = 2;

struct Words {
  sim::ServeSettings settings;
  sim::ConfigureSettings configure;
  sim::DemoSettings demo;
  std::string vendor = "greenhouse";
  std::string start;
  bool plain = false;
  bool no_quotas = false;
  bool announce = false;
};

void declare_serve(CLI::App& serve, Words& words) {
  sim::ServeSettings& s = words.settings;
  serve
      .add_option("--vendor", words.vendor,
                  "whom the tenant uses: greenhouse, greenhouse-v1 or gem; all answer")
      ->capture_default_str();
  serve.add_option("--seed", s.world.seed, "everything follows from it")->capture_default_str();
  serve.add_option("--candidates", s.world.candidates, "how many people")
      ->check(CLI::Range(0, 10'000'000))
      ->capture_default_str();
  serve.add_option("--jobs", s.world.jobs, "how many jobs")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  serve.add_option("--applications-per-candidate", s.world.applications_per_candidate)
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--notes-per-candidate", s.world.notes_per_candidate, "0: nobody wrote any")
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--scorecards-per-application", s.world.scorecards_per_application)
      ->check(CLI::Range(0.0, 8.0))
      ->capture_default_str();
  serve.add_option("--start", words.start, "the moment the generated history ends, ISO 8601");
  serve.add_option("--greenhouse-port", s.greenhouse_port, "0: any free one")
      ->capture_default_str();
  serve.add_option("--gem-port", s.gem_port, "0: any free one")->capture_default_str();
  serve.add_option("--linkedin-port", s.linkedin_port, "0: any free one")->capture_default_str();
  serve.add_option("--control-port", s.control_port, "0: any free one; always plain HTTP")
      ->capture_default_str();
  serve.add_flag("--plain,!--tls", words.plain, "HTTP instead of TLS for the peers");
  serve.add_flag("--no-quotas,!--quotas", words.no_quotas, "no rate limits on any peer");
  serve.add_flag("--prepare", s.prepare, "write all records' text before serving, for benchmarks");
  serve.add_option("--dir", s.directory, "where ca.pem and simulator.json are written")
      ->check(CLI::ExistingDirectory);
  serve.add_option("--tenant", s.tenant)->capture_default_str();
  serve.add_option("--organization", s.organization)->capture_default_str();
  serve.add_option("--greenhouse-client-id", s.greenhouse_client_id)->capture_default_str();
  serve.add_option("--greenhouse-client-secret", s.greenhouse_client_secret);
  serve.add_option("--greenhouse-api-key", s.greenhouse_api_key, "of Harvest v1");
  serve.add_option("--gem-api-key", s.gem_api_key);
  serve.add_option("--gem-application-secret", s.gem_application_secret);
  serve.add_option("--linkedin-client-id", s.linkedin_client_id)->capture_default_str();
  serve.add_option("--linkedin-client-secret", s.linkedin_client_secret);
  serve.add_option("--partner-client-id", s.partner_client_id,
                   "a parent application, which makes the tenant's; without it there is none");
  serve.add_option("--partner-client-secret", s.partner_client_secret)->capture_default_str();
  serve.add_flag("--announce", words.announce, "print simulator.json on one line when ready");
  serve.footer("Example: crosswalk-sim serve --candidates 1000 --no-quotas --dir /tmp/sim");
}

// Where the product is; the demo and a configuration need both.
void declare_programs(CLI::App& command, sim::Programs& programs) {
  command.add_option("--binaries", programs.binaries, "where crosswalk and crosswalk-worker are")
      ->check(CLI::ExistingDirectory)
      ->required();
  command.add_option("--connectors", programs.connectors, "where greenhouse.connector.so is")
      ->check(CLI::ExistingDirectory)
      ->required();
}

void declare_configure(CLI::App& configure, Words& words) {
  sim::ConfigureSettings& s = words.configure;
  configure.add_option("--dir", s.directory, "what 'serve' was given; crosswalk.yaml goes there")
      ->check(CLI::ExistingDirectory)
      ->required();
  declare_programs(configure, s.programs);
  configure.add_option("--vendor", s.vendor, "another than 'serve' was given");
  configure.add_option("--callback-port", s.port, "0: any free one")->capture_default_str();
  configure.footer(
      "Example, while 'crosswalk-sim serve --vendor gem --no-quotas --dir /tmp/sim' runs:\n"
      "  crosswalk-sim configure --dir /tmp/sim --binaries build/dev/bin "
      "--connectors build/dev/lib/connectors");
}

void declare_demo(CLI::App& demo, Words& words) {
  sim::DemoSettings& s = words.demo;
  declare_programs(demo, s.programs);
  demo.add_option("--candidates", s.candidates, "how many people")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  demo.add_option("--seed", s.seed, "everything follows from it")->capture_default_str();
  demo.add_flag("--json", s.json, "print one JSON object");
  demo.add_flag("--keep", s.keep, "leave the configuration, state and log for a look");
  demo.footer("Example: ./dev demo --candidates 2000");
}

int serve(Words& words) {
  if (!words.start.empty()) {
    const auto start = parse_instant(words.start);
    if (!start) {
      std::fputs("crosswalk-sim: --start must be a time such as 2026-01-01T00:00:00Z\n", stderr);
      return exit_usage;
    }
    words.settings.world.start = *start;
  }
  if (const auto known = sim::use_vendor(words.settings, words.vendor); !known) {
    std::fprintf(stderr, "crosswalk-sim: --vendor: %s\n", known.error().what.c_str());
    return exit_usage;
  }
  words.settings.tls = !words.plain;
  words.settings.quotas = !words.no_quotas;
  // Replies of half a megabyte come and go all the time; keep their memory instead of asking the
  // system for it page by page.
  mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
  mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);

  const auto server = sim::Server::start(words.settings);
  if (!server) {
    std::fprintf(stderr, "crosswalk-sim: %s\n", to_string(server.error()).c_str());
    return exit_needs_you;
  }
  (*server)->stop_at_signals();
  if (words.announce) {
    std::printf("%s\n", write_json((*server)->announcement()).c_str());
  } else {
    std::printf("greenhouse %s\ngem        %s\nlinkedin   %s\ncontrol    %s\n",
                (*server)->greenhouse_origin().c_str(), (*server)->gem_origin().c_str(),
                (*server)->linkedin_origin().c_str(), (*server)->control_origin().c_str());
    if (words.no_quotas) std::puts("quotas     off");
  }
  std::fflush(stdout);
  (*server)->run();
  return exit_good;
}

// What was meant by a word nobody knows; empty when it is another mistake.
std::string nearest_to(const std::string& typed, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), typed) != known.end()) return {};
  const auto near = nearest_word(typed, {known.begin(), known.end()});
  return "unknown '" + typed + "'" + (near ? "; did you mean '" + *near + "'?" : "");
}

std::string mistyped(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> commands;
  for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
    commands.push_back(each->get_name());
  }
  if (argc < 2) return {};
  std::string wrong = nearest_to(argv[1], commands);
  if (!wrong.empty()) return wrong;
  std::vector<std::string> options;
  for (const CLI::Option* option : app.get_subcommand(argv[1])->get_options()) {
    for (const std::string& name : option->get_lnames()) options.push_back("--" + name);
  }
  for (int at = 2; at < argc && wrong.empty(); ++at) {
    const std::string word = argv[at];
    if (word.starts_with("--")) wrong = nearest_to(word.substr(0, word.find('=')), options);
  }
  return wrong;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Crosswalk's simulator: an applicant tracking system and LinkedIn on loopback.");
  app.require_subcommand(1);
  Words words;
  CLI::App& serving = *app.add_subcommand("serve", "Serves one tenant's peers until SIGTERM");
  declare_serve(serving, words);
  CLI::App& configuring = *app.add_subcommand(
      "configure", "Writes a configuration of Crosswalk for the simulator that serves there");
  declare_configure(configuring, words);
  CLI::App& showing = *app.add_subcommand(
      "demo", "Runs the real programs against the peers and shows what happened");
  declare_demo(showing, words);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& given_up) {
    const std::string wrong = given_up.get_exit_code() == 0 ? "" : mistyped(app, argc, argv);
    if (wrong.empty()) return app.exit(given_up) == 0 ? exit_good : exit_usage;
    std::fprintf(stderr, "crosswalk-sim: %s\n", wrong.c_str());
    return exit_usage;
  }
  if (serving.parsed()) return serve(words);
  sim::ConfigureSettings& configure = words.configure;
  for (std::string* path :
       {&words.demo.programs.binaries, &words.demo.programs.connectors,
        &configure.programs.binaries, &configure.programs.connectors, &configure.directory}) {
    if (!path->empty()) *path = std::filesystem::canonical(*path).string();
  }
  return configuring.parsed() ? sim::run_configure(configure) : sim::run_demo(words.demo);
}
