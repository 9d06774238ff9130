#include "server/policy_words.hpp"

#include <algorithm>

#include "judge/minutes.hpp"
#include "server/requests.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::vector<std::string_view>;

Error ill_typed(std::string_view name, const char* what) {
  return {ErrorCode::invalid_input, what, std::string(name)};
}

Words availabilities() { return {"PRIVATE_TO_ATS_INTEGRATION", "PUBLIC"}; }

Words departments_of(const World& world) {
  Words names;
  for (const Department& each : world.all<Department>()) names.push_back(each.name);
  return names;
}

Words field_words() { return {withholdable_fields().begin(), withholdable_fields().end()}; }

Words child_kind_words() { return {withholdable_kinds().begin(), withholdable_kinds().end()}; }

struct Flag {
  std::string_view name;
  bool TenantPolicy::*place;
};

constexpr Flag flags[] = {{"private_candidates", &TenantPolicy::private_candidates},
                          {"confidential_jobs", &TenantPolicy::confidential_jobs},
                          {"private_notes", &TenantPolicy::private_notes},
                          {"linkedin_from_answers", &TenantPolicy::linkedin_from_answers},
                          {"without_history", &TenantPolicy::without_history},
                          {"export_email", &TenantPolicy::export_email},
                          {"export_profile_url", &TenantPolicy::export_profile_url},
                          {"was_wider", &TenantPolicy::was_wider}};

std::optional<Error> read_words(const Json& json, std::string_view name, std::string_view what,
                                const Words& known, std::vector<std::string>& into) {
  const Json* const member = json.find(name);
  if (member == nullptr) return std::nullopt;
  if (member->items() == nullptr) return ill_typed(name, "it must be a list of texts");
  into.clear();
  for (const Json& each : *member->items()) {
    const std::string place = std::string(name) + "[" + std::to_string(into.size()) + "]";
    if (each.text() == nullptr) return ill_typed(place, "it must be a text");
    if (std::ranges::find(known, *each.text()) == known.end()) {
      return unknown_word(place, what, *each.text(), known);
    }
    into.push_back(*each.text());
  }
  return std::nullopt;
}

// {"3001":"urn:li:person:..."}: of users who live.
std::optional<Error> read_members(const Json& json, const World& world,
                                  std::map<Id, std::string>& into) {
  const Json* const all = json.find("members");
  if (all == nullptr) return std::nullopt;
  if (all->members() == nullptr) return ill_typed("members", "it must be an object");
  into.clear();
  for (const auto& [user, urn] : *all->members()) {
    const std::string place = "members/" + user;
    const Id id = judging::id_of(user);
    if (world.find<User>(id) == nullptr) return ill_typed(place, "there is no user of this id");
    const bool member = urn.text() != nullptr && urn.text()->starts_with("urn:li:person:");
    if (!member) return ill_typed(place, "it must be a member's URN, urn:li:person:...");
    into[id] = *urn.text();
  }
  return std::nullopt;
}

Json list_of(const auto& words) {
  Json list = Json::list();
  for (const auto& each : words) list.push(std::string_view(each));
  return list;
}

}  // namespace

Result<TenantPolicy> read_policy(const Json& json, const TenantPolicy& start, const World& world) {
  TenantPolicy policy = start;
  Words members = {"availability", "withheld_departments", "withheld_fields", "withheld_kinds",
                   "members"};
  for (const Flag& flag : flags) members.push_back(flag.name);
  if (auto problem = refuse_others(json, members)) return *std::move(problem);
  for (const Flag& flag : flags) {
    const Json* const member = json.find(flag.name);
    if (member == nullptr) continue;
    if (member->flag() == nullptr) return ill_typed(flag.name, "it must be true or false");
    policy.*flag.place = *member->flag();
  }
  if (json.find("availability") != nullptr) {
    const std::string_view word = json.text_of("availability");
    const Words known = availabilities();
    if (std::ranges::find(known, word) == known.end()) {
      return unknown_word("availability", "availability", word, known);
    }
    policy.availability = word;
  }
  auto problem = read_words(json, "withheld_departments", "department", departments_of(world),
                            policy.withheld_departments);
  if (!problem) {
    problem = read_words(json, "withheld_fields", "field that can be withheld", field_words(),
                         policy.withheld_fields);
  }
  if (!problem) {
    problem = read_words(json, "withheld_kinds", "kind that can be withheld", child_kind_words(),
                         policy.withheld_kinds);
  }
  if (!problem) problem = read_members(json, world, policy.members);
  if (problem) return *std::move(problem);
  return policy;
}

Json account_of(const TenantPolicy& policy, const World& world) {
  Json told;
  told.set("availability", policy.availability);
  for (const Flag& flag : flags) told.set(std::string(flag.name), policy.*flag.place);
  told.set("withheld_departments", list_of(policy.withheld_departments));
  told.set("withheld_fields", list_of(policy.withheld_fields));
  told.set("withheld_kinds", list_of(policy.withheld_kinds));
  Json people = Json::object();
  for (const auto& [user, urn] : policy.members) people.set(std::to_string(user), urn);
  told.set("members", std::move(people));
  Json known;
  known.set("availability", list_of(availabilities()));
  known.set("withheld_departments", list_of(departments_of(world)));
  known.set("withheld_fields", list_of(field_words()));
  known.set("withheld_kinds", list_of(child_kind_words()));
  Json account;
  account.set("policy", std::move(told));
  account.set("known", std::move(known));
  return account;
}

}  // namespace crosswalk::sim
