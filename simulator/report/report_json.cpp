#include <algorithm>

#include "base/text/dates.hpp"
#include "report/report.hpp"
#include "report/standins/standins.hpp"
#include "report/words.hpp"

namespace crosswalk::sim {
namespace {

std::string_view word_of(Happening::What what) {
  switch (what) {
    case Happening::What::step:
      return "step";
    case Happening::What::request:
      return "request";
    case Happening::What::push:
      return "push";
    case Happening::What::effect:
      return "effect";
    case Happening::What::alarm:
      break;
  }
  return "alarm";
}

Json counts_of(const std::map<std::string, std::uint64_t>& counts) {
  Json out = Json::object();
  for (const auto& [name, count] : counts) out.set(name, count);
  return out;
}

Json steps_of(const History& history, NumberedStandIns& stand_ins) {
  Json out = Json::list();
  for (const Played& each : history.steps) {
    Json one = Json::object();
    one.set("words", stand_ins.in_words(each.words));
    one.set("line", each.line);
    one.set("begun", format_instant(each.begun));
    one.set("took_ms", std::int64_t{(each.ended - each.begun).count()});
    Json ids = Json::list();
    for (const std::string& id : each.ids) ids.push(stand_ins.in_words(id));
    one.set("ids", std::move(ids));
    one.set("ids_left_out", each.ids_more);
    out.push(std::move(one));
  }
  return out;
}

Json checks_of(const History& history, NumberedStandIns& stand_ins) {
  Json out = Json::list();
  for (const Check& each : history.checks) {
    Json one = Json::object();
    one.set("name", each.name);
    one.set("good", each.good);
    if (each.excused != 0) one.set("excused", each.excused);
    one.set("after", stand_ins.in_words(each.after));
    one.set("words", stand_ins.in_words(each.words));
    one.set("place", place_words(history, each.line));
    out.push(std::move(one));
  }
  return out;
}

Json faults_of(const History& history) {
  Json out = Json::list();
  for (const auto& [rule, times] : history.fired) {
    Json one = Json::object();
    one.set("id", rule);
    const auto words = history.fault_words.find(rule);
    one.set("words", words == history.fault_words.end() ? std::string{} : words->second);
    one.set("fired", times);
    out.push(std::move(one));
  }
  return out;
}

Json happening(const Happening& each, NumberedStandIns& stand_ins) {
  Json one = Json::object();
  one.set("at", format_instant(each.at));
  one.set("what", word_of(each.what));
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) one.set(name, value);
  };
  set("tenant", each.tenant);
  set("peer", each.peer);
  set("endpoint", each.endpoint);
  set("words", stand_ins.in_words(each.words));
  if (each.what == Happening::What::request || each.what == Happening::What::push) {
    one.set("status", each.status);
    one.set("took_ms", std::int64_t{each.took.count()});
    Json faults = Json::list();
    for (const std::string& id : each.faults) faults.push(id);
    one.set("faults", std::move(faults));
  }
  return one;
}

Json scenario(const History& history, NumberedStandIns& stand_ins) {
  Json out = Json::object();
  out.set("name", history.scenario);
  out.set("outcome", word_of(outcome_of(history)));
  out.set("why", history.why);
  out.set("file", history.file);
  // Beyond what a number of JSON is sure to hold.
  out.set("seed", std::to_string(history.seed));
  out.set("mode", history.mode);
  out.set("skipped", history.skipped);
  out.set("broke", stand_ins.in_words(history.broke));
  out.set("transcript", history.transcript);
  out.set("replay", history.replay);
  out.set("start", began(history) ? Json(format_instant(history.start)) : Json());
  out.set("end", began(history) ? Json(format_instant(history.end)) : Json());
  out.set("wall_s", history.wall_s);
  out.set("steps", steps_of(history, stand_ins));
  out.set("checks", checks_of(history, stand_ins));
  out.set("faults", faults_of(history));
  out.set("requests", counts_of(history.requests));
  out.set("verdict", history.verdict);
  Json told = Json::list();
  for (const std::string& each : history.told) told.push(stand_ins.in_words(each));
  out.set("told", std::move(told));
  const std::size_t shown = std::min(history.happenings.size(), json_happenings_max);
  Json happenings = Json::list();
  for (std::size_t at = 0; at < shown; ++at) {
    happenings.push(happening(history.happenings[at], stand_ins));
  }
  out.set("happenings", std::move(happenings));
  out.set("happenings_left_out", history.happenings.size() - shown + history.happenings_dropped);
  return out;
}

}  // namespace

Json to_report_json(const std::vector<History>& histories) {
  NumberedStandIns stand_ins;
  for (const History& each : histories) learn(stand_ins, each);
  std::map<std::string, std::uint64_t> counts;
  Json scenarios = Json::list();
  for (const History& each : histories) {
    ++counts[std::string(word_of(outcome_of(each)))];
    scenarios.push(scenario(each, stand_ins));
  }
  Json out = Json::object();
  out.set("report", 1);
  out.set("passed", counts["failed"] + counts["broke"] == 0);
  out.set("counts", counts_of(counts));
  out.set("scenarios", std::move(scenarios));
  return out;
}

}  // namespace crosswalk::sim
