#include "server/mischief.hpp"

#include <algorithm>
#include <optional>

#include "server/requests.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

struct Word {
  std::string_view word;
  std::optional<FaultKind> kind;  // None: a reply.
};

constexpr Word words[] = {{"reply", std::nullopt},
                          {"html", FaultKind::html},
                          {"hang_up", FaultKind::reset_before},
                          {"drop", FaultKind::lost_answer},
                          {"truncate", FaultKind::truncate}};

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

Result<Trick> read_trick(const Json& json) {
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
  Trick trick;
  trick.rule.at = "*";
  if (const Json* const path = json.find("path_contains")) {
    if (path->text() == nullptr) return wrong("path_contains", "it must be a text");
    trick.rule.when.contains = *path->text();
  }
  if (const Json* const times = json.find("times")) {
    const std::int64_t* const number = times->integer();
    if (number == nullptr || *number < 1 || *number > times_max) {
      return wrong("times", "it must be a whole number of 1 to 1000000");
    }
    trick.times = static_cast<std::uint32_t>(*number);
  }
  if (!found->kind) {
    if (auto problem = read_reply(json, trick.reply.emplace())) return *std::move(problem);
    return trick;
  }
  trick.rule.what.kind = *found->kind;
  for (const char* only : {"status", "headers", "body"}) {
    if (json.find(only) != nullptr) return wrong(only, "only the trick 'reply' has one");
  }
  return trick;
}

void Mischief::order(Trick trick, Faults& faults) {
  if (trick.reply) return replies_.push_back(std::move(trick));
  const auto taken = [&](const std::string& id) {
    return std::ranges::find(faults.rules(), id, &FaultRule::id) != faults.rules().end();
  };
  do {
    trick.rule.id = "trick-" + std::to_string(++ordered_);
  } while (taken(trick.rule.id));
  left_[trick.rule.id] = trick.times;
  faults.add(std::move(trick.rule));
}

std::optional<HttpResponse> Mischief::reply_to(std::string_view target) {
  const auto found = std::ranges::find_if(replies_, [&](const Trick& trick) {
    return target.find(trick.rule.when.contains) != std::string_view::npos;
  });
  if (found == replies_.end()) return std::nullopt;
  ++fired_;
  std::optional<HttpResponse> reply = found->reply;
  if (--found->times == 0) replies_.erase(found);
  return reply;
}

void Mischief::struck(const std::vector<std::string>& fired, Faults& faults) {
  fired_ += fired.size();
  for (const std::string& id : fired) {
    const auto found = left_.find(id);
    if (found == left_.end() || --found->second != 0) continue;
    left_.erase(found);
    faults.switch_rule(id, false);
  }
}

}  // namespace crosswalk::sim
