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
  const auto line = [&](const char* word, std::size_t at) {
    return expect.places.of(std::string(word) + "." + std::to_string(at));
  };
  for (std::size_t at = 0; at < expect.told.size(); ++at) {
    const std::string& part = expect.told[at];
    const bool good = was_told(scene, part);
    found.add("told", good,
              scene.tenant + (good ? ": shown" : ": nobody was shown") + " '" + part + "'",
              line("told", at));
  }
  for (std::size_t at = 0; at < expect.not_told.size(); ++at) {
    const std::string& part = expect.not_told[at];
    const bool good = !was_told(scene, part);
    found.add("not_told", good,
              scene.tenant + (good ? ": nobody was shown" : ": shown") + " '" + part + "'",
              line("not_told", at));
  }
}

}  // namespace crosswalk::sim::checks
