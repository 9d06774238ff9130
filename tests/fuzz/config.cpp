// links: crosswalk::runtime_config
// An operator's configuration. Whatever was accepted must name a state directory, a key and
// tenants that differ; whatever was refused must be refused at a place, with a reason.

#include <cstdint>
#include <cstdlib>
#include <set>

#include "runtime/config/host_config.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto host = crosswalk::parse_config(text, "/etc/seed.yaml");
  if (!host) {
    const crosswalk::Error& error = host.error();
    const bool placed = error.where.starts_with("/etc/seed.yaml");
    if (!placed || error.what.empty() || error.code != crosswalk::ErrorCode::invalid_input) {
      std::abort();
    }
    return 0;
  }
  if (host->state_dir.empty() || host->socket.empty() || host->tenants.empty() ||
      host->root_key.kind == crosswalk::SecretRef::Kind::none) {
    std::abort();
  }
  std::set<std::string> names;
  std::set<std::string> organizations;
  for (const crosswalk::TenantConfig& tenant : host->tenants) {
    const bool differs =
        names.insert(tenant.name).second && organizations.insert(tenant.target.organization).second;
    const bool safe = tenant.name.find('/') == std::string::npos &&
                      (tenant.allow_loopback || tenant.target.api_origin.starts_with("https://"));
    if (!differs || !safe || tenant.options.poll.count() <= 0) std::abort();
  }
  return 0;
}
