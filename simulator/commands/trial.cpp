#include "commands/trial.hpp"

#include <CLI/CLI.hpp>

#include <filesystem>

#include "commands/words.hpp"

namespace crosswalk::sim {

void declare_configure(CLI::App& configure, ConfigureSettings& s) {
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

void declare_demo(CLI::App& demo, DemoSettings& s) {
  declare_programs(demo, s.programs);
  demo.add_option("--candidates", s.candidates, "how many people")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  demo.add_option("--seed", s.seed, "everything follows from it")->capture_default_str();
  demo.add_flag("--json", s.json, "print one JSON object");
  demo.add_flag("--keep", s.keep, "leave the configuration, state and log for a look");
  demo.footer("Example: ./dev demo --candidates 2000");
}

int begin_configure(ConfigureSettings& settings) {
  if (!find_programs(settings.programs)) return exit_usage;
  settings.directory = std::filesystem::canonical(settings.directory).string();
  return run_configure(settings);
}

int begin_demo(DemoSettings& settings) {
  return find_programs(settings.programs) ? run_demo(settings) : exit_usage;
}

}  // namespace crosswalk::sim
