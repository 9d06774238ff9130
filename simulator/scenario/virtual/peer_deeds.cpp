#include "scenario/virtual/peer_deeds.hpp"

#include <utility>

#include "scenario/people.hpp"
#include "scenario/virtual/quirks.hpp"

namespace crosswalk::sim::peer_deeds {
namespace {

Error refused(const Ground& ground, std::string what) {
  return {ErrorCode::refused, std::move(what), "tenant " + ground.spec.name};
}

}  // namespace

StepResult change(VirtualStage& stage, Ground& ground, const VendorStep& step) {
  if (ground.world == nullptr) return refused(ground, "recorded pages cannot be changed");
  const Instant stamp =
      stage.faults().clock_of(ground.spec.name, ground.vendor->peer(), stage.now());
  auto touched = change_world(*ground.world, step, ground.turn, stamp);
  if (touched) stage.run_until(stage.now() + std::chrono::minutes{1});
  return touched;
}

StepResult order(VirtualStage& stage, Ground& ground, const ExportStep& step) {
  LinkedIn& linkedin = stage.linkedin();
  ExportOrder person = order_of(step, linkedin, ground.judged, stage.now());
  if (person.job.empty()) return refused(ground, "LinkedIn holds no open job to export to");
  const Ordered ordered = linkedin.order_export(person, stage.now());
  if (!ordered.why_not.empty()) {
    return refused(ground, "LinkedIn does not take the order: " + std::string(ordered.why_not));
  }
  ground.exports.orders.push_back({std::move(person), stage.now(), step.refused});
  return std::vector<std::string>{ordered.request};
}

StepResult ask_again(VirtualStage& stage, Ground& ground, const ResyncStep& step) {
  const auto why_not = stage.linkedin().ask_for_jobs(ground.organization, step.jobs, stage.now());
  if (!why_not.empty()) {
    return refused(ground, "LinkedIn cannot ask for jobs: " + std::string(why_not));
  }
  return std::vector<std::string>{};
}

StepResult switch_integration(VirtualStage& stage, Ground& ground, const IntegrationStep& step) {
  LinkedIn& linkedin = stage.linkedin();
  const auto why_not = step.enabled ? linkedin.enable(ground.organization, {}, stage.now())
                                    : linkedin.disable(ground.organization, {}, stage.now());
  if (!why_not.empty()) {
    return refused(ground, "LinkedIn does not switch: " + std::string(why_not));
  }
  ground.shut = !step.enabled;
  return std::vector<std::string>{};
}

StepResult set(VirtualStage& stage, Ground& ground, const SetStep& step) {
  for (const auto& [name, text] : step.values) {
    auto done = set_quirk(ground.spec.quirks, name, text);
    if (!done) return std::move(done).error();
  }
  std::vector<TenantSpec> tenants;
  for (const auto& each : stage.grounds()) tenants.push_back(each->spec);
  auto wanted = linkedin_options(tenants);
  if (!wanted) return std::move(wanted).error();
  LinkedInOptions& options = stage.linkedin().options();
  wanted->apps = std::move(options.apps);
  wanted->refusals = std::move(options.refusals);
  options = *std::move(wanted);
  ground.vendor->set(ground.spec.quirks);
  return std::vector<std::string>{};
}

void leave(VirtualStage& stage, const LeaveStep& step) {
  const std::string member = member_urn(step.member);
  if (step.closes) return stage.linkedin().close_account(member, stage.now());
  stage.linkedin().opt_out(member);
}

}  // namespace crosswalk::sim::peer_deeds
