// A tenant's first day: every candidate is read, mapped, stored, sent and confirmed, between two
// simulated peers over TLS, by the programs operators run. The store waits for the disk after
// each commit, as it does everywhere. Quotas are off, which this program says.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>

#include "bench/observed.hpp"
#include "runtime/admin/client.hpp"
#include "scenario/binaries.hpp"
#include "scenario/installation.hpp"

namespace crosswalk::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds start_patience{60};
constexpr std::chrono::seconds sync_patience{900};
constexpr std::chrono::milliseconds look_again{5};
constexpr std::chrono::milliseconds sample_every{50};

struct Wish {
  sim::Programs programs;
  std::uint32_t candidates = 200'000;
  std::uint32_t jobs = 200;
  double applications = 0;
  bool plain = false;
  bool keep = false;
};

struct Counted {
  std::int64_t candidates = 0;
  std::int64_t records = 0;
};

struct Measured {
  double candidates_s = 0;  ///< Until the last candidate was confirmed.
  double account_s = 0;     ///< Until nothing was left to do.
  Counted sent;
  Figures daemon;
  Figures workers;
  Figures simulator;
  double others_cpu_s = 0;  ///< What else ran meanwhile, this program included.
};

double seconds_since(Clock::time_point began) {
  return std::chrono::duration<double>(Clock::now() - began).count();
}

// Waits until `there` or until the program that should make it so has ended.
Result<Done> wait_for(sim::Running& program, const std::string& path, const std::string& log) {
  const auto deadline = Clock::now() + start_patience;
  while (!std::filesystem::exists(path)) {
    if (program.ended() || Clock::now() > deadline) {
      return Error{ErrorCode::unavailable, "a program did not start; its words stand there", log};
    }
    std::this_thread::sleep_for(look_again);
  }
  return Done{};
}

Counted sent_in(const Json& report) {
  Counted sent;
  const Json* tenants = report.find("tenants");
  if (!tenants || !tenants->items() || tenants->items()->empty()) return sent;
  const Json* objects = tenants->items()->front().find("objects");
  const auto of = [&](const char* kind) {
    const Json* object = objects ? objects->find(kind) : nullptr;
    return object ? object->integer_of("sent") : 0;
  };
  sent.candidates = of("candidate");
  sent.records = of("job") + sent.candidates + of("application");
  return sent;
}

Result<Json> ask(const std::string& socket, const char* command) {
  Result<AdminClient> client = AdminClient::connect(socket);
  if (!client) return std::move(client).error();
  AdminRequest request;
  request.command = command;
  return client->ask(request, [](const AdminProgress&) {});
}

// Looks at the daemon from outside while it works.
class Watch {
 public:
  Watch(std::string socket, pid_t daemon, Clock::time_point began)
      : socket_(std::move(socket)), daemon_(daemon), began_(began) {}

  void look() {
    if (const Result<Json> status = ask(socket_, "status")) {
      const Counted now = sent_in(*status);
      if (now.candidates != sent_.candidates) last_candidate_s_ = seconds_since(began_);
      sent_ = now;
    }
    for (const pid_t worker : children_of(daemon_)) {
      if (const auto figures = figures_of(worker)) workers_[worker] = *figures;
    }
  }

  double last_candidate_s() const { return last_candidate_s_; }

  /// Time of all, and the memory of the largest.
  Figures workers() const {
    Figures all;
    for (const auto& [pid, figures] : workers_) {
      all.cpu_s += figures.cpu_s;
      all.peak_rss_mib = std::max(all.peak_rss_mib, figures.peak_rss_mib);
    }
    return all;
  }

 private:
  std::string socket_;
  pid_t daemon_;
  Clock::time_point began_;
  Counted sent_;
  double last_candidate_s_ = 0;
  std::map<pid_t, Figures> workers_;
};

Result<sim::Running> start_simulator(const Wish& wish, const std::string& directory) {
  std::vector<std::string> words{wish.programs.binaries + "/crosswalk-sim",
                                 "serve",
                                 "--prepare",
                                 "--no-quotas",
                                 "--dir",
                                 directory,
                                 "--candidates",
                                 std::to_string(wish.candidates),
                                 "--jobs",
                                 std::to_string(wish.jobs),
                                 "--applications-per-candidate",
                                 std::to_string(wish.applications),
                                 "--notes-per-candidate",
                                 "0",
                                 "--scorecards-per-application",
                                 "0"};
  if (wish.plain) words.emplace_back("--plain");
  const std::string log = directory + "/simulator.log";
  Result<sim::Running> running = sim::Running::start(words, log);
  if (!running) return running;
  if (auto up = wait_for(*running, directory + "/simulator.json", log); !up) return up.error();
  return running;
}

Result<Json> announcement_in(const std::string& directory) {
  std::ifstream file(directory + "/simulator.json", std::ios::binary);
  return parse_json(std::string{std::istreambuf_iterator<char>(file), {}});
}

Result<Measured> measure(const Wish& wish, const std::string& directory) {
  Result<sim::Running> simulator = start_simulator(wish, directory);
  if (!simulator) return std::move(simulator).error();
  const Result<Json> announced = announcement_in(directory);
  if (!announced) return announced.error();
  // Measured is what a first load is bound by: v2 takes a request for what hangs on each record.
  const sim::InstallOptions options{
      .poll = "24h", .tenant_lines = "    policy: { withhold: { kinds: [stage] } }\n"};
  const Result<sim::Installation> installed =
      sim::install(directory, wish.programs, *announced, options);
  if (!installed) return installed.error();
  Measured measured;
  const double simulator_before = figures_of(simulator->pid()).value_or(Figures{}).cpu_s;
  const double machine_before = machine_cpu_s();
  const auto began = Clock::now();
  Result<sim::Running> daemon = sim::Running::start(
      {wish.programs.crosswalk(), "serve", "-c", installed->config}, installed->log);
  if (!daemon) return std::move(daemon).error();
  const std::string socket = directory + "/state/admin.sock";
  if (auto up = wait_for(*daemon, socket, installed->log); !up) return up.error();

  Watch watch(socket, daemon->pid(), began);
  Result<Json> report{Json()};
  std::atomic<bool> over = false;
  std::thread waiting([&] {
    report = ask(socket, "sync");
    measured.account_s = seconds_since(began);
    over = true;
  });
  while (!over && seconds_since(began) < static_cast<double>(sync_patience.count())) {
    watch.look();
    std::this_thread::sleep_for(sample_every);
  }
  watch.look();
  measured.daemon = figures_of(daemon->pid()).value_or(Figures{});
  measured.simulator = figures_of(simulator->pid()).value_or(Figures{});
  measured.simulator.cpu_s -= simulator_before;
  if (!over) daemon->kill_now();
  waiting.join();
  if (!report) return std::move(report).error();
  measured.sent = sent_in(*report);
  // The last look may have come after the end.
  measured.candidates_s = std::min(watch.last_candidate_s(), measured.account_s);
  measured.workers = watch.workers();
  measured.others_cpu_s = machine_cpu_s() - machine_before - measured.daemon.cpu_s -
                          measured.workers.cpu_s - measured.simulator.cpu_s;
  daemon->stop(start_patience);
  simulator->stop(start_patience);
  return measured;
}

void print(const Wish& wish, const Measured& measured) {
  const auto figure = [](const char* name, double value) { std::printf("%s %.3f\n", name, value); };
  figure("candidates_per_s", wish.candidates / measured.candidates_s);
  figure("candidates_s", measured.candidates_s);
  figure("account_s", measured.account_s);
  figure("records_sent", static_cast<double>(measured.sent.records));
  figure("candidates_sent", static_cast<double>(measured.sent.candidates));
  figure("records_per_s", static_cast<double>(measured.sent.records) / measured.account_s);
  figure("daemon_peak_rss_mib", measured.daemon.peak_rss_mib);
  figure("worker_peak_rss_mib", measured.workers.peak_rss_mib);
  figure("daemon_cpu_s", measured.daemon.cpu_s);
  figure("worker_cpu_s", measured.workers.cpu_s);
  figure("simulator_cpu_s", measured.simulator.cpu_s);
  figure("others_cpu_s", measured.others_cpu_s);
  std::puts("quotas off");
}

int run(const Wish& wish) {
  Result<std::string> directory = sim::fresh_directory("crosswalk-bench");
  if (!directory) {
    std::fprintf(stderr, "bench_sync: %s\n", to_string(directory.error()).c_str());
    return 1;
  }
  const Result<Measured> measured = measure(wish, *directory);
  if (!measured) {
    std::fprintf(stderr, "bench_sync: %s\n", to_string(measured.error()).c_str());
    return 1;
  }
  print(wish, *measured);
  std::error_code ignored;
  if (wish.keep) {
    std::fprintf(stderr, "kept: %s\n", directory->c_str());
  } else {
    std::filesystem::remove_all(*directory, ignored);
  }
  return 0;
}

}  // namespace
}  // namespace crosswalk::bench

int main(int argc, char** argv) {
  crosswalk::bench::Wish wish;
  CLI::App app("A first sync of a whole account, measured from outside.");
  app.add_option("--binaries", wish.programs.binaries)->check(CLI::ExistingDirectory)->required();
  app.add_option("--connectors", wish.programs.connectors)
      ->check(CLI::ExistingDirectory)
      ->required();
  app.add_option("--candidates", wish.candidates)->capture_default_str();
  app.add_option("--jobs", wish.jobs)->capture_default_str();
  app.add_option("--applications-per-candidate", wish.applications)->capture_default_str();
  app.add_flag("--plain", wish.plain, "HTTP instead of TLS, to see what TLS costs");
  app.add_flag("--keep", wish.keep, "leave the directory for a look");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& given_up) {
    return app.exit(given_up) == 0 ? 0 : 2;
  }
  for (std::string* path : {&wish.programs.binaries, &wish.programs.connectors}) {
    *path = std::filesystem::canonical(*path).string();
  }
  return crosswalk::bench::run(wish);
}
