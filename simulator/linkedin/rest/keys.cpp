#include "linkedin/rest/keys.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "linkedin/rest/lists.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {
namespace {

// More indices than this is no batch anybody sends; the limit of 100 is checked by the caller,
// who answers it with a message of its own.
constexpr std::size_t index_max = 9'999;

std::optional<std::string> decode(std::string_view text) {
  std::optional<std::string> out(text);
  if (text.find('+') != std::string_view::npos) std::ranges::replace(*out, '+', ' ');
  if (text.find('%') != std::string_view::npos) out = percent_decode(*out);
  if (out && !simdjson::validate_utf8(*out)) return std::nullopt;
  return out;
}

std::string without_tildes(std::string text) {
  if (text.find('~') == std::string::npos) return text;
  static constexpr std::pair<std::string_view, char> escapes[] = {
      {"~2E", '.'}, {"~5B", '['}, {"~5D", ']'}, {"~7E", '~'}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const found = std::ranges::find_if(escapes, [&](const auto& escape) {
      return std::string_view(text).substr(at, 3) == escape.first;
    });
    if (found == std::end(escapes)) {
      out += text[at++];
    } else {
      out += found->second;
      at += 3;
    }
  }
  return out;
}

bool has_twice(const Parameters& parts) {
  for (std::size_t at = 1; at < parts.size(); ++at) {
    for (std::size_t before = 0; before < at; ++before) {
      if (parts[at].first == parts[before].first) return true;
    }
  }
  return false;
}

// "ids[12].name" -> 12 and "name".
std::optional<std::pair<std::size_t, std::string_view>> indexed(std::string_view name) {
  if (!name.starts_with("ids[")) return std::nullopt;
  std::size_t index = 0;
  const char* const end = name.data() + name.size();
  const auto [rest, error] = std::from_chars(name.data() + 4, end, index);
  if (error != std::errc{} || index > index_max || end - rest < 2) return std::nullopt;
  if (rest[0] != ']' || rest[1] != '.') return std::nullopt;
  return std::pair{index, std::string_view(rest + 2, static_cast<std::size_t>(end - rest - 2))};
}

void append_key_escaped(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '~') {
      out += "~7E";
    } else if (c == '%' || c == '&' || c == '=' || c == '+') {
      out += percent_encode({&c, 1});
    } else {
      out += c;
    }
  }
}

bool unique(const std::vector<EntityKey>& keys) {
  std::vector<std::pair<std::string_view, std::string_view>> seen;
  seen.reserve(keys.size());
  for (const EntityKey& key : keys) seen.emplace_back(key.id, key.organization);
  std::ranges::sort(seen);
  return std::ranges::adjacent_find(seen) == seen.end();
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  out.reserve(static_cast<std::size_t>(std::ranges::count(text, at)) + 1);
  while (true) {
    const std::size_t end = text.find(at);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::optional<std::vector<KeyParts>> read_indexed(const Parameters& query) {
  std::map<std::size_t, KeyParts> by_index;
  for (const auto& [name, value] : query) {
    if (name == "ids" || name.starts_with("ids.")) return std::nullopt;
    if (!name.starts_with("ids[")) continue;
    const auto place = indexed(name);
    if (!place) return std::nullopt;
    auto& [parts, text] = by_index[place->first];
    parts.emplace_back(place->second, without_tildes(value));
    if (!text.empty()) text += '&';
    text += place->second;
    text += '=';
    append_key_escaped(text, parts.back().second);
  }
  std::vector<KeyParts> out;
  out.reserve(by_index.size());
  for (auto& [index, key] : by_index) {
    if (has_twice(key.parts)) return std::nullopt;
    out.push_back(std::move(key));
  }
  return out;
}

}  // namespace

std::optional<Parameters> read_query(std::string_view text) {
  Parameters out;
  if (text.empty()) return out;
  out.reserve(static_cast<std::size_t>(std::ranges::count(text, '&')) + 1);
  for (const std::string_view part : split(text, '&')) {
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    auto name = decode(part.substr(0, equals));
    auto value =
        decode(equals == std::string_view::npos ? std::string_view{} : part.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    out.emplace_back(*std::move(name), *std::move(value));
  }
  return out;
}

const std::string* find(const Parameters& query, std::string_view name) {
  const auto found = std::ranges::find(query, name, &Parameters::value_type::first);
  return found == query.end() ? nullptr : &found->second;
}

std::optional<std::vector<std::string>> read_plain_ids(const Parameters& query) {
  std::vector<std::string> ids;
  for (const auto& [name, value] : query) {
    if (name == "ids") ids.push_back(value);
  }
  std::vector<std::string_view> sorted(ids.begin(), ids.end());
  std::ranges::sort(sorted);
  if (!sorted.empty() && sorted.front().empty()) return std::nullopt;
  if (std::ranges::adjacent_find(sorted) != sorted.end()) return std::nullopt;
  return ids;
}

std::optional<std::vector<std::string>> read_plain_list(std::string_view raw_query) {
  const auto raw = raw_parameter(raw_query, "ids");
  const auto members = raw ? read_list(*raw) : std::nullopt;
  if (!members) return std::nullopt;
  Parameters ids;
  for (const std::string_view member : *members) {
    auto id = decode(member);
    if (!id) return std::nullopt;
    ids.emplace_back("ids", *std::move(id));
  }
  return read_plain_ids(ids);
}

std::optional<KeyParts> read_parts(std::string_view text, Protocol protocol) {
  KeyParts out;
  out.text = text;
  if (protocol == Protocol::two) {
    auto members = read_members(text);
    if (!members) return std::nullopt;
    out.parts = *std::move(members);
  } else {
    out.parts.reserve(3);
    for (const std::string_view part : split(text, '&')) {
      const std::size_t equals = part.find('=');
      if (equals == std::string_view::npos) return std::nullopt;
      auto value = decode(part.substr(equals + 1));
      if (!value) return std::nullopt;
      out.parts.emplace_back(part.substr(0, equals), without_tildes(*std::move(value)));
    }
  }
  if (has_twice(out.parts)) return std::nullopt;
  return out;
}

std::optional<std::vector<KeyParts>> read_batch_parts(const Parameters& query,
                                                      std::string_view raw_query,
                                                      Protocol protocol) {
  if (protocol == Protocol::one) return read_indexed(query);
  std::vector<KeyParts> out;
  if (find(query, "ids") == nullptr) return out;
  const auto raw = raw_parameter(raw_query, "ids");
  const auto members = raw ? read_list(*raw) : std::nullopt;
  if (!members) return std::nullopt;
  for (const std::string_view member : *members) {
    auto key = read_parts(member, protocol);
    if (!key) return std::nullopt;
    out.push_back(*std::move(key));
  }
  return out;
}

std::optional<EntityKey> to_key(const KeyForm& form, KeyParts parts) {
  EntityKey out;
  std::string parent;
  bool provider = false;
  for (auto& [name, value] : parts.parts) {
    if (value.empty()) return std::nullopt;
    if (name == form.id) {
      out.id = std::move(value);
    } else if (name == "integrationContext" && is_organization(value)) {
      out.organization = std::move(value);
    } else if (!form.parent.empty() && name == form.parent) {
      parent = std::move(value);
    } else if (form.provider && name == "dataProvider" && value == "ATS") {
      provider = true;
    } else {
      return std::nullopt;
    }
  }
  const bool whole = !out.id.empty() && !out.organization.empty() &&
                     parent.empty() == form.parent.empty() && provider == form.provider;
  if (!whole) return std::nullopt;
  if (!parent.empty()) out.id = parent + "\n" + out.id;
  out.text = std::move(parts.text);
  return out;
}

std::optional<std::vector<EntityKey>> to_keys(const KeyForm& form, std::vector<KeyParts> parts) {
  std::vector<EntityKey> keys;
  keys.reserve(parts.size());
  for (KeyParts& each : parts) {
    auto key = to_key(form, std::move(each));
    if (!key) return std::nullopt;
    keys.push_back(*std::move(key));
  }
  if (!unique(keys)) return std::nullopt;
  return keys;
}

KeyForm form_of(EntityKind kind) {
  return {kind == EntityKind::candidate ? "atsCandidateId" : "atsJobApplicationId", {}, true};
}

std::optional<EntityKey> read_key(EntityKind kind, std::string_view text) {
  auto parts = read_parts(text, Protocol::one);
  return parts ? to_key(form_of(kind), *std::move(parts)) : std::nullopt;
}

std::optional<std::vector<EntityKey>> read_batch_keys(EntityKind kind, const Parameters& query) {
  auto parts = read_indexed(query);
  return parts ? to_keys(form_of(kind), *std::move(parts)) : std::nullopt;
}

std::string echoed(const EntityKey& key, KeyEcho order) {
  if (order == KeyEcho::as_sent) return key.text;
  std::string_view inside = key.text;
  const bool brackets = inside.size() > 1 && inside.front() == '(' && inside.back() == ')';
  if (brackets) inside = inside.substr(1, inside.size() - 2);
  const char between = brackets ? ',' : '&';
  auto parts = split(inside, between);
  if (order == KeyEcho::sorted && std::ranges::is_sorted(parts)) return key.text;
  std::ranges::sort(parts);
  if (order == KeyEcho::reversed) std::ranges::reverse(parts);
  std::string out = brackets ? "(" : "";
  for (const std::string_view part : parts) {
    if (part.data() != parts.front().data()) out += between;
    out += part;
  }
  return brackets ? out + ")" : out;
}

bool is_organization(std::string_view urn) {
  constexpr std::string_view prefix = "urn:li:organization:";
  if (!urn.starts_with(prefix)) return false;
  urn.remove_prefix(prefix.size());
  return !urn.empty() && urn.size() <= 19 &&
         std::ranges::all_of(urn, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace crosswalk::sim::linkedin
