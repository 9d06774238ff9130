// crosswalk-sim: the other side of every wire, for trying, testing and showing Crosswalk.

#include <CLI/CLI.hpp>

#include <functional>
#include <memory>

#include "commands/cassette.hpp"
#include "commands/certify.hpp"
#include "commands/explore.hpp"
#include "commands/run.hpp"
#include "commands/serve.hpp"
#include "commands/trial.hpp"
#include "commands/words.hpp"

namespace {

using namespace crosswalk::sim;

/// A command's settings live as long as the program, and its options write into them.
struct Commands {
  explicit Commands(CLI::App& app) {
    add(app, "serve", "Serves one tenant's peers until SIGTERM", declare_serve, serve, run_serve);
    add(app, "configure", "Writes a configuration of Crosswalk for the simulator that serves there",
        declare_configure, configure, begin_configure);
    add(app, "demo", "Runs the real programs against the peers and shows what happened",
        declare_demo, demo, begin_demo);
    add(app, "run", "Plays scenario files, and reports what held and what did not", declare_run,
        run, run_run);
    add(app, "explore", "Invents scenarios from seeds, plays them, and makes those that fail small",
        declare_explore, explore, run_explore);
    add(app, "cassette", "Records a peer's answers, replays them as a vendor, compares two",
        declare_cassette, cassette, run_cassette);
    add(app, "certify", "Tries LinkedIn's own certification rules on the real programs",
        declare_certify, certify, run_certify);
  }

  template <class Settings>
  void add(CLI::App& app, const char* word, const char* helps,
           void (*declare)(CLI::App&, Settings&), Settings& settings, int (*begin)(Settings&)) {
    CLI::App& command = *app.add_subcommand(word, helps);
    declare(command, settings);
    command.final_callback([this, begin, &settings] { code = begin(settings); });
  }

  ServeWords serve;
  ConfigureSettings configure;
  DemoSettings demo;
  RunWords run;
  ExploreWords explore;
  CassetteWords cassette;
  CertifyWords certify;
  int code = exit_good;
};

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Crosswalk's simulator: an applicant tracking system and LinkedIn on loopback.");
  app.require_subcommand(1);
  Commands commands(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& given_up) {
    const std::string wrong = given_up.get_exit_code() == 0 ? "" : mistyped(app, argc, argv);
    if (!wrong.empty()) return wrong_usage(wrong);
    return app.exit(given_up) == 0 ? exit_good : exit_usage;
  }
  return commands.code;
}
