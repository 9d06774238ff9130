#include <algorithm>

#include "scenario/checks/checks.hpp"

namespace crosswalk::sim::checks {
namespace {

bool was_told(const Scene& scene, const std::string& part) {
  return std::ranges::any_of(
      scene.told, [&](const std::string& words) { return words.find(part) != std::string::npos; });
}

}  // namespace

void told(const Expectations& expect, const Scene& scene, const Found& found) {
  for (const std::string& part : expect.told) {
    const bool good = was_told(scene, part);
    found.add("told", good,
              scene.tenant + (good ? ": shown" : ": nobody was shown") + " '" + part + "'");
  }
  for (const std::string& part : expect.not_told) {
    const bool good = !was_told(scene, part);
    found.add("not_told", good,
              scene.tenant + (good ? ": nobody was shown" : ": shown") + " '" + part + "'");
  }
}

}  // namespace crosswalk::sim::checks
