#include "runtime/config/tenant_config.hpp"

#include <algorithm>
#include <utility>

#include "access/origin.hpp"
#include "base/utf8.hpp"

namespace crosswalk {
namespace {

Result<std::string> read_origin(std::string_view text, bool allow_loopback, std::string where) {
  Result<std::string> origin = checked_origin(text, allow_loopback);
  if (origin) return origin;
  std::string what = origin.error().what;
  if (!allow_loopback && checked_origin(text, true)) {
    what = "this names the machine itself; set allow_loopback: true for a trial, or name a host";
  }
  return Error{ErrorCode::invalid_input, std::move(what), std::move(where)};
}

bool is_version(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return text.size() == 6 && std::ranges::all_of(text, digit) && text.substr(4) >= "01" &&
         text.substr(4) <= "12";
}

Result<Done> read_integration(const Section& section, TenantConfig& tenant) {
  tenant.title = section.text("title");
  tenant.version = section.text("version");
  if (!tenant.version.empty() && !is_version(tenant.version)) {
    return Error{ErrorCode::invalid_input, "a version is written YYYYMM, such as 202603",
                 section.place("version")};
  }
  // LinkedIn, "provisioning API": at most 50 characters, and never its own name.
  std::string folded = tenant.title;
  std::ranges::transform(folded, folded.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  if (code_points(tenant.title) > 50 || folded.find("linkedin") != std::string::npos) {
    return Error{ErrorCode::invalid_input,
                 "at most 50 characters, without the word LinkedIn: 'ATS - Customer'",
                 section.place("title")};
  }
  return Done{};
}

bool is_member(std::string_view urn) {
  constexpr std::string_view head = "urn:li:person:";
  constexpr std::size_t bytes_max = 128;
  const auto part_of_id = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
           c == '_';
  };
  return urn.starts_with(head) && urn.size() > head.size() && urn.size() <= bytes_max &&
         std::ranges::all_of(urn.substr(head.size()), part_of_id);
}

Result<Done> read_members(const Section& section, TenantConfig& tenant) {
  tenant.places.emplace("members", section.place("members"));
  std::size_t item = 0;
  for (auto& [user, urn] : section.pairs("members")) {
    if (user.empty() || !is_member(urn)) {
      return Error{ErrorCode::invalid_input,
                   "a user of the ATS and a member are written 'USER: urn:li:person:ID'",
                   section.place("members", item)};
    }
    ++item;
    tenant.members.emplace(user, std::move(urn));
  }
  return Done{};
}

Result<Done> read_linkedin(const Section& section, std::string_view folder, TenantConfig& tenant) {
  tenant.places.emplace("organization", section.place("organization"));
  tenant.places.emplace("client_secret", section.place("client_secret"));
  tenant.target.organization = section.text("organization");
  tenant.target.availability = section.text("availability");
  tenant.client_id = section.text("client_id");
  tenant.places.emplace("linkedin", section.place());
  if (section.has("client_id") != section.has("client_secret")) {
    return Error{ErrorCode::invalid_input, "client_id and client_secret are given together",
                 section.place()};
  }
  if (!tenant.client_id.empty()) {
    Result<SecretRef> secret =
        parse_secret_ref(section.text("client_secret"), folder, section.place("client_secret"));
    if (!secret) return std::move(secret).error();
    tenant.client_secret = *std::move(secret);
  }
  if (Result<Done> said = read_integration(section, tenant); !said) return said;
  if (Result<Done> named = read_members(section, tenant); !named) return named;
  Result<std::string> api =
      read_origin(section.text("api"), tenant.allow_loopback, section.place("api"));
  if (!api) return std::move(api).error();
  Result<std::string> token =
      read_origin(section.text("token"), tenant.allow_loopback, section.place("token"));
  if (!token) return std::move(token).error();
  tenant.origins.linkedin_api = *api;
  tenant.target.api_origin = *std::move(api);
  tenant.origins.linkedin_token = *std::move(token);
  tenant.options.requests_per_day = static_cast<std::uint32_t>(section.integer("requests_per_day"));
  tenant.options.records_per_minute =
      static_cast<std::uint32_t>(section.integer("records_per_minute"));
  return Done{};
}

Result<Done> read_vendor(const Section& section, std::string_view folder, TenantConfig& tenant) {
  std::size_t item = 0;
  for (auto& [name, value] : section.pairs("settings")) {
    tenant.places.emplace("settings." + name, section.place("settings", item++));
    tenant.settings.emplace(name, std::move(value));
  }
  item = 0;
  for (const auto& [name, text] : section.pairs("secrets")) {
    const std::string where = section.place("secrets", item++);
    Result<SecretRef> ref = parse_secret_ref(text, folder, where);
    if (!ref) return std::move(ref).error();
    tenant.places.emplace("secrets." + name, where);
    tenant.secrets.emplace(name, *std::move(ref));
  }
  item = 0;
  for (const auto& [name, text] : section.pairs("hosts")) {
    const std::string where = section.place("hosts", item++);
    Result<std::string> origin = read_origin(text, tenant.allow_loopback, where);
    if (!origin) return std::move(origin).error();
    tenant.places.emplace("hosts." + name, where);
    tenant.origins.vendor.emplace(name, *std::move(origin));
  }
  return Done{};
}

}  // namespace

std::string below_folder(std::string_view folder, std::string path) {
  if (path.empty() || path.front() == '/' || folder.empty()) return path;
  return std::string(folder) + "/" + path;
}

Result<TenantConfig> read_tenant(const Section& section, std::string_view folder) {
  TenantConfig tenant;
  tenant.name = section.text("name");
  tenant.connector = section.text("connector");
  tenant.allow_loopback = section.flag("allow_loopback");
  for (const std::string_view key : {"name", "connector", "settings"}) {
    tenant.places.emplace(key, section.place(key));
  }
  tenant.options.poll = section.duration("poll");
  tenant.options.sweep = section.duration("sweep");
  tenant.options.overlap = section.duration("overlap");
  if (Result<Done> vendor = read_vendor(section, folder, tenant); !vendor) {
    return std::move(vendor).error();
  }
  Result<Done> linkedin = read_linkedin(section.section("linkedin"), folder, tenant);
  if (!linkedin) return std::move(linkedin).error();
  const Section exports = section.section("exports");
  tenant.grants.email = exports.flag("email");
  tenant.grants.profile_url = exports.flag("profile_url");
  const Section chosen = section.section("policy");
  for (const Section& rule : chosen.section("withhold").sections("records")) {
    tenant.places.emplace("rules." + rule.text("name"), rule.place("field"));
  }
  Result<TenantPolicy> policy = read_policy(chosen);
  if (!policy) return std::move(policy).error();
  tenant.policy = *std::move(policy);
  return tenant;
}

}  // namespace crosswalk
