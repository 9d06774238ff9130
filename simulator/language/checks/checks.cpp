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

namespace {

// Where a word of the world is said: by the tenant itself, or for all.
const Node& place_of(const Checking& all, const Node& said, std::string_view word) {
  const Node* const own = said.find(word);
  return own != nullptr ? *own : below(all.root, {"world", word});
}

Problem check_tenant(const Checking& all, std::size_t at) {
  const TenantSpec& tenant = all.scenario.tenants[at];
  const Node& said = all.item("tenants", at);
  if (!is_name(tenant.name)) {
    return all.reader.wrong(below(said, {"name"}), "a tenant's name is made of a-z, 0-9 and -");
  }
  for (std::size_t before = 0; before < at; ++before) {
    if (all.scenario.tenants[before].name != tenant.name) continue;
    return all.reader.wrong(below(said, {"name"}), "there are two tenants '" + tenant.name +
                                                       "'; give each a `name` of its own");
  }
  if (!tenant.linkedin_version.empty() && !is_month(tenant.linkedin_version)) {
    return all.reader.wrong(place_of(all, said, "linkedin_version"),
                            "this must be a month such as 202603");
  }
  for (const std::string& scope : tenant.quirks.denied) {
    const Node& denied = below(place_of(all, said, "quirks"), {"denied"});
    if (auto wrong = check_scope(all, scope, {tenant.vendor}, denied)) return wrong;
  }
  const Node& withheld = below(said, {"policy", "withheld_departments"});
  if (tenant.fixture.empty()) {
    if (auto wrong = check_departments(all, tenant.policy, withheld)) return wrong;
  }
  if (tenant.fixture.empty() || !all.reader.fixture_trouble) return std::nullopt;
  const std::string trouble = all.reader.fixture_trouble(tenant.fixture);
  if (trouble.empty()) return std::nullopt;
  return all.reader.wrong(place_of(all, said, "fixture"), trouble);
}

}  // namespace

Problem check_tenants(const Checking& all) {
  for (std::size_t i = 0; i < all.scenario.tenants.size(); ++i) {
    if (auto wrong = all.reader.noted(check_tenant(all, i))) return wrong;
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

namespace {

Problem check_mode(const Checking& all) {
  const Scenario& scenario = all.scenario;
  const Node& place = below(all.root, {"mode"});
  const std::string why = why_one_mode(scenario);
  if (scenario.mode == Mode::real_only && !why.empty()) {
    return all.reader.wrong(place, "this cannot run in real mode: " + why);
  }
  if (scenario.mode != Mode::both && why.empty() && scenario.mode_reason.empty()) {
    return all.reader.wrong(
        place, "nothing here says why it runs in one mode only; say it in `mode_reason`");
  }
  return std::nullopt;
}

}  // namespace

namespace {

// Of a file with other mistakes they are told, not what it lacks beside.
Problem check_acts(const Checking& all) {
  if (!all.scenario.steps.empty() || all.reader.noted_so_far() > 0) return std::nullopt;
  return all.reader.wrong(below(all.root, {"steps"}),
                          "nothing is done here, so nothing is shown; say `steps`, such as "
                          "`steps: [sync, quiet]`");
}

}  // namespace

Problem check(const Scenario& scenario, const Node& root, const Reader& reader) {
  Checking all{scenario, root, reader};
  if (auto wrong = check_tenants(all)) return wrong;
  if (auto wrong = check_faults(all)) return wrong;
  if (auto wrong = check_steps(all)) return wrong;
  if (auto wrong = reader.noted(check_mode(all))) return wrong;
  return reader.noted(check_acts(all));
}

}  // namespace crosswalk::sim::language
