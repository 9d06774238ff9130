#include "scenario/play.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include "flow/flow.hpp"
#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/absences.hpp"
#include "language/language.hpp"
#include "scenario/captures.hpp"
#include "scenario/checks/checks.hpp"
#include "scenario/guard.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

// Every failure is kept, up to so many; of those that held, the last of each name.
constexpr std::size_t failures_max = 200;

bool is_overdue(const StepResult& given) {
  return !given && given.error().code == ErrorCode::unavailable && given.error().where == "quiet";
}

class Play {
 public:
  Play(const Scenario& scenario, Stage& stage, const PlayOptions& options)
      : scenario_(scenario), stage_(stage), options_(options), begun_(Clock::now()) {
    history_.scenario = scenario.name;
    history_.why = scenario.why;
    history_.file = scenario.file;
    history_.seed = scenario.seed;
    history_.mode = options.mode;
    history_.replay = options.replay;
    if (options.keeps_happenings) history_.played = write_scenario(scenario);
    history_.start = stage.now();
    history_.verdict = Json::object();
    for (const FaultRule& rule : scenario.faults) {
      history_.fault_words[rule.id] = std::string(word_of(rule.what.kind).word) + " at " + rule.at;
      if (rule.off) off_.insert(rule.id);
    }
    listen();
  }

  History run() {
    bool whole = true;
    for (std::size_t at = 0; whole && at < scenario_.steps.size(); ++at) whole = play(at);
    if (whole) end();
    finish();
    return std::move(history_);
  }

 private:
  void listen();
  bool play(std::size_t at);
  void end();
  void finish();
  void take(std::vector<Check> checks);
  void hold_invariants(const CheckPlace& place);
  void hold(const Expectations& expect, const CheckPlace& place);
  bool is_asked(std::string_view invariant) const;
  std::string name_of(const Breach& breach) const;
  bool was_looked_at(std::string_view invariant) const;

  const Scenario& scenario_;
  Stage& stage_;
  const PlayOptions& options_;
  Clock::time_point begun_;
  History history_;
  Captures captures_;
  std::map<std::string, Invariants, std::less<>> invariants_;
  std::map<std::string, std::size_t> shown_, secrets_;  ///< How many of each tenant's were told.
  std::set<std::string> answered_;  ///< Tenants of which a person has just said who may go.
  bool overdue_ = false;            ///< The last step was not quiet in time.
  bool killed_ = false;
  std::set<std::string> off_, broken_;
  std::set<std::string> quiet_;  ///< Tenants that were looked at in a quiet moment.
  std::map<std::string, Check, ByName> good_;
  bool ended_ = false;  ///< All steps were played, and the judge has had the last word.
};

void Play::listen() {
  stage_.look([this](const Scene& scene) { invariants_.try_emplace(scene.tenant); });
  stage_.overhear([this](Instant at, std::string_view tenant, std::string_view peer,
                         std::string_view endpoint, const HttpRequest& request,
                         const HttpResponse* reply, Duration took, Candour candour) {
    const auto found = invariants_.find(tenant);
    if (found == invariants_.end()) return;
    found->second.heard(at, peer, endpoint, request, reply, took, candour);
  });
}

void Play::take(std::vector<Check> checks) {
  for (Check& each : checks) {
    if (each.good) {
      good_[each.name] = std::move(each);
    } else if (history_.checks.size() < failures_max) {
      history_.checks.push_back(std::move(each));
    }
  }
}

bool Play::is_asked(std::string_view invariant) const {
  const auto names = [&](const std::vector<std::string>& all) {
    return std::ranges::find(all, invariant) != all.end();
  };
  const Expectations& expect = scenario_.expect;
  return (expect.invariants.empty() || names(expect.invariants)) && !names(expect.not_invariants);
}

// Under which invariant a breach is told; empty when nobody asks. What a kill broke is told as I12,
// or as what it is where only that is asked for.
std::string Play::name_of(const Breach& breach) const {
  if (breach.of.empty()) return is_asked(breach.invariant) ? breach.invariant : std::string();
  if (!is_asked(breach.of)) return {};
  return is_asked(breach.invariant) ? breach.invariant : breach.of;
}

// Whether there was a moment at which it could have been broken.
bool Play::was_looked_at(std::string_view invariant) const {
  if (invariant == "I12") return killed_;
  constexpr std::string_view once_quiet[] = {"I1", "I3", "I5", "I8"};
  const bool always = std::ranges::find(once_quiet, invariant) == std::end(once_quiet);
  return always || quiet_.size() == invariants_.size();
}

void Play::hold_invariants(const CheckPlace& place) {
  std::vector<Check> broken;
  const checks::Found found(place, broken);
  stage_.look([&](const Scene& scene) {
    Invariants& of_tenant = invariants_[scene.tenant];
    std::size_t& known = secrets_[scene.tenant];
    for (; scene.secrets != nullptr && known < scene.secrets->size(); ++known) {
      of_tenant.secret((*scene.secrets)[known]);
    }
    std::size_t& shown = shown_[scene.tenant];
    const std::vector<std::string_view> told(
        scene.told.begin() + static_cast<std::ptrdiff_t>(shown), scene.told.end());
    const Look look{.world = scene.world,
                    .ledger = scene.linkedin.ledger(scene.now),
                    .policy = scene.policy,
                    .exports = scene.exports,
                    .erased = scene.erased,
                    .quiet = scene.quiet,
                    .killed = scene.killed,
                    .now = scene.now,
                    .shown = told,
                    .asked_about = judging::asked_about(told, missing_at_once),
                    .answered = answered_.erase(scene.tenant) != 0,
                    .takes_nothing = !scene.linkedin.takes_records(scene.policy.organization),
                    .overdue = overdue_,
                    .linkedin = &scene.linkedin.options()};
    shown = scene.told.size();
    if (scene.quiet && scene.world != nullptr) quiet_.insert(scene.tenant);
    killed_ = killed_ || scene.killed;
    for (Breach& breach : of_tenant.check(look)) {
      broken_.insert(breach.invariant);
      broken_.insert(breach.of);
      const std::string name = name_of(breach);
      if (!name.empty()) found.add(name, false, scene.tenant + ": " + breach.words);
    }
  });
  take(std::move(broken));
}

void Play::hold(const Expectations& expect, const CheckPlace& place) {
  const auto filled = filled_in(expect, captures_);
  if (!filled) {
    std::vector<Check> wrong;
    checks::Found(place, wrong).add("captures", false, to_string(filled.error()));
    return take(std::move(wrong));
  }
  take(check(*filled, stage_, place));
  if (!filled->agree) return;
  CheckPlace said = place;
  if (const int line = filled->places.of("agree"); line > 0) said.line = line;
  take(check_agreement(*filled->agree, filled->tenant, stage_, said, history_.verdict));
}

bool Play::play(std::size_t at) {
  const Step& step = scenario_.steps[at];
  const CheckPlace place{words_of(step), step.line, history_.start};
  note_step(place.after);
  if (options_.progress) options_.progress(at, place.after);
  stage_.transcript().note(stage_.now(), Happening::What::step, step.tenant, place.after);
  history_.steps.push_back({place.after, step.line, stage_.now(), {}});
  StepResult given = std::vector<std::string>{};
  if (const auto* expect = std::get_if<ExpectStep>(&step.what)) {
    Expectations of_tenant = expect->expect;
    if (of_tenant.tenant.empty()) of_tenant.tenant = step.tenant;
    hold(of_tenant, place);
  } else {
    const auto filled = filled_in(step, captures_);
    given = filled ? stage_.play(*filled) : StepResult(filled.error());
  }
  if (const auto* switched = std::get_if<FaultStep>(&step.what); switched && switched->on) {
    for (const std::string& id : switched->ids) off_.erase(id);
  }
  const auto* restarted = std::get_if<RestartStep>(&step.what);
  if (restarted != nullptr && restarted->policy) {
    for (auto& [tenant, of_tenant] : invariants_) {
      if (step.tenant.empty() || step.tenant == tenant) of_tenant.begin_again();
    }
  }
  const auto* synced = std::get_if<SyncStep>(&step.what);
  if (synced != nullptr && synced->confirm_absent) {
    for (const auto& [tenant, of_tenant] : invariants_) {
      if (step.tenant.empty() || step.tenant == tenant) answered_.insert(tenant);
    }
  }
  overdue_ = is_overdue(given);
  history_.steps.back().ended = stage_.now();
  hold_invariants(place);
  std::vector<Check> done;
  checks::Found(place, done)
      .add("steps", given.has_value(), given ? "every step was played" : to_string(given.error()));
  take(std::move(done));
  if (!given) {
    if (given.error().code == ErrorCode::internal) history_.broke = to_string(given.error());
    return false;
  }
  history_.steps.back().fell_on(*given);
  if (!step.capture_as.empty()) captures_[step.capture_as] = *std::move(given);
  return true;
}

// Whatever was not waited for is waited for here: the judge is asked about a quiet moment.
void Play::end() {
  const CheckPlace place{"", scenario_.expect.places.of(""), history_.start};
  const StepResult quiet = stage_.play(Step{QuietStep{}, {}, {}, 0});
  std::vector<Check> settled;
  checks::Found(place, settled)
      .add("quiet", quiet.has_value(), quiet ? "nothing waits" : to_string(quiet.error()));
  take(std::move(settled));
  overdue_ = is_overdue(quiet);
  hold_invariants(place);
  // An expectation of one tenant leaves the others what is expected of everybody.
  for (const TenantSpec& tenant : scenario_.tenants) {
    if (scenario_.expect.tenant.empty() || scenario_.expect.tenant == tenant.name) continue;
    take(check_agreement(true, tenant.name, stage_, place, history_.verdict));
  }
  Expectations expect = scenario_.expect;
  expect.agree = expect.agree.value_or(true);
  hold(expect, place);
  ended_ = true;
}

void Play::finish() {
  history_.end = stage_.now();
  history_.transcript = stage_.transcript().digest();
  history_.happenings = stage_.transcript().happenings();
  history_.happenings_dropped = stage_.transcript().dropped();
  history_.requests = stage_.requests();
  history_.fired = stage_.fired();
  if (ended_) take(check_faults(scenario_, off_, stage_));
  for (const InvariantWord& each : invariant_words()) {
    const bool broken = broken_.contains(std::string(each.id));
    if (broken || !is_asked(each.id)) continue;
    if (!was_looked_at(each.id)) {
      if (ended_) take(check_unseen(scenario_.expect, each.id));
      continue;
    }
    Check check;
    check.name = each.id;
    check.words = each.words;
    for (const auto& [tenant, of_tenant] : invariants_) {
      const auto excused = of_tenant.excused().find(each.id);
      if (excused != of_tenant.excused().end()) check.excused += excused->second;
    }
    good_[check.name] = std::move(check);
  }
  for (auto& [name, check] : good_) history_.checks.push_back(std::move(check));
  stage_.look([&](const Scene& scene) {
    const bool unknown = !ended_ || history_.verdict.find(scene.tenant) == nullptr;
    if (scene.world != nullptr && unknown) {
      history_.verdict.set(scene.tenant, to_json(judge_scene(scene)));
    }
    for (const std::string& each : scene.told) {
      history_.told.push_back(invariants_.size() > 1 ? scene.tenant + ": " + each : each);
    }
  });
  history_.wall_s = std::chrono::duration<double>(Clock::now() - begun_).count();
}

}  // namespace

History play(const Scenario& scenario, Stage& stage, const PlayOptions& options) {
  return Play(scenario, stage, options).run();
}

}  // namespace crosswalk::sim
