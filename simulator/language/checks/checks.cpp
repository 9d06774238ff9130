#include "language/checks/checks.hpp"

#include <algorithm>

namespace crosswalk::sim::language {
namespace {

bool is_name(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

}  // namespace

const Node& Checking::item(std::string_view section, std::size_t at) const {
  const Node* const found = root.find(section);
  if (found == nullptr) return root;
  return found->is_list() && at < found->items.size() ? found->items[at] : *found;
}

const Node& below(const Node& node, std::initializer_list<std::string_view> keys) {
  const Node* at = &node;
  for (const std::string_view key : keys) {
    const Node* const next = at->find(key);
    if (next == nullptr) return *at;
    at = next;
  }
  return *at;
}

Problem check_tenants(const Checking& all) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < all.scenario.tenants.size(); ++i) {
    const TenantSpec& tenant = all.scenario.tenants[i];
    const Node& said = all.item("tenants", i);
    if (!is_name(tenant.name)) {
      return all.reader.wrong(below(said, {"name"}), "a tenant's name is made of a-z, 0-9 and -");
    }
    if (std::ranges::find(names, tenant.name) != names.end()) {
      return all.reader.wrong(below(said, {"name"}), "there are two tenants '" + tenant.name +
                                                         "'; give each a `name` of its own");
    }
    names.push_back(tenant.name);
    if (!tenant.linkedin_version.empty() && !is_month(tenant.linkedin_version)) {
      const Node& own = below(said, {"linkedin_version"});
      const bool here = said.find("linkedin_version") != nullptr;
      return all.reader.wrong(here ? own : below(all.root, {"world", "linkedin_version"}),
                              "this must be a month such as 202603");
    }
  }
  return std::nullopt;
}

Problem check_tenant_name(const Checking& all, const std::string& name, const Node& place) {
  if (name.empty()) return std::nullopt;
  Known known;
  for (const TenantSpec& tenant : all.scenario.tenants) known.push_back(tenant.name);
  if (std::ranges::find(known, name) != known.end()) return std::nullopt;
  return all.reader.unknown(place, "tenant", name, known);
}

Problem check(const Scenario& scenario, const Node& root, const Reader& reader) {
  Checking all{scenario, root, reader};
  if (auto wrong = check_tenants(all)) return wrong;
  if (auto wrong = check_faults(all)) return wrong;
  if (auto wrong = check_steps(all)) return wrong;
  const std::string why = why_one_mode(scenario);
  if (scenario.mode == Mode::real_only && !why.empty()) {
    return reader.wrong(below(root, {"mode"}), "this cannot run in real mode: " + why);
  }
  if (scenario.mode != Mode::both && why.empty() && scenario.mode_reason.empty()) {
    return reader.wrong(below(root, {"mode"}),
                        "nothing here says why it runs in one mode only; "
                        "say it in `mode_reason`");
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
