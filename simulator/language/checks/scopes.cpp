#include <algorithm>

#include "faults/endpoints.hpp"
#include "language/checks/checks.hpp"
#include "language/tables/tables.hpp"

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

}  // namespace crosswalk::sim::language
