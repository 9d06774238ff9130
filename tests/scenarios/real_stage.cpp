#include "scenarios/real_stage.hpp"

#include <chrono>
#include <filesystem>

#include "scenarios/must.hpp"

namespace crosswalk {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds program_patience{60};
constexpr std::chrono::milliseconds look_again{5};

sim::ServeSettings serving(std::uint32_t candidates, std::uint32_t jobs,
                           const std::string& vendor) {
  sim::ServeSettings settings;
  EXPECT_TRUE(sim::use_vendor(settings, vendor.empty() ? settings.vendor : vendor));
  settings.world.candidates = candidates;
  settings.world.jobs = jobs;
  settings.quotas = false;
  return settings;
}

}  // namespace

RealStage::RealStage(std::uint32_t candidates, std::uint32_t jobs,
                     const sim::InstallOptions& options)
    : world_(serving(candidates, jobs, options.vendor).world), programs_(real_programs) {
  sim::ServeSettings settings = serving(candidates, jobs, options.vendor);
  settings.directory = must(sim::fresh_directory("crosswalk-scenario"));
  server_ = must(sim::Server::start(settings));
  serving_ = std::thread([this] { server_->run(); });
  installed_ = must(sim::install(settings.directory, programs_, server_->announcement(), options));
}

RealStage::~RealStage() {
  server_->stop();
  serving_.join();
  std::error_code ignored;
  std::filesystem::remove_all(installed_.directory, ignored);
}

std::optional<sim::Running> RealStage::serve() {
  const std::string socket = state() + "/admin.sock";
  std::error_code ignored;
  std::filesystem::remove(socket, ignored);
  auto daemon = sim::Running::start({programs_.crosswalk(), "serve", "-c", installed_.config},
                                    installed_.log);
  if (!daemon) {
    ADD_FAILURE() << to_string(daemon.error());
    return std::nullopt;
  }
  const auto deadline = Clock::now() + program_patience;
  while (!std::filesystem::exists(socket)) {
    if (daemon->ended() || Clock::now() > deadline) {
      ADD_FAILURE() << "the daemon did not start";
      return std::nullopt;
    }
    std::this_thread::sleep_for(look_again);
  }
  return *std::move(daemon);
}

sim::Ended RealStage::run(std::vector<std::string> words) {
  words.insert(words.begin(), programs_.crosswalk());
  words.insert(words.end(), {"-c", installed_.config});
  return must(sim::run_program(words, program_patience));
}

Json RealStage::order(const std::string& path, const Json& body) {
  return must(sim::order_control(server_->control_origin(), path, write_json(body)));
}

Json RealStage::ask(const std::string& path) {
  return must(sim::ask_control(server_->control_origin(), path));
}

bool RealStage::agrees() {
  const Json verdict = ask("/_sim/agreement");
  const Json* agreed = verdict.find("agrees");
  return agreed != nullptr && agreed->flag() != nullptr && *agreed->flag();
}

std::string RealStage::judged() { return write_json(ask("/_sim/agreement")); }

// The ledger's sums take the simulator no time, so they may be asked for at any moment of a load.
Json RealStage::sums() {
  const Json ledger = ask("/_sim/ledger");
  const Json* all = ledger.find("organizations");
  const bool empty = all == nullptr || all->members() == nullptr || all->members()->empty();
  return empty ? Json::object() : all->members()->begin()->second;
}

std::int64_t RealStage::held() {
  const Json all = sums();
  std::int64_t records = 0;
  for (const char* kind : {"job", "candidate", "application"}) {
    const Json* of_kind = all.find(kind);
    records += of_kind ? of_kind->integer_of("held") : 0;
  }
  return records;
}

std::int64_t RealStage::held(const std::string& kind) {
  const Json all = sums();
  const Json* of_kind = all.find(kind);
  return of_kind ? of_kind->integer_of("held") : 0;
}

std::int64_t RealStage::repeated() {
  const Json all = sums();
  std::int64_t records = 0;
  if (all.members() == nullptr) return records;
  for (const auto& [kind, counts] : *all.members()) {
    records += counts.integer_of("unchanged_writes");
  }
  return records;
}

}  // namespace crosswalk
