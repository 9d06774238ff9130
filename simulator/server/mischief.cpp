#include "server/mischief.hpp"

#include <algorithm>

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

Error wrong(const char* what) { return {ErrorCode::invalid_input, what, "fault"}; }

}  // namespace

Result<Fault> read_fault(const Json& json) {
  constexpr std::int64_t times_max = 1'000'000;
  const auto found = std::ranges::find(words, json.text_of("trick"), &Word::word);
  if (found == std::end(words)) {
    return wrong("trick must be reply, html, hang_up, drop or truncate");
  }
  Fault fault;
  fault.trick = found->trick;
  fault.path_contains = json.text_of("path_contains");
  if (const Json* const times = json.find("times")) {
    const std::int64_t* const number = times->integer();
    if (number == nullptr || *number < 1 || *number > times_max) {
      return wrong("times must be 1 to 1000000");
    }
    fault.times = static_cast<std::uint32_t>(*number);
  }
  if (fault.trick != Trick::reply) return fault;
  const Json* const status = json.find("status");
  const std::int64_t* const number = status == nullptr ? nullptr : status->integer();
  if (number == nullptr || *number < 100 || *number > 599)
    return wrong("status must be 100 to 599");
  fault.response.status = static_cast<int>(*number);
  fault.response.body = json.text_of("body");
  const Json* const headers = json.find("headers");
  if (headers == nullptr) return fault;
  if (headers->members() == nullptr) return wrong("headers must be an object of texts");
  for (const auto& [name, value] : *headers->members()) {
    if (value.text() == nullptr) return wrong("headers must be an object of texts");
    fault.response.headers.emplace_back(name, *value.text());
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
