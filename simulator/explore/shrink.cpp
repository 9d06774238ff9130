#include "explore/shrink.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "explore/inventing/script.hpp"
#include "explore/shrinking/cuts.hpp"
#include "explore/surgery.hpp"

namespace crosswalk::sim::explore {
namespace {

using Cuts = std::vector<Scenario> (*)(const Scenario&);

// What makes a run cheap goes first.
constexpr Cuts all_cuts[] = {fewer_tenants,   fewer_faults,   fewer_steps,
                             plainer_tenants, plainer_faults, plainer_steps};

bool ends_fairly(const Scenario& scenario) {
  const std::vector<Step> last = last_steps(scenario);
  return scenario.steps.size() >= last.size() &&
         std::equal(last.rbegin(), last.rend(), scenario.steps.rbegin());
}

class Shrinking {
 public:
  Shrinking(const StillFails& still_fails, std::size_t runs_max, const Scenario& scenario)
      : still_fails_(still_fails), runs_max_(runs_max), fair_(ends_fairly(scenario)) {
    shrunk_.scenario = scenario;
    body_ = scenario;
    if (fair_) body_.steps.resize(scenario.steps.size() - last_steps(scenario).size());
  }

  Shrunk run() {
    bool better = true;
    while (better && !shrunk_.gave_up) {
      better = false;
      for (const Cuts cuts : all_cuts) better = take(cuts) || better;
    }
    return std::move(shrunk_);
  }

 private:
  Scenario ended(Scenario body) const {
    if (!fair_) return body;
    for (Step& each : last_steps(body)) body.steps.push_back(std::move(each));
    return body;
  }

  bool fails(const Scenario& candidate) {
    if (!reads_back(candidate)) return false;
    if (shrunk_.runs >= runs_max_) {
      shrunk_.gave_up = true;
      return false;
    }
    ++shrunk_.runs;
    return still_fails_(candidate);
  }

  // Goes through the cuts once. After one that helped they are made anew, and it goes on where it
  // was: what was in vain before is tried again in the next round only.
  bool take(Cuts cuts) {
    bool better = false;
    std::vector<Scenario> all = cuts(body_);
    for (std::size_t at = 0; at < all.size() && !shrunk_.gave_up;) {
      Scenario whole = ended(all[at]);
      if (!fails(whole)) {
        ++at;
        continue;
      }
      better = true;
      body_ = std::move(all[at]);
      shrunk_.scenario = std::move(whole);
      all = cuts(body_);
    }
    return better;
  }

  const StillFails& still_fails_;
  std::size_t runs_max_;
  bool fair_;
  Scenario body_;  ///< Without the fair end.
  Shrunk shrunk_;
};

}  // namespace

Shrunk shrink(const Scenario& scenario, const StillFails& still_fails, std::size_t runs_max) {
  return Shrinking(still_fails, runs_max, scenario).run();
}

}  // namespace crosswalk::sim::explore
