#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view form_type = "application/x-www-form-urlencoded";
constexpr std::string_view json_type = "application/json";

// A boundary must not occur in what it bounds. The texts inside are people's own, so one that
// spells our first choice only moves us to the next. It begins with a character that records
// seldom hold, which keeps the search fast.
std::string boundary_outside_of(std::string_view json) {
  for (std::size_t turn = 0;; ++turn) {
    std::string boundary = "_crosswalk_part_" + std::to_string(turn);
    if (json.find(boundary) == std::string_view::npos) return boundary;
  }
}

void append_part(std::string& out, std::string_view boundary, std::string_view type,
                 std::string_view content) {
  out.append("--").append(boundary).append("\r\nContent-Type: ").append(type);
  out.append("\r\n\r\n").append(content).append("\r\n");
}

std::string mixed(std::string_view boundary, std::string_view query, std::string_view json) {
  std::string out;
  out.reserve(query.size() + json.size() + 256);
  append_part(out, boundary, form_type, query);
  append_part(out, boundary, json_type, json);
  out.append("--").append(boundary).append("--\r\n");
  return out;
}

}  // namespace

HttpRequest restli_request(const Dialect& dialect, RestliCall call) {
  HttpRequest request;
  request.method = call.method;
  request.origin = call.origin;
  request.target = call.path;
  request.headers = dialect.headers;
  request.headers.emplace_back("Accept", json_type);
  if (!call.restli_method.empty()) {
    request.headers.emplace_back("X-RestLi-Method", call.restli_method);
  }
  if (call.query.size() <= query_bytes_max) {
    if (!call.query.empty()) request.target.append("?").append(call.query);
    if (!call.json.empty()) request.headers.emplace_back("Content-Type", json_type);
    request.body = std::move(call.json);
    return request;
  }
  request.method = "POST";
  request.headers.emplace_back("X-HTTP-Method-Override", call.method);
  if (call.json.empty()) {
    request.headers.emplace_back("Content-Type", form_type);
    request.body = std::move(call.query);
    return request;
  }
  const std::string boundary = boundary_outside_of(call.json);
  request.headers.emplace_back("Content-Type", "multipart/mixed; boundary=" + boundary);
  request.body = mixed(boundary, call.query, call.json);
  return request;
}

}  // namespace crosswalk
