#include <algorithm>
#include <array>

#include "mapping/exchange/bodies.hpp"
#include "mapping/exchange/sections.hpp"
#include "mapping/objects/listings.hpp"

namespace crosswalk {
namespace {

using From = WrittenValue::From;

constexpr std::uint32_t readable_within_s_max = 3600;

constexpr std::array<std::string_view, write_steps> route_names = {
    "find_created", "create_candidate", "create_application"};

constexpr auto find_created = static_cast<std::size_t>(WriteStep::find_created);
constexpr auto create_candidate = static_cast<std::size_t>(WriteStep::create_candidate);

bool is_plain(std::string_view text) {
  return std::ranges::none_of(
      text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Texts, or "{setting}"; a setting without a value leaves its header out.
void read_headers(ManifestReading& reading, const YamlNode& node, WriteRoute& route) {
  if (!reading.is_map(node, "headers")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    std::string value = reading.text(node.items[i], "a text or \"{setting}\"");
    if (is_blank(value)) {
      const Blank blank = read_blank(reading, node.items[i]);
      const bool setting = std::ranges::all_of(
          blank.first_of, [](const WrittenValue& each) { return each.from == From::fixed; });
      if (!setting) reading.fail(node.items[i], "a header carries a setting, nothing of a person");
      value = value_of(blank, {});
    }
    const std::string& name = node.keys[i].text;
    if (name.find_first_of(" :") != std::string::npos || !is_plain(name) || !is_plain(value)) {
      reading.fail(node.items[i], "a header has a character that none may have");
    }
    if (!value.empty()) route.headers.emplace_back(name, std::move(value));
  }
}

std::vector<SlotId> read_paths(ManifestReading& reading, const YamlNode& node, Shape& shape) {
  std::vector<SlotId> slots;
  if (node.kind != YamlNode::Kind::list) return {reading.slot(node, shape)};
  for (const YamlNode& path : node.items) slots.push_back(reading.slot(path, shape));
  return slots;
}

void read_reply(ManifestReading& reading, const YamlNode& node, WriteRoute& route) {
  if (!reading.has_only(node, {"candidate", "application"}, "candidate and application")) return;
  if (const YamlNode* at = node.find("candidate")) {
    route.candidate = read_paths(reading, *at, route.shape);
  }
  if (const YamlNode* at = node.find("application")) {
    route.application = read_paths(reading, *at, route.shape);
  }
}

void read_match(ManifestReading& reading, const YamlNode& node, WriteRoute& route) {
  if (!reading.is_map(node, "paths and the blanks they must equal")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const SlotId slot = reading.slot(node.keys[i], route.shape);
    route.match.push_back({slot, read_blank(reading, node.items[i])});
  }
}

WriteRoute read_route(ManifestReading& reading, const YamlNode& node, bool search) {
  WriteRoute route;
  const Words writing = {"only_if", "request", "headers", "body", "reply"};
  const Words searching = {"only_if", "request", "headers", "items", "next", "match", "reply"};
  if (!reading.has_only(
          node, search ? searching : writing,
          search ? "request, match, reply and the like" : "request, body, reply and the like")) {
    return route;
  }
  if (const YamlNode* at = reading.required(node, "request")) {
    route.request = reading.request(*at, RequestUse::write);
    if (reading.ok() && search != (route.request.method == "GET")) {
      reading.fail(*at, search ? "a search is a GET" : "a create is a POST, PUT or PATCH");
    }
  }
  if (const YamlNode* at = node.find("headers")) read_headers(reading, *at, route);
  if (search) {
    route.envelope = read_envelope(reading, node.find("items"));
    route.paging = read_paging(reading, node.find("next"), route.envelope);
    if (route.paging.kind == Paging::Kind::page || route.paging.kind == Paging::Kind::offset) {
      reading.fail(node, "whether a search shows all must be seen by link, url or cursor");
    }
    if (const YamlNode* at = reading.required(node, "match")) read_match(reading, *at, route);
  } else if (const YamlNode* at = reading.required(node, "body")) {
    route.body = read_body(reading, *at);
  }
  if (const YamlNode* at = reading.required(node, "reply")) read_reply(reading, *at, route);
  return route;
}

bool matches_by(const WriteRoute& route, From from) {
  return std::ranges::any_of(route.match,
                             [from](const Match& match) { return asks_for(match.wanted, from); });
}

// What makes a second create impossible: the marker goes in with the candidate and is looked for,
// never trusting the vendor to have filtered by it.
void check_route(ManifestReading& reading, const YamlNode& node, std::size_t at,
                 const WriteRoute& route) {
  if (at == create_candidate && !asks_for(route, From::marker)) {
    reading.fail(node, "a candidate is created with its {marker}, or never found");
  }
  if (at == find_created && !matches_by(route, From::marker)) {
    reading.fail(node, "'match' must compare the {marker}");
  }
  if (at == find_created || at == create_candidate) {
    if (route.candidate.empty()) reading.fail(node, "'reply' must say where the candidate's id is");
    return;
  }
  if (!asks_for(route, From::candidate) || !asks_for(route, From::job)) {
    reading.fail(node, "this route must say {candidate} and {job}");
  }
  if (route.application.empty()) {
    reading.fail(node, "'reply' must say where the application's id is");
  }
}

// The first variant whose only_if holds; all are read, so that a mistake shows for every tenant.
std::optional<WriteRoute> read_variants(ManifestReading& reading, const YamlNode& node,
                                        std::size_t at) {
  std::optional<WriteRoute> chosen;
  const auto variant = [&](const YamlNode& each) {
    WriteRoute route = read_route(reading, each, at == find_created);
    check_route(reading, each, at, route);
    if (!chosen && reading.applies(each.find("only_if"))) chosen = std::move(route);
  };
  if (node.kind != YamlNode::Kind::list) {
    variant(node);
  } else {
    for (const YamlNode& each : node.items) variant(each);
  }
  return chosen;
}

}  // namespace

void read_writes_section(ManifestReading& reading, const YamlNode& node, Plan& plan,
                         ExchangeProgram& program) {
  Words known(route_names.begin(), route_names.end());
  known.push_back("readable_within_s");
  if (!reading.has_only(node, known, "readable_within_s and the three routes")) return;
  if (const YamlNode* at = node.find("readable_within_s")) {
    plan.writes.readable_within =
        Duration{std::int64_t{1000} * reading.number(*at, 0, readable_within_s_max)};
  }
  bool all = true;
  for (std::size_t at = 0; at < route_names.size(); ++at) {
    const YamlNode* route = reading.required(node, route_names[at]);
    if (route == nullptr) return;
    program.routes[at] = read_variants(reading, *route, at);
    all = all && program.routes[at].has_value();
  }
  plan.writes.export_candidates = all;
  const auto& create = program.routes[create_candidate];
  plan.writes.creates_application = create && asks_for(*create, From::job);
}

}  // namespace crosswalk
