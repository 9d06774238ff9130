#include "runtime/config/host_config.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <utility>

#include "runtime/config/document.hpp"
#include "runtime/config/peers_config.hpp"
#include "runtime/config/tenant_config.hpp"

namespace crosswalk {
namespace {

Result<std::string> read_file(int file, const std::string& path) {
  std::string text;
  std::string chunk(64 * 1024, '\0');
  while (true) {
    const ssize_t got = ::read(file, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      return Error{ErrorCode::refused,
                   "the configuration cannot be read: " + std::string(std::strerror(errno)), path};
    }
    if (got == 0) return text;
    text.append(chunk.data(), static_cast<std::size_t>(got));
    if (text.size() > config_bytes_max) {
      return Error{ErrorCode::invalid_input, "the configuration is longer than 16 MiB", path};
    }
  }
}

Result<Done> no_two_alike(const std::vector<TenantConfig>& tenants) {
  std::set<std::string> names;
  std::map<std::string, std::string> organizations;
  for (const TenantConfig& tenant : tenants) {
    if (!names.insert(tenant.name).second) {
      return Error{ErrorCode::invalid_input, "two tenants are named '" + tenant.name + "'",
                   tenant.places.at("name")};
    }
    const auto [known, fresh] = organizations.emplace(tenant.target.organization, tenant.name);
    if (!fresh) {
      return Error{
          ErrorCode::invalid_input,
          "tenant '" + known->second + "' has this organization already; their records would mix",
          tenant.places.at("organization")};
    }
  }
  return Done{};
}

}  // namespace

Result<HostConfig> parse_config(std::string_view text, std::string file) {
  const Result<Document> document = Document::read(text, file);
  if (!document) return document.error();
  const Section top = document->top();
  const std::string folder = std::filesystem::path(file).parent_path().string();
  HostConfig host;
  for (const std::string_view key :
       {"state_dir", "erasures_dir", "socket", "connectors_dir", "worker"}) {
    host.places.emplace(key, top.place(key));
  }
  host.state_dir = below_folder(folder, top.text("state_dir"));
  host.erasures_dir = below_folder(folder, top.text("erasures_dir"));
  host.socket =
      top.has("socket") ? below_folder(folder, top.text("socket")) : host.state_dir + "/admin.sock";
  host.connectors_dir = below_folder(folder, top.text("connectors_dir"));
  host.worker = below_folder(folder, top.text("worker"));
  host.log_level = top.section("log").text("level");
  const Section tls = top.section("tls");
  host.ca_file = below_folder(folder, tls.text("ca_file"));
  host.places.emplace("ca_file", tls.place("ca_file"));
  const Section keys = top.section("keys");
  host.places.emplace("root", keys.place("root"));
  Result<SecretRef> root = parse_secret_ref(keys.text("root"), folder, keys.place("root"));
  if (!root) return std::move(root).error();
  host.root_key = *std::move(root);
  if (Result<Done> peers = read_peers(top, folder, host); !peers) return std::move(peers).error();
  for (const Section& section : top.sections("tenants")) {
    Result<TenantConfig> tenant = read_tenant(section, folder);
    if (!tenant) return std::move(tenant).error();
    if (tenant->client_id.empty() && host.partner.client_id.empty()) {
      return Error{ErrorCode::invalid_input,
                   "give client_id and client_secret, or the partner's application that makes one",
                   tenant->places.at("linkedin")};
    }
    host.tenants.push_back(*std::move(tenant));
  }
  if (Result<Done> alike = no_two_alike(host.tenants); !alike) return std::move(alike).error();
  host.file = std::move(file);
  return host;
}

Result<HostConfig> read_config(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return Error{ErrorCode::refused,
                 "the configuration cannot be opened: " + std::string(std::strerror(errno)), path};
  }
  struct stat about {};
  const bool regular = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode);
  Result<std::string> text =
      regular ? read_file(file, path)
              : Error{ErrorCode::refused, "the configuration is not a regular file", path};
  ::close(file);
  if (!text) return std::move(text).error();
  if ((about.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return Error{ErrorCode::refused, "others can write the configuration; set its mode to 0600",
                 path};
  }
  return parse_config(*text, path);
}

std::string connector_path(const HostConfig& host, const TenantConfig& tenant) {
  return host.connectors_dir + "/" + tenant.connector + ".connector.so";
}

}  // namespace crosswalk
