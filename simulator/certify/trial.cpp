#include "certify/trial.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "server/control.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{30};
constexpr std::chrono::seconds command_patience{120};
constexpr std::chrono::milliseconds look_every{20};

// A vendor's window ends with the running second.
constexpr std::chrono::milliseconds between_rounds{300};
constexpr std::chrono::milliseconds running_second{1100};

Result<Done> replace_in(const std::string& path, const std::string& text,
                        const std::string& instead) {
  std::ifstream in(path, std::ios::binary);
  std::string all{std::istreambuf_iterator<char>(in), {}};
  in.close();
  const std::size_t at = all.find(text);
  if (at == std::string::npos) {
    return Error{ErrorCode::internal, "the configuration does not say '" + text + "'", path};
  }
  all.replace(at, text.size(), instead);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << all;
  out.close();
  if (!out) return Error{ErrorCode::unavailable, "cannot be written", path};
  return Done{};
}

// The tenants stand last in a configuration, so the only one can be said again.
Result<Done> add_second_tenant(const std::string& path, const std::string& organization) {
  std::ifstream in(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  in.close();
  constexpr std::string_view start = "  - name: ";
  const std::size_t at = all.find(start);
  const std::size_t line = all.find('\n', at);
  const std::size_t place = all.find(organization, at);
  if (at == std::string::npos || place == std::string::npos) {
    return Error{ErrorCode::internal, "the configuration has no tenant", path};
  }
  std::string again = all.substr(line);
  again.replace(place - line, organization.size(), second_organization);
  std::ofstream out(path, std::ios::binary | std::ios::app);
  out << start << second_tenant << again;
  out.close();
  if (!out) return Error{ErrorCode::unavailable, "cannot be written", path};
  return Done{};
}

// Every user of the vendor is a member of the same number.
std::string members_of(const World& world) {
  std::string lines = "      members:\n";
  for (const User& user : world.all<User>()) {
    const std::string id = std::to_string(user.id);
    lines += "        \"" + id + "\": \"urn:li:person:u" + id + "\"\n";
  }
  return lines;
}

std::vector<std::pair<std::string, std::string>> settings_of(const TrialOptions& options) {
  if (!options.viewers) return {};
  return {{"hiring_team", "yes"}};
}

ServeSettings serving(const TrialOptions& options, const std::string& directory) {
  ServeSettings settings;
  settings.world.candidates = options.candidates;
  settings.world.jobs = options.jobs;
  settings.quotas = false;
  settings.directory = directory;
  if (options.partner) settings.partner_client_id = "partner";
  return settings;
}

}  // namespace

const Entity* Sides::held(EntityKind kind, const std::string& id) const {
  const Entity* found = ledger.find(kind, organization, id);
  return found != nullptr && found->held ? found : nullptr;
}

std::string Sides::field(EntityKind kind, const std::string& id, const std::string& name) const {
  const Entity* found = held(kind, id);
  const Result<Json> content = found ? parse_json(found->content) : Result<Json>(Json());
  const Json* member = content ? content->find(name) : nullptr;
  if (member == nullptr) return {};
  return member->text() != nullptr ? *member->text() : write_json(*member);
}

std::vector<Id> Sides::open_jobs() const {
  std::vector<Id> open;
  for (const Job& job : peers.world.all<Job>()) {
    const std::string id = std::to_string(job.id);
    const Entity* shown = held(EntityKind::job, id);
    if (shown != nullptr && shown->content.find("\"state\":\"LISTED\"") != std::string::npos) {
      open.push_back(job.id);
    }
  }
  return open;
}

Result<std::unique_ptr<Trial>> Trial::start(const Programs& programs, TrialOptions options) {
  std::unique_ptr<Trial> trial(new Trial);
  trial->programs_ = programs;
  Result<std::string> directory = fresh_directory("crosswalk-certify");
  if (!directory) return std::move(directory).error();
  trial->installed_.directory = *directory;
  const ServeSettings settings = serving(options, *directory);
  Result<std::unique_ptr<Server>> server = Server::start(settings);
  if (!server) return std::move(server).error();
  trial->server_ = *std::move(server);
  trial->serving_ = std::thread([peers = trial->server_.get()] { peers->run(); });
  trial->organization_ = trial->server_->announcement().text_of("organization");
  if (options.viewers) options.tenant_lines += members_of(World(settings.world));
  Result<Installation> installed = install(*directory, programs, trial->server_->announcement(),
                                           {.vendor = {},
                                            .listens = true,
                                            .activated = !options.partner,
                                            .settings = settings_of(options),
                                            .tenant_lines = options.tenant_lines});
  if (!installed) return std::move(installed).error();
  trial->installed_ = *std::move(installed);
  if (options.second) {
    auto added = add_second_tenant(trial->installed_.config, trial->organization_);
    if (!added) return std::move(added).error();
  }
  if (auto up = trial->serve(); !up) return std::move(up).error();
  Json hook = Json::object();
  hook.set("url", trial->installed_.callback + "/vendor/demo");
  hook.set("secret", std::string(trial_hook_secret));
  if (auto set = trial->order("/_sim/vendor", hook); !set) return std::move(set).error();
  return trial;
}

Trial::~Trial() {
  daemon_.reset();
  if (server_) server_->stop();
  if (serving_.joinable()) serving_.join();
  std::error_code ignored;
  if (!installed_.directory.empty()) std::filesystem::remove_all(installed_.directory, ignored);
}

Result<Done> Trial::serve() {
  const std::string socket = installed_.directory + "/state/admin.sock";
  std::error_code ignored;
  std::filesystem::remove(socket, ignored);
  Result<Running> daemon =
      Running::start({programs_.crosswalk(), "serve", "-c", installed_.config}, installed_.log);
  if (!daemon) return std::move(daemon).error();
  daemon_ = std::make_unique<Running>(*std::move(daemon));
  const auto deadline = Clock::now() + patience;
  while (!std::filesystem::exists(socket)) {
    if (daemon_->ended() || Clock::now() > deadline) {
      return Error{ErrorCode::unavailable, "the daemon did not start; its words stand there",
                   installed_.log};
    }
    std::this_thread::sleep_for(look_every);
  }
  return Done{};
}

Result<Json> Trial::command(std::vector<std::string> words) {
  words.insert(words.begin(), programs_.crosswalk());
  words.insert(words.end(), {"-c", installed_.config, "--json"});
  Result<Ended> ended = run_program(words, command_patience);
  if (!ended) return std::move(ended).error();
  if (ended->status > 1) {
    return Error{ErrorCode::refused, "it ended with " + std::to_string(ended->status), words[1]};
  }
  return parse_json(ended->output);
}

Result<Json> Trial::order(const std::string& path, const Json& body) {
  return order_control(server_->control_origin(), path, write_json(body));
}

void Trial::look(const std::function<void(const Sides&)>& look) {
  server_->visit([&](Control& control, Instant now) {
    Peers& peers = control.peers();
    look({peers, peers.linkedin.ledger(now), organization_, now});
  });
}

bool Trial::sync(bool full) {
  std::vector<std::string> words{"sync"};
  if (full) words.push_back("--full");
  return command(std::move(words)).has_value();
}

bool Trial::settle() {
  std::this_thread::sleep_for(running_second);
  return sync(true) && sync();
}

bool Trial::sync_until(const std::function<bool(const Sides&)>& there) {
  const auto deadline = Clock::now() + patience;
  while (true) {
    if (!sync()) return false;
    if (seen(there)) return true;
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(between_rounds);
  }
}

bool Trial::wait_until(const std::function<bool(const Sides&)>& there) {
  const auto deadline = Clock::now() + patience;
  while (!seen(there)) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(look_every);
  }
  return true;
}

Result<Done> Trial::restart_with(const std::string& text, const std::string& instead) {
  daemon_->stop(patience);
  if (auto replaced = replace_in(installed_.config, text, instead); !replaced) return replaced;
  return serve();
}

Trial* Trials::begin(std::unique_ptr<Trial>& kept, const TrialOptions& options, bool reads) {
  if (kept) return kept.get();
  Result<std::unique_ptr<Trial>> trial = Trial::start(programs_, options);
  if (!trial) {
    why_ = to_string(trial.error());
    return nullptr;
  }
  kept = *std::move(trial);
  if (reads && !kept->sync()) {
    why_ = "the first sync failed";
    kept.reset();
  }
  return kept.get();
}

Trial* Trials::usual() { return begin(usual_, {.tenant_lines = {}}, true); }

Trial* Trials::partnered() {
  return begin(partnered_, {.candidates = 20, .jobs = 8, .partner = true, .tenant_lines = {}},
               false);
}

Trial* Trials::paired() {
  return begin(paired_,
               {.candidates = 20, .jobs = 8, .partner = true, .second = true, .tenant_lines = {}},
               false);
}

Trial* Trials::chosen() {
  return begin(chosen_, {.candidates = 10, .jobs = 12, .tenant_lines = {}}, true);
}

Trial* Trials::secured() {
  return begin(secured_, {.candidates = 40, .jobs = 12, .viewers = true, .tenant_lines = {}}, true);
}

}  // namespace crosswalk::sim
