#include "server/requests.hpp"

#include <algorithm>

#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

Error wrong(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

std::optional<std::string> field_text(const Json& value) {
  if (const std::string* const text = value.text()) return *text;
  if (const bool* const flag = value.flag()) return *flag ? "true" : "false";
  if (const std::int64_t* const whole = value.integer()) return std::to_string(*whole);
  return std::nullopt;
}

Error wrong_word(const Json& json, const char* member, std::span<const std::string_view> known) {
  return unknown_word(member, member, json.text_of(member), {known.begin(), known.end()});
}

// A whole number of 0..max under that name; `fallback` when absent.
Result<std::int64_t> whole_number(const Json& json, const char* name, std::int64_t fallback,
                                  std::int64_t max) {
  const Json* const member = json.find(name);
  if (member == nullptr) return fallback;
  const std::int64_t* const value = member->integer();
  if (value != nullptr && *value >= 0 && *value <= max) return *value;
  return wrong("it must be a whole number of 0 to " + std::to_string(max), name);
}

std::optional<Error> read_ids(const Json& json, Mutation& mutation) {
  const Json* const one = json.find("id");
  const Json* const many = json.find("ids");
  if (one != nullptr && many != nullptr) return wrong("give id or ids, not both", "id");
  const char* const place = one != nullptr ? "id" : "ids";
  const auto add = [&](const Json& id) {
    if (id.integer() == nullptr || *id.integer() <= 0) return false;
    mutation.ids.push_back(static_cast<Id>(*id.integer()));
    return true;
  };
  if (one != nullptr && !add(*one)) return wrong("it must be a positive integer", place);
  if (many == nullptr) return std::nullopt;
  const bool good = many->items() != nullptr && std::ranges::all_of(*many->items(), add);
  if (!good) return wrong("it must be a list of positive integers", place);
  if (many->items()->empty()) mutation.count = 0;  // Nobody is not anybody.
  return std::nullopt;
}

std::optional<Error> read_fields(const Json& json, Mutation& mutation) {
  const Json* const fields = json.find("fields");
  if (fields == nullptr) return std::nullopt;
  if (fields->members() == nullptr) return wrong("it must be an object", "fields");
  for (const auto& [key, given] : *fields->members()) {
    const auto text = field_text(given);
    if (!text) return wrong("its values must be texts, integers or booleans", "fields");
    mutation.fields.emplace_back(key, *text);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> refuse_others(const Json& json, const std::vector<std::string_view>& known) {
  if (json.members() == nullptr) return wrong("it must be an object", "body");
  for (const auto& [name, unused] : *json.members()) {
    if (std::ranges::find(known, name) != known.end()) continue;
    if (known.empty()) return wrong("it must be empty", "body");
    return unknown_word("body", "member", name, known);
  }
  return std::nullopt;
}

Result<Mutation> read_mutation(const Json& json) {
  constexpr std::int64_t count_max = 1'000'000;
  if (auto problem = refuse_others(json, {"kind", "op", "id", "ids", "count", "fields"})) {
    return *std::move(problem);
  }
  const auto kind = kind_of(json.text_of("kind"));
  if (!kind) return wrong_word(json, "kind", kind_words());
  const auto operation = operation_of(json.text_of("op"));
  if (!operation) return wrong_word(json, "op", operation_words());
  const auto count = whole_number(json, "count", 1, count_max);
  if (!count) return count.error();
  Mutation mutation;
  mutation.kind = *kind;
  mutation.operation = *operation;
  mutation.count = static_cast<std::uint32_t>(*count);
  if (auto problem = read_ids(json, mutation)) return *std::move(problem);
  if (auto problem = read_fields(json, mutation)) return *std::move(problem);
  return mutation;
}

Result<WorldOptions> read_reset(const Json& json, WorldOptions start) {
  constexpr std::int64_t candidates_max = 10'000'000;
  constexpr std::int64_t jobs_max = 1'000'000;
  if (auto problem = refuse_others(json, {"seed", "candidates", "jobs"})) {
    return *std::move(problem);
  }
  const auto seed = whole_number(json, "seed", static_cast<std::int64_t>(start.seed), INT64_MAX);
  if (!seed) return seed.error();
  const auto candidates = whole_number(json, "candidates", start.candidates, candidates_max);
  if (!candidates) return candidates.error();
  const auto jobs = whole_number(json, "jobs", start.jobs, jobs_max);
  if (!jobs) return jobs.error();
  start.seed = static_cast<std::uint64_t>(*seed);
  start.candidates = static_cast<std::uint32_t>(*candidates);
  start.jobs = static_cast<std::uint32_t>(*jobs);
  return start;
}

}  // namespace crosswalk::sim
