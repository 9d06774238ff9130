// Whole pieces that go: steps, faults, tenants.

#include <algorithm>

#include "explore/shrinking/cuts.hpp"
#include "explore/surgery.hpp"

namespace crosswalk::sim::explore {
namespace {

// From behind, so that the places before stay what they are.
Scenario without_steps(Scenario scenario, std::size_t begin, std::size_t end) {
  for (std::size_t at = end; at > begin; --at) {
    if (at - 1 < scenario.steps.size()) scenario = without_step(scenario, at - 1);
  }
  return scenario;
}

}  // namespace

std::vector<Scenario> fewer_steps(const Scenario& scenario) {
  std::vector<Scenario> all;
  const std::size_t count = scenario.steps.size();
  for (std::size_t size = (count + 1) / 2; size > 0; size /= 2) {
    for (std::size_t begin = 0; begin < count; begin += size) {
      all.push_back(without_steps(scenario, begin, std::min(begin + size, count)));
    }
  }
  return all;
}

std::vector<Scenario> fewer_faults(const Scenario& scenario) {
  std::vector<Scenario> all;
  if (scenario.faults.size() > 1) {
    Scenario none = scenario;
    while (!none.faults.empty()) none = without_fault(none, 0);
    all.push_back(std::move(none));
  }
  for (std::size_t at = 0; at < scenario.faults.size(); ++at) {
    all.push_back(without_fault(scenario, at));
  }
  return all;
}

std::vector<Scenario> fewer_tenants(const Scenario& scenario) {
  std::vector<Scenario> all;
  for (std::size_t at = 0; scenario.tenants.size() > 1 && at < scenario.tenants.size(); ++at) {
    all.push_back(without_tenant(scenario, at));
  }
  return all;
}

}  // namespace crosswalk::sim::explore
