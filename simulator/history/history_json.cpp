#include "history/history_json.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <concepts>
#include <utility>

namespace crosswalk::sim {
namespace {

constexpr std::array<std::string_view, 5> whats{"step", "request", "push", "effect", "alarm"};

// ---- writing ----------------------------------------------------------------------------------

Json texts(const std::vector<std::string>& all) { return Json::List(all.begin(), all.end()); }

template <class Value>
Json named(const std::map<std::string, Value>& all) {
  Json json = Json::object();
  for (const auto& [name, value] : all) json.set(name, value);
  return json;
}

Json told(const Happening& each) {
  Json json;
  json.set("at", to_ms(each.at));
  json.set("what", name_of(each.what));
  if (!each.tenant.empty()) json.set("tenant", each.tenant);
  if (!each.peer.empty()) json.set("peer", each.peer);
  if (!each.endpoint.empty()) json.set("endpoint", each.endpoint);
  if (!each.words.empty()) json.set("words", each.words);
  if (each.status != 0) json.set("status", each.status);
  if (each.took != Duration{}) json.set("took_ms", std::int64_t{each.took.count()});
  if (!each.request_body.empty()) json.set("request_body", each.request_body);
  if (!each.reply_body.empty()) json.set("reply_body", each.reply_body);
  if (!each.faults.empty()) json.set("faults", texts(each.faults));
  return json;
}

Json told(const Check& each) {
  Json json;
  json.set("name", each.name);
  json.set("after", each.after);
  json.set("good", each.good);
  json.set("words", each.words);
  json.set("line", each.line);
  if (each.excused != 0) json.set("excused", each.excused);
  return json;
}

Json told(const Played& each) {
  Json json;
  json.set("words", each.words);
  json.set("line", each.line);
  json.set("begun", to_ms(each.begun));
  json.set("ended", to_ms(each.ended));
  if (!each.ids.empty()) json.set("ids", texts(each.ids));
  if (each.ids_more != 0) json.set("ids_more", each.ids_more);
  return json;
}

template <class T>
Json list_of(const std::vector<T>& all) {
  Json json = Json::list();
  for (const T& each : all) json.push(told(each));
  return json;
}

// ---- reading ----------------------------------------------------------------------------------

// Reads members of one object and remembers the first that is not as it was written.
class Members {
 public:
  explicit Members(const Json& json) : json_(json) {
    if (json.members() == nullptr) fail("an object");
  }

  void read(std::string_view name, std::string& into) {
    if (const Json* value = find(name)) take(name, value->text(), into);
  }
  void read(std::string_view name, bool& into) {
    if (const Json* value = find(name)) take(name, value->flag(), into);
  }
  template <std::integral Number>
  void read(std::string_view name, Number& into) {
    std::int64_t number = static_cast<std::int64_t>(into);
    if (const Json* value = find(name)) take(name, value->integer(), number);
    into = static_cast<Number>(number);
  }
  void read(std::string_view name, double& into) {
    const Json* const value = find(name);
    if (value == nullptr) return;
    if (value->integer() != nullptr) {
      into = static_cast<double>(*value->integer());
    } else {
      take(name, value->real(), into);
    }
  }
  void read(std::string_view name, Instant& into) {
    std::int64_t ms = to_ms(into);
    read(name, ms);
    into = from_ms(ms);
  }
  void read(std::string_view name, Duration& into) {
    std::int64_t ms = into.count();
    read(name, ms);
    into = Duration{ms};
  }
  void read(std::string_view name, Happening::What& into) {
    std::string word(name_of(into));
    read(name, word);
    const auto found = std::ranges::find(whats, word);
    if (found == whats.end()) return fail(name);
    into = static_cast<Happening::What>(found - whats.begin());
  }
  void read(std::string_view name, Json& into) {
    if (const Json* value = find(name)) into = *value;
  }
  void read(std::string_view name, std::vector<std::string>& into) {
    const Json* const value = find(name);
    if (value == nullptr) return;
    if (value->items() == nullptr) return fail(name);
    for (const Json& each : *value->items()) take(name, each.text(), into.emplace_back());
  }
  template <class Value>
  void read(std::string_view name, std::map<std::string, Value>& into) {
    const Json* const value = find(name);
    if (value == nullptr) return;
    if (value->members() == nullptr) return fail(name);
    Members inner(*value);
    for (const auto& [key, unused] : *value->members()) inner.read(key, into[key]);
    adopt(inner);
  }
  template <class T>
  void read(std::string_view name, std::vector<T>& into) {
    const Json* const value = find(name);
    if (value == nullptr) return;
    if (value->items() == nullptr) return fail(name);
    for (const Json& each : *value->items()) {
      Members inner(each);
      fill(inner, into.emplace_back());
      adopt(inner);
    }
  }

  const std::string& wrong() const { return wrong_; }

 private:
  const Json* find(std::string_view name) const { return json_.find(name); }
  void fail(std::string_view name) {
    if (wrong_.empty()) wrong_ = name;
  }
  void adopt(const Members& inner) {
    if (!inner.wrong_.empty()) fail(inner.wrong_);
  }
  template <class From, class To>
  void take(std::string_view name, const From* from, To& into) {
    if (from == nullptr) return fail(name);
    into = *from;
  }

  static void fill(Members& from, Happening& into) {
    from.read("at", into.at);
    from.read("what", into.what);
    from.read("tenant", into.tenant);
    from.read("peer", into.peer);
    from.read("endpoint", into.endpoint);
    from.read("words", into.words);
    from.read("status", into.status);
    from.read("took_ms", into.took);
    from.read("request_body", into.request_body);
    from.read("reply_body", into.reply_body);
    from.read("faults", into.faults);
  }
  static void fill(Members& from, Check& into) {
    from.read("name", into.name);
    from.read("after", into.after);
    from.read("good", into.good);
    from.read("words", into.words);
    from.read("line", into.line);
    from.read("excused", into.excused);
  }
  static void fill(Members& from, Played& into) {
    from.read("words", into.words);
    from.read("line", into.line);
    from.read("begun", into.begun);
    from.read("ended", into.ended);
    from.read("ids", into.ids);
    from.read("ids_more", into.ids_more);
  }

  const Json& json_;
  std::string wrong_;
};

}  // namespace

std::string_view name_of(Happening::What what) { return whats[static_cast<std::size_t>(what)]; }

Json to_json(const History& history) {
  Json json;
  json.set("scenario", history.scenario);
  json.set("why", history.why);
  json.set("file", history.file);
  json.set("seed", std::to_string(history.seed));
  json.set("mode", history.mode);
  json.set("passed", history.passed());
  json.set("skipped", history.skipped);
  json.set("broke", history.broke);
  json.set("transcript", history.transcript);
  json.set("replay", history.replay);
  json.set("played", history.played);
  json.set("start", to_ms(history.start));
  json.set("end", to_ms(history.end));
  json.set("wall_s", history.wall_s);
  json.set("steps", list_of(history.steps));
  json.set("checks", list_of(history.checks));
  json.set("happenings", list_of(history.happenings));
  json.set("happenings_dropped", history.happenings_dropped);
  json.set("requests", named(history.requests));
  json.set("fired", named(history.fired));
  json.set("fault_words", named(history.fault_words));
  json.set("verdict", history.verdict);
  json.set("told", texts(history.told));
  return json;
}

Result<History> history_in(const Json& json) {
  History history;
  Members from(json);
  from.read("scenario", history.scenario);
  from.read("why", history.why);
  from.read("file", history.file);
  std::string seed = "0";
  from.read("seed", seed);
  const auto [end, failed] = std::from_chars(seed.data(), seed.data() + seed.size(), history.seed);
  from.read("mode", history.mode);
  from.read("skipped", history.skipped);
  from.read("broke", history.broke);
  from.read("transcript", history.transcript);
  from.read("replay", history.replay);
  from.read("played", history.played);
  from.read("start", history.start);
  from.read("end", history.end);
  from.read("wall_s", history.wall_s);
  from.read("steps", history.steps);
  from.read("checks", history.checks);
  from.read("happenings", history.happenings);
  from.read("happenings_dropped", history.happenings_dropped);
  from.read("requests", history.requests);
  from.read("fired", history.fired);
  from.read("fault_words", history.fault_words);
  from.read("verdict", history.verdict);
  from.read("told", history.told);
  const bool is_number = failed == std::errc{} && end == seed.data() + seed.size();
  if (from.wrong().empty() && is_number) return history;
  return Error{ErrorCode::invalid_input, "this is not how a history is written",
               from.wrong().empty() ? "seed" : from.wrong()};
}

}  // namespace crosswalk::sim
