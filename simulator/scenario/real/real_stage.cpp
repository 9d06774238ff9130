#include "scenario/real/real_stage.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "scenario/people.hpp"
#include "scenario/real/steps.hpp"
#include "scenario/real/tenant_words.hpp"
#include "scenario/virtual/quirks.hpp"
#include "server/control.hpp"

namespace crosswalk::sim {
namespace real {
namespace {

// Until the product has read that it is to wait: what it asks meanwhile it asks without knowing. A
// choice, for a machine that is busy.
constexpr Duration on_the_road{200};

Instant clock_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

// Replaces a text that is there already.
void set_at(Json& json, std::vector<std::string> path, const std::string& text) {
  if (path.size() == 1) return void(json.set(path[0], text));
  Json inner = *json.find(path[0]);
  const std::string first = path[0];
  path.erase(path.begin());
  set_at(inner, std::move(path), text);
  json.set(first, std::move(inner));
}

std::optional<Error> refuse(const TenantSpec& spec) {
  const std::string where = "tenant " + spec.name;
  if (spec.access && spec.vendor != "greenhouse") {
    return Error{ErrorCode::unsupported,
                 "this vendor does not tell who may see a job; take greenhouse", where};
  }
  if (spec.quirks.vendor_requests != 0 && spec.vendor == "gem") {
    return Error{ErrorCode::unsupported,
                 "gem has no limit of its own here; use a fault of kind quota", where};
  }
  return std::nullopt;
}

}  // namespace

RealStage::RealStage(const Scenario& scenario, const Programs& programs, std::string directory)
    : scenario_(scenario),
      spec_(scenario.tenants.at(0)),
      directory_(std::move(directory)),
      product_(programs, directory_, spec_.name) {}

RealStage::~RealStage() {
  product_.kill();
  if (server_) server_->stop();
  if (serving_.joinable()) serving_.join();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void RealStage::at_peers(const std::function<void(Control&, Instant)>& what) const {
  server_->visit(what);
}

Result<Done> RealStage::serve() {
  ServeSettings settings;
  auto used = use_vendor(settings, spec_.vendor);
  if (!used) return used;
  settings.world = world_of(scenario_, spec_);
  settings.tenant = spec_.name;
  settings.organization = organization_of(0);
  settings.quotas = false;
  settings.directory = directory_;
  auto server = Server::start(settings);
  if (!server) return std::move(server).error();
  server_ = *std::move(server);
  announcement_ = server_->announcement();
  auto set = set_peers();
  if (!set) return set;
  at_peers([&](Control& control, Instant) {
    const Peers& peers = control.peers();
    judged_ = judged_policy(spec_, vendor_of(settings), &peers.world, settings.organization,
                            spec_.policy);
    control.set_policy(judged_);
    for (const std::string& secret :
         {peers.greenhouse.options().client_secret, peers.greenhouse.options().api_key,
          peers.gem.options().api_key, peers.gem.options().application_secret,
          settings.linkedin_client_secret, std::string(trial_hook_secret)}) {
      product_.keep_secret(secret);
    }
  });
  serving_ = std::thread([this] { server_->run(); });
  return Done{};
}

Result<Done> RealStage::set_peers() {
  auto wanted = linkedin_options({spec_});
  if (!wanted) return std::move(wanted).error();
  at_peers([&](Control& control, Instant) {
    Peers& peers = control.peers();
    GreenhouseOptions greenhouse = peers.greenhouse.options();
    set_account(spec_.quirks, greenhouse);
    peers.greenhouse.set_options(std::move(greenhouse));
    GemOptions gem = peers.gem.options();
    set_account(spec_.quirks, gem);
    peers.gem.set_options(std::move(gem));
    LinkedInOptions& linkedin = peers.linkedin.options();
    wanted->apps = std::move(linkedin.apps);
    wanted->refusals = std::move(linkedin.refusals);
    wanted->loopback_callbacks = true;
    wanted->starts_enabled = !spec_.onboarding;
    linkedin = *std::move(wanted);
    control.traffic().serve_pages_of(spec_.quirks.page_items);
  });
  return Done{};
}

Result<Done> RealStage::install() {
  const auto options = install_options(spec_, judged_);
  if (!options) return options.error();
  return product_.install(announcement_, *options);
}

void RealStage::use_secret(const std::string& name, const std::string& value) {
  if (name == "linkedin") {
    set_at(announcement_, {"credentials", "linkedin", "client_secret"}, value);
  } else {
    set_at(announcement_, {"vendors", spec_.vendor, "secrets", name}, value);
  }
  product_.keep_secret(value);
}

// Whoever is not enabled yet is told so with exit code 1.
Result<Done> RealStage::connect() {
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"tenant", "connect", "--tenant", spec_.name},
        {"tenant", "activate", "--tenant", spec_.name, "--agreed-by", "Jo Example"}}) {
    auto said = product_.command(words, {0, 1}, spec_.onboarding);
    if (!said) return std::move(said).error();
  }
  return Done{};
}

Result<Done> RealStage::set_up() {
  if (auto refusal = refuse(spec_)) return *std::move(refusal);
  auto done = serve();
  if (done) done = install();
  if (done) done = connect();
  shut_ = spec_.onboarding;
  if (!done) return done;
  at_peers([this](Control& control, Instant now) {
    control.traffic().begin(scenario_.seed, scenario_.faults, now);
    control.traffic().listen([this](const Overheard& heard) { ear_.hear(heard); });
  });
  return Done{};
}

Instant RealStage::now() const { return clock_now(); }

std::map<std::string, std::uint64_t> RealStage::fired() const {
  std::map<std::string, std::uint64_t> fired;
  at_peers([&](Control& control, Instant) { fired = control.traffic().faults().fired(); });
  return fired;
}

std::map<std::string, std::uint64_t> RealStage::requests() const {
  std::map<std::string, std::uint64_t> asked;
  at_peers([&](Control& control, Instant) {
    const auto& all = control.traffic().faults().asked();
    asked.insert(all.begin(), all.end());
  });
  return asked;
}

// What the simulator's thread has heard is told here, so that nobody else is called from there.
void RealStage::catch_up() {
  for (const Kept& each : ear_.take()) {
    const HttpResponse* const reply = each.reply ? &*each.reply : nullptr;
    if (each.endpoint.starts_with("hook")) {
      transcript_.push(each.at, spec_.name, each.peer, each.endpoint, each.request, reply,
                       each.fired);
      continue;
    }
    transcript_.request(each.at, spec_.name, each.peer, each.endpoint, each.request, reply,
                        each.took, each.fired);
    const bool to_wait = reply != nullptr && reply->status == 429;
    const Duration took = each.took + (to_wait ? on_the_road : Duration{0});
    if (hearing_) {
      hearing_(each.at, spec_.name, each.peer, each.endpoint, each.request, reply, took,
               candour_of(scenario_.faults, each.fired));
    }
  }
  const std::vector<std::string>& told = product_.told();
  for (; told_ < told.size(); ++told_) {
    transcript_.note(now(), Happening::What::alarm, spec_.name, told[told_]);
  }
}

Transcript& RealStage::transcript() {
  catch_up();
  return transcript_;
}

void RealStage::was_killed() {
  killed_ = true;
  calm_ = false;
  transcript_.note(now(), Happening::What::effect, spec_.name,
                   "the product is killed and starts again");
}

void RealStage::look(const std::function<void(const Scene&)>& look) {
  catch_up();
  const std::vector<std::string>& told = product_.told();
  const bool killed = std::exchange(killed_, false);
  at_peers([&](Control& control, Instant at) {
    Peers& peers = control.peers();
    peers.linkedin.ledger(at);  // Tasks that are due by now have been carried out.
    exports_.now = at;
    look({.tenant = spec_.name,
          .world = &peers.world,
          .linkedin = peers.linkedin,
          .policy = judged_,
          .exports = exports_,
          .erased = erased_,
          .told = told,
          .quiet = calm_ && !shut_ && ear_.count() == calm_at_,
          .now = at,
          .killed = killed,
          .secrets = &product_.secrets()});
  });
}

StepResult RealStage::play(const Step& step) {
  if (!step.tenant.empty() && step.tenant != spec_.name) {
    return Error{ErrorCode::invalid_input, "there is no tenant of this name", step.tenant};
  }
  if (auto crash = product_.crashed()) return *std::move(crash);
  StepResult given = play_step(*this, step);
  if (auto crash = product_.crashed()) given = *std::move(crash);
  catch_up();
  return given;
}

}  // namespace real
}  // namespace crosswalk::sim
