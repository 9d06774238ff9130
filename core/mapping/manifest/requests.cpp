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

using BlankWord = std::pair<std::string_view, Blank>;

constexpr std::array<BlankWord, 5> read_blanks = {{{"ids", Blank::ids},
                                                   {"from", Blank::from},
                                                   {"until", Blank::until},
                                                   {"from_ms", Blank::from_ms},
                                                   {"until_ms", Blank::until_ms}}};
constexpr std::array<BlankWord, 4> write_blanks = {{{"marker", Blank::marker},
                                                    {"candidate", Blank::candidate},
                                                    {"job", Blank::job},
                                                    {"since", Blank::since}}};

constexpr std::array<std::string_view, 4> write_methods = {"GET", "POST", "PUT", "PATCH"};

std::span<const BlankWord> blanks_of(RequestUse use) {
  if (use == RequestUse::read) return read_blanks;
  return write_blanks;
}

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
                          const SettingValues& settings, RequestUse use) {
  std::string expected;
  std::vector<std::string_view> known;
  for (const auto& [word, blank] : blanks_of(use)) {
    if (word == name) {
      request.parts.push_back({{}, blank});
      return Done{};
    }
    known.push_back(word);
    expected += std::string(word) + (known.size() < blanks_of(use).size() ? ", " : " ");
  }
  if (const std::string* value = settings.find(name)) {
    append_literal(request, percent_encode(*value));
    return Done{};
  }
  return mistake("unknown blank '{" + std::string(name) + "}': expected " + expected +
                 "or a setting" + nearest(name, known));
}

Result<Done> parse_target(RequestTemplate& request, std::string_view target,
                          const SettingValues& settings, RequestUse use) {
  while (!target.empty()) {
    const std::size_t open = std::min(target.find('{'), target.size());
    append_literal(request, as_target(target.substr(0, open)));
    target.remove_prefix(open);
    if (target.empty()) break;
    const std::size_t close = target.find('}');
    if (close == std::string_view::npos) return mistake("'{' without '}'");
    Result<Done> blank = append_blank(request, target.substr(1, close - 1), settings, use);
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
    case Blank::marker:
      return percent_encode(filling.marker);
    case Blank::candidate:
      return percent_encode(filling.candidate);
    case Blank::job:
      return percent_encode(filling.job);
    case Blank::since:
      return percent_encode(format_instant(filling.since));
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
                                      std::span<const std::string> hosts, RequestUse use) {
  RequestTemplate request;
  const std::size_t space = text.find(' ');
  request.method = text.substr(0, space);
  const bool reads = request.method == "GET";
  const bool writes = use == RequestUse::write &&
                      std::ranges::find(write_methods, request.method) != write_methods.end();
  if (space == std::string_view::npos || (!reads && !writes)) {
    return mistake("a request is written 'GET /path?query' or 'GET host:/path?query'" +
                   std::string(use == RequestUse::write ? ", or with POST, PUT or PATCH" : ""));
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
  Result<Done> parsed = parse_target(request, target, settings, use);
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
