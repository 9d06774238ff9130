#include "certify/certify.hpp"

#include <algorithm>
#include <utility>

#include "base/text/counted.hpp"
#include "base/text/yaml.hpp"
#include "certify/trial.hpp"

namespace crosswalk::sim {
namespace {

RuleOutcome try_rule(const Rule& rule, Trials& trials) {
  RuleOutcome outcome{std::string(rule.id), std::string(rule.title), rule.without, {}};
  if (rule.check == nullptr) {
    outcome.evidence.emplace_back(rule.reason);
    return outcome;
  }
  Evidence evidence;
  rule.check(trials, evidence);
  outcome.ruling = evidence.good() ? Ruling::pass : Ruling::fail;
  outcome.evidence = evidence.take();
  return outcome;
}

bool is_asked(const CertifySettings& settings, const Rule& rule) {
  return settings.only.empty() || std::ranges::find(settings.only, rule.id) != settings.only.end();
}

}  // namespace

Result<std::vector<RuleOutcome>> certify(const CertifySettings& settings) {
  std::vector<std::string_view> known;
  for (const Rule& rule : rules()) known.push_back(rule.id);
  for (const std::string& id : settings.only) {
    if (std::ranges::find(known, id) != known.end()) continue;
    const auto near = nearest_word(id, known);
    return Error{ErrorCode::invalid_input,
                 "there is no rule '" + id + "'" + (near ? "; did you mean '" + *near + "'?" : ""),
                 "--rule"};
  }
  Trials trials(settings.programs);
  std::vector<RuleOutcome> outcomes;
  for (const Rule& rule : rules()) {
    if (!is_asked(settings, rule)) continue;
    if (settings.progress) settings.progress(rule);
    outcomes.push_back(try_rule(rule, trials));
  }
  return outcomes;
}

std::string write_rulings(const std::vector<RuleOutcome>& outcomes) {
  std::string text;
  std::array<int, 4> counts{};
  std::uint64_t left_out = 0;
  for (const RuleOutcome& outcome : outcomes) {
    ++counts.at(static_cast<std::size_t>(outcome.ruling));
    std::string head = outcome.id;
    head.resize(std::max<std::size_t>(head.size(), 15), ' ');
    std::string ruling(word_of(outcome.ruling));
    ruling.resize(15, ' ');
    text += head + ruling + outcome.title + "\n";
    for (const std::string& words : outcome.evidence) {
      text += "                 " + words + "\n";
      left_out += words.starts_with(left_out_mark) ? 1U : 0U;
    }
  }
  text += "\n" + std::to_string(counts[0]) + " pass, " + std::to_string(counts[1]) + " fail, " +
          std::to_string(counts[2]) + " not applicable, " + std::to_string(counts[3]) +
          " whose text is not public\n";
  if (left_out > 0) {
    text += counted(left_out, "line") +
            " marked 'not tried': what belongs to a rule and is for a person to show\n";
  }
  return text;
}

Json to_json(const std::vector<RuleOutcome>& outcomes) {
  Json rules = Json::list();
  for (const RuleOutcome& outcome : outcomes) {
    Json rule = Json::object();
    rule.set("id", outcome.id);
    rule.set("title", outcome.title);
    rule.set("ruling", word_of(outcome.ruling));
    Json evidence = Json::list();
    for (const std::string& words : outcome.evidence) evidence.push(words);
    rule.set("evidence", std::move(evidence));
    rules.push(std::move(rule));
  }
  Json all = Json::object();
  all.set("passed", all_good(outcomes));
  all.set("rules", std::move(rules));
  return all;
}

bool all_good(const std::vector<RuleOutcome>& outcomes) {
  return std::ranges::none_of(outcomes,
                              [](const RuleOutcome& each) { return each.ruling == Ruling::fail; });
}

}  // namespace crosswalk::sim
