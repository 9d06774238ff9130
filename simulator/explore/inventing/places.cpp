#include "explore/inventing/places.hpp"

#include <algorithm>
#include <array>

#include "explore/known.hpp"
#include "faults/endpoints.hpp"

namespace crosswalk::sim::explore {
namespace {

// Every run asks these; most of the others are asked once in a while.
constexpr std::array<std::string_view, 6> busy{"candidates", "applications", "jobs",
                                               "stages",     "job_posts",    "exports"};

std::string_view peer_in(std::string_view endpoint) {
  return endpoint.substr(0, endpoint.find('.'));
}

bool is_busy(std::string_view endpoint) {
  return std::ranges::any_of(busy, [&](std::string_view word) {
    return endpoint.find("." + std::string(word) + ".") != std::string_view::npos;
  });
}

}  // namespace

std::string_view peer_of_vendor(std::string_view vendor) {
  return vendor.substr(0, vendor.find('-'));
}

bool has_hooks(const TenantSpec& tenant) {
  return tenant.hooks && peer_of_vendor(tenant.vendor) == "greenhouse";
}

bool is_met(std::string_view endpoint, const std::vector<TenantSpec>& tenants) {
  if (endpoint.ends_with(".other")) return false;
  return std::ranges::any_of(tenants, [&](const TenantSpec& tenant) {
    if (endpoint.starts_with("hook.greenhouse")) return has_hooks(tenant);
    if (endpoint.starts_with("hook.linkedin.")) return tenant.exports;
    if (endpoint == "linkedin.exports.find") return tenant.exports;
    const std::string_view peer = peer_in(endpoint);
    return peer == "linkedin" || peer == peer_of_vendor(tenant.vendor);
  });
}

std::string invent_place(const Chance& chance, FaultKind kind,
                         const std::vector<TenantSpec>& tenants) {
  std::vector<std::string_view> all, often;
  for (const std::string_view endpoint : endpoint_names()) {
    if (!fits(kind, endpoint) || !is_met(endpoint, tenants) || is_known(kind, endpoint)) continue;
    all.push_back(endpoint);
    if (is_busy(endpoint)) often.push_back(endpoint);
  }
  if (all.empty()) return {};
  const bool of_busy = !often.empty() && chance.percent("busy", 75);
  const std::string_view one = chance.pick<std::string_view>("one", of_busy ? often : all);
  const std::size_t verb = one.rfind('.');
  const std::string wide = std::string(peer_in(one)) + ".*" + std::string(one.substr(verb));
  const bool is_wide =
      peer_in(one) != "hook" && verb != one.find('.') && chance.percent("wide", 40);
  return is_wide && !is_known(kind, wide) ? wide : std::string(one);
}

}  // namespace crosswalk::sim::explore
