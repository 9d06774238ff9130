#pragma once

/// \file
/// The same request in both generations of the API, so that a test is written once and must hold
/// twice. Names of resources and of the parts of keys are the test's to say; syntax, headers and
/// dataProvider are added here.

#include <gtest/gtest.h>

#include <optional>

#include "base/text/digest.hpp"
#include "linkedin_client.hpp"

namespace crosswalk::sim {

/// Decoded names and values of one key.
using Parts = std::vector<std::pair<std::string, std::string>>;

class Speaker : public Client {
 public:
  explicit Speaker(bool versioned, LinkedInOptions options = one_app())
      : Client(std::move(options)), rest(versioned) {}

  std::string key(const Parts& parts) const {
    std::string out;
    for (const auto& [name, value] : whole(parts)) {
      if (!out.empty()) out += rest ? ',' : '&';
      out += name + (rest ? ":" : "=") + percent_encode(value);
    }
    return rest ? "(" + out + ")" : out;
  }

  std::string ids(const std::vector<Parts>& keys) const {
    std::string out;
    for (std::size_t at = 0; at < keys.size(); ++at) {
      if (rest) out += (at > 0 ? "," : "") + key(keys[at]);
      for (const auto& [name, value] : whole(keys[at])) {
        if (rest) break;
        out += out.empty() ? "" : "&";
        out += "ids[" + std::to_string(at) + "]." + name + "=" + percent_encode(value);
      }
    }
    return rest ? "ids=List(" + out + ")" : out;
  }

  static std::string entities(const Entities& all) {
    std::string out = "{\"entities\":{";
    for (const auto& [name, json] : all) {
      if (out.back() == '}') out += ',';
      out += "\"" + name + "\":" + json;
    }
    return out + "}}";
  }

  /// `path` has no generation in front.
  HttpResponse say(std::string method, const std::string& path, std::string body = "",
                   const std::string& rest_method = "") {
    Headers headers;
    if (rest) headers = {{"LinkedIn-Version", version}, {"X-RestLi-Protocol-Version", "2.0.0"}};
    if (!rest_method.empty()) headers.emplace_back("X-RestLi-Method", rest_method);
    return send(std::move(method), (rest ? "/rest/" : "/v2/") + path, std::move(body),
                std::move(headers));
  }

  /// The JSON with the field names of v2 as this generation wants it.
  std::string named(std::string json) const {
    if (!rest) return json;
    for (const auto& [old, name] : {std::pair{"\"atsCreatedAt\"", "\"externalCreatedAt\""},
                                    {"\"atsLastModifiedAt\"", "\"externalLastModifiedAt\""}}) {
      const std::size_t at = json.find(old);
      if (at != std::string::npos) json.replace(at, std::string_view(old).size(), name);
    }
    return json;
  }

  bool rest;
  std::string version = "202603";

 private:
  Parts whole(Parts parts) const {
    if (!rest) parts.emplace_back("dataProvider", "ATS");
    return parts;
  }
};

/// Runs every test of a suite in v2 and in the versioned API.
class BothGenerations : public testing::TestWithParam<bool> {};

inline std::string generation_name(const testing::TestParamInfo<bool>& each) {
  return each.param ? "rest" : "v2";
}

/// A customer who went through onboarding before the run.
inline LinkedInOptions with_callback() {
  LinkedInOptions options;
  options.apps = {{"app", "s/e=c+r", std::string(org), false, "https://ats.example.test/hook"},
                  {"other", "x", "urn:li:organization:6000", false, "https://b.example.test/"}};
  return options;
}

inline std::string hmac(std::string_view secret, std::string_view text) {
  return to_hex(bytes_of(hmac_sha256(secret, text)));
}

/// The one notification due now, past any challenges, which are answered rightly on the way.
inline std::optional<Outgoing> next_push(LinkedIn& peer, Instant now, std::string_view secret) {
  std::optional<Outgoing> found;
  for (Outgoing& each : peer.outbox().take_due(now)) {
    const std::size_t at = each.request.target.find("challengeCode=");
    if (at == std::string::npos) {
      EXPECT_FALSE(found) << "more than one notification";
      found = std::move(each);
      continue;
    }
    const std::string code = each.request.target.substr(at + 14, 36);
    const std::string answer = hmac(secret, code);
    peer.hear(each.id, 200,
              "{\"challengeCode\":\"" + code + "\",\"challengeResponse\":\"" + answer + "\"}", now);
  }
  return found;
}

inline std::string member_of(const HttpResponse& reply, std::string_view name) {
  const auto json = parse_json(reply.body);
  return json ? std::string(json->text_of(name)) : "no JSON";
}

/// The elements of a finder's answer; fails the test when there are none to speak of.
inline Json::List elements_of(const HttpResponse& reply) {
  EXPECT_EQ(reply.status, 200) << reply.body;
  const auto json = parse_json(reply.body);
  const Json* const elements = json ? json->find("elements") : nullptr;
  if (elements == nullptr || elements->items() == nullptr) {
    ADD_FAILURE() << reply.body;
    return {};
  }
  return *elements->items();
}

}  // namespace crosswalk::sim
