#include "server/mischief.hpp"

#include <algorithm>
#include <optional>

#include "server/requests.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

struct Word {
  std::string_view word;
  Trick trick;
};

constexpr Word words[] = {{"reply", Trick::reply},
                          {"html", Trick::html},
                          {"hang_up", Trick::hang_up},
                          {"drop", Trick::drop},
                          {"truncate", Trick::truncate}};

Error wrong(const char* where, const char* what) { return {ErrorCode::invalid_input, what, where}; }

std::optional<Error> read_reply(const Json& json, HttpResponse& response) {
  const Json* const status = json.find("status");
  const std::int64_t* const number = status == nullptr ? nullptr : status->integer();
  if (number == nullptr || *number < 100 || *number > 599) {
    return wrong("status", "it must be a whole number of 100 to 599");
  }
  response.status = static_cast<int>(*number);
  if (const Json* const body = json.find("body")) {
    if (body->text() == nullptr) return wrong("body", "it must be a text");
    response.body = *body->text();
  }
  const Json* const headers = json.find("headers");
  if (headers == nullptr) return std::nullopt;
  if (headers->members() == nullptr) return wrong("headers", "it must be an object of texts");
  for (const auto& [name, value] : *headers->members()) {
    if (value.text() == nullptr) return wrong("headers", "it must be an object of texts");
    response.headers.emplace_back(name, *value.text());
  }
  return std::nullopt;
}

}  // namespace

Result<Fault> read_fault(const Json& json) {
  constexpr std::int64_t times_max = 1'000'000;
  if (auto problem =
          refuse_others(json, {"trick", "path_contains", "times", "status", "headers", "body"})) {
    return *std::move(problem);
  }
  const auto found = std::ranges::find(words, json.text_of("trick"), &Word::word);
  if (found == std::end(words)) {
    std::vector<std::string_view> known;
    for (const Word& each : words) known.push_back(each.word);
    return unknown_word("trick", "trick", json.text_of("trick"), known);
  }
  Fault fault;
  fault.trick = found->trick;
  if (const Json* const path = json.find("path_contains")) {
    if (path->text() == nullptr) return wrong("path_contains", "it must be a text");
    fault.path_contains = *path->text();
  }
  if (const Json* const times = json.find("times")) {
    const std::int64_t* const number = times->integer();
    if (number == nullptr || *number < 1 || *number > times_max) {
      return wrong("times", "it must be a whole number of 1 to 1000000");
    }
    fault.times = static_cast<std::uint32_t>(*number);
  }
  if (fault.trick == Trick::reply) {
    if (auto problem = read_reply(json, fault.response)) return *std::move(problem);
    return fault;
  }
  for (const char* only : {"status", "headers", "body"}) {
    if (json.find(only) != nullptr) return wrong(only, "only the trick 'reply' has one");
  }
  return fault;
}

Fault Mischief::next(std::string_view target) {
  const auto found = std::ranges::find_if(waiting_, [&](const Fault& fault) {
    return target.find(fault.path_contains) != std::string_view::npos;
  });
  if (found == waiting_.end()) return {};
  ++fired_;
  Fault fault = *found;
  if (--found->times == 0) waiting_.erase(found);
  return fault;
}

}  // namespace crosswalk::sim
