#include "daemon/cli.hpp"

#include <CLI/CLI.hpp>

#include <sstream>

namespace crosswalk {
namespace {

constexpr const char* default_config = "/etc/crosswalk/crosswalk.yaml";

// CLI11 prints to streams; a value that carries the texts is easier to test and to send on.
NoCommand ended(const CLI::App& app, const CLI::ParseError& end) {
  std::ostringstream out;
  std::ostringstream error;
  const int code = app.exit(end, out, error);
  if (code == 0) return {ExitCode::success, out.str(), {}};
  std::string cause = end.what();
  cause = cause.substr(0, cause.find('\n'));
  return {ExitCode::wrong_usage, {}, cause + "; see crosswalk --help"};
}

class Words {
 public:
  explicit Words(CommandLine& line) : line_(line) {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "Help of every command");
    app_.footer(
        "Exit codes: 0 success, 1 it ran but something needs you, 2 wrong usage.\n"
        "Example: crosswalk sync -c crosswalk.yaml");
    declare_work();
    declare_questions();
    declare_setup();
  }

  CLI::App& app() { return app_; }

 private:
  CLI::App* command(CLI::App& parent, const std::string& name, const std::string& help,
                    const std::string& example) {
    CLI::App* sub = parent.add_subcommand(name, help);
    const std::string whole = (&parent == &app_ ? "" : parent.get_name() + " ") + name;
    sub->footer("Example: crosswalk " + whole + " " + example);
    sub->add_option("-c,--config", line_.config_file, "Configuration file")
        ->default_val(default_config);
    sub->add_flag("--json", line_.json, "Print one JSON object on standard output");
    sub->final_callback([this, whole] { line_.command = whole; });
    return sub;
  }

  void tenant_option(CLI::App& sub, bool required) {
    sub.add_option("--tenant", line_.tenant, "The tenant's name in the configuration")
        ->required(required);
  }

  void declare_work() {
    command(app_, "serve", "Run as a daemon: read every tenant's ATS and keep LinkedIn in step",
            "-c crosswalk.yaml");
    CLI::App* sync = command(app_, "sync",
                             "Read once, send what changed, and say what happened; through the "
                             "daemon when one runs",
                             "-c crosswalk.yaml --tenant acme --full");
    tenant_option(*sync, false);
    sync->add_flag("--full", line_.full, "Read everything again, not only what changed");
  }

  void declare_questions() {
    CLI::App* status =
        command(app_, "status", "Show where every tenant stands", "-c crosswalk.yaml --json");
    tenant_option(*status, false);
    CLI::App* explain = command(app_, "explain", "Say in words why a record is where it is",
                                "-c crosswalk.yaml --tenant acme job 4021");
    tenant_option(*explain, true);
    explain->add_option("KIND", line_.kind, "job, candidate or application")
        ->required()
        ->check(CLI::IsMember({"job", "candidate", "application"}));
    explain->add_option("ID", line_.id, "The record's id in the ATS")->required();
  }

  void declare_setup() {
    CLI::App* config = app_.add_subcommand("config", "The configuration");
    config->require_subcommand(1);
    command(*config, "check", "Check the configuration, secrets and connectors; change nothing",
            "-c crosswalk.yaml");
    CLI::App* keys = app_.add_subcommand("keys", "The root key that seals what waits on disk");
    keys->require_subcommand(1);
    command(*keys, "init", "Make the root key the configuration names; never replaces one",
            "-c crosswalk.yaml");
    CLI::App* connector = app_.add_subcommand("connector", "The connectors");
    connector->require_subcommand(1);
    CLI::App* show =
        command(*connector, "show", "Show a connector's manifest without running the connector",
                "./greenhouse.connector.so");
    show->add_option("CONNECTOR", line_.connector, "A file, or a name the configuration finds")
        ->required();
  }

  CommandLine& line_;
  CLI::App app_{"Crosswalk keeps LinkedIn in step with an applicant tracking system", "crosswalk"};
};

}  // namespace

std::variant<CommandLine, NoCommand> read_command_line(int count, const char* const* words) {
  CommandLine line;
  Words declared(line);
  try {
    declared.app().parse(count, words);
  } catch (const CLI::ParseError& end) {
    return ended(declared.app(), end);
  }
  return line;
}

}  // namespace crosswalk
