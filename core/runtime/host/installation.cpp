#include "runtime/host/installation.hpp"

#include <random>
#include <utility>

#include "base/text/counted.hpp"
#include "base/text/digest.hpp"
#include "runtime/config/check.hpp"
#include "runtime/host/door.hpp"
#include "runtime/host/required_fields.hpp"
#include "runtime/inspection/inspection.hpp"
#include "runtime/keys/keyring.hpp"
#include "runtime/log.hpp"
#include "runtime/store/state_directory.hpp"
#include "runtime/store/tenant_store.hpp"
#include "runtime/workers/worker_client.hpp"

namespace crosswalk {
namespace {

class OpenInstallation final : public Installation {
 public:
  OpenInstallation(StateDirectory state, std::unique_ptr<WorkerSlots> slots,
                   std::unique_ptr<Door> door, std::unique_ptr<StoreThread> store_thread,
                   std::vector<std::unique_ptr<Tenant>> tenants)
      : state_(std::move(state)),
        slots_(std::move(slots)),
        door_(std::move(door)),
        host_(std::move(tenants), *door_),
        store_thread_(std::move(store_thread)) {}

  ~OpenInstallation() override { door_->close(); }

  Host& host() override { return host_; }

 private:
  StateDirectory state_;
  std::unique_ptr<WorkerSlots> slots_;
  std::unique_ptr<Door> door_;
  Host host_;  // Last in, first out: its tenants use all that stands above.
  // Goes before the tenants: what was given to it uses their stores.
  std::unique_ptr<StoreThread> store_thread_;
};

// What all tenants of an installation are opened with.
struct Means {
  boost::asio::io_context& io;
  const HostConfig& config;
  const StateDirectory& state;
  const Keyring& keyring;
  WorkerSlots& slots;
  StoreThread& store_thread;
  Door& door;
  Installation::Purpose purpose;
};

std::uint64_t fresh_seed() {
  std::random_device chance;
  return std::uint64_t{chance()} << 32 | chance();
}

// At most 50 characters, as LinkedIn's provisioning takes it.
std::string title_of(const ReadyTenant& ready) {
  constexpr std::size_t title_max = 50;
  if (!ready.config->title.empty()) return ready.config->title;
  return (ready.plan.connector + " - " + ready.config->name).substr(0, title_max);
}

OnboardingSetup onboarding_of(const HostConfig& host, const ReadyTenant& ready) {
  const TenantConfig& tenant = *ready.config;
  OnboardingSetup setup;
  setup.required = true;
  setup.title = title_of(ready);
  setup.foreign_id = tenant.name;
  setup.provisions = tenant.client_id.empty();
  if (host.webhooks.on()) {
    setup.callback_url =
        host.webhooks.public_url + callback_path(NoticeSource::linkedin, tenant.name);
  }
  setup.lists_viewers = tenant.members.empty();
  setup.list_version = required_list_version();
  return setup;
}

TenantSetup setup_of(const HostConfig& host, const ReadyTenant& ready, const TenantKeys& keys,
                     Installation::Purpose purpose) {
  TenantSetup setup;
  setup.tenant = ready.config->name;
  setup.plan = ready.plan;
  setup.origins = ready.origins;
  setup.target = ready.config->target;
  const std::string& version = ready.config->version;
  setup.dialect = version.empty() ? v2_dialect() : rest_dialect(version);
  setup.policy = ready.config->policy;
  setup.digest_key = keys.digest;
  setup.options = ready.config->options;
  setup.onboarding = onboarding_of(host, ready);
  setup.grants = ready.config->grants;
  setup.members = ready.config->members;
  setup.options.polls = purpose == Installation::Purpose::daemon;
  setup.seed = fresh_seed();
  return setup;
}

std::shared_ptr<WorkerClient> worker_of(const Means& means, const ReadyTenant& ready) {
  WorkerOptions options;
  options.worker_path = worker_path(means.config);
  options.connector_path = connector_path(means.config, *ready.config);
  options.settings = ready.settings;
  options.manifest = sha256(ready.manifest);
  return std::make_shared<WorkerClient>(means.io, means.slots, std::move(options));
}

std::vector<std::string> notes_of(bool allow_loopback, const WorkerReport& worker) {
  std::vector<std::string> notes;
  if (allow_loopback) notes.emplace_back("may send to this machine (allow_loopback)");
  if (worker.starts != 0 && worker.landlock == 0) {
    notes.emplace_back("this kernel has no Landlock; the worker is held by seccomp alone");
  }
  if (worker.deaths != 0) {
    notes.push_back("the worker died " + counted(worker.deaths, "time") +
                    ", last: " + worker.last_death);
  }
  return notes;
}

// A lock somebody else holds is told with what that may be: they come and go by themselves.
Result<StateDirectory> take_state(const HostConfig& config) {
  auto state = StateDirectory::open(config.state_dir);
  if (state || state.error().code != ErrorCode::conflict) return state;
  const std::string cause = state.error().what.substr(0, state.error().what.find(';'));
  return Error{ErrorCode::conflict,
               cause +
                   "; that is a 'crosswalk serve' or another command such as 'crosswalk sync': "
                   "wait until it has ended, or end it, and try again",
               state.error().where};
}

// Whatever its journal of erasures remembers is in the store before anybody is asked anything.
Result<std::unique_ptr<Store>> open_store(const Means& means, const TenantKeys& keys,
                                          const std::string& tenant, StoreNews& news) {
  StoreOptions options = store_options_of(means.state, keys, tenant);
  const std::string& folder = means.config.erasures_dir;
  options.journal = erasure_journal_path(folder.empty() ? means.state.path() : folder, tenant);
  auto store = open_tenant_store(options, &news);
  if (store && news.put_back != 0) {
    log(LogLevel::warning, "state_older_than_journal",
        {{"tenant", tenant}, {"put_back", static_cast<std::int64_t>(news.put_back)}});
  }
  return store;
}

Result<std::unique_ptr<Tenant>> open_tenant(const Means& means, const TenantConfig& config) {
  auto ready = prepare_tenant(means.config, config);
  if (!ready) return std::move(ready).error();
  const TenantKeys keys = means.keyring.of_tenant(config.name);
  StoreNews news;
  auto store = open_store(means, keys, config.name, news);
  if (!store) return std::move(store).error();
  auto transport = make_transport(
      means.io, {.ca_file = means.config.ca_file, .allow_loopback = config.allow_loopback});
  if (!transport) return std::move(transport).error();
  const auto worker = worker_of(means, *ready);
  means.door.admit(*ready);
  TenantParts parts{
      .setup = setup_of(means.config, *ready, keys, means.purpose),
      .credentials = std::move(ready->credentials),
      .settings = std::move(ready->settings),
      .store = *std::move(store),
      .on_store = [thread = &means.store_thread](auto work) { thread->run(std::move(work)); },
      .transport = *std::move(transport),
      .worker = worker,
      .take_step =
          [client = worker.get()](Step step, WorkerClient::Reply reply) {
            client->take(std::move(step), std::move(reply));
          },
      .notes = [client = worker.get(),
                loopback = config.allow_loopback] { return notes_of(loopback, client->report()); },
      .alarm = news.alarm,
      .door = means.door};
  auto tenant = std::make_unique<Tenant>(means.io, std::move(parts));
  means.door.lead_to(config.name, tenant.get());
  return tenant;
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(boost::asio::io_context& io,
                                                         const HostConfig& config, Purpose purpose,
                                                         std::function<Instant()> clock) {
  std::vector<Error> problems = check_machine(config);
  append_trust_problem(config, problems);
  if (!problems.empty()) return std::move(problems.front());
  auto state = take_state(config);
  if (!state) return std::move(state).error();
  auto keyring = Keyring::open(config.root_key);
  if (!keyring) return std::move(keyring).error();
  auto slots = std::make_unique<WorkerSlots>(WorkerSlots::usual());
  auto store_thread = std::make_unique<StoreThread>();
  // One command answers nobody: it is gone before LinkedIn would ask again.
  const bool listens = purpose == Purpose::daemon;
  auto door = Door::open(listens ? config.webhooks : WebhookConfig{}, std::move(clock));
  if (!door) return at_its_line(config, door.error());
  const Means means{io, config, *state, *keyring, *slots, *store_thread, **door, purpose};
  std::vector<std::unique_ptr<Tenant>> tenants;
  for (const TenantConfig& each : config.tenants) {
    auto tenant = open_tenant(means, each);
    if (!tenant) {
      (*door)->close();
      store_thread.reset();  // What was given to it asks the tenants opened so far.
      return std::move(tenant).error();
    }
    tenants.push_back(*std::move(tenant));
  }
  return std::unique_ptr<Installation>(
      std::make_unique<OpenInstallation>(*std::move(state), std::move(slots), *std::move(door),
                                         std::move(store_thread), std::move(tenants)));
}

}  // namespace crosswalk
