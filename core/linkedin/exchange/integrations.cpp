#include "linkedin/exchange/integrations.hpp"

#include <algorithm>
#include <array>

#include "base/check.hpp"
#include "base/text/json.hpp"
#include "linkedin/rsc/reply_reader.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t body_bytes_max = 1024 * 1024;
constexpr std::size_t integrations_max = 100;
constexpr std::array<std::string_view, 2> types_here = {one_click_export, in_ats_indicator};
constexpr std::string_view type_part = "integrationType";

KeyParts shared_parts(const Dialect& dialect, const LinkedInTarget& target) {
  KeyParts parts = dialect.key_constants;
  parts.emplace_back(dialect.context_name, target.organization);
  parts.emplace_back("tenantType", "RECRUITER");
  return parts;
}

KeyWriter keys_by_type(const Dialect& dialect, const LinkedInTarget& target) {
  return {dialect.key_syntax, type_part, {}, shared_parts(dialect, target)};
}

std::string query_of(const KeyWriter& keys, std::span<const std::string_view> types) {
  CROSSWALK_CHECK(!types.empty());
  std::string query;
  for (std::size_t at = 0; at < types.size(); ++at) keys.append_query(query, at, types[at]);
  keys.close_query(query);
  return query;
}

std::string entities(Json::Members members) {
  Json body = Json::object();
  body.set("entities", Json(std::move(members)));
  return write_json(body);
}

Json value_of(std::string_view text) {
  Json value = Json::object();
  value.set("string", text);
  Json configuration = Json::object();
  configuration.set("configurationValue", std::move(value));
  return configuration;
}

using Values = std::span<const std::pair<std::string, std::string>>;

// The settings of an integration as entities of their own, with its type in their keys.
RestliCall flat_configuration(const Dialect& dialect, const LinkedInTarget& target,
                              std::string_view type, Values values) {
  const KeyWriter keys(dialect.key_syntax, dialect.exchange.configuration_name, type_part,
                       shared_parts(dialect, target));
  RestliCall call{.path = dialect.exchange.configurations_path};
  Json::Members members;
  for (std::size_t at = 0; at < values.size(); ++at) {
    keys.append_query(call.query, at, values[at].first, type);
    std::string key;
    keys.append_text(key, values[at].first, type);
    members.emplace_back(std::move(key), value_of(values[at].second));
  }
  keys.close_query(call.query);
  call.json = entities(std::move(members));
  return call;
}

bool same_word(std::string_view text, std::string_view upper_word) {
  return std::ranges::equal(text, upper_word, [](char a, char b) {
    return (a >= 'a' && a <= 'z' ? static_cast<char>(a - 'a' + 'A') : a) == b;
  });
}

// One integration; what its body leaves out stands in its key.
void add_integration(const Dialect& dialect, const LinkedInTarget& target, std::string_view key,
                     const Json& entity, std::vector<Integration>& out) {
  const auto parts = parse_key(key, dialect.key_syntax).value_or(KeyParts{});
  const auto word = [&](std::string_view name) -> std::string {
    if (const auto text = entity.text_of(name); !text.empty()) return std::string(text);
    const auto part = std::ranges::find(
        parts, name, [](const auto& pair) { return std::string_view(pair.first); });
    return part == parts.end() ? std::string() : part->second;
  };
  Integration found{.type = word(type_part)};
  if (std::ranges::find(types_here, found.type) == types_here.end()) return;
  if (out.size() == integrations_max) return;
  found.ours = word(dialect.context_name) == target.organization;
  found.enabled = same_word(entity.text_of("status"), "ENABLED");
  out.push_back(std::move(found));
}

}  // namespace

std::span<const std::string_view> integration_types() { return types_here; }

HttpRequest name_request(const Dialect& dialect, const LinkedInTarget& target,
                         std::span<const std::string_view> types, std::string_view name) {
  Json set = Json::object();
  set.set("integrationName", name);
  Json patch = Json::object();
  patch.set("$set", std::move(set));
  Json entity = Json::object();
  entity.set("patch", std::move(patch));
  const KeyWriter keys = keys_by_type(dialect, target);
  Json::Members members;
  for (const std::string_view type : types) {
    std::string key;
    keys.append_text(key, type);
    members.emplace_back(std::move(key), entity);
  }
  return restli_request(dialect, {.method = "POST",
                                  .origin = target.api_origin,
                                  .path = dialect.exchange.integrations_path,
                                  .query = query_of(keys, types),
                                  .json = entities(std::move(members)),
                                  .restli_method = "batch_partial_update"});
}

HttpRequest configure_request(const Dialect& dialect, const LinkedInTarget& target,
                              std::string_view type, Values values) {
  CROSSWALK_CHECK(!values.empty());
  RestliCall call;
  std::string path;
  if (dialect.exchange.configurations_path.empty()) {
    path = dialect.exchange.integrations_path + '/';
    keys_by_type(dialect, target).append_text(path, type);
    path += "/configurations";
    std::vector<std::string> names;
    Json::Members members;
    for (const auto& [name, text] : values) {
      names.push_back(name);
      members.emplace_back(name, value_of(text));
    }
    call.path = path;
    call.query = plain_query(dialect.key_syntax, names);
    call.json = entities(std::move(members));
  } else {
    call = flat_configuration(dialect, target, type, values);
  }
  call.method = "PUT";
  call.origin = target.api_origin;
  call.restli_method = "batch_update";
  return restli_request(dialect, std::move(call));
}

bool all_taken(const HttpResponse& reply) {
  if (reply.status / 100 != 2) return false;
  std::size_t taken = 0;
  bool refused = false;
  const auto visit = [&](ReplyPart part, std::string_view, std::size_t, const OutcomeFacts& facts) {
    if (part == ReplyPart::statuses) return;
    if (part == ReplyPart::results && facts.status / 100 == 2) {
      ++taken;
    } else {
      refused = true;
    }
  };
  return visit_outcomes(reply.body, false, visit) && taken > 0 && !refused;
}

HttpRequest integrations_request(const Dialect& dialect, const LinkedInTarget& target,
                                 std::span<const std::string_view> types) {
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = dialect.exchange.integrations_path,
                                  .query = query_of(keys_by_type(dialect, target), types),
                                  .json = {},
                                  .restli_method = {}});
}

HttpRequest changed_request(const Dialect& dialect, const LinkedInTarget& target,
                            std::string_view request_id) {
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = dialect.exchange.integrations_path,
                                  .query = "q=request&requestId=" + percent_encode(request_id),
                                  .json = {},
                                  .restli_method = {}});
}

std::optional<std::vector<Integration>> read_integrations(const Dialect& dialect,
                                                          const LinkedInTarget& target,
                                                          const HttpResponse& reply) {
  if (reply.status / 100 != 2) return std::nullopt;
  const Result<Json> body = parse_json(reply.body, body_bytes_max);
  if (!body) return std::nullopt;
  std::vector<Integration> out;
  const Json* elements = body->find("elements");
  const Json* results = body->find("results");
  if (elements != nullptr && elements->items() != nullptr) {
    for (const Json& entity : *elements->items()) add_integration(dialect, target, {}, entity, out);
  } else if (results != nullptr && results->members() != nullptr) {
    for (const auto& [key, entity] : *results->members()) {
      add_integration(dialect, target, key, entity, out);
    }
  } else {
    return std::nullopt;
  }
  return out;
}

}  // namespace crosswalk
