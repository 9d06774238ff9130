#include "vendors/query.hpp"

#include <algorithm>

#include "sdk/http.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t target_bytes_max = 8 * 1024;
constexpr std::size_t parameters_max = 64;

Error wrong(const char* what) { return {ErrorCode::invalid_input, what, "query"}; }

std::optional<std::string> decoded(std::string_view part) {
  std::string text(part);
  std::ranges::replace(text, '+', ' ');
  return percent_decode(text);
}

}  // namespace

const std::string* Target::find(std::string_view name) const {
  for (const auto& [key, value] : parameters) {
    if (key == name) return &value;
  }
  return nullptr;
}

Result<std::vector<std::pair<std::string, std::string>>> parse_form(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> found;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    if (found.size() == parameters_max) return wrong("more than 64 parameters");
    const std::size_t equals = pair.find('=');
    const auto name = decoded(pair.substr(0, equals));
    const auto value =
        decoded(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!name || !value) return wrong("a '%' without two hex digits");
    if (name->empty()) return wrong("a parameter without a name");
    for (const auto& [known, unused] : found) {
      if (known == *name) return wrong("a parameter given twice");
    }
    found.emplace_back(*name, *value);
  }
  return found;
}

Result<Target> parse_target(std::string_view target) {
  if (target.size() > target_bytes_max) return wrong("a target longer than 8 KiB");
  if (target.empty() || target.front() != '/') return wrong("a target that is no path");
  const std::size_t mark = target.find('?');
  const auto path = percent_decode(target.substr(0, mark));
  if (!path) return wrong("a '%' without two hex digits");
  Target parsed;
  parsed.path = *path;
  if (mark == std::string_view::npos) return parsed;
  parsed.query = target.substr(mark + 1);
  auto parameters = parse_form(parsed.query);
  if (!parameters) return std::move(parameters).error();
  parsed.parameters = std::move(*parameters);
  return parsed;
}

bool same_address(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return !a.empty() && std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace crosswalk::sim
