#include "flow/exchange/notice.hpp"

#include <algorithm>

#include "sync/retry.hpp"

namespace crosswalk {
namespace {

constexpr int slower_than_a_batch = 8;

}  // namespace

const ObjectSpec* by_id_object(const Plan& plan, RecordKind kind) {
  const auto gives = [kind](const ObjectSpec& object) {
    return object.kind == kind && object.by_id && !object.asked_by;
  };
  const auto found = std::ranges::find_if(plan.objects, gives);
  return found == plan.objects.end() ? nullptr : &*found;
}

Instant next_look(Instant now, std::uint32_t failures, std::uint64_t seed) {
  return now + slower_than_a_batch * backoff(std::max(1u, failures), seed);
}

}  // namespace crosswalk
