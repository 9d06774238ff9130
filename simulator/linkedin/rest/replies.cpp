#include "linkedin/rest/replies.hpp"

#include <utility>

#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim::linkedin {

Refusal empty_token() { return {401, 401, "Empty oauth2_access_token", {}}; }
Refusal invalid_token() { return {401, 65600, "Invalid access token", {}}; }
Refusal expired_token() { return {401, 65602, "The token used in the request has expired", {}}; }
Refusal no_permission() {
  return {403, 65600, "The caller is not authorized for this integration context", {}};
}
Refusal no_such_resource(std::string_view name) {
  return {404, 0, "Resource " + std::string(name) + " does not exist", {}};
}
Refusal bad_keys() { return {400, -1, "Batch key parameter value is invalid", {}}; }
Refusal bad_request(std::string_view why) { return {400, -1, std::string(why), {}}; }
Refusal throttled(bool quota_wording) {
  if (quota_wording) return {429, -1, "Daily request quota exceeded", "QUOTA_EXCEEDED"};
  return {429, 101, "Resource level throttle limit for calls to this resource is reached.", {}};
}
Refusal uri_too_long() { return {414, -1, "Request-URI Too Long", {}}; }

std::string error_json(const Refusal& refusal) {
  std::string out = "{";
  if (!refusal.code.empty()) {
    out += "\"code\":";
    append_quoted(out, refusal.code);
    out += ',';
  }
  if (refusal.service_code >= 0) {
    out += "\"serviceErrorCode\":" + std::to_string(refusal.service_code) + ",";
  }
  out += "\"message\":";
  append_quoted(out, refusal.message);
  out += ",\"status\":" + std::to_string(refusal.status) + "}";
  return out;
}

HttpResponse reply(int status, std::string body) {
  HttpResponse out{.status = status, .headers = {}, .body = std::move(body)};
  if (!out.body.empty()) out.headers.emplace_back("Content-Type", "application/json");
  out.headers.emplace_back("X-RestLi-Protocol-Version", "1.0.0");
  return out;
}

HttpResponse reply(const Refusal& refusal) {
  HttpResponse out = reply(refusal.status, error_json(refusal));
  out.headers.emplace_back("X-LinkedIn-Error-Response", "true");
  return out;
}

void dress_in_protocol_2(HttpResponse& out) {
  for (auto& [name, value] : out.headers) {
    if (name == "X-LinkedIn-Error-Response") name = "X-RestLi-Error-Response";
    if (name == "X-LinkedIn-Id") name = "X-RestLi-Id";
    if (name == "X-RestLi-Protocol-Version") value = "2.0.0";
  }
}

}  // namespace crosswalk::sim::linkedin
