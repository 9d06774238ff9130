#include "linkedin/call.hpp"

#include <algorithm>

namespace crosswalk::sim::linkedin {

std::optional<Refusal> refuse_size(const Call& call, Peer& peer, std::size_t entities) {
  Tally& tally = peer.ledger.tally(call.resource);
  tally.largest_batch = std::max<std::uint64_t>(tally.largest_batch, entities);
  if (entities == 0) return bad_request("The batch has no entities");
  if (entities > batch_entities_max) {
    return bad_request("The batch has more than 100 entities");
  }
  if (!peer.meter.admit_records(call.resource, entities, peer.options.quotas, call.now)) {
    return throttled(peer.options.quota_exceeded_wording);
  }
  tally.records += entities;
  return std::nullopt;
}

PlannedRefusal* planned(Peer& peer, EntityKind kind, std::string_view id, bool whole_batch) {
  const auto found = std::ranges::find_if(peer.options.refusals, [&](const PlannedRefusal& each) {
    return each.kind == kind && each.id == id && each.whole_batch == whole_batch && each.times > 0;
  });
  return found == peer.options.refusals.end() ? nullptr : &*found;
}

}  // namespace crosswalk::sim::linkedin
