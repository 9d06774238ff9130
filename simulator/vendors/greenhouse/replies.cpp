#include "vendors/greenhouse/replies.hpp"

#include <algorithm>

#include "vendors/json_text.hpp"

namespace crosswalk::sim::greenhouse {
namespace {

/// What a request said may be no UTF-8; an answer that repeats it must be.
std::string printable(std::string_view text) {
  std::string plain(text);
  std::ranges::replace_if(
      plain, [](char c) { return c < ' ' || c > '~'; }, '?');
  return plain;
}

}  // namespace

HttpResponse json_reply(int status, std::string body) {
  HttpResponse reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  reply.body = std::move(body);
  return reply;
}

HttpResponse refusal(int status, std::string_view message, std::string_view field) {
  std::string body;
  const std::string said = printable(message);
  JsonObject whole(body);
  whole.text("message", said);
  std::string& list = whole.value("errors");
  list += '[';
  JsonObject one(list);
  one.text("message", said);
  if (!field.empty()) one.text("field", printable(field));
  one.close();
  list += ']';
  whole.close();
  return json_reply(status, std::move(body));
}

HttpResponse oauth_refusal(int status, std::string_view error, std::string_view description) {
  std::string body;
  JsonObject whole(body);
  whole.text("error", error).text("error_description", description).close();
  HttpResponse reply = json_reply(status, std::move(body));
  if (status == 401) reply.headers.emplace_back("WWW-Authenticate", "Basic realm=\"token\"");
  return reply;
}

}  // namespace crosswalk::sim::greenhouse
