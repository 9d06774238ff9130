#include "linkedin/rest/keys.hpp"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <map>

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

// Collects the three parts of one key, each once.
class Parts {
 public:
  bool add(EntityKind kind, std::string_view name, std::string value) {
    std::optional<std::string>* const place = name == id_part(kind)          ? &id_
                                              : name == "integrationContext" ? &context_
                                              : name == "dataProvider"       ? &provider_
                                                                             : nullptr;
    if (place == nullptr || place->has_value()) return false;
    *place = without_tildes(std::move(value));
    return true;
  }

  std::optional<EntityKey> key() && {
    if (!id_ || id_->empty() || !context_ || !is_organization(*context_)) return std::nullopt;
    if (!provider_ || *provider_ != "ATS") return std::nullopt;
    return EntityKey{.id = *std::move(id_), .organization = *std::move(context_), .text = {}};
  }

 private:
  std::optional<std::string> id_, context_, provider_;
};

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

std::string_view id_part(EntityKind kind) {
  if (kind == EntityKind::candidate) return "atsCandidateId";
  if (kind == EntityKind::application) return "atsJobApplicationId";
  return {};
}

std::optional<EntityKey> read_key(EntityKind kind, std::string_view text) {
  Parts parts;
  for (const std::string_view part : split(text, '&')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    auto value = decode(part.substr(equals + 1));
    if (!value || !parts.add(kind, part.substr(0, equals), *std::move(value))) {
      return std::nullopt;
    }
  }
  auto key = std::move(parts).key();
  if (key) key->text = text;
  return key;
}

std::optional<std::vector<EntityKey>> read_batch_keys(EntityKind kind, const Parameters& query) {
  std::map<std::size_t, Parts> by_index;
  for (const auto& [name, value] : query) {
    if (name == "ids" || name.starts_with("ids.")) return std::nullopt;
    if (!name.starts_with("ids[")) continue;
    const auto place = indexed(name);
    if (!place || !by_index[place->first].add(kind, place->second, value)) return std::nullopt;
  }
  std::vector<EntityKey> keys;
  keys.reserve(by_index.size());
  for (auto& [index, parts] : by_index) {
    auto key = std::move(parts).key();
    if (!key) return std::nullopt;
    key->text.reserve(80 + key->id.size());
    key->text += id_part(kind);
    key->text += '=';
    append_key_escaped(key->text, key->id);
    key->text += "&dataProvider=ATS&integrationContext=";
    key->text += key->organization;
    keys.push_back(*std::move(key));
  }
  if (!unique(keys)) return std::nullopt;
  return keys;
}

std::string echoed(const EntityKey& key, KeyEcho order) {
  if (order == KeyEcho::as_sent) return key.text;
  auto parts = split(key.text, '&');
  if (order == KeyEcho::sorted && std::ranges::is_sorted(parts)) return key.text;
  std::ranges::sort(parts);
  if (order == KeyEcho::reversed) std::ranges::reverse(parts);
  std::string out;
  for (const std::string_view part : parts) {
    if (!out.empty()) out += '&';
    out += part;
  }
  return out;
}

bool is_organization(std::string_view urn) {
  constexpr std::string_view prefix = "urn:li:organization:";
  if (!urn.starts_with(prefix)) return false;
  urn.remove_prefix(prefix.size());
  return !urn.empty() && urn.size() <= 19 &&
         std::ranges::all_of(urn, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace crosswalk::sim::linkedin
