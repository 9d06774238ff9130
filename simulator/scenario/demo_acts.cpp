#include "scenario/demo_acts.hpp"

#include <chrono>
#include <cstdio>
#include <functional>
#include <optional>
#include <thread>

#include "scenario/binaries.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds act_patience{30};
constexpr std::chrono::milliseconds look_every{20};
constexpr std::chrono::seconds status_patience{20};

// How many of a kind LinkedIn holds.
std::int64_t held(const ActStage& stage, std::string_view kind) {
  const Result<Json> ledger = ask_control(stage.control, "/_sim/ledger");
  const Json* all = ledger ? ledger->find("organizations") : nullptr;
  if (!all || !all->members() || all->members()->empty()) return 0;
  const Json* of_kind = all->members()->begin()->second.find(kind);
  return of_kind ? of_kind->integer_of("held") : 0;
}

// What `crosswalk status` counts of exports.
std::int64_t exports(const ActStage& stage, std::string_view what) {
  const Result<Ended> ended =
      run_program({stage.programs.crosswalk(), "status", "-c", stage.installed.config, "--json"},
                  status_patience);
  const Result<Json> status = ended ? parse_json(ended->output) : Result<Json>(ended.error());
  const Json* tenants = status ? status->find("tenants") : nullptr;
  if (!tenants || !tenants->items() || tenants->items()->empty()) return -1;
  const Json* counts = tenants->items()->front().find("exports");
  return counts ? counts->integer_of(what) : 0;
}

// The first of what LinkedIn holds: "open_jobs" or "candidates".
std::optional<std::string> first_held(const ActStage& stage, std::string_view what) {
  const Result<Json> held = ask_control(stage.control, "/_sim/held");
  const Json* ids = held ? held->find(what) : nullptr;
  if (!ids || !ids->items() || ids->items()->empty()) return std::nullopt;
  return *ids->items()->front().text();
}

// Looks again and again, for as long as somebody would watch.
std::optional<double> seconds_until(const std::function<bool()>& there) {
  const auto began = Clock::now();
  while (Clock::now() - began < act_patience) {
    if (there()) return std::chrono::duration<double>(Clock::now() - began).count();
    std::this_thread::sleep_for(look_every);
  }
  return std::nullopt;
}

Act never(std::string words) { return {.good = false, .words = std::move(words), .seconds = 0}; }

Act seen(std::string words, double seconds) {
  char took[32];
  std::snprintf(took, sizeof took, " (%.1f s)", seconds);
  return {.good = true, .words = std::move(words) + took, .seconds = seconds};
}

Result<Json> order(const ActStage& stage, const std::string& path, const Json& body) {
  return order_control(stage.control, path, write_json(body));
}

Json member(const std::string& job, const std::string& name, const std::string& last_name) {
  Json person = Json::object();
  person.set("job", job);
  person.set("member", "urn:li:person:" + name);
  person.set("first_name", name);
  person.set("last_name", last_name);
  person.set("headline", "Welder at Acorn");
  return person;
}

}  // namespace

Act show_export(const ActStage& stage) {
  const auto job = first_held(stage, "open_jobs");
  if (!job) return never("LinkedIn has no open job to export to");
  const std::int64_t candidates = held(stage, "candidate");
  const std::int64_t applications = held(stage, "application");
  const auto ordered = order(stage, "/_sim/export", member(*job, "Nadja", "Invented"));
  if (!ordered || ordered->find("refused")) return never("LinkedIn refused the recruiter's order");
  const auto seconds = seconds_until([&] {
    return held(stage, "candidate") == candidates + 1 &&
           held(stage, "application") == applications + 1;
  });
  if (!seconds) return never("the exported candidate did not come back to LinkedIn");
  return seen(
      "exported to a job: 1 candidate and 1 application created in the ATS, linked at "
      "LinkedIn",
      *seconds);
}

Act show_refusal(const ActStage& stage) {
  const auto job = first_held(stage, "open_jobs");
  if (!job) return never("LinkedIn has no open job to export to");
  const std::int64_t candidates = held(stage, "candidate");
  const std::int64_t before = exports(stage, "refused");
  Json nobody = member(*job, "Nobody", "");
  nobody.set("expect", "refused");
  const auto ordered = order(stage, "/_sim/export", nobody);
  if (!ordered || ordered->find("refused")) return never("LinkedIn refused the recruiter's order");
  const auto seconds = seconds_until([&] { return exports(stage, "refused") == before + 1; });
  if (!seconds) return never("the export without a last name was not refused");
  if (held(stage, "candidate") != candidates) return never("a refused export created somebody");
  return seen("exported without a last name: refused, nobody created", *seconds);
}

Act show_deletion(const ActStage& stage) {
  const auto somebody = first_held(stage, "candidates");
  if (!somebody) return never("LinkedIn holds nobody");
  const std::int64_t candidates = held(stage, "candidate");
  Json mutation = Json::object();
  mutation.set("kind", "candidate");
  mutation.set("op", "delete");
  mutation.set("id", static_cast<std::int64_t>(std::stoll(*somebody)));
  if (const auto deleted = order(stage, "/_sim/mutate", mutation); !deleted) {
    return never("the vendor's candidate could not be deleted");
  }
  const auto seconds = seconds_until([&] { return held(stage, "candidate") == candidates - 1; });
  if (!seconds) return never("whoever was deleted in the ATS is still at LinkedIn");
  return seen("deleted in the ATS, told by web hook: gone from LinkedIn", *seconds);
}

}  // namespace crosswalk::sim
