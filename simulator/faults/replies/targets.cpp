#include "faults/replies/targets.hpp"

#include <vector>

namespace crosswalk::sim {
namespace {

constexpr std::string_view next_mark = "rel=\"next\"";
constexpr std::string_view last_mark = "rel=\"last\"";

// The entries of a Link field; commas also stand inside of <...>.
std::vector<std::string_view> entries_of(std::string_view field) {
  std::vector<std::string_view> out;
  bool inside = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= field.size(); ++at) {
    if (at < field.size() && field[at] == '<') inside = true;
    if (at < field.size() && field[at] == '>') inside = false;
    if (at < field.size() && (inside || field[at] != ',')) continue;
    if (at > begin) out.push_back(field.substr(begin, at - begin));
    begin = at + 1;
  }
  return out;
}

}  // namespace

std::optional<std::string_view> parameter(std::string_view query, std::string_view name) {
  std::optional<std::string_view> out;
  any_parameter(query, [&](std::string_view each, std::string_view value) {
    if (each == name) out = value;
    return out.has_value();
  });
  return out;
}

std::string without_parameter(std::string_view target, std::string_view name) {
  std::string out(path_of(target));
  char joint = '?';
  std::string_view query = query_of(target);
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.substr(0, part.find('=')) == name) continue;
    out += joint;
    out += part;
    joint = '&';
  }
  return out;
}

std::string with_parameter(std::string_view target, std::string_view name, std::string_view value) {
  std::string out = without_parameter(target, name);
  out += out.find('?') == std::string::npos ? '?' : '&';
  out.append(name).append("=").append(value);
  return out;
}

std::string next_target(const HttpResponse& reply) {
  for (const std::string_view entry : entries_of(header(reply.headers, "Link"))) {
    if (entry.find(next_mark) == std::string_view::npos) continue;
    const std::size_t begin = entry.find('<');
    const std::size_t end = entry.find('>');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) continue;
    const std::string_view url = entry.substr(begin + 1, end - begin - 1);
    const std::size_t scheme = url.find("://");
    const std::size_t path = url.find('/', scheme == std::string_view::npos ? 0 : scheme + 3);
    if (path != std::string_view::npos) return std::string(url.substr(path));
  }
  return {};
}

void drop_next(HttpResponse& reply) {
  std::string kept;
  for (const std::string_view entry : entries_of(header(reply.headers, "Link"))) {
    if (entry.find(next_mark) != std::string_view::npos ||
        entry.find(last_mark) != std::string_view::npos) {
      continue;
    }
    if (!kept.empty()) kept += ',';
    kept += entry;
  }
  if (!kept.empty()) return set_header(reply.headers, "Link", std::move(kept));
  std::erase_if(reply.headers, [](const auto& field) { return !header({field}, "Link").empty(); });
}

void set_next(HttpResponse& reply, std::string_view origin, std::string_view target) {
  drop_next(reply);
  std::string field = "<";
  field.append(origin).append(target).append(">; ").append(next_mark);
  const std::string_view others = header(reply.headers, "Link");
  if (!others.empty()) field.append(",").append(others);
  set_header(reply.headers, "Link", std::move(field));
}

}  // namespace crosswalk::sim
