#include "explore/swarm.hpp"

#include "world/words.hpp"

namespace crosswalk::sim::explore {
namespace {

FaultFamily family_at(std::size_t place) { return static_cast<FaultFamily>(place); }

}  // namespace

Swarm swarm_of(const Chance& chance, const Families& allowed) {
  Swarm swarm;
  const bool calm = chance.one_in("calm", 6);
  for (std::size_t place = 0; place < family_count; ++place) {
    swarm.families[place] = !calm && allowed[place] && chance.at("family", place).percent("on", 40);
  }
  for (std::size_t place = 0; place < deed_count; ++place) {
    swarm.deeds[place] = chance.at("deed", place).percent("on", 50);
  }
  swarm.policies = chance.percent("policies", 35);
  swarm.oddities = chance.percent("oddities", 35);
  swarm.plain = !swarm.oddities && chance.percent("plain", 40);
  swarm.quirks = chance.percent("quirks", 50);
  return swarm;
}

Result<Families> families_named(std::string_view names) {
  Families named;
  if (names.empty()) return named.set();
  std::vector<std::string_view> known;
  for (std::size_t place = 0; place < family_count; ++place) {
    known.push_back(name_of(family_at(place)));
  }
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(','));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    std::size_t place = 0;
    while (place < family_count && known[place] != name) ++place;
    if (place == family_count) return unknown_word("--families", "family of faults", name, known);
    named.set(place);
  }
  return named;
}

}  // namespace crosswalk::sim::explore
