#include "faults/replies/contents.hpp"

#include <algorithm>
#include <optional>

#include "base/text/dates.hpp"
#include "faults/replies/json_places.hpp"

namespace crosswalk::sim {
namespace {

// A text without its second half and its closing quote, a list without its bracket, and so on: no
// reader can take the whole for JSON.
std::string cut(std::string_view value, JsonForm form) {
  switch (form) {
    case JsonForm::object:
    case JsonForm::list:
      return std::string(value.substr(0, value.size() - 1));
    case JsonForm::number:
      return std::string(value) + ".";
    default:
      return std::string(value.substr(0, (value.size() + 1) / 2));
  }
}

std::string of_another_type(std::string_view value, JsonForm form) {
  switch (form) {
    case JsonForm::object:
      return "[]";
    case JsonForm::list:
      return "{}";
    case JsonForm::text:
      return "17";
    case JsonForm::number:
      return '"' + std::string(value) + '"';
    case JsonForm::word:
      break;
  }
  return value == "null" ? "17" : '"' + std::string(value) + '"';
}

// 0xFF stands in no UTF-8. It goes into the first text there is, be it a name.
std::optional<std::string> with_bad_byte(std::string_view value, JsonForm form) {
  constexpr std::string_view bad = "\xFF";
  if (form == JsonForm::number || form == JsonForm::word) return std::nullopt;
  const std::size_t quote = value.find('"');
  if (quote == std::string_view::npos) return std::nullopt;
  std::string out(value);
  return out.insert(quote + 1, bad);
}

std::optional<std::string> spoiled(FaultKind kind, std::string_view value, JsonForm form) {
  switch (kind) {
    case FaultKind::malformed_json:
      return cut(value, form);
    case FaultKind::wrong_type:
      return of_another_type(value, form);
    case FaultKind::null_value:
      if (value == "null") return std::nullopt;
      return "null";
    case FaultKind::bad_utf8:
      return with_bad_byte(value, form);
    default:
      return std::nullopt;
  }
}

std::string seconds_of(Duration wait) {
  return std::to_string((std::max(wait, Duration{0}).count() + 999) / 1000);
}

}  // namespace

bool spoil(FaultKind kind, std::string_view path, std::string& body) {
  std::vector<std::pair<JsonSpan, std::string>> changes;
  for (const JsonSpan& place : places_of(body, path)) {
    auto text = spoiled(kind, place.in(body), form_of(body, place));
    if (text) changes.emplace_back(place, *std::move(text));
  }
  if (changes.empty()) return false;
  body = replaced(body, changes);
  return true;
}

HttpResponse html_page() {
  return {.status = 200,
          .headers = {{"Content-Type", "text/html; charset=utf-8"}},
          .body = "<!doctype html><title>Sign in</title><p>Your session has ended.</p>\n"};
}

HttpResponse refusal_of(int status, Instant now) {
  HttpResponse out;
  out.status = status;
  out.headers = {{"Content-Type", "application/json"}, {"Date", format_http_date(now)}};
  constexpr int without_body = 204;
  if (status < 200 || status == without_body || status == 304) return out;
  const std::string number = std::to_string(status);
  out.body = R"({"message":"Refused with )" + number + R"(","status":)" + number + "}";
  return out;
}

void tell_to_wait(HttpResponse& reply, RetryAfter how, Duration wait, Instant now) {
  const auto say = [&](std::string value) {
    reply.headers.emplace_back("Retry-After", std::move(value));
  };
  switch (how) {
    case RetryAfter::none:
      return;
    case RetryAfter::seconds:
      return say(seconds_of(wait));
    case RetryAfter::date:
      return say(format_http_date(now + wait + std::chrono::milliseconds{999}));
    case RetryAfter::past_date:
      return say(format_http_date(now - std::chrono::hours{1}));
    case RetryAfter::negative:
      return say("-5");
    case RetryAfter::huge:
      return say("99999999");
    case RetryAfter::twice:
      say("1");
      return say(seconds_of(wait));
    case RetryAfter::words:
      return say("soon");
  }
}

}  // namespace crosswalk::sim
