#pragma once

/// \file
/// The daemon's configuration as values: what an operator wrote, checked as far as one file can
/// be checked by itself. Secrets are still references here; nothing was opened.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "access/wallet.hpp"
#include "base/result.hpp"
#include "flow/flow.hpp"
#include "policy/policy.hpp"
#include "runtime/keys/secret.hpp"

namespace crosswalk {

/// One customer.
struct TenantConfig {
  std::string name;
  std::string connector;
  Settings settings;                         ///< As written; the manifest completes them.
  std::map<std::string, SecretRef> secrets;  ///< By the manifest's setting name.
  Origins origins;                           ///< LinkedIn's, and the hosts the tenant overrides.
  bool allow_loopback = false;
  LinkedInTarget target;
  std::string client_id;  ///< Empty: the partner's application makes one.
  SecretRef client_secret;
  std::string title;    ///< Of the integration; empty: made of the connector's and the tenant's.
  std::string version;  ///< YYYYMM of LinkedIn's versioned API; empty: v2.
  std::map<std::string, std::string> members;  ///< LinkedIn's URN by the ATS's user.
  ExportGrants grants;
  TenantPolicy policy;
  FlowOptions options;
  /// Where things stand in the file, for whoever finds fault with them later: "name",
  /// "connector", "settings", "settings.KEY", "secrets.KEY", "hosts.NAME", "rules.NAME",
  /// "client_secret", "members".
  std::map<std::string, std::string> places;
};

/// Where peers push to. Without `listen` nobody can.
struct WebhookConfig {
  std::string listen_host;
  std::uint16_t listen_port = 0;
  std::string public_url;   ///< "https://hooks.example.com"
  std::string certificate;  ///< Empty: plain HTTP on this machine.
  std::string key;

  bool on() const { return !listen_host.empty(); }
};

/// The partner's own application at LinkedIn.
struct PartnerConfig {
  std::string client_id;  ///< Empty: there is none.
  SecretRef client_secret;
};

/// One installation. Paths are absolute, or below the folder the file was named with.
struct HostConfig {
  std::string file;
  std::string state_dir;
  std::string erasures_dir;  ///< Of the journals of erasures; empty: state_dir.
  std::string socket;
  std::string connectors_dir;
  std::string worker;  ///< Empty: the one beside this program.
  std::string log_level;
  SecretRef root_key;
  std::string ca_file;  ///< Empty: the system's certificates.
  WebhookConfig webhooks;
  PartnerConfig partner;
  std::map<std::string, std::string> places;  ///< "state_dir", "root", "ca_file" and so on.
  std::vector<TenantConfig> tenants;
};

/// Reads a configuration. Everything wrong with it is invalid_input at "file:line:column" with
/// the remedy: an unknown key names the nearest known one; a wrong type, a value out of bounds,
/// two tenants with one name or one organization, a withheld field LinkedIn requires.
Result<HostConfig> parse_config(std::string_view text, std::string file);

/// The same from a file of at most config_bytes_max. Refused when others may write the file:
/// who can, decides where a tenant's records go.
Result<HostConfig> read_config(const std::string& path);

/// Where a tenant's connector lies.
std::string connector_path(const HostConfig& host, const TenantConfig& tenant);

}  // namespace crosswalk
