#include "cassette/scrub/principal.hpp"

#include <algorithm>
#include <utility>

#include "base/text/json.hpp"
#include "cassette/scrub/meaning.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t json_bytes_max = 32 * 1024 * 1024;

void collect(const Json& json, bool secret, std::vector<std::string>& found) {
  if (const auto* members = json.members()) {
    for (const auto& [name, value] : *members) {
      collect(value, meaning_of(name) == Meaning::secret, found);
    }
  } else if (const auto* items = json.items()) {
    for (const Json& item : *items) collect(item, secret, found);
  } else if (secret && json.text() != nullptr && !json.text()->empty()) {
    found.push_back(*json.text());
  }
}

bool is_form(const Headers& headers) {
  return header(headers, "Content-Type").find("x-www-form-urlencoded") != std::string_view::npos;
}

void note(Shown& shown, std::string principal, std::string_view secret) {
  if (shown.principal.empty()) shown.principal = std::move(principal);
  if (!secret.empty()) shown.secrets.emplace_back(secret);
}

void read_authorization(std::string_view value, Shown& shown) {
  const std::size_t blank = value.find(' ');
  const std::string_view proof = blank == std::string_view::npos ? value : value.substr(blank + 1);
  note(shown, {}, proof);
  if (squeezed(value.substr(0, std::min(blank, value.size()))) != "basic") {
    shown.token = std::string(proof);
    return note(shown, std::string(proof), {});
  }
  const std::string pair = from_base64(proof).value_or("");
  const std::size_t colon = pair.find(':');
  const std::string user = pair.substr(0, colon);
  note(shown, user, user);
  if (colon != std::string::npos) note(shown, {}, pair.substr(colon + 1));
}

void read_parameters(std::string_view text, Shown& shown) {
  const Parameters parameters = parameters_of(text);
  const bool grants = asks_for_a_grant(parameters);
  for (const auto& [name, value] : parameters) {
    const std::string plain = squeezed(name);
    if (meaning_of_parameter(name, grants) != Meaning::secret) continue;
    note(shown, plain == "clientid" || plain == "apikey" ? value : std::string(), value);
  }
}

void read_cookies(std::string_view value, Shown& shown) {
  while (!value.empty()) {
    const std::string_view pair = value.substr(0, value.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos) note(shown, {}, pair.substr(equals + 1));
    value.remove_prefix(std::min(pair.size() + 1, value.size()));
  }
}

}  // namespace

Parameters parameters_of(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> found;
  const auto plain = [](std::string_view part) {
    std::string spaced(part);
    std::ranges::replace(spaced, '+', ' ');
    return percent_decode(spaced).value_or(std::string(part));
  };
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    const std::size_t equals = std::min(pair.find('='), pair.size());
    const std::string_view value = pair.substr(std::min(equals + 1, pair.size()));
    if (!pair.empty()) found.emplace_back(plain(pair.substr(0, equals)), plain(value));
    text.remove_prefix(std::min(pair.size() + 1, text.size()));
  }
  return found;
}

Shown shown_by(const HttpRequest& request) {
  Shown shown;
  for (const auto& [name, value] : request.headers) {
    const std::string plain = squeezed(name);
    if (plain == "authorization" || plain == "proxyauthorization") {
      read_authorization(value, shown);
    } else if (plain == "cookie") {
      read_cookies(value, shown);
    } else if (meaning_of(name) == Meaning::secret) {
      note(shown, plain.ends_with("key") ? value : std::string(), value);
    }
  }
  const std::size_t query = request.target.find('?');
  if (query != std::string::npos) {
    read_parameters(std::string_view(request.target).substr(query + 1), shown);
  }
  if (is_form(request.headers)) {
    read_parameters(request.body, shown);
  } else if (const auto json = parse_json(request.body, json_bytes_max)) {
    note(shown, std::string(json->text_of("client_id")), {});
    collect(*json, false, shown.secrets);
  }
  return shown;
}

std::vector<std::string> secrets_in(const Headers& headers, const std::string& body) {
  std::vector<std::string> found;
  for (const auto& [name, value] : headers) {
    if (squeezed(name) != "setcookie") continue;
    const std::size_t equals = value.find('=');
    if (equals == std::string::npos) continue;
    found.push_back(value.substr(equals + 1, value.find(';') - equals - 1));
  }
  if (is_form(headers)) {
    Shown shown;
    read_parameters(body, shown);
    for (std::string& secret : shown.secrets) found.push_back(std::move(secret));
  } else if (const auto json = parse_json(body, json_bytes_max)) {
    collect(*json, false, found);
  }
  return found;
}

std::string token_in(const HttpResponse& reply) {
  if (is_form(reply.headers)) {
    for (auto& [name, value] : parameters_of(reply.body)) {
      if (name == "access_token") return value;
    }
    return {};
  }
  if (reply.body.find("access_token") == std::string::npos) return {};
  const auto json = parse_json(reply.body, json_bytes_max);
  return json ? std::string(json->text_of("access_token")) : std::string();
}

}  // namespace crosswalk::sim
