#include "scenario/real/steps.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "linkedin/onboarding/registry.hpp"
#include "scenario/people.hpp"
#include "scenario/virtual/product_policy.hpp"
#include "scenario/virtual/quirks.hpp"
#include "server/control.hpp"
#include "server/harm/hands.hpp"

namespace crosswalk::sim::real {
namespace {

using Given = std::vector<std::string>;

constexpr const char* linkedin_peer = "linkedin";

Error refused(std::string what, const TenantSpec& spec) {
  return {ErrorCode::refused, std::move(what), "tenant " + spec.name};
}

StepResult given_or(Result<Done> done, Given given = {}) {
  return done ? StepResult(std::move(given)) : StepResult(std::move(done).error());
}

// Vendors tell their time in whole seconds, so whoever lists what changed until now does not see
// what changed within this one. On virtual time such a step takes a minute.
void pass_the_second() {
  constexpr std::chrono::milliseconds beyond{20};
  const auto now = std::chrono::system_clock::now();
  std::this_thread::sleep_until(std::chrono::ceil<std::chrono::seconds>(now) + beyond);
}

class Playing {
 public:
  explicit Playing(RealStage& stage) : stage_(stage) {}

  StepResult operator()(const SyncStep& step);
  StepResult operator()(const AdvanceStep&) {
    return Error{ErrorCode::unsupported, "only virtual time can be advanced", "advance"};
  }
  StepResult operator()(const QuietStep& step) { return given_or(stage_.settle(step.limit)); }
  StepResult operator()(const VendorStep& step);
  StepResult operator()(const ExportStep& step);
  StepResult operator()(const LeaveStep& step);
  StepResult operator()(const EraseStep& step);
  StepResult operator()(const ResyncStep& step);
  StepResult operator()(const RestartStep& step);
  StepResult operator()(const KillStep& step);
  StepResult operator()(const RotateStep& step);
  StepResult operator()(const IntegrationStep& step);
  StepResult operator()(const SetStep& step);
  StepResult operator()(const FaultStep& step);
  StepResult operator()(const ExpectStep&) { return Given{}; }

 private:
  Result<Done> ensure_running();
  Result<Done> begin_again(bool ran);
  const TenantSpec& spec() const { return stage_.spec(); }

  RealStage& stage_;
};

// A daemon reads when it begins, so that is what the first step that needs one comes to.
Result<Done> Playing::ensure_running() {
  if (stage_.product().runs()) return Done{};
  auto started = stage_.start();
  return started ? stage_.settle() : started;
}

StepResult Playing::operator()(const SyncStep& step) {
  stage_.unsettle();
  if (!stage_.product().runs()) {
    auto started = stage_.start();
    if (!started) return std::move(started).error();
    if (!step.confirm_absent) return step.wait ? given_or(stage_.settle()) : Given{};
  }
  Given words{"sync", "--json", "--tenant", spec().name};
  if (step.full || step.confirm_absent) words.emplace_back("--full");
  if (step.confirm_absent) words.emplace_back("--confirm-absent");
  if (!step.wait) return given_or(stage_.product().begin(std::move(words)));
  auto said = stage_.product().command(std::move(words));
  if (!said) return std::move(said).error();
  return given_or(stage_.settle());
}

// What web hooks lead to comes at once; without them nothing does.
StepResult Playing::operator()(const VendorStep& step) {
  stage_.unsettle();
  StepResult given = Given{};
  stage_.at_peers([&](Control& control, Instant now) {
    const std::string_view peer = spec().vendor == "gem" ? "gem" : "greenhouse";
    const Instant stamp = control.traffic().faults().clock_of(spec().name, peer, now);
    given = change_world(control.peers().world, step, stage_.turn(), stamp);
  });
  if (given) pass_the_second();
  if (!given || !stage_.product().runs()) return given;
  return given_or(stage_.settle(), *std::move(given));
}

StepResult Playing::operator()(const ExportStep& step) {
  if (auto running = ensure_running(); !running) return std::move(running).error();
  stage_.unsettle();
  StepResult given = Given{};
  stage_.at_peers([&](Control& control, Instant now) {
    LinkedIn& linkedin = control.peers().linkedin;
    ExportOrder person = order_of(step, linkedin, stage_.judged(), now);
    if (person.job.empty()) {
      given = refused("LinkedIn holds no open job to export to", spec());
      return;
    }
    const Ordered ordered = linkedin.order_export(person, now);
    if (!ordered.why_not.empty()) {
      given = refused("LinkedIn does not take the order: " + std::string(ordered.why_not), spec());
      return;
    }
    stage_.exports().orders.push_back({std::move(person), now, step.refused});
    given = Given{ordered.request};
  });
  if (!given || !step.wait) return given;
  return given_or(stage_.settle(), *std::move(given));
}

StepResult Playing::operator()(const LeaveStep& step) {
  stage_.at_peers([&](Control& control, Instant now) {
    const std::string member = member_urn(step.member);
    LinkedIn& linkedin = control.peers().linkedin;
    step.closes ? linkedin.close_account(member, now) : linkedin.opt_out(member);
  });
  return Given{};
}

StepResult Playing::operator()(const EraseStep& step) {
  if (auto running = ensure_running(); !running) return std::move(running).error();
  stage_.unsettle();
  Given words{"erase", "--tenant", spec().name};
  if (!step.candidate.empty()) words.insert(words.end(), {"--candidate", step.candidate});
  if (!step.email.empty()) words.insert(words.end(), {"--email", step.email});
  if (!step.member.empty()) words.insert(words.end(), {"--member", member_urn(step.member)});
  if (!step.wait) return given_or(stage_.product().begin(std::move(words)));
  constexpr int nobody_here = 3;
  auto said = stage_.product().command(std::move(words), {0, 1, nobody_here});
  if (!said) return std::move(said).error();
  stage_.at_peers([&](Control& control, Instant now) {
    promise(stage_.erased(), &control.peers().world, step, now);
  });
  return given_or(stage_.settle());
}

StepResult Playing::operator()(const ResyncStep& step) {
  if (auto running = ensure_running(); !running) return std::move(running).error();
  stage_.unsettle();
  std::string why_not;
  stage_.at_peers([&](Control& control, Instant now) {
    why_not = control.peers().linkedin.ask_for_jobs(stage_.judged().organization, step.jobs, now);
  });
  if (!why_not.empty()) return refused("LinkedIn cannot ask for jobs: " + why_not, spec());
  return given_or(stage_.settle());
}

// The configuration as it is now, and the daemon if there was one.
Result<Done> Playing::begin_again(bool ran) {
  auto installed = stage_.install();
  if (!installed || !ran) return installed;
  auto started = stage_.start();
  return started ? stage_.settle() : started;
}

StepResult Playing::operator()(const RestartStep& step) {
  const bool ran = stage_.product().runs();
  stage_.unsettle();
  if (auto stopped = stage_.product().stop(); !stopped) return std::move(stopped).error();
  if (step.linkedin_version) stage_.spec().linkedin_version = *step.linkedin_version;
  if (step.policy) {
    stage_.spec().policy = *step.policy;
    stage_.at_peers([&](Control& control, Instant now) {
      const TenantPolicy& before = stage_.judged();
      TenantPolicy after = judged_policy(spec(), vendor_of(control.settings()),
                                         &control.peers().world, before.organization, *step.policy);
      after.was_wider = after.was_wider || before.was_wider || narrows(before, after);
      change_grants(stage_.exports(), before, after, now);
      stage_.judged() = after;
      control.set_policy(std::move(after));
    });
  }
  return given_or(begin_again(ran));
}

StepResult Playing::operator()(const KillStep& step) {
  if (step.after != 0) {
    return Error{ErrorCode::unsupported, "effects are counted on virtual time only", "kill"};
  }
  if (!stage_.product().runs()) {
    return refused("the product does not run yet, so nothing was killed; say `sync` before",
                   spec());
  }
  stage_.product().kill();
  stage_.was_killed();
  return given_or(stage_.start());
}

// Whoever was rotated by a fault before is only told here.
StepResult Playing::operator()(const RotateStep& step) {
  const bool ran = stage_.product().runs();
  stage_.unsettle();
  if (auto stopped = stage_.product().stop(); !stopped) return std::move(stopped).error();
  stage_.at_peers([&](Control& control, Instant) {
    Peers& peers = control.peers();
    const bool at_linkedin = step.peer == linkedin_peer;
    const auto secrets = [&]() -> std::vector<std::pair<std::string, std::string>> {
      if (at_linkedin) {
        const LinkedInApp* app = peers.linkedin.registry().of_organization(
            stage_.judged().organization, peers.linkedin.options());
        return {{"linkedin", app == nullptr ? std::string() : app->client_secret}};
      }
      if (spec().vendor == "gem") {
        return {{"application_secret", peers.gem.options().application_secret}};
      }
      if (spec().vendor == "greenhouse") {
        return {{"client_secret", peers.greenhouse.options().client_secret}};
      }
      return {{"api_key", peers.greenhouse.options().api_key}};
    };
    const auto& ours = stage_.product().secrets();
    const bool known = std::ranges::find(ours, secrets().at(0).second) != ours.end();
    const bool of_gem = !at_linkedin && spec().vendor == "gem";
    if (known) rotate_secret(peers, at_linkedin ? linkedin_peer : of_gem ? "gem" : "greenhouse");
    for (const auto& [name, secret] : secrets()) stage_.use_secret(name, secret);
  });
  return given_or(begin_again(ran));
}

StepResult Playing::operator()(const IntegrationStep& step) {
  if (auto running = ensure_running(); !running) return std::move(running).error();
  stage_.unsettle();
  std::string why_not;
  stage_.at_peers([&](Control& control, Instant now) {
    LinkedIn& linkedin = control.peers().linkedin;
    const std::string& organization = stage_.judged().organization;
    why_not = step.enabled ? linkedin.enable(organization, {}, now)
                           : linkedin.disable(organization, {}, now);
  });
  if (!why_not.empty()) return refused("LinkedIn does not switch: " + why_not, spec());
  stage_.shut(!step.enabled);
  return given_or(stage_.settle());
}

StepResult Playing::operator()(const SetStep& step) {
  for (const auto& [name, text] : step.values) {
    auto done = set_quirk(stage_.spec().quirks, name, text);
    if (!done) return std::move(done).error();
  }
  return given_or(stage_.set_peers());
}

StepResult Playing::operator()(const FaultStep& step) {
  StepResult given = Given{};
  stage_.at_peers([&](Control& control, Instant) {
    for (const std::string& id : step.ids) {
      if (control.traffic().faults().switch_rule(id, step.on)) continue;
      given = Error{ErrorCode::invalid_input, "there is no fault of this id", id};
    }
  });
  return given;
}

}  // namespace

StepResult play_step(RealStage& stage, const Step& step) {
  return std::visit(Playing(stage), step.what);
}

}  // namespace crosswalk::sim::real
