#include "scenario/virtual/ground.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "runtime/store/tenant_store.hpp"
#include "scenario/people.hpp"
#include "scenario/stage.hpp"
#include "scenario/virtual/connectors.hpp"
#include "scenario/virtual/fixture_seat.hpp"
#include "scenario/virtual/product_policy.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view api = "https://api.linkedin.test";
constexpr std::string_view login = "https://www.linkedin.test";
constexpr std::uint64_t fields_agreed_to = 1;

Error unsupported(const TenantSpec& spec, std::string what) {
  return {ErrorCode::unsupported, std::move(what), "tenant " + spec.name};
}

Result<const Vendor*> vendor_named(const TenantSpec& spec) {
  std::vector<std::string_view> words;
  for (const Vendor& each : vendors()) {
    if (each.word == spec.vendor) return &each;
    words.push_back(each.word);
  }
  return unknown_word("tenant " + spec.name, "vendor", spec.vendor, words);
}

std::optional<Error> refuse(const TenantSpec& spec, const Vendor& vendor) {
  if (spec.access && vendor.word != "greenhouse") {
    return unsupported(spec, "this vendor does not tell who may see a job; take greenhouse");
  }
  if (spec.quirks.vendor_requests != 0 && vendor.connector == "gem") {
    return unsupported(spec, "gem has no limit of its own here; use a fault of kind quota");
  }
  return std::nullopt;
}

TenantPolicy asked_policy(const Ground& ground, const TenantPolicy& given) {
  TenantPolicy asked = given;
  asked.members = ground.judged.members;
  return asked;
}

Result<std::shared_ptr<const ReadyConnector>> connector_for(const Ground& ground,
                                                            const GroundPlan& plan,
                                                            const ProductPolicy& policy) {
  Settings given = ground.vendor->settings();
  given.insert(policy.settings.begin(), policy.settings.end());
  std::vector<std::string> secrets;
  for (const auto& [name, secret] : ground.vendor->secrets()) secrets.push_back(name);
  const std::string connector((*vendor_named(ground.spec))->connector);
  return ready_connector(plan.connectors + "/" + connector + ".connector.so", given, secrets);
}

OnboardingSetup onboarding_of(const Ground& ground) {
  OnboardingSetup setup;
  setup.required = ground.spec.onboarding;
  setup.title = "Simulated ATS - " + ground.spec.name.substr(0, 30);
  setup.foreign_id = ground.spec.name;
  setup.callback_url = callback_for(ground.spec);
  setup.lists_viewers = ground.judged.members.empty();
  setup.list_version = fields_agreed_to;
  return setup;
}

void equip(TenantSetup& tenant, const Ground& ground, const ProductPolicy& policy,
           const ReadyConnector& connector) {
  tenant.plan = connector.plan;
  for (const HostSpec& host : tenant.plan.hosts) tenant.origins.vendor[host.name] = host.origin;
  tenant.target = {std::string(api), ground.organization, policy.availability};
  tenant.onboarding = onboarding_of(ground);
  tenant.grants = policy.grants;
  tenant.policy = policy.policy;
  tenant.members = policy.members;
}

std::string file_of(const GroundPlan& plan, const Vendor& vendor) {
  return plan.connectors + "/" + std::string(vendor.connector) + ".connector.so";
}

Result<Done> seat_vendor(Ground& ground, const GroundPlan& plan, const Vendor& vendor) {
  const TenantSpec& spec = ground.spec;
  if (!spec.fixture.empty()) {
    auto seat = fixture_seat(spec, vendor, plan.scenario.file, file_of(plan, vendor));
    if (!seat) return std::move(seat).error();
    ground.vendor = *std::move(seat);
    return Done{};
  }
  ground.world = std::make_unique<World>(world_of(plan.scenario, spec));
  std::string hook_url;
  if (spec.hooks && vendor.calls_hooks) {
    hook_url = std::string(virtual_door) + callback_path(NoticeSource::vendor, spec.name);
  }
  ground.vendor = vendor_seat(vendor, *ground.world, spec.quirks, hook_url);
  return Done{};
}

}  // namespace

std::string application_of(const TenantSpec& tenant) { return "application-" + tenant.name; }

std::string application_secret_of(const TenantSpec& tenant) { return "secret-of-" + tenant.name; }

std::string callback_for(const TenantSpec& tenant) {
  if (!tenant.exports) return {};
  return std::string(virtual_door) + callback_path(NoticeSource::linkedin, tenant.name);
}

Result<std::unique_ptr<Ground>> make_ground(const GroundPlan& plan) {
  auto ground = std::make_unique<Ground>();
  ground->spec = plan.scenario.tenants[plan.place];
  ground->organization = organization_of(plan.place);
  const TenantSpec& spec = ground->spec;
  const auto vendor = vendor_named(spec);
  if (!vendor) return vendor.error();
  if (auto refusal = refuse(spec, **vendor)) return *std::move(refusal);
  if (auto sat = seat_vendor(*ground, plan, **vendor); !sat) return sat.error();
  ground->judged =
      judged_policy(spec, **vendor, ground->world.get(), ground->organization, spec.policy);
  ground->secrets = {application_secret_of(spec), std::string(run_hook_secret)};
  for (const auto& [name, secret] : ground->vendor->secrets()) {
    if (name != "client_id") ground->secrets.push_back(secret);
  }
  return ground;
}

Result<Done> settle_in(Ground& ground, const GroundPlan& plan, Answering answering) {
  const auto policy = product_policy(asked_policy(ground, ground.spec.policy));
  if (!policy) return policy.error();
  const auto connector = connector_for(ground, plan, *policy);
  if (!connector) return connector.error();
  StoreOptions options{.path = store_in_memory, .tenant = ground.spec.name};
  options.seal_key.fill(7);
  auto store = open_tenant_store(options);
  if (!store) return std::move(store).error();
  ground.store = *std::move(store);
  const std::uint64_t seed = mix64(ground.spec.name, plan.scenario.seed);
  VirtualSetup setup;
  TenantSetup& tenant = setup.tenant;
  tenant.tenant = ground.spec.name;
  equip(tenant, ground, *policy, **connector);
  tenant.origins.linkedin_api = api;
  tenant.origins.linkedin_token = login;
  const std::string& version = ground.spec.linkedin_version;
  tenant.dialect = version.empty() ? v2_dialect() : rest_dialect(version);
  tenant.digest_key = std::string(32, 'k');
  tenant.options.polls = false;
  const Quirks& quirks = ground.spec.quirks;
  if (quirks.linkedin_requests_per_day != 0) {
    tenant.options.requests_per_day = static_cast<std::uint32_t>(quirks.linkedin_requests_per_day);
  }
  if (quirks.linkedin_records_per_minute != 0) {
    tenant.options.records_per_minute =
        static_cast<std::uint32_t>(quirks.linkedin_records_per_minute);
  }
  tenant.seed = seed;
  setup.credentials.vendor = ground.vendor->secrets();
  setup.credentials.linkedin_client_id = application_of(ground.spec);
  setup.credentials.linkedin_client_secret = application_secret_of(ground.spec);
  setup.settings = (*connector)->settings;
  setup.engine = (*connector)->engine;
  setup.answering = std::move(answering);
  setup.store = ground.store.get();
  setup.keeper = Doorkeeper{.tenant = ground.spec.name,
                            .linkedin_secrets = {application_secret_of(ground.spec)},
                            .vendor = tenant.plan.webhook,
                            .vendor_secrets = {std::string(run_hook_secret)}};
  setup.start = plan.start;
  setup.seed = seed;
  ground.run = std::make_unique<VirtualRun>(std::move(setup));
  return Done{};
}

Result<Done> use_policy(Ground& ground, const GroundPlan& plan, const TenantPolicy& policy) {
  TenantPolicy judged = judged_policy(ground.spec, **vendor_named(ground.spec), ground.world.get(),
                                      ground.organization, policy);
  judged.was_wider = judged.was_wider || ground.judged.was_wider || narrows(ground.judged, judged);
  const auto ours = product_policy([&] {
    TenantPolicy asked = policy;
    asked.members = judged.members;
    return asked;
  }());
  if (!ours) return ours.error();
  const auto connector = connector_for(ground, plan, *ours);
  if (!connector) return connector.error();
  change_grants(ground.exports, ground.judged, judged, ground.run->now());
  ground.judged = std::move(judged);
  VirtualSetup& setup = ground.run->setup();
  equip(setup.tenant, ground, *ours, **connector);
  setup.settings = (*connector)->settings;
  setup.engine = (*connector)->engine;
  return Done{};
}

}  // namespace crosswalk::sim
