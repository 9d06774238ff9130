#include "linkedin/rest/lists.hpp"

#include <simdjson.h>

#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {
namespace {

// Cuts at the commas outside of any brackets.
std::optional<std::vector<std::string_view>> split_level(std::string_view text) {
  std::vector<std::string_view> out;
  if (text.empty()) return out;
  std::size_t depth = 0, begin = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')' && depth-- == 0) return std::nullopt;
    if (text[at] != ',' || depth > 0) continue;
    out.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  if (depth != 0) return std::nullopt;
  out.push_back(text.substr(begin));
  return out;
}

std::optional<std::string> decode(std::string_view text) {
  if (text.find_first_of("()',:") != std::string_view::npos) return std::nullopt;
  auto out = percent_decode(text);
  if (!out || !simdjson::validate_utf8(*out)) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::string_view> raw_parameter(std::string_view query, std::string_view name) {
  std::optional<std::string_view> found;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view part = query.substr(0, end);
    const std::size_t equals = part.find('=');
    if (equals != std::string_view::npos && part.substr(0, equals) == name) {
      if (found) return std::nullopt;
      found = part.substr(equals + 1);
    }
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
  }
  return found;
}

std::optional<std::vector<std::string_view>> read_list(std::string_view text) {
  constexpr std::string_view opening = "List(";
  if (!text.starts_with(opening) || !text.ends_with(')')) return std::nullopt;
  return split_level(text.substr(opening.size(), text.size() - opening.size() - 1));
}

std::optional<std::vector<std::pair<std::string, std::string>>> read_members(
    std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return std::nullopt;
  const auto members = split_level(text.substr(1, text.size() - 2));
  if (!members) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string_view member : *members) {
    const std::size_t colon = member.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (member.substr(0, colon) == "$params") continue;
    auto name = decode(member.substr(0, colon));
    auto value = decode(member.substr(colon + 1));
    if (!name || !value) return std::nullopt;
    out.emplace_back(*std::move(name), *std::move(value));
  }
  return out;
}

}  // namespace crosswalk::sim::linkedin
