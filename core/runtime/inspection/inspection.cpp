#include "runtime/inspection/inspection.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "runtime/admin/client.hpp"
#include "runtime/admin/server.hpp"
#include "runtime/config/check.hpp"
#include "runtime/host/door.hpp"
#include "runtime/keys/keyring.hpp"
#include "runtime/net/tls.hpp"
#include "runtime/store/erasure_journal.hpp"
#include "runtime/store/schema.hpp"
#include "runtime/store/store_file.hpp"
#include "runtime/store/tenant_store.hpp"

namespace crosswalk {
namespace {

// Opens a store that is there and lets it go. Bringing its schema up to date is left to a start.
Result<Done> try_store(const StoreOptions& options, std::vector<std::string>& notes) {
  auto file = store::prepare_file(options.path);
  if (!file) return std::move(file).error();
  auto database = store::Database::open(*file, store::tenant_store_application);
  if (!database) return std::move(database).error();
  const std::int64_t schema = (*database)->integer_of("PRAGMA user_version");
  database->reset();
  if (schema < store::schema_version()) {
    notes.push_back("the store of tenant " + options.tenant +
                    " was not tried: its schema is older, and the next start brings it up to date");
    return Done{};
  }
  const auto store = open_tenant_store(options);
  return store ? Result<Done>(Done{}) : Result<Done>(store.error());
}

// Reads a journal of erasures that is there; a start makes one where there is none.
void try_journal(const HostConfig& config, const StateDirectory& state, const std::string& tenant,
                 std::vector<Error>& problems) {
  const std::string& folder = config.erasures_dir;
  const auto path = erasure_journal_path(folder.empty() ? state.path() : folder, tenant);
  std::error_code failed;
  const bool apart = !folder.empty() && !std::filesystem::is_directory(folder, failed);
  if (!apart && !std::filesystem::exists(path, failed)) return;
  const auto journal = store::ErasureJournal::open(path, tenant);
  if (!journal) problems.push_back(journal.error());
}

void try_stores(const HostConfig& config, Inspection& found) {
  std::error_code failed;
  if (!std::filesystem::exists(config.state_dir, failed)) return;
  const auto keyring = Keyring::open(config.root_key);
  if (!keyring) return;  // Told already.
  const auto state = StateDirectory::open(config.state_dir);
  if (!state && state.error().code == ErrorCode::conflict) {
    const std::string& what = state.error().what;
    found.notes.push_back("the stores were not tried with the root key: " +
                          what.substr(0, what.find(';')));
    return;
  }
  if (!state) return found.problems.push_back(state.error());
  for (const TenantConfig& tenant : config.tenants) {
    try_journal(config, *state, tenant.name, found.problems);
    const auto options = store_options_of(*state, keyring->of_tenant(tenant.name), tenant.name);
    if (!std::filesystem::exists(options.path, failed)) continue;
    const auto tried = try_store(options, found.notes);
    if (!tried) found.problems.push_back(tried.error());
  }
}

// A daemon that answers there although nobody holds this state belongs to another one.
void find_other_daemon(const HostConfig& config, std::vector<Error>& problems) {
  if (!AdminClient::connect(config.socket)) return;
  std::error_code failed;
  if (std::filesystem::exists(config.state_dir, failed)) {
    const auto state = StateDirectory::open(config.state_dir);
    if (!state) return;  // Our own daemon's, or told already.
  }
  problems.push_back({ErrorCode::conflict,
                      "the daemon of another configuration answers at this socket; name another",
                      config.places.at("socket")});
}

// Opens the door that `serve` opens, and closes it. The daemon that holds this state listens there.
void try_door(const HostConfig& config, Inspection& found) {
  const auto door = Door::open(config.webhooks);
  if (door) return (*door)->close();
  const auto state = StateDirectory::open(config.state_dir);
  const bool held = !state && state.error().code == ErrorCode::conflict;
  if (held && door.error().code == ErrorCode::unavailable) return;
  found.problems.push_back(at_its_line(config, door.error()));
}

// Pushes of a vendor that cannot be told from forged ones are all turned away.
void note_missing_secrets(const HostConfig& config, std::vector<std::string>& notes) {
  if (!config.webhooks.on()) return;
  for (const TenantConfig& tenant : config.tenants) {
    const auto ready = prepare_tenant(config, tenant);
    if (!ready || !ready->plan.webhook) continue;
    const auto& secrets = ready->plan.webhook->secrets;
    const auto is_given = [&](const std::string& name) {
      return ready->credentials.vendor.contains(name);
    };
    if (secrets.empty() || std::ranges::any_of(secrets, is_given)) continue;
    notes.push_back("tenant " + tenant.name + " has no " + secrets.front() +
                    ": web hooks of its ATS are turned away, and the next poll finds what changed");
  }
}

// What `serve` alone needs.
Result<Done> check_socket(const HostConfig& config) {
  const auto folder = std::filesystem::path(config.socket).parent_path();
  std::error_code failed;
  if (folder != std::filesystem::path(config.state_dir) &&
      !std::filesystem::is_directory(folder.empty() ? "." : folder, failed)) {
    return Error{ErrorCode::refused,
                 "the directory of the admin socket is not there: make it first",
                 config.places.at("socket")};
  }
  return check_admin_path(config.socket);
}

}  // namespace

StoreOptions store_options_of(const StateDirectory& state, const TenantKeys& keys,
                              const std::string& tenant) {
  return {.path = state.tenant_store_path(tenant),
          .tenant = tenant,
          .seal_key = keys.seal,
          .seal_key_id = keys.seal_id};
}

void append_trust_problem(const HostConfig& config, std::vector<Error>& problems) {
  const auto trust = load_trust(config.ca_file);
  if (trust) return;
  problems.push_back({trust.error().code, to_string(trust.error()), config.places.at("ca_file")});
}

Error at_its_line(const HostConfig& config, const Error& error) {
  const auto is_about = [&error](const std::string& path) {
    return !path.empty() && error.where.ends_with(path);
  };
  const std::string key = is_about(config.webhooks.certificate) ? "webhooks.certificate"
                          : is_about(config.webhooks.key)       ? "webhooks.key"
                                                                : "webhooks.listen";
  return {error.code, to_string(error), config.places.at(key)};
}

Inspection inspect(const HostConfig& config) {
  Inspection found{.problems = check_config(config), .notes = {}};
  append_trust_problem(config, found.problems);
  if (const auto socket = check_socket(config); !socket) found.problems.push_back(socket.error());
  if (const auto state = check_state_directory(config.state_dir); !state) {
    found.problems.push_back(state.error());
  } else {
    try_stores(config, found);
    find_other_daemon(config, found.problems);
    try_door(config, found);
  }
  note_missing_secrets(config, found.notes);
  return found;
}

}  // namespace crosswalk
