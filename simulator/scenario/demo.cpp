#include "scenario/demo.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "scenario/binaries.hpp"
#include "scenario/demo_acts.hpp"
#include "server/server.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds start_patience{20};
constexpr std::chrono::seconds sync_patience{3600};
constexpr std::chrono::milliseconds progress_every{250};

// Keeps the simulator's thread and the directory tidy, whatever happens in between.
struct DemoStage {
  std::unique_ptr<Server> server;
  std::thread serving;
  std::string directory;
  bool keep = false;

  ~DemoStage() {
    if (server) server->stop();
    if (serving.joinable()) serving.join();
    std::error_code ignored;
    if (!keep && !directory.empty()) std::filesystem::remove_all(directory, ignored);
  }
};

const Json* objects_of(const Json& report) {
  const Json* tenants = report.find("tenants");
  if (!tenants || !tenants->items() || tenants->items()->empty()) return nullptr;
  return tenants->items()->front().find("objects");
}

// How many of a kind LinkedIn holds, of the one organization there is.
long long held_in(const Json& ledger, std::string_view kind) {
  const Json* all = ledger.find("organizations");
  if (!all || !all->members() || all->members()->empty()) return 0;
  const Json* of_kind = all->members()->begin()->second.find(kind);
  return of_kind ? of_kind->integer_of("held") : 0;
}

// Shows on a terminal how far LinkedIn has come, until told to stop.
class Progress {
 public:
  Progress(std::string control, std::uint32_t candidates) {
    if (isatty(STDERR_FILENO) == 0) return;
    thread_ = std::thread([this, control = std::move(control), candidates] {
      while (!over_) {
        if (const Result<Json> ledger = ask_control(control, "/_sim/ledger")) {
          std::fprintf(stderr,
                       "\r  at LinkedIn: %lld jobs, %lld of about %u candidates, "
                       "%lld applications ",
                       held_in(*ledger, "job"), held_in(*ledger, "candidate"), candidates,
                       held_in(*ledger, "application"));
        }
        std::this_thread::sleep_for(progress_every);
      }
      std::fputs("\r\033[K", stderr);
    });
  }
  ~Progress() {
    over_ = true;
    if (thread_.joinable()) thread_.join();
  }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

 private:
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

Result<Done> wait_for_daemon(const Installation& installed, Running& daemon) {
  const std::string socket = installed.directory + "/state/admin.sock";
  const auto deadline = Clock::now() + start_patience;
  while (!std::filesystem::exists(socket)) {
    if (daemon.ended() || Clock::now() > deadline) {
      return Error{ErrorCode::unavailable, "the daemon did not start; its words stand there",
                   installed.log};
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{5});
  }
  return Done{};
}

Result<Json> sync(const Programs& programs, const Installation& installed) {
  Result<Ended> ended =
      run_program({programs.crosswalk(), "sync", "-c", installed.config, "--json"}, sync_patience);
  if (!ended) return std::move(ended).error();
  if (ended->status > 1) {
    return Error{ErrorCode::internal, "'crosswalk sync' failed: " + ended->errors, installed.log};
  }
  Result<Json> report = parse_json(ended->output);
  if (!report) {
    return Error{
        ErrorCode::internal,
        "'crosswalk sync' gave no report: " + ended->errors + "; the daemon's words stand there",
        installed.log};
  }
  report->set("exit", ended->status);
  return report;
}

std::string reasons_of(const Json* object) {
  std::string words;
  const Json* reasons = object ? object->find("held_reasons") : nullptr;
  if (reasons == nullptr || reasons->members() == nullptr) return words;
  for (const auto& [reason, count] : *reasons->members()) {
    words += (words.empty() ? "" : ", ") + reason + " " +
             std::to_string(count.integer() ? *count.integer() : 0);
  }
  return words;
}

constexpr const char* shown_kinds[] = {
    "job", "candidate", "application", "stage", "candidate_note", "application_note", "feedback"};

void print_table(const Json& report) {
  std::printf("  %-17s %8s %8s %8s %9s   %s\n", "object", "read", "sent", "held", "withheld",
              "held because");
  const Json* objects = objects_of(report);
  for (const char* kind : shown_kinds) {
    const Json* object = objects ? objects->find(kind) : nullptr;
    const auto count = [&](const char* what) {
      return static_cast<long long>(object ? object->integer_of(what) : 0);
    };
    std::printf("  %-17s %8lld %8lld %8lld %9lld   %s\n", kind, count("read"), count("sent"),
                count("held"), count("withheld"), reasons_of(object).c_str());
  }
}

std::int64_t sent_in(const Json& report) {
  std::int64_t sent = 0;
  const Json* objects = objects_of(report);
  for (const char* kind : shown_kinds) {
    const Json* object = objects ? objects->find(kind) : nullptr;
    sent += object ? object->integer_of("sent") : 0;
  }
  return sent;
}

bool agrees(const Json& verdict) {
  const Json* agreed = verdict.find("agrees");
  return agreed && agreed->flag() && *agreed->flag();
}

struct Story {
  Json first;
  std::vector<Act> acts;
  Json second;
  Json verdict;
};

// The vendor's web hooks are pointed at the daemon, as an administrator of the customer's does.
Result<std::vector<Act>> play_acts(const DemoSettings& settings, const Installation& installed,
                                   const std::string& control) {
  Json hook = Json::object();
  hook.set("url", installed.callback + "/vendor/demo");
  hook.set("secret", std::string(trial_hook_secret));
  auto set = order_control(control, "/_sim/vendor", write_json(hook));
  if (!set) return std::move(set).error();
  const ActStage stage{settings.programs, installed, control};
  return std::vector<Act>{show_export(stage), show_refusal(stage), show_deletion(stage)};
}

Result<Story> play(const DemoSettings& settings, DemoStage& stage) {
  ServeSettings serve;
  serve.world.seed = settings.seed;
  serve.world.candidates = settings.candidates;
  serve.quotas = false;
  serve.directory = stage.directory;
  Result<std::unique_ptr<Server>> server = Server::start(serve);
  if (!server) return std::move(server).error();
  stage.server = *std::move(server);
  stage.serving = std::thread([&stage] { stage.server->run(); });
  Result<Installation> installed =
      install(stage.directory, settings.programs, stage.server->announcement(),
              {.listens = true, .tenant_lines = {}});
  if (!installed) return std::move(installed).error();
  Result<Running> daemon = Running::start(
      {settings.programs.crosswalk(), "serve", "-c", installed->config}, installed->log);
  if (!daemon) return std::move(daemon).error();
  if (auto up = wait_for_daemon(*installed, *daemon); !up) return up.error();

  const std::string control = stage.server->control_origin();
  Result<Json> first = [&] {
    Progress progress(control, settings.candidates);
    return sync(settings.programs, *installed);
  }();
  if (!first) return std::move(first).error();
  auto acts = play_acts(settings, *installed, control);
  if (!acts) return std::move(acts).error();
  // What the acts changed is read once more; after it nothing is left to be sent.
  Result<Json> settled = sync(settings.programs, *installed);
  if (!settled) return std::move(settled).error();
  Result<Json> second = sync(settings.programs, *installed);
  if (!second) return std::move(second).error();
  Result<Json> verdict = ask_control(control, "/_sim/agreement");
  if (!verdict) return std::move(verdict).error();
  if (const int code = daemon->stop(start_patience); code != 0) {
    return Error{ErrorCode::internal, "the daemon ended with code " + std::to_string(code),
                 installed->log};
  }
  return Story{*std::move(first), *std::move(acts), *std::move(second), *std::move(verdict)};
}

void print_story(const DemoSettings& settings, const DemoStage& stage, const Story& story,
                 double elapsed_s) {
  std::printf("Crosswalk, shown on %u invented candidates (seed %llu).\n", settings.candidates,
              static_cast<unsigned long long>(settings.seed));
  std::puts("A simulated Greenhouse and a simulated LinkedIn on loopback over TLS, and the real");
  std::puts("daemon with its sandboxed worker and the Greenhouse connector. Quotas were off.\n");
  print_table(story.first);
  std::puts("");
  for (const Act& act : story.acts) std::printf("  %s\n", act.words.c_str());
  std::printf("\n  a further sync, nothing changed: %lld sent\n",
              static_cast<long long>(sent_in(story.second)));
  std::printf("  the judge: %s\n", agrees(story.verdict) ? "both sides agree" : "DISAGREEMENT");
  if (const Json* said = story.verdict.find("disagreements"); said && said->items()) {
    for (std::size_t at = 0; at < said->items()->size() && at < 8; ++at) {
      std::printf("    %s\n", write_json((*said->items())[at]).c_str());
    }
  }
  std::printf("  it took %.1f s\n", elapsed_s);
  if (settings.keep) std::printf("  kept: %s\n", stage.directory.c_str());
}

void print_json(const DemoSettings& settings, const DemoStage& stage, const Story& story,
                double elapsed_s) {
  Json all;
  all.set("seed", settings.seed);
  all.set("candidates", settings.candidates);
  all.set("quotas", "off");
  all.set("sync", story.first);
  Json acts = Json::list();
  for (const Act& act : story.acts) {
    Json told = Json::object();
    told.set("good", act.good);
    told.set("words", act.words);
    told.set("seconds", act.seconds);
    acts.push(std::move(told));
  }
  all.set("acts", std::move(acts));
  all.set("second_sync", story.second);
  all.set("agreement", story.verdict);
  all.set("elapsed_s", elapsed_s);
  if (settings.keep) {
    all.set("kept", stage.directory);
    std::fprintf(stderr, "demo: kept: %s\n", stage.directory.c_str());
  }
  std::printf("%s\n", write_json(all).c_str());
}

}  // namespace

int run_demo(const DemoSettings& settings) {
  const auto began = Clock::now();
  DemoStage stage;
  stage.keep = settings.keep;
  Result<std::string> directory = fresh_directory("crosswalk-demo");
  if (!directory) {
    std::fprintf(stderr, "demo: %s\n", to_string(directory.error()).c_str());
    return 1;
  }
  stage.directory = *directory;
  const Result<Story> story = play(settings, stage);
  if (!story) {
    stage.keep = true;
    std::fprintf(stderr, "demo: %s\n", to_string(story.error()).c_str());
    return 1;
  }
  const double elapsed_s = std::chrono::duration<double>(Clock::now() - began).count();
  if (settings.json) {
    print_json(settings, stage, *story, elapsed_s);
  } else {
    print_story(settings, stage, *story, elapsed_s);
  }
  const bool same = agrees(story->verdict) && sent_in(story->second) == 0;
  const bool played = std::ranges::all_of(story->acts, &Act::good);
  if (!same) std::fputs("demo: the two sides do not hold the same\n", stderr);
  if (!played) std::fputs("demo: an act did not end as it should\n", stderr);
  return same && played ? 0 : 1;
}

}  // namespace crosswalk::sim
