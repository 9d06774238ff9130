#pragma once

/// \file
/// A small client of the simulated LinkedIn for tests: it holds a token, builds the v2 requests
/// as their documents show them and lets a test say only what it is about.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text/json.hpp"
#include "linkedin/linkedin.hpp"

namespace crosswalk::sim {

inline constexpr std::string_view org = "urn:li:organization:5000";
inline constexpr std::string_view app_secret = "s/e=c+r";
inline constexpr auto job_kind = EntityKind::job;
inline constexpr auto candidate_kind = EntityKind::candidate;
inline constexpr auto application_kind = EntityKind::application;
inline const Instant noon = from_ms(1'767'268'800'000);  // 2026-01-01T12:00:00Z

inline LinkedInOptions one_app() {
  LinkedInOptions options;
  options.apps = {{"app", std::string(app_secret), std::string(org)},
                  {"other", "x", "urn:li:organization:6000"}};
  return options;
}

/// Ids and bodies of a batch.
using Entities = std::vector<std::pair<std::string, std::string>>;

inline std::string candidate_json(std::string_view first_name = "Ada", std::string_view more = "") {
  return "{\"firstName\":\"" + std::string(first_name) +
         "\",\"lastName\":\"Byron\",\"emailAddresses\":[\"ada@example.test\"],\"phoneNumbers\":[],"
         "\"addresses\":[],\"atsCreatedAt\":1760000000000,\"atsLastModifiedAt\":1760000000000" +
         std::string(more) + "}";
}

inline std::string application_json(std::string_view job = "J-1", std::string_view more = "") {
  return "{\"atsCandidateId\":\"C-1\",\"atsJobPostingId\":\"" + std::string(job) +
         "\",\"atsJobPostingName\":\"Welder\",\"firstName\":\"Ada\",\"lastName\":\"Byron\","
         "\"atsCreatedAt\":1760000000000,\"atsLastModifiedAt\":1760000000000" +
         std::string(more) + "}";
}

inline std::string job_json(std::string_view id, std::string_view more = ",\"state\":\"LISTED\"",
                            std::string_view availability = "PRIVATE_TO_ATS_INTEGRATION") {
  return "{\"integrationContext\":\"" + std::string(org) + "\",\"externalJobPostingId\":\"" +
         std::string(id) + "\",\"title\":\"Welder\",\"description\":\"" + std::string(120, 'd') +
         "\",\"location\":\"Leeds, United Kingdom\",\"companyApplyUrl\":\"https://example.test/" +
         std::string(id) + "\",\"listedAt\":1760000000000,\"availability\":\"" +
         std::string(availability) + "\"" + std::string(more) + "}";
}

/// The object without that member.
inline std::string without(const std::string& json, std::string_view member) {
  const std::size_t begin = json.find("\"" + std::string(member) + "\":");
  const std::size_t end = json.find(",\"", begin);
  return end == std::string::npos ? json.substr(0, begin - 1) + "}"
                                  : json.substr(0, begin) + json.substr(end + 1);
}

class Client {
 public:
  explicit Client(LinkedInOptions options = one_app()) : peer(std::move(options)) { log_in(); }

  void log_in(std::string_view body =
                  "grant_type=client_credentials&client_id=app&client_secret=s%2Fe%3Dc%2Br") {
    const auto reply = ask_for_token("POST", body);
    const auto json = parse_json(reply.body);
    token = json ? std::string(json->text_of("access_token")) : "";
  }

  HttpResponse ask_for_token(std::string method, std::string_view body) {
    HttpRequest request{.method = std::move(method), .target = "/oauth/v2/accessToken"};
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    return peer.answer(request, now);
  }

  HttpResponse send(std::string method, std::string target, std::string body = "",
                    Headers headers = {}) {
    HttpRequest request{.method = std::move(method), .target = std::move(target)};
    request.headers = std::move(headers);
    if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
    if (!body.empty() && header(request.headers, "Content-Type").empty()) {
      request.headers.emplace_back("Content-Type", "application/json");
    }
    request.body = std::move(body);
    return peer.answer(request, now);
  }

  static std::string part(EntityKind kind) {
    return kind == EntityKind::candidate ? "atsCandidateId" : "atsJobApplicationId";
  }

  static std::string key(EntityKind kind, std::string_view id) {
    return part(kind) + "=" + std::string(id) +
           "&dataProvider=ATS&integrationContext=" + std::string(org);
  }

  static std::string ids(EntityKind kind, const Entities& entities) {
    std::string out;
    for (std::size_t at = 0; at < entities.size(); ++at) {
      const std::string index = "ids[" + std::to_string(at) + "].";
      if (at > 0) out += '&';
      out += index + part(kind) + "=" + entities[at].first + "&" + index + "dataProvider=ATS&" +
             index + "integrationContext=" + std::string(org);
    }
    return out;
  }

  static std::string body_of(EntityKind kind, const Entities& entities) {
    std::string out = "{\"entities\":{";
    for (const auto& [id, json] : entities) {
      if (out.back() == '}') out += ',';
      out += "\"" + key(kind, id) + "\":" + json;
    }
    return out + "}}";
  }

  static std::string path(EntityKind kind) {
    return kind == EntityKind::candidate ? "/v2/atsCandidates" : "/v2/atsApplications";
  }

  /// batch_update, tunnelled, because a hundred ids do not fit into a query.
  HttpResponse put(EntityKind kind, const Entities& entities) {
    return send("POST", path(kind),
                "--cut\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" +
                    ids(kind, entities) + "\r\n--cut\r\nContent-Type: application/json\r\n\r\n" +
                    body_of(kind, entities) + "\r\n--cut--\r\n",
                {{"Content-Type", "multipart/mixed; boundary=cut"},
                 {"X-HTTP-Method-Override", "PUT"},
                 {"X-RestLi-Method", "batch_update"}});
  }

  HttpResponse remove(EntityKind kind, const Entities& entities) {
    return send("POST", path(kind), ids(kind, entities),
                {{"Content-Type", "application/x-www-form-urlencoded"},
                 {"X-HTTP-Method-Override", "DELETE"}});
  }

  HttpResponse post_jobs(const std::vector<std::string>& jobs) {
    std::string body = "{\"elements\":[";
    for (const std::string& job : jobs) {
      if (body.back() == '}') body += ',';
      body += job;
    }
    return send("POST", "/v2/simpleJobPostings", body + "]}",
                {{"X-RestLi-Method", "batch_create"}});
  }

  const Entity* find(EntityKind kind, std::string_view id) {
    const Entity* const found = peer.ledger(now).find(kind, org, id);
    return found != nullptr && found->held ? found : nullptr;
  }
  std::string content(EntityKind kind, std::string_view id) {
    const Entity* const found = find(kind, id);
    return found == nullptr ? "" : found->content;
  }

  LinkedIn peer;
  Instant now = noon;
  std::string token;
};

/// The status of an entity in a batch reply, from `results` or `errors`; 0 when in neither.
inline std::int64_t status_of(const HttpResponse& reply, EntityKind kind, std::string_view id) {
  const auto json = parse_json(reply.body);
  if (!json) return -1;
  for (const char* half : {"results", "errors"}) {
    const Json* const entries = json->find(half);
    const Json* const entry = entries ? entries->find(Client::key(kind, id)) : nullptr;
    if (entry != nullptr) return *entry->find("status")->integer();
  }
  return 0;
}

inline bool says(const HttpResponse& reply, std::string_view text) {
  return reply.body.find(text) != std::string::npos;
}

}  // namespace crosswalk::sim
