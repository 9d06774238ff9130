#include <algorithm>

#include "base/text/json.hpp"
#include "linkedin/exchange/integrations.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

// Applications are made on the unversioned API, whatever dialect the tenant's records are sent in.
constexpr std::string_view applications_path = "/v2/provisionedApplications";
constexpr std::size_t body_bytes_max = 64 * 1024;
constexpr std::size_t credential_bytes_max = 1024;

HttpRequest request_of(RestliCall call, const LinkedInTarget& target) {
  call.origin = target.api_origin;
  call.path = applications_path;
  return restli_request(Dialect{}, std::move(call));
}

std::string credential(const Json& credentials, std::string_view name) {
  const std::string_view text = credentials.text_of(name);
  const bool fine = text.size() <= credential_bytes_max &&
                    std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
  return fine ? std::string(text) : std::string();
}

}  // namespace

HttpRequest provision_request(const LinkedInTarget& target, std::string_view foreign_id,
                              std::string_view name) {
  Json body = Json::object();
  body.set("uniqueForeignId", foreign_id);
  body.set("name", name);
  body.set("description", "Keeps Recruiter and the applicant tracking system in step");
  return request_of({.method = "POST", .json = write_json(body)}, target);
}

HttpRequest provisioned_request(const LinkedInTarget& target, std::string_view foreign_id) {
  std::string query = "q=credentialsByUniqueForeignId&uniqueForeignId=";
  query += percent_encode(foreign_id);
  return request_of({.method = "GET", .query = std::move(query)}, target);
}

Provisioned read_provisioned(const HttpResponse& reply) {
  Provisioned out;
  out.status = reply.status;
  if (reply.status / 100 != 2) return out;
  const Result<Json> body = parse_json(reply.body, body_bytes_max);
  if (!body) return out;
  const Json* made = &*body;
  if (const Json* elements = body->find("elements")) {
    if (elements->items() == nullptr || elements->items()->empty()) return out;
    made = &elements->items()->front();
  }
  const Json* credentials = made->find("credentials");
  if (credentials == nullptr) return out;
  out.client_id = credential(*credentials, "client_id");
  if (out.client_id.empty()) return out;
  out.client_secret = credential(*credentials, "client_secret");
  out.readable = true;
  return out;
}

}  // namespace crosswalk
