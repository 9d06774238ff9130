#include "scenario/checks/checks.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk::sim {
namespace checks {

void Found::add(std::string name, bool good, std::string words, int line) const {
  Check check;
  check.name = std::move(name);
  check.after = place_.after;
  check.good = good;
  check.words = std::move(words);
  check.line = line > 0 ? line : place_.line;
  into_.push_back(std::move(check));
}

std::string compared(std::uint64_t number, const Amount& amount) {
  std::string words = "found " + std::to_string(number) + ", expected ";
  if (amount.at_least && amount.at_least == amount.at_most) {
    return words + "exactly " + std::to_string(*amount.at_least);
  }
  if (amount.at_least && amount.at_most) {
    return words + "from " + std::to_string(*amount.at_least) + " to " +
           std::to_string(*amount.at_most);
  }
  if (amount.at_least) return words + "at least " + std::to_string(*amount.at_least);
  return words + (amount.at_most ? "at most " + std::to_string(*amount.at_most) : "any number");
}

}  // namespace checks

std::vector<Check> check(const Expectations& expect, Stage& stage, const CheckPlace& place) {
  std::vector<Check> all;
  const checks::Found found(place, all);
  bool known = expect.tenant.empty();
  stage.look([&](const Scene& scene) {
    if (!expect.tenant.empty() && expect.tenant != scene.tenant) return;
    known = true;
    checks::held(expect, scene, found);
    checks::written(expect, scene, found);
    checks::at_vendor(expect, scene, found);
    checks::linkedin_records(expect, scene, found);
    checks::vendor_records(expect, scene, found);
    checks::told(expect, scene, found);
  });
  if (!known) found.add("tenant", false, "there is no tenant " + expect.tenant);
  checks::requests(expect, stage, found);
  checks::fired(expect, stage, found);
  checks::virtual_time(expect, stage, place.start, found);
  return all;
}

std::vector<Check> check_faults(const Scenario& scenario, const std::set<std::string>& off,
                                const Stage& stage) {
  std::vector<Check> all;
  const CheckPlace place{};
  const checks::Found found(place, all);
  const auto fired = stage.fired();
  for (const FaultRule& rule : scenario.faults) {
    if (off.contains(rule.id) || scenario.expect.fired.contains(rule.id)) continue;
    const auto times = fired.find(rule.id);
    const bool struck = times != fired.end() && times->second != 0;
    found.add("fired." + rule.id, struck,
              struck ? "it struck"
                     : "this fault never struck: nothing that was asked meets its endpoint and "
                       "trigger",
              rule.line);
  }
  for (const auto& [change, trouble] : stage.undone()) {
    found.add("mutation", false, "never done: " + change + ": " + trouble);
  }
  return all;
}

std::vector<Check> check_unseen(const Expectations& expect, std::string_view invariant) {
  std::vector<Check> all;
  const auto& asked = expect.invariants;
  const bool by_name = std::ranges::find(asked, invariant) != asked.end();
  if (!by_name || invariant == "I12") return all;
  const CheckPlace place{};
  checks::Found(place, all)
      .add(std::string(invariant), false,
           "it was never looked at: nothing was read, or nothing came to rest; let it, by `sync` "
           "and `quiet`, or do not ask for it",
           expect.places.of("invariants"));
  return all;
}

Verdict judge_scene(const Scene& scene) {
  const std::string& organization = scene.policy.organization;
  const Sight sees = [&](EntityKind kind, const std::string& id, const std::string& who) {
    return kind == EntityKind::job ? scene.linkedin.sees_job(organization, id, who)
                                   : scene.linkedin.sees_application(organization, id, who);
  };
  return judge(*scene.world, scene.linkedin.ledger(scene.now), scene.policy, scene.exports,
               scene.erased, sees);
}

namespace {

std::string words_of(const Verdict& verdict) {
  std::string words;
  for (const Disagreement& each : verdict.first) {
    words += (words.empty() ? "" : "; ") + std::string(name_of(each.kind)) + " " + each.id + " " +
             std::string(each.what);
    for (const std::string& field : each.fields) words += " " + field;
  }
  for (char& c : words) c = c == '\n' ? '/' : c;
  const std::pair<std::string_view, std::uint64_t> counts[] = {
      {"early writes", verdict.early_writes},
      {"refused writes", verdict.refused_writes},
      {"quota breaches", verdict.quota_breaches},
      {"oversized batches", verdict.oversized_batches},
      {"unknown fields", verdict.unknown_fields},
      {"deletions that took something along", verdict.cascaded},
      {"applications left behind", verdict.orphaned}};
  for (const auto& [what, count] : counts) {
    if (count != 0) {
      words += (words.empty() ? "" : "; ") + std::to_string(count) + " " + std::string(what);
    }
  }
  return words.empty() ? "both sides hold the same" : words;
}

}  // namespace

std::vector<Check> check_agreement(bool expected, const std::string& tenant, Stage& stage,
                                   const CheckPlace& place, Json& verdicts) {
  std::vector<Check> all;
  const checks::Found found(place, all);
  stage.look([&](const Scene& scene) {
    if (!tenant.empty() && tenant != scene.tenant) return;
    if (scene.world == nullptr) {
      return found.add("agree", !expected, "of recorded pages nobody knows the truth");
    }
    const Verdict verdict = judge_scene(scene);
    verdicts.set(scene.tenant, to_json(verdict));
    const std::string words = scene.tenant + ": " + words_of(verdict);
    found.add("agree", verdict.agrees() == expected,
              verdict.agrees() == expected ? words : words + (expected ? "" : ", unexpectedly"));
  });
  return all;
}

}  // namespace crosswalk::sim
