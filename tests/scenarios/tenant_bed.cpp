#include "scenarios/tenant_bed.hpp"

#include "engine/load.hpp"
#include "engine/local_engine.hpp"
#include "scenarios/must.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view page_size = "per_page=500";

constexpr std::string_view door = "https://hooks.example.com";
constexpr std::string_view hook_secret = "hook-secret";

sim::LinkedInOptions linkedin_options(const BedSettings& settings) {
  sim::LinkedInOptions options = settings.linkedin;
  if (!options.apps.empty()) return options;
  options.apps = {{"app", "app-secret", bed_organization}};
  if (settings.exchange) options.apps[0].callback_url = std::string(door) + "/linkedin/acme";
  return options;
}

sim::GreenhouseOptions greenhouse_options(const BedSettings& settings) {
  sim::GreenhouseOptions options = settings.greenhouse;
  if (settings.exchange && options.hooks.empty()) {
    options.hooks = {{std::string(door) + "/vendor/acme", std::string(hook_secret), {}}};
  }
  return options;
}

}  // namespace

class TenantBed::StoreDoor : public Store {
 public:
  explicit StoreDoor(const TenantBed& bed) : bed_(bed) {}
  Result<StoreAnswer> carry_out(const StoreVerb& verb) override {
    return bed_.around_store ? bed_.around_store(*store, verb) : store->carry_out(verb);
  }
  std::unique_ptr<Store> store;

 private:
  const TenantBed& bed_;
};

class TenantBed::EngineDoor : public Engine {
 public:
  EngineDoor(const TenantBed& bed, std::unique_ptr<Engine> engine)
      : bed_(bed), engine_(std::move(engine)) {}
  Result<Answer> take(const Step& step) override {
    return bed_.around_engine ? bed_.around_engine(*engine_, step) : engine_->take(step);
  }

 private:
  const TenantBed& bed_;
  std::unique_ptr<Engine> engine_;
};

sim::WorldOptions BedSettings::sized_world(std::uint32_t candidates, std::uint32_t jobs) {
  sim::WorldOptions options;
  options.candidates = candidates;
  options.jobs = jobs;
  return options;
}

TenantBed::TenantBed(BedSettings settings)
    : world(settings.world),
      greenhouse(world, greenhouse_options(settings)),
      gem(world, {}),
      linkedin(linkedin_options(settings)),
      settings_(std::move(settings)),
      store_(std::make_shared<StoreDoor>(*this)) {
  settings_.judged.organization = bed_organization;
  open_store();
  prepare_tenant();
  setup.store = store_.get();
  setup.start = world.options().start + 1h;
  setup.answering = [this](Peer peer, const HttpRequest& request, Instant now) {
    HttpResponse reply = ask_peer(peer, request, now);
    return meddle ? meddle(peer, request, std::move(reply))
                  : std::optional<HttpResponse>(std::move(reply));
  };
  if (settings_.exchange) open_door();
  run = std::make_unique<sim::VirtualRun>(setup);
}

void TenantBed::open_door() {
  setup.keeper = Doorkeeper{.tenant = "acme",
                            .linkedin_secrets = {"app-secret"},
                            .vendor = setup.tenant.plan.webhook,
                            .vendor_secrets = {std::string(hook_secret)}};
  setup.receiving = [this](const Doorkeeper& keeper, NoticeSource source,
                           const HttpRequest& request, Instant now) {
    return around_receiving ? around_receiving(keeper, source, request, now)
                            : receive(keeper, source, request, now);
  };
  const auto from_linkedin = [this](const sim::Outgoing& push,
                                    const std::optional<HttpResponse>& reply, Instant now) {
    linkedin.hear(push.id, reply ? reply->status : 0, reply ? reply->body : "", now);
  };
  const auto from_vendor = [this](const sim::Outgoing& push,
                                  const std::optional<HttpResponse>& reply, Instant now) {
    greenhouse.answered(push.id, reply ? reply->status : 0, now);
  };
  setup.posts = {{[this]() -> sim::Outbox& { return linkedin.outbox(); }, from_linkedin},
                 {[this]() -> sim::Outbox& { return greenhouse.outbox(); }, from_vendor}};
}

std::string TenantBed::connector_file() const {
  return std::string(CROSSWALK_CONNECTORS) + "/" + settings_.connector + ".connector.so";
}

void TenantBed::prepare_tenant() {
  const std::string manifest = must(read_manifest(connector_file()));
  Settings given = settings_.settings;
  const std::map<std::string, std::string>& secrets = settings_.secrets;
  // Whom a token acts for; an API key is nobody's.
  if (secrets.contains("client_id")) {
    given["user_id"] = std::to_string(world.all<sim::User>().first_id());
  }
  for (const auto& [name, secret] : secrets) given.emplace(name, "");
  Settings settings =
      must(complete_settings(must(compile_manifest(manifest, connector_file(), given)), given));
  for (const auto& [name, secret] : secrets) settings.erase(name);
  TenantSetup& tenant = setup.tenant;
  tenant.tenant = "acme";
  tenant.plan = must(compile_manifest(manifest, connector_file(), settings));
  for (const HostSpec& host : tenant.plan.hosts) tenant.origins.vendor[host.name] = host.origin;
  tenant.origins.linkedin_api = "https://api.linkedin.test";
  tenant.origins.linkedin_token = "https://www.linkedin.test";
  tenant.target = {"https://api.linkedin.test", bed_organization, "PRIVATE_TO_ATS_INTEGRATION"};
  tenant.dialect = settings_.version.empty() ? v2_dialect() : rest_dialect(settings_.version);
  tenant.onboarding = settings_.onboarding;
  tenant.grants = settings_.grants;
  tenant.policy = settings_.policy;
  tenant.digest_key = std::string(32, 'k');
  tenant.options.polls = false;
  setup.credentials.vendor = secrets;
  setup.credentials.linkedin_client_id = "app";
  setup.credentials.linkedin_client_secret = "app-secret";
  setup.credentials.parent_client_id = "parent";
  setup.credentials.parent_client_secret = "parent-secret";
  setup.settings = settings;
  setup.engine = [this, settings] {
    return std::make_unique<EngineDoor>(*this, must(load_engine(connector_file(), settings)));
  };
}

HttpResponse TenantBed::ask_peer(Peer peer, const HttpRequest& request, Instant now) {
  if (peer != Peer::vendor) {
    if (overhear) overhear(request);
    return linkedin.answer(request, now);
  }
  HttpRequest asked = request;
  const std::size_t at = asked.target.find(page_size);
  if (settings_.page_items != 0 && at != std::string::npos) {
    asked.target.replace(at, page_size.size(), "per_page=" + std::to_string(settings_.page_items));
  }
  return settings_.connector == "gem" ? gem.answer(asked, now) : greenhouse.answer(asked, now);
}

bool TenantBed::sync(bool full) {
  run->ask_sync(full);
  return run->run_to_quiet();
}

void TenantBed::restart_with(TenantPolicy policy, sim::TenantPolicy judged) {
  settings_.judged = std::move(judged);
  settings_.judged.organization = bed_organization;
  setup.tenant.policy = std::move(policy);
  setup.start = run->now();
  run = std::make_unique<sim::VirtualRun>(setup);
}

void TenantBed::restart_as(std::string version) {
  setup.tenant.dialect = version.empty() ? v2_dialect() : rest_dialect(std::move(version));
  setup.start = run->now();
  run = std::make_unique<sim::VirtualRun>(setup);
}

void TenantBed::restart_asking(Settings settings, std::map<std::string, std::string> secrets,
                               sim::TenantPolicy judged) {
  settings_.settings = std::move(settings);
  settings_.secrets = std::move(secrets);
  settings_.judged = std::move(judged);
  settings_.judged.organization = bed_organization;
  setup.tenant = {};
  prepare_tenant();
  setup.start = run->now();
  run = std::make_unique<sim::VirtualRun>(setup);
}

sim::ExportOrder TenantBed::somebody(const std::string& name) {
  sim::ExportOrder order;
  order.organization = bed_organization;
  order.member = "urn:li:person:" + name;
  order.first_name = name;
  order.last_name = "Invented";
  order.headline = "Welder at Acorn";
  order.location = "Leeds";
  order.profile_url = "https://www.linkedin.com/in/invented-" + name;
  order.employers = {"Acorn"};
  return order;
}

sim::Ordered TenantBed::order(const std::string& job, sim::ExportOrder person) {
  person.job = job;
  sim::Ordered ordered = linkedin.order_export(person, run->now());
  if (ordered.why_not.empty()) ordered_.push_back({std::move(person), run->now()});
  return ordered;
}

void TenantBed::expect_refusal() {
  if (!ordered_.empty()) ordered_.back().to_be_refused = true;
}

sim::Ordered TenantBed::export_to(const std::string& job, sim::ExportOrder person) {
  sim::Ordered ordered = order(job, std::move(person));
  EXPECT_TRUE(run->run_to_quiet());
  return ordered;
}

Told TenantBed::answer_to(Event event, Ticket ticket) {
  run->tell(std::move(event));
  EXPECT_TRUE(run->run_to_quiet());
  for (const Told& told : run->report().told) {
    if (told.ticket == ticket) return told;
  }
  ADD_FAILURE() << "the ticket was never answered";
  return {};
}

Counts TenantBed::counts() { return std::get<Counts>(must(store_->store->carry_out(Tally{}))); }

std::vector<std::string> TenantBed::open_jobs() {
  std::vector<std::string> jobs;
  for (const sim::Job& job : world.all<sim::Job>()) {
    const std::string id = std::to_string(job.id);
    const sim::Entity* held = at_linkedin(sim::EntityKind::job, id);
    if (held != nullptr && held->content.find("\"CLOSED\"") == std::string::npos)
      jobs.push_back(id);
  }
  return jobs;
}

void TenantBed::close_store() { store_->store.reset(); }

void TenantBed::open_store() {
  StoreOptions options{.path = settings_.store_path, .tenant = "acme"};
  options.seal_key.fill(7);
  store_->store = must(open_tenant_store(options));
}

std::vector<sim::Id> TenantBed::change(sim::Kind kind, sim::Operation operation,
                                       std::vector<std::pair<std::string, std::string>> fields,
                                       std::vector<sim::Id> ids, std::uint32_t count) {
  const sim::Mutation mutation{kind, operation, std::move(ids), count, std::move(fields)};
  Result<std::vector<sim::Id>> touched = sim::mutate(world, mutation, ++turn_, run->now());
  // Whoever was drawn may be beyond such a change: a rejected application cannot advance.
  for (int again = 0; !touched && mutation.ids.empty() && again < 50; ++again) {
    touched = sim::mutate(world, mutation, ++turn_, run->now());
  }
  run->advance(1min);
  return must(std::move(touched));
}

sim::Verdict TenantBed::verdict() {
  sim::TenantPolicy policy = settings_.judged;
  policy.export_email = settings_.grants.email;
  policy.export_profile_url = settings_.grants.profile_url;
  for (const auto& [user, member] : setup.tenant.members)
    policy.members[std::stoull(user)] = member;
  const sim::Exports exports{.orders = ordered_, .members = members, .now = run->now()};
  const sim::Sight sees = [this](sim::EntityKind kind, const std::string& id,
                                 const std::string& who) {
    return kind == sim::EntityKind::job ? linkedin.sees_job(bed_organization, id, who)
                                        : linkedin.sees_application(bed_organization, id, who);
  };
  return sim::judge(world, linkedin.ledger(run->now()), policy, exports, {}, sees);
}

testing::AssertionResult TenantBed::agrees() {
  const sim::Verdict said = verdict();
  if (said.agrees()) return testing::AssertionSuccess();
  return testing::AssertionFailure() << write_json(sim::to_json(said)) << "\nalarms: " << alarms();
}

std::map<std::string, std::string> TenantBed::contents() {
  std::map<std::string, std::string> all;
  const sim::Ledger& ledger = linkedin.ledger(run->now());
  for (const auto kind :
       {sim::EntityKind::job, sim::EntityKind::candidate, sim::EntityKind::application,
        sim::EntityKind::stage, sim::EntityKind::candidate_note, sim::EntityKind::application_note,
        sim::EntityKind::feedback}) {
    const sim::Shelf* shelf = ledger.shelf(kind, bed_organization);
    if (shelf == nullptr) continue;
    for (const auto& [id, entity] : shelf->entities) {
      if (entity.held) all[std::string(sim::name_of(kind)) + " " + id] = entity.content;
    }
  }
  return all;
}

const sim::Entity* TenantBed::at_linkedin(sim::EntityKind kind, const std::string& id) {
  const sim::Entity* found = linkedin.ledger(run->now()).find(kind, bed_organization, id);
  return found != nullptr && found->held ? found : nullptr;
}

std::uint64_t TenantBed::held(sim::EntityKind kind) {
  return linkedin.ledger(run->now()).held(kind, bed_organization);
}

std::uint64_t TenantBed::written() {
  std::uint64_t records = 0;
  for (const auto& [resource, tally] : linkedin.ledger(run->now()).tallies()) {
    records += tally.records;
  }
  return records;
}

std::uint64_t TenantBed::repeated() {
  std::uint64_t records = 0;
  for (const auto& [resource, tally] : linkedin.ledger(run->now()).tallies()) {
    records += tally.unchanged;
  }
  return records;
}

EntityRow TenantBed::row(RecordKind kind, const std::string& id) {
  const StoreAnswer answer = must(store_->store->carry_out(LookUp{{{kind, id}}}));
  const Rows& rows = std::get<Rows>(answer);
  return rows.rows.at(0).value_or(EntityRow{});
}

bool TenantBed::alarmed(std::string_view words) {
  return alarms().find(words) != std::string::npos;
}

std::string TenantBed::alarms() {
  std::string all;
  for (const std::string& alarm : run->report().alarms) all += alarm + "\n";
  return all;
}

}  // namespace crosswalk
