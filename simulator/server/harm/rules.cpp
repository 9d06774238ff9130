#include "server/harm/rules.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "faults/endpoints.hpp"
#include "server/requests.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

using Words = std::vector<std::string_view>;
using Problem = std::optional<Error>;

constexpr std::int64_t ms_max = std::int64_t{400} * 86'400'000;
constexpr std::int64_t count_max = 1'000'000;
constexpr std::size_t list_max = 10'000;

constexpr std::array<std::string_view, 4> distributions{"fixed", "uniform", "log_normal",
                                                        "recorded"};
constexpr std::array<std::string_view, 8> retry_words{"none",     "seconds", "date",  "past_date",
                                                      "negative", "huge",    "twice", "words"};

Error wrong(std::string what, std::string_view where) {
  return {ErrorCode::invalid_input, std::move(what), std::string(where)};
}

Problem read_whole(const Json& value, std::string_view place, std::int64_t least, std::int64_t most,
                   std::int64_t& into) {
  if (value.integer() == nullptr || *value.integer() < least || *value.integer() > most) {
    return wrong(
        "it must be a whole number of " + std::to_string(least) + " to " + std::to_string(most),
        place);
  }
  into = *value.integer();
  return std::nullopt;
}

template <class Number>
Problem read_count(const Json& value, std::string_view place, std::int64_t least, Number& into) {
  std::int64_t number = 0;
  auto problem = read_whole(value, place, least, count_max, number);
  if (!problem) into = static_cast<Number>(number);
  return problem;
}

Problem read_duration(const Json& value, std::string_view place, std::int64_t least,
                      Duration& into) {
  std::int64_t number = 0;
  auto problem = read_whole(value, place, least, ms_max, number);
  if (!problem) into = Duration{number};
  return problem;
}

Problem read_real(const Json& value, std::string_view place, double most, double& into) {
  const double* const real = value.real();
  const std::int64_t* const whole = value.integer();
  const double number = real != nullptr    ? *real
                        : whole != nullptr ? static_cast<double>(*whole)
                                           : -1;
  if (!(number >= 0 && number <= most)) {
    return wrong("it must be a number of 0 to " + std::to_string(static_cast<int>(most)), place);
  }
  into = number;
  return std::nullopt;
}

Problem read_text(const Json& value, std::string_view place, std::string& into) {
  if (value.text() == nullptr) return wrong("it must be a text", place);
  into = *value.text();
  return std::nullopt;
}

// Each part of a JSON pointer begins with a slash; without any it is the whole reply.
Problem read_pointer(const Json& value, std::string& into) {
  if (auto problem = read_text(value, "path", into)) return problem;
  if (into.empty() || into.front() == '/') return std::nullopt;
  return wrong("it must be a JSON pointer, such as /0/id, or /*/id for every item of a list",
               "path");
}

template <class Word, std::size_t N>
Problem read_word(const Json& value, std::string_view place,
                  const std::array<std::string_view, N>& known, Word& into) {
  const std::string_view word = value.text() == nullptr ? std::string_view{} : *value.text();
  const auto found = std::ranges::find(known, word);
  if (found == known.end()) {
    return unknown_word(std::string(place), place, word, {known.begin(), known.end()});
  }
  into = static_cast<Word>(found - known.begin());
  return std::nullopt;
}

template <class Each>
Problem read_list(const Json& value, std::string_view place, Each each) {
  if (value.items() == nullptr || value.items()->empty() || value.items()->size() > list_max) {
    return wrong("it must be a list of 1 to " + std::to_string(list_max) + " items", place);
  }
  for (const Json& item : *value.items()) {
    if (auto problem = each(item)) return problem;
  }
  return std::nullopt;
}

Problem read_mutations(const Json& value, std::string_view place, std::vector<Mutation>& into) {
  return read_list(value, place, [&](const Json& item) -> Problem {
    auto mutation = read_mutation(item);
    if (!mutation) return wrong(to_string(mutation.error()), place);
    into.push_back(*std::move(mutation));
    return std::nullopt;
  });
}

/// What a kind may take: the word of kinds.hpp, the member's name here, and how it is read.
struct Parameter {
  std::string_view takes, member;
  Problem (*read)(const Json&, FaultDeed&);
};

constexpr Parameter parameters[] = {
    {"wait", "wait_ms",
     [](const Json& v, FaultDeed& d) { return read_duration(v, "wait_ms", -ms_max, d.wait); }},
    {"most", "most_ms",
     [](const Json& v, FaultDeed& d) { return read_duration(v, "most_ms", 0, d.most); }},
    {"distribution", "distribution",
     [](const Json& v, FaultDeed& d) {
       return read_word(v, "distribution", distributions, d.distribution);
     }},
    {"spread", "spread",
     [](const Json& v, FaultDeed& d) { return read_real(v, "spread", 3600, d.spread); }},
    {"recorded", "recorded_ms",
     [](const Json& v, FaultDeed& d) {
       return read_list(v, "recorded_ms", [&](const Json& item) {
         return read_duration(item, "recorded_ms", 0, d.recorded.emplace_back());
       });
     }},
    {"status", "status",
     [](const Json& v, FaultDeed& d) {
       std::int64_t number = 0;
       auto problem = read_whole(v, "status", 200, 599, number);
       if (!problem) d.status = static_cast<int>(number);
       return problem;
     }},
    {"retry_after", "retry_after",
     [](const Json& v, FaultDeed& d) {
       return read_word(v, "retry_after", retry_words, d.retry_after);
     }},
    {"path", "path", [](const Json& v, FaultDeed& d) { return read_pointer(v, d.path); }},
    {"part", "part", [](const Json& v, FaultDeed& d) { return read_real(v, "part", 1, d.part); }},
    {"count", "count",
     [](const Json& v, FaultDeed& d) { return read_count(v, "count", 0, d.count); }},
    {"per", "per_ms",
     [](const Json& v, FaultDeed& d) { return read_duration(v, "per_ms", 1, d.per); }},
    {"scope", "scope", [](const Json& v, FaultDeed& d) { return read_text(v, "scope", d.scope); }},
    {"mutations", "mutations",
     [](const Json& v, FaultDeed& d) { return read_mutations(v, "mutations", d.mutations); }}};

bool takes(const FaultWord& kind, std::string_view parameter) {
  std::string_view left = kind.takes;
  while (!left.empty()) {
    const std::size_t end = std::min(left.find(' '), left.size());
    if (left.substr(0, end) == parameter) return true;
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  return false;
}

Problem read_deed(const Json& json, FaultDeed& deed) {
  const std::string_view word = json.text_of("do");
  const auto kind = fault_kind_of(word);
  if (!kind) {
    Words known;
    for (const FaultWord& each : fault_words()) known.push_back(each.word);
    return unknown_word("do", "kind of fault", word, known);
  }
  deed.kind = *kind;
  Words members{"id", "at", "do", "when", "off"};
  for (const Parameter& each : parameters) {
    if (takes(word_of(*kind), each.takes)) members.push_back(each.member);
  }
  if (auto problem = refuse_others(json, members)) return problem;
  for (const Parameter& each : parameters) {
    const Json* const value = json.find(each.member);
    if (value == nullptr) continue;
    if (auto problem = each.read(*value, deed)) return problem;
  }
  return std::nullopt;
}

Problem read_trigger(const Json& json, FaultTrigger& when) {
  if (auto problem = refuse_others(json, {"probability", "nth", "first", "every", "page",
                                          "attempts", "from_ms", "until_ms", "contains"})) {
    problem->where = "when." + problem->where;
    return problem;
  }
  const auto read = [&](const char* name, auto how, auto&... into) -> Problem {
    const Json* const value = json.find(name);
    return value == nullptr ? std::nullopt : how(*value, std::string("when.") + name, into...);
  };
  const auto count = [](const Json& value, const std::string& place, std::uint32_t& into) {
    return read_count(value, place, 1, into);
  };
  const auto time = [](const Json& value, const std::string& place, Duration& into) {
    return read_duration(value, place, 0, into);
  };
  const auto nth = [&](const Json& value, const std::string& place) {
    return read_list(value, place, [&](const Json& item) {
      return read_count(item, place, 1, when.nth.emplace_back());
    });
  };
  const auto chance = [](const Json& value, const std::string& place, double& into) {
    return read_real(value, place, 1, into);
  };
  auto problem = read("probability", chance, when.probability);
  if (!problem) problem = read("nth", nth);
  if (!problem) problem = read("first", count, when.first);
  if (!problem) problem = read("every", count, when.every);
  if (!problem) problem = read("page", count, when.page);
  if (!problem) problem = read("attempts", count, when.attempts);
  if (!problem) problem = read("from_ms", time, when.from);
  if (!problem) problem = read("until_ms", time, when.until);
  if (!problem) problem = read("contains", read_text, when.contains);
  return problem;
}

}  // namespace

Result<FaultRule> read_rule(const Json& json) {
  constexpr std::size_t id_max = 64;
  if (json.members() == nullptr) return wrong("it must be an object", "body");
  FaultRule rule;
  rule.id = std::string(json.text_of("id"));
  if (rule.id.empty() || rule.id.size() > id_max) {
    return wrong("names the rule, in 1 to 64 characters", "id");
  }
  if (auto problem = read_deed(json, rule.what)) return *std::move(problem);
  rule.at = std::string(json.text_of("at"));
  if (endpoints_of(rule.at).empty()) {
    const auto known = endpoint_names();
    return unknown_word("at", "endpoint", rule.at, {known.begin(), known.end()});
  }
  const auto fitting = [&](std::string_view endpoint) { return fits(rule.what.kind, endpoint); };
  if (std::ranges::none_of(endpoints_of(rule.at), fitting)) {
    return wrong("'" + std::string(word_of(rule.what.kind).word) +
                     "' cannot happen there; name another endpoint, or another kind in 'do'",
                 "at");
  }
  if (const Json* const off = json.find("off")) {
    if (off->flag() == nullptr) return wrong("it must be true or false", "off");
    rule.off = *off->flag();
  }
  if (const Json* const when = json.find("when")) {
    if (auto problem = read_trigger(*when, rule.when)) return *std::move(problem);
  }
  return rule;
}

Json account_of(const Faults& faults) {
  const auto fired = faults.fired();
  Json rules = Json::list();
  for (const FaultRule& each : faults.rules()) {
    const FaultWord& word = word_of(each.what.kind);
    const auto times = fired.find(each.id);
    Json rule;
    rule.set("id", each.id);
    rule.set("at", each.at);
    rule.set("do", word.word);
    rule.set("family", name_of(word.family));
    rule.set("off", each.off);
    rule.set("fired", times == fired.end() ? std::uint64_t{0} : times->second);
    rules.push(std::move(rule));
  }
  Json asked = Json::object();
  for (const auto& [endpoint, times] : faults.asked()) asked.set(endpoint, times);
  Json account;
  account.set("rules", std::move(rules));
  account.set("asked", std::move(asked));
  return account;
}

}  // namespace crosswalk::sim
