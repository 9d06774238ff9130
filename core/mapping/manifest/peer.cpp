#include "mapping/manifest/peer.hpp"

#include <algorithm>
#include <optional>

namespace crosswalk {
namespace {

constexpr std::uint32_t window_s_max = 86'400;

bool is_origin(std::string_view text) {
  constexpr std::string_view scheme = "https://";
  return text.starts_with(scheme) && text.size() > scheme.size() &&
         text.find_first_of("/?#@ ", scheme.size()) == std::string_view::npos;
}

std::string read_setting_name(ManifestReading& reading, const YamlNode* node) {
  if (node == nullptr) return {};
  Words known;
  for (const SettingSpec& setting : reading.settings()) known.push_back(setting.name);
  const std::size_t at = reading.word(*node, known, "a setting");
  return known.empty() ? std::string() : std::string(known[at]);
}

// "POST auth:/token".
void read_token(ManifestReading& reading, const YamlNode& node, const Plan& plan, AuthSpec& auth) {
  const std::string text = reading.text(node, "a request, such as POST auth:/token");
  const std::size_t colon = text.find(":/");
  if (!text.starts_with("POST ") || colon == std::string::npos) {
    return reading.fail(node, "a token is fetched by 'POST host:/path'");
  }
  auth.token_host = text.substr(5, colon - 5);
  auth.token_target = text.substr(colon + 1);
  Words hosts;
  for (const HostSpec& host : plan.hosts) hosts.push_back(host.name);
  if (std::ranges::find(hosts, auth.token_host) == hosts.end()) {
    const auto near = nearest_word(auth.token_host, hosts);
    reading.fail(node, "unknown host '" + auth.token_host + "'" +
                           (near ? "; did you mean '" + *near + "'?" : ""));
  }
}

void read_form(ManifestReading& reading, const YamlNode& node, AuthSpec& auth) {
  if (!reading.is_map(node, "form fields")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string value = reading.text(node.items[i], "a value or {setting}");
    if (value.starts_with('{') && value.ends_with('}')) {
      YamlNode name = node.items[i];
      name.text = value.substr(1, value.size() - 2);
      read_setting_name(reading, &name);
    }
    auth.form.emplace_back(node.keys[i].text, value);
  }
}

AuthSpec read_basic(ManifestReading& reading, const YamlNode& recipe) {
  AuthSpec auth;
  if (!reading.has_only(recipe, {"user", "password", "only_if"}, "user and password")) return auth;
  auth.user = read_setting_name(reading, reading.required(recipe, "user"));
  auth.password = read_setting_name(reading, recipe.find("password"));
  return auth;
}

AuthSpec read_headers(ManifestReading& reading, const YamlNode& recipe) {
  AuthSpec auth;
  auth.kind = AuthKind::headers;
  if (!reading.has_only(recipe, {"send", "only_if"}, "the headers to send")) return auth;
  const YamlNode* send = reading.required(recipe, "send");
  if (send == nullptr || !reading.is_map(*send, "headers and settings")) return auth;
  for (std::size_t i = 0; i < send->keys.size(); ++i) {
    auth.headers.emplace_back(send->keys[i].text, read_setting_name(reading, &send->items[i]));
  }
  if (auth.headers.empty()) reading.fail(*send, "expected at least one header");
  return auth;
}

AuthSpec read_client_credentials(ManifestReading& reading, const YamlNode& recipe,
                                 const Plan& plan) {
  AuthSpec auth;
  auth.kind = AuthKind::oauth2_client_credentials;
  if (!reading.has_only(recipe, {"client", "secret", "client_in", "token", "form", "only_if"},
                        "client, secret, token and form")) {
    return auth;
  }
  auth.user = read_setting_name(reading, reading.required(recipe, "client"));
  auth.password = read_setting_name(reading, reading.required(recipe, "secret"));
  if (const YamlNode* at = recipe.find("client_in")) {
    auth.client_in_header = reading.word(*at, {"header", "form"}, "a place") == 0;
  }
  if (const YamlNode* at = reading.required(recipe, "token")) read_token(reading, *at, plan, auth);
  if (const YamlNode* at = recipe.find("form")) read_form(reading, *at, auth);
  return auth;
}

AuthSpec read_recipe(ManifestReading& reading, std::string_view name, const YamlNode& recipe,
                     const Plan& plan) {
  if (name == "basic") return read_basic(reading, recipe);
  if (name == "headers") return read_headers(reading, recipe);
  return read_client_credentials(reading, recipe, plan);
}

RateSpec read_one_rate(ManifestReading& reading, const YamlNode& node) {
  RateSpec rate;
  if (!reading.has_only(
          node, {"limit", "remaining", "reset", "window_s", "assumed", "in_flight", "only_if"},
          "limit, remaining, reset, window_s, assumed and in_flight")) {
    return rate;
  }
  const auto header = [&](std::string_view key, std::string& into) {
    if (const YamlNode* at = node.find(key)) into = reading.text(*at, "the name of a header");
  };
  header("limit", rate.limit_header);
  header("remaining", rate.remaining_header);
  header("reset", rate.reset_header);
  if (const YamlNode* at = node.find("window_s")) {
    rate.window = Duration{std::int64_t{1000} * reading.number(*at, 1, window_s_max)};
  }
  if (const YamlNode* at = node.find("assumed")) {
    rate.assumed_limit = reading.number(*at, 1, 1'000'000);
  }
  if (const YamlNode* at = node.find("in_flight")) rate.in_flight = reading.number(*at, 1, 64);
  return rate;
}

}  // namespace

std::vector<SettingSpec> read_settings(ManifestReading& reading, const YamlNode& node) {
  std::vector<SettingSpec> settings;
  if (!reading.is_map(node, "settings by name")) return settings;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const YamlNode& spec = node.items[i];
    SettingSpec setting;
    setting.name = node.keys[i].text;
    if (!reading.has_only(spec, {"help", "secret", "required", "default", "words", "only_if"},
                          "help, secret, required, default and words")) {
      break;
    }
    if (const YamlNode* at = reading.required(spec, "help")) {
      setting.help = reading.text(*at, "a text");
    }
    if (const YamlNode* at = spec.find("secret")) setting.secret = reading.flag(*at);
    if (const YamlNode* at = spec.find("required")) setting.required = reading.flag(*at);
    if (const YamlNode* at = spec.find("words"); at && reading.is_list(*at, "words")) {
      for (const YamlNode& word : at->items) setting.words.push_back(reading.text(word, "a word"));
    }
    if (const YamlNode* at = spec.find("default")) {
      setting.fallback = reading.text(*at, "a text");
      if (setting.secret) reading.fail(*at, "a secret has no default");
      if (setting.required) reading.fail(*at, "what is required has no default");
      if (!setting.words.empty()) {
        reading.word(*at, Words(setting.words.begin(), setting.words.end()), "one of its words");
      }
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

std::vector<HostSpec> read_hosts(ManifestReading& reading, const YamlNode& node) {
  std::vector<HostSpec> hosts;
  if (!reading.is_map(node, "hosts by name")) return hosts;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string origin = reading.text(node.items[i], "an origin");
    if (!is_origin(origin)) {
      reading.fail(node.items[i], "expected an origin: https://host or https://host:port");
    }
    hosts.push_back({node.keys[i].text, origin});
  }
  if (hosts.empty()) reading.fail(node, "expected at least one host");
  return hosts;
}

AuthSpec read_auth(ManifestReading& reading, const YamlNode& node, const Plan& plan) {
  AuthSpec chosen;
  const Words recipes = {"basic", "oauth2_client_credentials", "headers"};
  if (!reading.has_only(node, recipes, "one recipe")) return chosen;
  std::size_t count = 0;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    AuthSpec auth = read_recipe(reading, node.keys[i].text, node.items[i], plan);
    if (!reading.applies(node.items[i].find("only_if"))) continue;
    chosen = std::move(auth);
    ++count;
  }
  if (count != 1) {
    reading.fail(node, "expected exactly one recipe: basic, oauth2_client_credentials or headers");
  }
  return chosen;
}

RateSpec read_rate(ManifestReading& reading, const YamlNode& node) {
  if (node.kind != YamlNode::Kind::list) return read_one_rate(reading, node);
  std::optional<RateSpec> chosen;
  for (const YamlNode& variant : node.items) {
    const RateSpec rate = read_one_rate(reading, variant);
    if (!chosen && reading.applies(variant.find("only_if"))) chosen = rate;
  }
  return chosen.value_or(RateSpec{});
}

}  // namespace crosswalk
