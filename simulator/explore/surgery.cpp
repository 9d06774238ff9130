#include "explore/surgery.hpp"

#include <algorithm>

#include "language/language.hpp"

namespace crosswalk::sim::explore {
namespace {

// A step is a small text, and a kept name is used nowhere else than in one.
bool uses(const Scenario& scenario, const Step& step, const std::string& name) {
  Scenario alone;
  alone.tenants = scenario.tenants;
  alone.steps = {step};
  const std::string text = write_scenario(alone);
  const std::string used = "$" + name;
  for (std::size_t at = text.find(used); at != std::string::npos; at = text.find(used, at + 1)) {
    const std::size_t end = at + used.size();
    const bool longer = end < text.size() &&
                        (std::isalnum(static_cast<unsigned char>(text[end])) || text[end] == '_');
    if (!longer) return true;
  }
  return false;
}

}  // namespace

Scenario without_step(const Scenario& scenario, std::size_t at) {
  Scenario rest = scenario;
  const std::string kept = scenario.steps[at].capture_as;
  rest.steps.erase(rest.steps.begin() + static_cast<std::ptrdiff_t>(at));
  for (std::size_t next = at; !kept.empty() && next < rest.steps.size();) {
    if (uses(rest, rest.steps[next], kept)) {
      rest = without_step(rest, next);
    } else {
      ++next;
    }
  }
  return rest;
}

Scenario without_fault(const Scenario& scenario, std::size_t at) {
  Scenario rest = scenario;
  const std::string id = scenario.faults[at].id;
  rest.faults.erase(rest.faults.begin() + static_cast<std::ptrdiff_t>(at));
  rest.expect.fired.erase(id);
  for (Step& step : rest.steps) {
    if (auto* const switched = std::get_if<FaultStep>(&step.what)) std::erase(switched->ids, id);
    if (auto* const expects = std::get_if<ExpectStep>(&step.what)) expects->expect.fired.erase(id);
  }
  std::erase_if(rest.steps, [](const Step& step) {
    const auto* const switched = std::get_if<FaultStep>(&step.what);
    return switched != nullptr && switched->ids.empty();
  });
  return rest;
}

Scenario without_tenant(const Scenario& scenario, std::size_t at) {
  Scenario rest = scenario;
  const std::string name = scenario.tenants[at].name;
  rest.tenants.erase(rest.tenants.begin() + static_cast<std::ptrdiff_t>(at));
  std::erase_if(rest.steps, [&](const Step& step) { return step.tenant == name; });
  return rest;
}

void excuse_unfired(Scenario& scenario) {
  for (const FaultRule& rule : scenario.faults) {
    scenario.expect.fired[rule.id] = Amount{.at_least = 0, .at_most = {}};
  }
}

bool reads_back(const Scenario& scenario) {
  const auto read = read_scenarios(write_scenario(scenario), scenario.file,
                                   [](const std::string& path) -> Result<std::string> {
                                     return Error{ErrorCode::invalid_input, "no fragments", path};
                                   });
  return read && read->size() == 1 && read->front() == scenario;
}

}  // namespace crosswalk::sim::explore
