#include "judge/compare.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <vector>

#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim {
namespace {

using Members = std::map<std::string, std::string, std::less<>>;

std::optional<Members> members_of(std::string_view text) {
  const simdjson::padded_string padded(text);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::object object;
  if (parser.iterate(padded).get(document) || document.get_object().get(object)) {
    return std::nullopt;
  }
  Members out;
  for (auto member : object) {
    std::string_view name;
    simdjson::ondemand::value value;
    if (member.unescaped_key().get(name) || member.value().get(value)) return std::nullopt;
    std::string& canonical = out[std::string(name)];
    canonical.clear();
    if (!linkedin::append_canonical(value, canonical)) return std::nullopt;
  }
  std::erase_if(out, [](const auto& member) { return member.second == "null"; });
  return out;
}

// The entries of a list in one order, whatever the order they came in.
std::string in_one_order(const std::string& list) {
  const simdjson::padded_string padded(list);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  simdjson::ondemand::array array;
  if (parser.iterate(padded).get(document) || document.get_array().get(array)) return list;
  std::vector<std::string> entries;
  for (auto entry : array) {
    simdjson::ondemand::value value;
    if (entry.get(value) || !linkedin::append_canonical(value, entries.emplace_back())) return list;
  }
  std::ranges::sort(entries);
  std::string out;
  for (const std::string& entry : entries) out += entry + "\n";
  return out;
}

// A vendor lists what was rated in an order that means nothing.
bool same(const std::string& name, const std::string& a, const std::string& b) {
  return a == b || (name == "evaluations" && in_one_order(a) == in_one_order(b));
}

std::int64_t modified_at(const Members& members) {
  const auto found = members.find("atsLastModifiedAt");
  std::int64_t out = 0;
  if (found != members.end()) {
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), out);
  }
  return out;
}

}  // namespace

Difference difference(std::string_view held, std::string_view expected) {
  const auto a = members_of(held);
  const auto b = members_of(expected);
  if (!a || !b) return {{"unreadable"}, false};
  Difference out;
  for (const auto& [name, value] : *a) {
    const auto other = b->find(name);
    if (other == b->end() || !same(name, other->second, value)) out.fields.push_back(name);
  }
  for (const auto& [name, value] : *b) {
    if (!a->contains(name)) out.fields.push_back(name);
  }
  std::ranges::sort(out.fields);
  out.stale = modified_at(*a) < modified_at(*b);
  return out;
}

}  // namespace crosswalk::sim
