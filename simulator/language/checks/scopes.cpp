#include <algorithm>

#include "faults/endpoints.hpp"
#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"
#include "world/growth/invent.hpp"

namespace crosswalk::sim::language {
namespace {

// Of Harvest v1 and Gem, whose permissions are named as the last word of a path.
constexpr std::string_view by_path[] = {"activity_feed",
                                        "applications",
                                        "applications:create",
                                        "candidates",
                                        "candidates:create",
                                        "departments",
                                        "job_posts",
                                        "job_stages",
                                        "jobs",
                                        "offices",
                                        "rejection_reasons",
                                        "scorecards",
                                        "sources",
                                        "stages",
                                        "users"};

// Of both generations of LinkedIn's API.
constexpr std::string_view of_linkedin[] = {
    "acls",    "application_notes", "applications", "candidates", "candidate_notes",
    "exports", "feedback",          "jobs",         "stages"};

// Harvest v3 has one for each of its listings.
std::vector<std::string> by_listing() {
  constexpr std::string_view peer = "greenhouse.", list = ".list";
  std::vector<std::string> all{"candidates:create", "applications:create"};
  for (std::string_view name : endpoint_names()) {
    if (!name.starts_with(peer) || !name.ends_with(list)) continue;
    name = name.substr(peer.size(), name.size() - peer.size() - list.size());
    all.emplace_back(name == "job_stages" ? "job_interview_stages" : name);
  }
  return all;
}

}  // namespace

Known scope_words(std::string_view whose) {
  static const std::vector<std::string> of_v3 = by_listing();
  if (whose == "linkedin") return {std::begin(of_linkedin), std::end(of_linkedin)};
  if (whose == "greenhouse") return {of_v3.begin(), of_v3.end()};
  return {std::begin(by_path), std::end(by_path)};
}

Problem check_scope(const Checking& all, const std::string& scope,
                    const std::vector<std::string_view>& whose, const Node& place) {
  Known known;
  for (const std::string_view each : whose)
    std::ranges::move(scope_words(each), std::back_inserter(known));
  if (std::ranges::find(known, scope) != known.end()) return std::nullopt;
  std::ranges::sort(known);
  const auto [first, last] = std::ranges::unique(known);
  known.erase(first, last);
  return all.reader.unknown(place, "permission", scope, known);
}

namespace {

// Every account begins with the same, and a step may call one otherwise.
std::vector<std::string> departments_of(const Scenario& scenario) {
  std::vector<std::string> all(department_names().begin(), department_names().end());
  const auto add = [&](Kind kind, const auto& fields) {
    for (const auto& [field, value] : fields) {
      if (kind == Kind::department && field == "name") all.push_back(value);
    }
  };
  for (const Step& step : scenario.steps) {
    const auto* const change = std::get_if<VendorStep>(&step.what);
    if (change != nullptr) add(change->kind, change->fields);
  }
  for (const FaultRule& rule : scenario.faults) {
    for (const Mutation& each : rule.what.mutations) add(each.kind, each.fields);
  }
  return all;
}

}  // namespace

Problem check_departments(const Checking& all, const TenantPolicy& policy, const Node& place) {
  const std::vector<std::string> names = departments_of(all.scenario);
  for (std::size_t i = 0; i < policy.withheld_departments.size(); ++i) {
    const std::string& name = policy.withheld_departments[i];
    if (std::ranges::find(names, name) != names.end()) continue;
    const Node& at = place.is_list() && i < place.items.size() ? place.items[i] : place;
    return all.reader.unknown(at, "department", name, {names.begin(), names.end()});
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim::language
