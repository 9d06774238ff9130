#include "mapping/manifest/requests.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/yaml.hpp"

namespace crosswalk {
namespace {

using Blank = RequestTemplate::Blank;

constexpr std::array<std::pair<std::string_view, Blank>, 5> blanks = {
    {{"ids", Blank::ids},
     {"from", Blank::from},
     {"until", Blank::until},
     {"from_ms", Blank::from_ms},
     {"until_ms", Blank::until_ms}}};

Error mistake(std::string what) { return {ErrorCode::invalid_input, std::move(what), {}}; }

std::string nearest(std::string_view given, const std::vector<std::string_view>& known) {
  const std::optional<std::string> near = nearest_word(given, known);
  return near ? "; did you mean '" + *near + "'?" : std::string();
}

// A manifest's author writes '|' and blanks as they are; a target carries them encoded. What is
// already encoded stays.
std::string as_target(std::string_view literal) {
  constexpr std::string_view kept = "/?&=,:@!$'()*+;%";
  std::string target;
  for (const char c : literal) {
    if (kept.find(c) != std::string_view::npos) {
      target += c;
    } else {
      target += percent_encode(std::string_view(&c, 1));
    }
  }
  return target;
}

void append_literal(RequestTemplate& request, std::string_view literal) {
  if (literal.empty()) return;
  if (request.parts.empty() || request.parts.back().blank != Blank::none) {
    request.parts.emplace_back();
  }
  request.parts.back().literal += literal;
}

Result<Done> append_blank(RequestTemplate& request, std::string_view name,
                          const SettingValues& settings) {
  for (const auto& [word, blank] : blanks) {
    if (word != name) continue;
    request.parts.push_back({{}, blank});
    return Done{};
  }
  if (const std::string* value = settings.find(name)) {
    append_literal(request, percent_encode(*value));
    return Done{};
  }
  std::vector<std::string_view> known;
  for (const auto& [word, blank] : blanks) known.push_back(word);
  return mistake("unknown blank '{" + std::string(name) +
                 "}': expected ids, from, until, from_ms, until_ms or a setting" +
                 nearest(name, known));
}

Result<Done> parse_target(RequestTemplate& request, std::string_view target,
                          const SettingValues& settings) {
  while (!target.empty()) {
    const std::size_t open = std::min(target.find('{'), target.size());
    append_literal(request, as_target(target.substr(0, open)));
    target.remove_prefix(open);
    if (target.empty()) break;
    const std::size_t close = target.find('}');
    if (close == std::string_view::npos) return mistake("'{' without '}'");
    Result<Done> blank = append_blank(request, target.substr(1, close - 1), settings);
    if (!blank) return blank;
    target.remove_prefix(close + 1);
  }
  return Done{};
}

std::string text_of(const Filling& filling, Blank blank) {
  switch (blank) {
    case Blank::ids: {
      std::string ids;
      for (const std::string& id : filling.ids) {
        if (&id != filling.ids.data()) ids += ',';
        ids += percent_encode(id);
      }
      return ids;
    }
    case Blank::from:
      return percent_encode(format_instant(filling.from));
    case Blank::until:
      return percent_encode(format_instant(filling.until));
    case Blank::from_ms:
      return std::to_string(to_ms(filling.from));
    case Blank::until_ms:
      return std::to_string(to_ms(filling.until));
    case Blank::none:
      break;
  }
  return {};
}

}  // namespace

bool RequestTemplate::has(Blank blank) const {
  return std::ranges::any_of(parts, [blank](const Part& part) { return part.blank == blank; });
}

Result<RequestTemplate> parse_request(std::string_view text, const SettingValues& settings,
                                      std::span<const std::string> hosts) {
  RequestTemplate request;
  const std::size_t space = text.find(' ');
  request.method = text.substr(0, space);
  if (space == std::string_view::npos || request.method != "GET") {
    return mistake("a request is written 'GET /path?query' or 'GET host:/path?query'");
  }
  std::string_view target = text.substr(space + 1);
  if (hosts.empty()) return mistake("no host is declared under 'hosts'");
  request.host = hosts.front();
  const std::size_t colon = target.find(":/");
  if (colon != std::string_view::npos && colon < target.find('/')) {
    request.host = target.substr(0, colon);
    target.remove_prefix(colon + 1);
    if (std::ranges::find(hosts, request.host) == hosts.end()) {
      const std::vector<std::string_view> known(hosts.begin(), hosts.end());
      return mistake("unknown host '" + request.host + "'" + nearest(request.host, known));
    }
  }
  if (target.empty() || target.front() != '/') return mistake("a target begins with '/'");
  Result<Done> parsed = parse_target(request, target, settings);
  if (!parsed) return std::move(parsed).error();
  return request;
}

PlannedRequest fill(const RequestTemplate& request, const Filling& filling) {
  PlannedRequest planned;
  planned.host = request.host;
  planned.http.method = request.method;
  planned.http.target.clear();
  for (const RequestTemplate::Part& part : request.parts) {
    planned.http.target += part.blank == Blank::none ? part.literal : text_of(filling, part.blank);
  }
  return planned;
}

}  // namespace crosswalk
