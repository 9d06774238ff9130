#include "runtime/admin/protocol.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace crosswalk {
namespace {

constexpr std::array<std::string_view, 6> commands{"status", "sync",           "explain",
                                                   "erase",  "tenant connect", "tenant activate"};
constexpr std::size_t text_bytes_max = 1024;

constexpr std::array<std::pair<ErrorCode, std::string_view>, 6> codes{
    {{ErrorCode::invalid_input, "invalid_input"},
     {ErrorCode::refused, "refused"},
     {ErrorCode::unavailable, "unavailable"},
     {ErrorCode::conflict, "conflict"},
     {ErrorCode::unsupported, "unsupported"},
     {ErrorCode::internal, "internal"}}};

Error invalid(std::string_view what, std::string_view where) {
  return {ErrorCode::invalid_input, std::string(what), std::string(where)};
}

template <class T>
using Named = std::pair<std::string_view, T*>;

std::vector<Named<bool>> flags_of(AdminRequest& request) {
  return {{"full", &request.full},
          {"absence_confirmed", &request.absence_confirmed},
          {"release", &request.release}};
}

std::vector<Named<std::string>> texts_of(AdminRequest& request) {
  return {{"command", &request.command},     {"tenant", &request.tenant},
          {"kind", &request.kind},           {"id", &request.id},
          {"candidate", &request.candidate}, {"email", &request.email},
          {"member", &request.member},       {"agreed_by", &request.agreed_by}};
}

Result<Done> take_member(AdminRequest& request, const std::string& name, const Json& value) {
  const auto flags = flags_of(request);
  const auto flag = std::ranges::find(flags, name, &Named<bool>::first);
  if (flag != flags.end()) {
    if (value.flag() == nullptr) return invalid("must be true or false", name);
    *flag->second = *value.flag();
    return Done{};
  }
  const auto texts = texts_of(request);
  const auto found = std::ranges::find(texts, name, &Named<std::string>::first);
  if (found == texts.end()) return invalid("is no member of an admin request", "admin request");
  if (value.text() == nullptr || value.text()->size() > text_bytes_max) {
    return invalid("must be a text of at most 1024 bytes", name);
  }
  *found->second = *value.text();
  return Done{};
}

}  // namespace

bool says_nothing(std::string_view text) {
  return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}

Result<AdminRequest> parse_admin_request(std::string_view line) {
  auto json = parse_json(line, admin_request_bytes_max);
  if (!json) return std::move(json).error();
  const Json::Members* members = json->members();
  if (members == nullptr) return invalid("an admin request is one JSON object", "admin request");
  AdminRequest request;
  for (const auto& [name, value] : *members) {
    if (auto taken = take_member(request, name, value); !taken) return std::move(taken).error();
  }
  if (request.command.empty()) return invalid("is missing", "command");
  if (std::ranges::find(commands, request.command) == commands.end()) {
    return Error{ErrorCode::unsupported,
                 "is none of status, sync, explain, erase, tenant connect, tenant activate",
                 "command"};
  }
  return request;
}

std::string write_admin_request(const AdminRequest& request) {
  Json json = Json::object();
  AdminRequest said = request;
  for (const auto& [name, text] : texts_of(said)) {
    if (!text->empty()) json.set(std::string(name), *text);
  }
  for (const auto& [name, flag] : flags_of(said)) {
    if (*flag) json.set(std::string(name), true);
  }
  return write_json(json) + "\n";
}

AdminLine parse_admin_line(std::string_view line) {
  auto json = parse_json(line, admin_answer_bytes_max);
  if (!json) return Result<Json>(std::move(json).error());
  for (const char* news : {"progress", "notice"}) {
    const Json* words = json->find(news);
    if (words && words->text()) return AdminProgress{*words->text(), news[0] == 'n'};
  }
  if (const Json* result = json->find("result")) return Result<Json>(*result);
  if (const Json* error = json->find("error")) {
    return Result<Json>(Error{error_code(error->text_of("code")),
                              std::string(error->text_of("what")),
                              std::string(error->text_of("where"))});
  }
  return Result<Json>(Error{ErrorCode::internal,
                            "the daemon answered in no form we know; are "
                            "both of the same version?",
                            "admin socket"});
}

std::string write_admin_progress(const AdminProgress& progress) {
  Json line = Json::object();
  line.set(progress.notice ? "notice" : "progress", progress.words);
  return write_json(line) + "\n";
}

std::string write_admin_result(const Result<Json>& result) {
  Json line = Json::object();
  if (result) {
    line.set("result", *result);
  } else {
    line.set("error", error_json(result.error()));
  }
  return write_json(line) + "\n";
}

Json error_json(const Error& error) {
  Json json = Json::object();
  json.set("code", name_of(error.code));
  json.set("what", error.what);
  json.set("where", error.where);
  return json;
}

std::string_view name_of(ErrorCode code) {
  const auto found = std::ranges::find(codes, code, &decltype(codes)::value_type::first);
  return found == codes.end() ? "internal" : found->second;
}

ErrorCode error_code(std::string_view name) {
  const auto found = std::ranges::find(codes, name, &decltype(codes)::value_type::second);
  return found == codes.end() ? ErrorCode::internal : found->first;
}

}  // namespace crosswalk
