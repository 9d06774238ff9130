#include "server/requests.hpp"

namespace crosswalk::sim {
namespace {

Error wrong(std::string what) { return {ErrorCode::invalid_input, std::move(what), "request"}; }

std::optional<std::string> field_text(const Json& value) {
  if (const std::string* const text = value.text()) return *text;
  if (const bool* const flag = value.flag()) return *flag ? "true" : "false";
  if (const std::int64_t* const whole = value.integer()) return std::to_string(*whole);
  return std::nullopt;
}

bool read_texts(const Json& value, std::vector<std::string>& into) {
  if (value.items() == nullptr) return false;
  for (const Json& each : *value.items()) {
    if (each.text() == nullptr) return false;
    into.push_back(*each.text());
  }
  return true;
}

bool read_flag(const Json& value, bool& into) {
  if (value.flag() == nullptr) return false;
  into = *value.flag();
  return true;
}

}  // namespace

std::optional<std::int64_t> whole_number_in(const Json& json, std::string_view name,
                                            std::int64_t fallback, std::int64_t max) {
  const Json* const member = json.find(name);
  if (member == nullptr) return fallback;
  const std::int64_t* const value = member->integer();
  if (value == nullptr || *value < 0 || *value > max) return std::nullopt;
  return *value;
}

Result<Mutation> read_mutation(const Json& json) {
  constexpr std::int64_t count_max = 1'000'000;
  if (json.members() == nullptr) return wrong("a mutation is an object");
  Mutation mutation;
  const auto kind = kind_of(json.text_of("kind"));
  const auto operation = operation_of(json.text_of("op"));
  if (!kind) return wrong("kind is missing or unknown");
  if (!operation) return wrong("op is missing or unknown");
  mutation.kind = *kind;
  mutation.operation = *operation;
  const auto count = whole_number_in(json, "count", 1, count_max);
  if (!count) return wrong("count must be 0 to 1000000");
  mutation.count = static_cast<std::uint32_t>(*count);
  const auto add_id = [&](const Json& id) {
    if (id.integer() == nullptr || *id.integer() <= 0) return false;
    mutation.ids.push_back(static_cast<Id>(*id.integer()));
    return true;
  };
  for (const auto& [name, value] : *json.members()) {
    if (name == "kind" || name == "op" || name == "count") continue;
    if (name == "id") {
      if (!add_id(value)) return wrong("id must be a positive integer");
    } else if (name == "ids") {
      if (value.items() == nullptr) return wrong("ids must be a list");
      for (const Json& id : *value.items()) {
        if (!add_id(id)) return wrong("ids must be positive integers");
      }
      if (value.items()->empty()) mutation.count = 0;  // Nobody is not anybody.
    } else if (name == "fields") {
      if (value.members() == nullptr) return wrong("fields must be an object");
      for (const auto& [key, given] : *value.members()) {
        const auto text = field_text(given);
        if (!text) return wrong("fields must be texts, integers or booleans");
        mutation.fields.emplace_back(key, *text);
      }
    } else {
      return wrong("unknown member '" + name + "'");
    }
  }
  return mutation;
}

Result<TenantPolicy> read_policy(const Json& json, std::string_view organization) {
  TenantPolicy policy;
  policy.organization = organization;
  if (json.members() == nullptr) return wrong("a policy is an object");
  for (const auto& [name, value] : *json.members()) {
    bool good = true;
    if (name == "availability") {
      good = value.text() != nullptr;
      if (good) policy.availability = *value.text();
    } else if (name == "private_candidates") {
      good = read_flag(value, policy.private_candidates);
    } else if (name == "confidential_jobs") {
      good = read_flag(value, policy.confidential_jobs);
    } else if (name == "linkedin_from_answers") {
      good = read_flag(value, policy.linkedin_from_answers);
    } else if (name == "withheld_departments") {
      good = read_texts(value, policy.withheld_departments);
    } else if (name == "withheld_fields") {
      good = read_texts(value, policy.withheld_fields);
    } else {
      return wrong("unknown member '" + name + "'");
    }
    if (!good) return wrong("'" + name + "' has a value of the wrong type");
  }
  return policy;
}

}  // namespace crosswalk::sim
