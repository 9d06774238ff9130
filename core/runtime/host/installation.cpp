#include "runtime/host/installation.hpp"

#include <unistd.h>

#include <filesystem>
#include <random>
#include <utility>

#include "base/text/digest.hpp"
#include "runtime/config/check.hpp"
#include "runtime/keys/keyring.hpp"
#include "runtime/store/state_directory.hpp"
#include "runtime/store/tenant_store.hpp"
#include "runtime/workers/worker_client.hpp"

namespace crosswalk {
namespace {

class OpenInstallation final : public Installation {
 public:
  OpenInstallation(StateDirectory state, std::unique_ptr<WorkerSlots> slots,
                   std::vector<std::unique_ptr<Tenant>> tenants)
      : state_(std::move(state)), slots_(std::move(slots)), host_(std::move(tenants)) {}

  Host& host() override { return host_; }

 private:
  StateDirectory state_;
  std::unique_ptr<WorkerSlots> slots_;
  Host host_;  // Last in, first out: its tenants use all that stands above.
};

// What all tenants of an installation are opened with.
struct Means {
  boost::asio::io_context& io;
  const HostConfig& config;
  const StateDirectory& state;
  const Keyring& keyring;
  WorkerSlots& slots;
  Installation::Purpose purpose;
};

std::uint64_t fresh_seed() {
  std::random_device chance;
  return std::uint64_t{chance()} << 32 | chance();
}

TenantSetup setup_of(const ReadyTenant& ready, const TenantKeys& keys,
                     Installation::Purpose purpose) {
  TenantSetup setup;
  setup.tenant = ready.config->name;
  setup.plan = ready.plan;
  setup.origins = ready.origins;
  setup.target = ready.config->target;
  setup.dialect = v2_dialect();
  setup.policy = ready.config->policy;
  setup.digest_key = keys.digest;
  setup.options = ready.config->options;
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
    notes.push_back("the worker died " + std::to_string(worker.deaths) +
                    " times, last: " + worker.last_death);
  }
  return notes;
}

Result<std::unique_ptr<Tenant>> open_tenant(const Means& means, const TenantConfig& config) {
  auto ready = prepare_tenant(means.config, config);
  if (!ready) return std::move(ready).error();
  const TenantKeys keys = means.keyring.of_tenant(config.name);
  auto store = open_tenant_store({.path = means.state.tenant_store_path(config.name),
                                  .tenant = config.name,
                                  .seal_key = keys.seal,
                                  .seal_key_id = keys.seal_id});
  if (!store) return std::move(store).error();
  auto transport = make_transport(
      means.io, {.ca_file = means.config.ca_file, .allow_loopback = config.allow_loopback});
  if (!transport) return std::move(transport).error();
  const auto worker = worker_of(means, *ready);

  TenantParts parts{
      .setup = setup_of(*ready, keys, means.purpose),
      .credentials = std::move(ready->credentials),
      .settings = std::move(ready->settings),
      .store = *std::move(store),
      .transport = *std::move(transport),
      .worker = worker,
      .take_step =
          [client = worker.get()](Step step, WorkerClient::Reply reply) {
            client->take(std::move(step), std::move(reply));
          },
      .notes = [client = worker.get(),
                loopback = config.allow_loopback] { return notes_of(loopback, client->report()); }};
  return std::make_unique<Tenant>(means.io, std::move(parts));
}

}  // namespace

Result<std::unique_ptr<Installation>> Installation::open(boost::asio::io_context& io,
                                                         const HostConfig& config,
                                                         Purpose purpose) {
  auto state = StateDirectory::open(config.state_dir);
  if (!state) return std::move(state).error();
  auto keyring = Keyring::open(config.root_key);
  if (!keyring) return std::move(keyring).error();
  auto slots = std::make_unique<WorkerSlots>(WorkerSlots::usual());
  const Means means{io, config, *state, *keyring, *slots, purpose};
  std::vector<std::unique_ptr<Tenant>> tenants;
  for (const TenantConfig& each : config.tenants) {
    auto tenant = open_tenant(means, each);
    if (!tenant) return std::move(tenant).error();
    tenants.push_back(*std::move(tenant));
  }
  return std::unique_ptr<Installation>(
      std::make_unique<OpenInstallation>(*std::move(state), std::move(slots), std::move(tenants)));
}

std::string worker_path(const HostConfig& config) {
  if (!config.worker.empty()) return config.worker;
  std::error_code failed;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", failed);
  return (own.parent_path() / "crosswalk-worker").string();
}

}  // namespace crosswalk
