#include "runtime/config/check.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "engine/manifest_section.hpp"
#include "mapping/choices.hpp"
#include "runtime/config/option_values.hpp"

namespace crosswalk {
namespace {

Error at(const TenantConfig& tenant, const std::string& key, ErrorCode code, std::string what) {
  const auto place = tenant.places.find(key);
  return {code, std::move(what),
          place == tenant.places.end() ? "tenant " + tenant.name : place->second};
}

// A sentence about the file, at the place in the configuration that names it.
Error named_at(const TenantConfig& tenant, const std::string& key, const Error& error) {
  return at(tenant, key, error.code, to_string(error));
}

bool others_write(const std::string& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && (about.st_mode & (S_IWGRP | S_IWOTH)) != 0 &&
         (about.st_mode & S_ISVTX) == 0;
}

Result<std::string> read_connector(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return Error{ErrorCode::refused,
                 "the connector cannot be opened: " + std::string(std::strerror(errno)), path};
  }
  struct stat about {};
  std::string bytes;
  std::size_t size = 0;
  const bool fits = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0 &&
                    static_cast<std::size_t>(about.st_size) <= connector_file_bytes_max;
  if (fits) bytes.resize(static_cast<std::size_t>(about.st_size));
  while (size < bytes.size()) {
    const ssize_t got = ::read(file, bytes.data() + size, bytes.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  ::close(file);
  if (fits && size == bytes.size()) return bytes;
  return Error{ErrorCode::refused, "the connector is not a readable file of at most 64 MiB", path};
}

// It is given every vendor page and every setting, and what it answers is sent.
Result<Done> check_worker(const std::string& path) {
  const auto refused = [&path](std::string what) {
    return Error{ErrorCode::refused, std::move(what), path};
  };
  const auto cannot_run = [&refused](const std::string& why) {
    return refused("the worker cannot be run: " + why +
                   "; name the crosswalk-worker program, or leave 'worker' out to use the one "
                   "beside this program");
  };
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return cannot_run(std::strerror(errno));
  if (!S_ISREG(about.st_mode)) return cannot_run("it is no file");
  if (::access(path.c_str(), X_OK) != 0) return cannot_run(std::strerror(errno));
  if (others_write(path)) {
    return refused("others can write the worker; take that permission away (chmod go-w)");
  }
  return Done{};
}

// Secrets and settings are declared together; each is written in its own place.
Result<Done> check_secrets(const Plan& plan, const TenantConfig& tenant) {
  std::vector<std::string_view> known;
  for (const SettingSpec& spec : plan.settings) {
    if (!spec.secret) continue;
    known.push_back(spec.name);
    if (spec.required && !tenant.secrets.contains(spec.name)) {
      return at(tenant, "connector", ErrorCode::invalid_input,
                "the connector needs the secret '" + spec.name + "' under secrets: " + spec.help);
    }
  }
  for (const auto& [name, ref] : tenant.secrets) {
    if (std::ranges::find(known, name) != known.end()) continue;
    return at(tenant, "secrets." + name, ErrorCode::invalid_input,
              with_known("the connector asks for no secret '" + name + "'", name, known));
  }
  for (const SettingSpec& spec : plan.settings) {
    if (!spec.secret || !tenant.settings.contains(spec.name)) continue;
    return at(tenant, "settings." + spec.name, ErrorCode::invalid_input,
              "this is a secret; write a reference to it under secrets");
  }
  return Done{};
}

// With a word that is none, no variant of the manifest is meant, and it would seem to be at fault.
Result<Done> check_words(const std::string& manifest, const std::string& path,
                         const TenantConfig& tenant) {
  const auto declared = declared_settings(manifest, path);
  if (!declared) return named_at(tenant, "connector", declared.error());
  for (const SettingSpec& spec : *declared) {
    const auto given = tenant.settings.find(spec.name);
    if (given == tenant.settings.end()) continue;
    const Result<Done> word = check_word(spec, given->second);
    if (!word) return at(tenant, "settings." + spec.name, word.error().code, word.error().what);
  }
  return Done{};
}

Result<Origins> complete_origins(const Plan& plan, const TenantConfig& tenant) {
  Origins origins = tenant.origins;
  std::vector<std::string_view> known;
  for (const HostSpec& host : plan.hosts) known.push_back(host.name);
  for (const auto& [name, origin] : tenant.origins.vendor) {
    if (std::ranges::find(known, name) != known.end()) continue;
    return at(tenant, "hosts." + name, ErrorCode::invalid_input,
              with_known("the connector names no host '" + name + "'", name, known));
  }
  for (const HostSpec& host : plan.hosts) origins.vendor.emplace(host.name, host.origin);
  return origins;
}

// A secret counts as given, but its value never becomes a setting.
Result<Settings> settings_of(const Plan& plan, const TenantConfig& tenant) {
  Settings given = tenant.settings;
  for (const auto& [name, ref] : tenant.secrets) given.emplace(name, "");
  Result<Settings> settings = complete_settings(plan, given);
  if (settings) {
    for (const SettingSpec& spec : plan.settings) {
      if (spec.secret) settings->erase(spec.name);
    }
    return settings;
  }
  for (const auto& [name, value] : tenant.settings) {
    if (settings.error().what.find("'" + name + "'") == std::string::npos) continue;
    return at(tenant, "settings." + name, settings.error().code, settings.error().what);
  }
  return at(tenant, "settings", settings.error().code, settings.error().what);
}

Result<Done> read_partner(const HostConfig& host, Credentials& credentials) {
  if (host.partner.client_id.empty()) return Done{};
  Result<std::string> secret = read_secret(host.partner.client_secret);
  if (!secret) {
    return Error{secret.error().code, to_string(secret.error()), host.places.at("partner")};
  }
  credentials.parent_client_id = host.partner.client_id;
  credentials.parent_client_secret = *std::move(secret);
  return Done{};
}

Result<Credentials> read_credentials(const HostConfig& host, const TenantConfig& tenant) {
  Credentials credentials;
  if (Result<Done> read = read_partner(host, credentials); !read) return std::move(read).error();
  credentials.linkedin_client_id = tenant.client_id;
  if (!tenant.client_id.empty()) {
    Result<std::string> own = read_secret(tenant.client_secret);
    if (!own) return named_at(tenant, "client_secret", own.error());
    credentials.linkedin_client_secret = *std::move(own);
  }
  for (const auto& [name, ref] : tenant.secrets) {
    Result<std::string> secret = read_secret(ref);
    if (!secret) return named_at(tenant, "secrets." + name, secret.error());
    credentials.vendor.emplace(name, *std::move(secret));
  }
  return credentials;
}

// A rule about what no record ever says would withhold nothing, and nobody would notice.
Result<Done> check_rules(const Plan& plan, const TenantConfig& tenant) {
  for (const RecordRule& rule : tenant.policy.rules) {
    if (can_carry(plan, rule.kind, rule.field)) continue;
    const std::string field(spec_of(rule.field).name);
    return at(tenant, "rules." + rule.name, ErrorCode::invalid_input,
              "the connector " + plan.connector + " never says " + field + " of a " +
                  std::string(name_of(rule.kind)) + ", so the rule '" + rule.name +
                  "' would withhold nothing: ask about another field, or drop it");
  }
  return Done{};
}

// Nobody would see any job.
Result<Done> check_members(const Plan& plan, const TenantConfig& tenant) {
  if (tenant.members.empty() || can_carry(plan, RecordKind::job, Field::job_viewers)) {
    return Done{};
  }
  return at(tenant, "members", ErrorCode::invalid_input,
            "the connector " + plan.connector +
                " does not say who may see a job, so these members would see none: give the "
                "setting that makes it (of greenhouse: hiring_team), or drop this");
}

}  // namespace

ReadyTenant::~ReadyTenant() {
  for (auto& [name, secret] : credentials.vendor) wipe(secret);
  wipe(credentials.linkedin_client_secret);
  wipe(credentials.parent_client_secret);
}

Result<std::string> trusted_manifest(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  if (others_write(path) || others_write(folder.empty() ? "." : folder)) {
    return Error{ErrorCode::refused,
                 "others can write the connector or its directory; take that permission away "
                 "(chmod go-w)",
                 path};
  }
  Result<std::string> bytes = read_connector(path);
  if (!bytes) return bytes;
  Result<std::string_view> manifest = manifest_section(*bytes);
  if (!manifest) return Error{manifest.error().code, manifest.error().what, path};
  return std::string(*manifest);
}

Result<ReadyTenant> prepare_tenant(const HostConfig& host, const TenantConfig& tenant) {
  const std::string path = connector_path(host, tenant);
  Result<std::string> manifest = trusted_manifest(path);
  if (!manifest) return named_at(tenant, "connector", manifest.error());
  if (Result<Done> known = check_words(*manifest, path, tenant); !known) {
    return std::move(known).error();
  }
  Result<Plan> plan = compile_manifest(*manifest, path, tenant.settings);
  if (!plan) return named_at(tenant, "connector", plan.error());
  if (Result<Done> fits = check_secrets(*plan, tenant); !fits) return std::move(fits).error();
  Result<Settings> settings = settings_of(*plan, tenant);
  if (!settings) return std::move(settings).error();
  // Once more, with what the manifest itself fills in.
  plan = compile_manifest(*manifest, path, *settings);
  if (!plan) return named_at(tenant, "connector", plan.error());
  Result<Origins> origins = complete_origins(*plan, tenant);
  if (!origins) return std::move(origins).error();
  Result<Credentials> credentials = read_credentials(host, tenant);
  if (!credentials) return std::move(credentials).error();
  if (Result<Done> bite = check_rules(*plan, tenant); !bite) return std::move(bite).error();
  if (Result<Done> seen = check_members(*plan, tenant); !seen) return std::move(seen).error();
  ReadyTenant ready;
  ready.config = &tenant;
  ready.manifest = *std::move(manifest);
  ready.plan = *std::move(plan);
  ready.settings = *std::move(settings);
  ready.origins = *std::move(origins);
  ready.credentials = *std::move(credentials);
  return ready;
}

std::string worker_path(const HostConfig& host) {
  if (!host.worker.empty()) return host.worker;
  std::error_code failed;
  const auto own = std::filesystem::read_symlink("/proc/self/exe", failed);
  return (own.parent_path() / "crosswalk-worker").string();
}

std::vector<Error> check_machine(const HostConfig& host) {
  std::vector<Error> problems;
  const auto place = [&host](const std::string& key) { return host.places.at(key); };
  if (const Result<Keyring> keys = Keyring::open(host.root_key); !keys) {
    problems.push_back({keys.error().code, to_string(keys.error()), place("root")});
  }
  if (Result<Done> worker = check_worker(worker_path(host)); !worker) {
    problems.push_back({worker.error().code, to_string(worker.error()), place("worker")});
  }
  return problems;
}

std::vector<Error> check_config(const HostConfig& host) {
  std::vector<Error> problems = check_machine(host);
  for (const TenantConfig& tenant : host.tenants) {
    Result<ReadyTenant> ready = prepare_tenant(host, tenant);
    if (!ready) problems.push_back(std::move(ready).error());
  }
  return problems;
}

}  // namespace crosswalk
