#include "scenario/virtual/deeds.hpp"

#include <algorithm>
#include <utility>

#include "scenario/people.hpp"
#include "scenario/virtual/peer_deeds.hpp"
#include "scenario/virtual/turns.hpp"

namespace crosswalk::sim {
namespace {

using Given = std::vector<std::string>;
using Targets = std::vector<Ground*>;

// What the product has for answers under way when it is told to stop: its runner's grace.
constexpr Duration grace = std::chrono::seconds{5};

// How long it may take until whoever asked to be forgotten has an answer.
constexpr Duration answer_limit = std::chrono::hours{1};

Error never_quiet(const Targets& targets, Duration limit) {
  std::string waiting;
  for (const Ground* each : targets) {
    const FlowReport report = each->run->report();
    if (report.settled && !report.due) continue;
    waiting += waiting.empty() ? "; " : ", ";
    waiting += each->spec.name + (report.activity.empty() ? " waits" : " is " + report.activity);
  }
  return {ErrorCode::unavailable,
          "not quiet after " + std::to_string(limit / std::chrono::minutes{1}) +
              " minutes of virtual time" + waiting,
          "quiet"};
}

// A kill that never came has proven nothing.
Error never_killed(std::uint64_t carried_out, std::uint64_t asked) {
  return {ErrorCode::refused,
          "the product came to rest after " + std::to_string(carried_out) +
              " effects and was never killed; " + std::to_string(asked) +
              " are too many here, ask for fewer",
          "kill"};
}

class Playing {
 public:
  Playing(VirtualStage& stage, Targets targets) : stage_(stage), targets_(std::move(targets)) {}

  StepResult operator()(const SyncStep& step) {
    for (Ground* each : targets_) {
      stage_.tell(*each, SyncAsked{step.full, step.confirm_absent});
    }
    return step.wait ? settle() : Given{};
  }
  StepResult operator()(const AdvanceStep& step) {
    stage_.run_until(stage_.now() + step.by);
    return Given{};
  }
  StepResult operator()(const QuietStep& step) { return settle(step.patience, step.limit); }
  StepResult operator()(const VendorStep& step) { return for_each(peer_deeds::change, step); }
  StepResult operator()(const ExportStep& step) {
    StepResult given = for_each(peer_deeds::order, step);
    return given && step.wait ? settled(std::move(given)) : given;
  }
  StepResult operator()(const LeaveStep& step) {
    peer_deeds::leave(stage_, step);
    return Given{};
  }
  StepResult operator()(const ResyncStep& step) {
    return settled(for_each(peer_deeds::ask_again, step));
  }
  StepResult operator()(const IntegrationStep& step) {
    StepResult given = for_each(peer_deeds::switch_integration, step);
    if (given) stage_.run_to_quiet(quiet_patience, answer_limit);
    return given;
  }
  StepResult operator()(const SetStep& step) { return for_each(peer_deeds::set, step); }
  StepResult operator()(const FaultStep& step);
  StepResult operator()(const EraseStep& step);
  StepResult operator()(const RestartStep& step);
  StepResult operator()(const KillStep& step);
  StepResult operator()(const RotateStep& step);
  StepResult operator()(const ExpectStep&) { return Given{}; }

 private:
  StepResult settle(Duration patience = quiet_patience, Duration limit = quiet_limit) {
    if (!stage_.run_to_quiet(patience, limit)) return never_quiet(targets_, limit);
    return Given{};
  }
  StepResult settled(StepResult given) {
    if (!given) return given;
    StepResult quiet = settle();
    return quiet ? std::move(given) : quiet;
  }
  template <class What>
  StepResult for_each(StepResult (*one)(VirtualStage&, Ground&, const What&), const What& step) {
    Given all;
    for (Ground* each : targets_) {
      StepResult given = one(stage_, *each, step);
      if (!given) return given;
      all.insert(all.end(), given->begin(), given->end());
    }
    return all;
  }
  void stop_in_order();
  std::optional<Error> erase(Ground& ground, const EraseStep& step);

  VirtualStage& stage_;
  Targets targets_;
};

StepResult Playing::operator()(const FaultStep& step) {
  for (const std::string& id : step.ids) {
    if (stage_.faults().switch_rule(id, step.on)) continue;
    return Error{ErrorCode::invalid_input, "there is no fault of this id", id};
  }
  return Given{};
}

// ---- forgetting -------------------------------------------------------------------------------

std::optional<Told> answer_to(const Ground& ground) {
  for (const Told& told : ground.run->report().told) {
    if (told.ticket == ground.ticket) return told;
  }
  return std::nullopt;
}

std::optional<Error> Playing::erase(Ground& ground, const EraseStep& step) {
  EraseAsked asked;
  asked.ticket = ++ground.ticket;
  asked.erasure = "case-" + std::to_string(asked.ticket);
  asked.candidate = step.candidate;
  asked.email = step.email;
  if (!step.member.empty()) asked.member = member_urn(step.member);
  stage_.tell(ground, std::move(asked));
  if (!step.wait) return std::nullopt;
  const Instant until = stage_.now() + answer_limit;
  std::optional<Told> told = answer_to(ground);
  while (!told && stage_.step(until)) told = answer_to(ground);
  if (!told) {
    return Error{ErrorCode::unavailable, "nobody answered the wish to be forgotten within an hour",
                 "tenant " + ground.spec.name};
  }
  if (told->error) return told->error;
  promise(ground.erased, ground.world.get(), step, stage_.now());
  return std::nullopt;
}

StepResult Playing::operator()(const EraseStep& step) {
  for (Ground* each : targets_) {
    if (auto problem = erase(*each, step)) return *std::move(problem);
  }
  return step.wait ? settle() : Given{};
}

// ---- ending and beginning again ---------------------------------------------------------------

void Playing::stop_in_order() {
  const Instant until = stage_.now() + grace;
  const auto busy = [](const Ground* each) { return each->run->under_way(); };
  while (std::ranges::any_of(targets_, busy) && stage_.step(until)) {
  }
}

StepResult Playing::operator()(const RestartStep& step) {
  stop_in_order();
  for (Ground* each : targets_) {
    if (step.linkedin_version) {
      const std::string& version = *step.linkedin_version;
      each->run->setup().tenant.dialect = version.empty() ? v2_dialect() : rest_dialect(version);
    }
    if (step.policy) {
      auto done = use_policy(*each, stage_.plan_of(*each), *step.policy);
      if (!done) return std::move(done).error();
    }
    each->run->arrive(stage_.now());
    each->run->restart();
  }
  return settle();
}

StepResult Playing::operator()(const KillStep& step) {
  std::uint64_t most = 0;
  for (Ground* each : targets_) each->run->die_after(step.after);
  const auto died = [](const Ground* each) { return each->run->died(); };
  std::vector<std::uint64_t> before;
  for (const Ground* each : targets_) before.push_back(each->run->effects());
  while (!std::ranges::any_of(targets_, died) && !stage_.quiet(quiet_patience) &&
         stage_.step(stage_.now() + quiet_limit)) {
  }
  for (std::size_t at = 0; at < targets_.size(); ++at) {
    most = std::max(most, targets_[at]->run->effects() - before[at]);
  }
  if (std::ranges::none_of(targets_, died)) return never_killed(most, step.after);
  for (Ground* each : targets_) {
    stage_.note(Happening::What::effect, *each, "the product is killed and starts again");
    each->killed = true;
    each->run->arrive(stage_.now());
    each->run->restart();
  }
  return Given{};
}

// Whoever was rotated by a fault before is only told here.
StepResult Playing::operator()(const RotateStep& step) {
  stop_in_order();
  for (Ground* each : targets_) {
    Credentials& ours = each->run->setup().credentials;
    if (step.peer == "linkedin") {
      ours.linkedin_client_secret = change_secret(stage_.linkedin(), *each);
      std::optional<Doorkeeper>& keeper = each->run->setup().keeper;
      keeper->linkedin_secrets.insert(keeper->linkedin_secrets.begin(),
                                      ours.linkedin_client_secret);
      each->secrets.push_back(ours.linkedin_client_secret);
    } else {
      const bool known = ours.vendor == each->vendor->secrets();
      if (known && !each->vendor->change_secret()) {
        return Error{ErrorCode::unsupported, "this vendor's key lives as long as the run",
                     "tenant " + each->spec.name};
      }
      ours.vendor = each->vendor->secrets();
      for (const auto& [name, secret] : ours.vendor) {
        if (name != "client_id") each->secrets.push_back(secret);
      }
    }
    each->run->arrive(stage_.now());
    each->run->restart();
  }
  return settle();
}

Result<Targets> targets_of(VirtualStage& stage, const std::string& tenant) {
  Targets targets;
  for (const auto& ground : stage.grounds()) {
    if (tenant.empty() || ground->spec.name == tenant) targets.push_back(ground.get());
  }
  if (targets.empty()) {
    return Error{ErrorCode::invalid_input, "there is no tenant of this name", tenant};
  }
  return targets;
}

}  // namespace

StepResult play_deed(VirtualStage& stage, const Step& step) {
  auto targets = targets_of(stage, step.tenant);
  if (!targets) return std::move(targets).error();
  for (const Ground* each : *targets) {
    if (!each->run->report().halted) continue;
    return Error{ErrorCode::internal, "the product's store cannot go on", each->spec.name};
  }
  return std::visit(Playing(stage, *std::move(targets)), step.what);
}

StepResult VirtualStage::play(const Step& step) { return play_deed(*this, step); }

void connect(VirtualStage& stage, Ground& ground) {
  stage.linkedin().disable(ground.organization, {}, stage.now());
  ground.shut = true;
  stage.tell(ground, ConnectAsked{++ground.ticket});
  stage.run_to_quiet(quiet_patience, answer_limit);
  stage.tell(ground, ActivateAsked{++ground.ticket, "Jo Example"});
  stage.run_to_quiet(quiet_patience, answer_limit);
}

}  // namespace crosswalk::sim
