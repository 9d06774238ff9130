#include "judge/invariants/requests/retries.hpp"

#include <algorithm>
#include <utility>

#include "judge/invariants/requests/written.hpp"

namespace crosswalk::sim::judging {
namespace {

constexpr std::uint64_t batch_entities_max = 100;
constexpr std::size_t partials_max = 1'000;  // Of one path; beyond, the oldest are forgotten.

}  // namespace

void Retries::heard(const HttpRequest& request, const HttpResponse* reply) {
  const bool refuses = reply != nullptr && may_refuse(*reply);
  if (!refuses && (open_.empty() || !open_.contains(scope_of_batch(request)))) return;
  auto batch = read_batch(request);
  if (!batch) return;
  std::vector<Partial>& partials = open_[batch->scope];
  for (Partial& each : partials) {
    std::size_t again = 0, needless = 0;
    for (const auto& [key, digest] : batch->entities) {
      again += each.refused.erase(key);
      const auto taken = each.taken.find(key);
      if (taken == each.taken.end()) continue;
      needless += taken->second == digest ? 1 : 0;
      each.taken.erase(taken);
    }
    if (again == 0 || needless == 0) continue;
    found_.push_back({"I7", std::to_string(needless) +
                                " entities that LinkedIn had taken were sent again, unchanged, "
                                "with " +
                                std::to_string(again) + " that it had refused"});
  }
  std::erase_if(partials, [](const Partial& each) { return each.refused.empty(); });
  if (refuses) {
    if (const auto statuses = read_statuses(*reply)) {
      Partial partial;
      for (const auto& [key, digest] : batch->entities) {
        const auto said = statuses->find(key);
        if (said == statuses->end()) continue;
        if (said->second / 100 == 2) {
          partial.taken[key] = digest;
        } else {
          partial.refused.insert(key);
        }
      }
      const bool in_part = !partial.taken.empty() && !partial.refused.empty();
      if (in_part && partials.size() >= partials_max) partials.erase(partials.begin());
      if (in_part) partials.push_back(std::move(partial));
    }
  }
  if (partials.empty()) open_.erase(batch->scope);
}

std::vector<Breach> Retries::found(const Conduct& conduct, bool killed) {
  if (killed) {
    open_.clear();
    found_.clear();
  }
  for (const auto& [resource, tally] : conduct.tallies) {
    if (tally.largest_batch <= batch_entities_max || !oversized_.insert(resource).second) continue;
    found_.push_back({"I7", "a batch of " + std::to_string(tally.largest_batch) + " was sent to " +
                                resource + ", and LinkedIn takes 100"});
  }
  return std::exchange(found_, {});
}

}  // namespace crosswalk::sim::judging
