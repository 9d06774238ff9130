#include "daemon/cli.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <span>
#include <sstream>

#include "base/text/yaml.hpp"
#include "runtime/admin/protocol.hpp"
#include "sdk/fields.hpp"

namespace crosswalk {
namespace {

constexpr const char* default_config = "/etc/crosswalk/crosswalk.yaml";

using Typed = std::span<const char* const>;  // The words after the program's name.

// Nobody agrees by leaving a name out.
std::string says_who(const std::string& name) {
  if (!says_nothing(name)) return {};
  return "names nobody; give the name of who of the customer agreed, such as 'Jo Example, HR', or "
         "leave the option out to look at the list";
}

// What was meant, or everything that could have been: "did you mean 'x'?", "there are: x, y".
std::string guess(const std::string& typed, const std::string& before,
                  const std::vector<std::string>& known) {
  const std::vector<std::string_view> words(known.begin(), known.end());
  if (const auto near = nearest_word(typed, words)) return "did you mean '" + before + *near + "'?";
  std::string all;
  for (const std::string& word : known) all += (all.empty() ? "" : ", ") + before + word;
  return "there are: " + all;
}

using Apps = std::vector<const CLI::App*>;

Apps commands_below(const CLI::App& app) {
  // A group of options is a command without a name.
  return app.get_subcommands([](const CLI::App* each) { return !each->get_name().empty(); });
}

void append_options(const CLI::App& app, std::vector<std::string>& words) {
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& word : option->get_lnames()) words.push_back("--" + word);
  }
}

// `typed` is empty where the command is missing.
std::string no_command(const Apps& below, const std::string& before, const std::string& typed) {
  std::vector<std::string> known;
  for (const CLI::App* each : below) known.push_back(each->get_name());
  const std::string what =
      typed.empty() ? "a command is missing" : "no such command '" + before + typed + "'";
  return what + "; " + guess(typed, before, known);
}

std::string no_option(const CLI::App& command, const std::string& name, const std::string& typed) {
  std::vector<std::string> known;
  append_options(command, known);
  for (const CLI::App* group : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (group->get_name().empty()) append_options(*group, known);
  }
  if (std::ranges::find(known, typed) != known.end()) return {};
  return "crosswalk " + name + "has no option '" + typed + "'; " + guess(typed, "", known);
}

// Each command has options of its own, so that they cannot stand before it.
std::string early_option(const std::string& word) {
  return "'" + word + "' stands before the command; options come after it, as in: crosswalk sync " +
         (word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2)) + " ...";
}

// About the first word that is no command, or no option of the command before it, or about the
// command that is missing; else empty.
std::string stray_word(const CLI::App& root, Typed typed) {
  const CLI::App* app = &root;
  std::string before;
  for (const std::string word : typed) {
    const Apps below = commands_below(*app);
    if (!below.empty()) {
      if (word.starts_with('-')) return early_option(word);
      const auto named = std::ranges::find(below, word, &CLI::App::get_name);
      if (named == below.end()) return no_command(below, before, word);
      app = *named;
      before += word + " ";
    } else if (word.starts_with("--")) {
      std::string cause = no_option(*app, before, word.substr(0, word.find('=')));
      if (!cause.empty()) return cause;
    }
  }
  const Apps below = commands_below(*app);
  return below.empty() ? std::string() : no_command(below, before, {});
}

// The command that was typed, as far as it is one: its help shows the options it has.
std::string help_of(const CLI::App& root, Typed typed) {
  const CLI::App* app = &root;
  std::string words = "crosswalk";
  for (const std::string word : typed) {
    const Apps below = commands_below(*app);
    const auto named = std::ranges::find(below, word, &CLI::App::get_name);
    if (named == below.end()) break;
    app = *named;
    words += " " + word;
  }
  return words + " --help";
}

// CLI11 prints to streams; a value that carries the texts is easier to test and to send on.
NoCommand ended(const CLI::App& app, const CLI::ParseError& end, Typed typed) {
  std::ostringstream out;
  std::ostringstream error;
  const int code = app.exit(end, out, error);
  if (code == 0) return {ExitCode::success, out.str(), {}};
  std::string cause = stray_word(app, typed);
  if (cause.empty()) cause = end.what();
  cause = cause.substr(0, cause.find('\n'));
  return {ExitCode::wrong_usage, {}, cause + "; see " + help_of(app, typed)};
}

class Words {
 public:
  explicit Words(CommandLine& line) : line_(line) {
    app_.require_subcommand(1);
    app_.set_help_all_flag("--help-all", "Help of every command");
    app_.set_version_flag("--version", "crosswalk " CROSSWALK_BUILD, "The version of this program");
    app_.footer(
        "Exit codes: 0 success, 1 it ran but something needs you, 2 wrong usage,\n"
        "3 erase found nobody here and did not ask LinkedIn.\n"
        "Example: crosswalk sync -c crosswalk.yaml");
    declare_work();
    declare_questions();
    declare_people();
    declare_tenants();
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
    sync->add_flag("--confirm-absent", line_.absence_confirmed,
                   "Your word that the records restricted as many_absent are gone\n"
                   "from the ATS. Whoever this full listing does not show is asked\n"
                   "for by id, where the ATS can be asked so, and withdrawn from\n"
                   "LinkedIn, however many they are. Look at the ATS first.\n"
                   "Needs --tenant and --full");
  }

  void declare_questions() {
    CLI::App* status =
        command(app_, "status", "Show where every tenant stands", "-c crosswalk.yaml --json");
    tenant_option(*status, false);
    CLI::App* explain = command(app_, "explain", "Say in words why a record is where it is",
                                "-c crosswalk.yaml --tenant acme job 4021");
    tenant_option(*explain, true);
    std::vector<std::string> kinds;
    for (const RecordKind kind : record_kinds) kinds.emplace_back(name_of(kind));
    explain->add_option("KIND", line_.kind, "job, candidate, application, stage and so on")
        ->required()
        ->check(CLI::IsMember(kinds));
    explain->add_option("ID", line_.id, "The record's id in the ATS")->required();
  }

  void declare_people() {
    CLI::App* erase = command(app_, "erase",
                              "Erase a person: suppressed at once, withdrawn from LinkedIn, never "
                              "taken back",
                              "-c crosswalk.yaml --tenant acme --candidate 4021");
    tenant_option(*erase, true);
    CLI::Option_group* whom = erase->add_option_group("whom", "Exactly one of these");
    whom->add_option("--candidate", line_.candidate, "The candidate's id in the ATS");
    whom->add_option("--email", line_.email, "Everybody with this e-mail address");
    whom->add_option("--member", line_.member, "URN of a LinkedIn member");
    whom->require_option(1);
    erase->add_flag("--release", line_.release,
                    "Do not erase: let --candidate be shared, who is held as\n"
                    "erased_before because of the likeness to somebody erased");
  }

  void declare_tenants() {
    CLI::App* tenant = app_.add_subcommand("tenant", "A tenant's way to LinkedIn");
    tenant->require_subcommand(1);
    CLI::App* connect =
        command(*tenant, "connect",
                "Make the tenant's application where the partner has one of its own, name and "
                "configure its integrations",
                "-c crosswalk.yaml --tenant acme");
    tenant_option(*connect, true);
    CLI::App* activate =
        command(*tenant, "activate",
                "Show the fields LinkedIn requires, record who agreed to them, and ask whether the "
                "customer has enabled the integration",
                "-c crosswalk.yaml --tenant acme --agreed-by 'Jo Example, HR'");
    tenant_option(*activate, true);
    activate
        ->add_option("--agreed-by", line_.agreed_by,
                     "Who of the customer agreed to the list; without it nothing is recorded")
        ->check(says_who);
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
    CLI::App* coverage =
        command(*connector, "coverage", "Show which of LinkedIn's fields a connector carries",
                "./greenhouse.connector.so --setting api_version=v1");
    for (CLI::App* each : {show, coverage}) {
      each->add_option("CONNECTOR", line_.connector, "A file, or a name the configuration finds")
          ->required();
      each->add_option("--setting", line_.settings,
                       "NAME=VALUE, a setting to show it with; may be given\n"
                       "several times. Without it the manifest's defaults hold")
          ->allow_extra_args(false);
    }
  }

  CommandLine& line_;
  CLI::App app_{"Crosswalk keeps LinkedIn in step with an applicant tracking system", "crosswalk"};
};

}  // namespace

std::variant<CommandLine, NoCommand> read_command_line(int count, const char* const* words) {
  CommandLine line;
  Words declared(line);
  const Typed typed(words + std::min(count, 1), words + count);
  const bool json = std::ranges::find(typed, std::string_view("--json")) != typed.end();
  try {
    declared.app().parse(count, words);
  } catch (const CLI::ParseError& end) {
    NoCommand nothing = ended(declared.app(), end, typed);
    nothing.json = json;
    return nothing;
  }
  if (line.release && line.candidate.empty()) {
    return NoCommand{ExitCode::wrong_usage,
                     {},
                     "--release needs --candidate: one person is let go at a time",
                     json};
  }
  if (line.absence_confirmed && (line.tenant.empty() || !line.full)) {
    return NoCommand{ExitCode::wrong_usage,
                     {},
                     "--confirm-absent needs --tenant and --full: that records are gone is said "
                     "for one tenant, and only a full listing shows who is missing",
                     json};
  }
  return line;
}

}  // namespace crosswalk
