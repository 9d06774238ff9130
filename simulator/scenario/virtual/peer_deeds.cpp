#include "scenario/virtual/peer_deeds.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "scenario/virtual/quirks.hpp"

namespace crosswalk::sim::peer_deeds {
namespace {

// Whoever is drawn may be beyond such a change: a rejected application cannot advance.
constexpr int draws_max = 50;

Error refused(const Ground& ground, std::string what) {
  return {ErrorCode::refused, std::move(what), "tenant " + ground.spec.name};
}

Result<std::vector<Id>> to_ids(const std::vector<std::string>& texts) {
  std::vector<Id> ids;
  for (const std::string& text : texts) {
    Id id = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (failed != std::errc{} || end != text.data() + text.size()) {
      return Error{ErrorCode::invalid_input, "'" + text.substr(0, 40) + "' is no id", "vendor"};
    }
    ids.push_back(id);
  }
  return ids;
}

bool is_open(const Entity& job) { return job.content.find("\"CLOSED\"") == std::string::npos; }

// The first by number, so that a scenario means the same job in every run.
std::string first_open_job(const Ledger& ledger, const std::string& organization) {
  std::string first;
  ledger.for_each(EntityKind::job, organization, [&](KeyText key, const Entity& job) {
    if (!is_open(job)) return;
    const auto before = [](std::string_view a, std::string_view b) {
      return a.size() != b.size() ? a.size() < b.size() : a < b;
    };
    if (first.empty() || before(key.id, first)) first = key.id;
  });
  return first;
}

// Where jobs are seen by their hiring teams alone, one of the team exports.
std::string recruiter_of(LinkedIn& linkedin, const Ground& ground, const std::string& job) {
  for (const auto& [user, member] : ground.judged.members) {
    if (linkedin.sees_job(ground.organization, job, member)) return member;
  }
  return ExportOrder{}.recruiter;
}

std::string said_or(const std::string& said, std::string invented) {
  return said.empty() ? std::move(invented) : said;
}

ExportOrder somebody(const ExportStep& step, std::string name) {
  ExportOrder order;
  order.member = member_urn(step.member);
  order.first_name = said_or(step.first_name, name);
  order.last_name = said_or(step.last_name, "Invented");
  order.emails = {said_or(step.email, name + "@example.com")};
  order.headline = "Welder at Acorn";
  order.location = "Leeds";
  order.profile_url = "https://www.linkedin.com/in/invented-" + name;
  order.employers = {"Acorn"};
  return order;
}

}  // namespace

std::string member_urn(const std::string& name) {
  return name.starts_with("urn:li:") ? name : "urn:li:person:" + name;
}

StepResult change(VirtualStage& stage, Ground& ground, const VendorStep& step) {
  if (ground.world == nullptr) return refused(ground, "recorded pages cannot be changed");
  auto ids = to_ids(step.ids);
  if (!ids) return std::move(ids).error();
  const Mutation mutation{step.kind, step.operation, *std::move(ids), step.count, step.fields};
  auto touched = mutate(*ground.world, mutation, ++ground.turn, stage.now());
  for (int again = 0; !touched && mutation.ids.empty() && again < draws_max; ++again) {
    touched = mutate(*ground.world, mutation, ++ground.turn, stage.now());
  }
  if (!touched) return std::move(touched).error();
  stage.run_until(stage.now() + std::chrono::minutes{1});
  std::vector<std::string> given;
  for (const Id id : *touched) given.push_back(std::to_string(id));
  return given;
}

StepResult order(VirtualStage& stage, Ground& ground, const ExportStep& step) {
  LinkedIn& linkedin = stage.linkedin();
  const std::string urn = member_urn(step.member);
  ExportOrder person = somebody(step, urn.substr(urn.rfind(':') + 1));
  person.organization = ground.organization;
  person.job = said_or(step.job, first_open_job(linkedin.ledger(stage.now()), ground.organization));
  if (person.job.empty()) return refused(ground, "LinkedIn holds no open job to export to");
  person.recruiter = recruiter_of(linkedin, ground, person.job);
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
