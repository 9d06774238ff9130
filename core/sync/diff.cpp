#include "sync/diff.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

/// What the parents allow, the stricter the greater.
enum class Gate { open, waiting, held, withheld };

Gate gate_of(const EntityRow* parent) {
  if (parent == nullptr) return Gate::waiting;
  switch (parent->state) {
    case EntityState::withheld:
    case EntityState::withdrawing:
    case EntityState::withdrawn:
      return Gate::withheld;
    case EntityState::held:
    case EntityState::restricted:
      return Gate::held;
    case EntityState::ready:
    case EntityState::waiting:
    case EntityState::task:
    case EntityState::sent:
      break;
  }
  return parent->sent == 0 ? Gate::waiting : Gate::open;
}

Gate gate_of(std::span<const EntityRow* const> parents) {
  Gate gate = Gate::open;
  for (const EntityRow* parent : parents) gate = std::max(gate, gate_of(parent));
  return gate;
}

bool at_linkedin(const EntityRow& known) {
  switch (known.state) {
    case EntityState::withheld:
    case EntityState::withdrawn:
      return false;
    case EntityState::ready:
    case EntityState::task:
    case EntityState::sent:
    case EntityState::withdrawing:
    case EntityState::restricted:
      return true;
    case EntityState::waiting:
    case EntityState::held:
      break;
  }
  return known.sent > 0;
}

Change unchanged(const EntityRow& known) { return {true, known.wanted, known.state, known.reason}; }

Change write(const EntityRow* known, EntityState state, std::string reason) {
  return {false, known == nullptr ? 1 : known->wanted + 1, state, std::move(reason)};
}

Change withhold(std::string reason, const RecordDigest& digest, const EntityRow* known) {
  if (known == nullptr) return write(known, EntityState::withheld, std::move(reason));
  // A withdrawal under way is not begun anew, unless it was to come back.
  if (known->state == EntityState::withdrawing && !comes_back(*known)) return unchanged(*known);
  if (at_linkedin(*known)) return write(known, EntityState::withdrawing, std::move(reason));
  const bool same =
      known->state == EntityState::withheld && known->digest == digest && known->reason == reason;
  return same ? unchanged(*known) : write(known, EntityState::withheld, std::move(reason));
}

Change hold(std::string reason, const RecordDigest& digest, const EntityRow* known) {
  if (known != nullptr) {
    // What must go from LinkedIn goes, also when its newest form could not be sent.
    if (known->state == EntityState::withdrawing && !comes_back(*known)) return unchanged(*known);
    const bool same =
        known->state == EntityState::held && known->digest == digest && known->reason == reason;
    if (same) return unchanged(*known);
  }
  return write(known, EntityState::held, std::move(reason));
}

Change keep(const RecordDigest& digest, const EntityRow* known, Gate gate) {
  const bool same = known != nullptr && known->digest == digest;
  if (same && (known->state == EntityState::sent || known->state == EntityState::task)) {
    return unchanged(*known);
  }
  if (gate == Gate::held) return hold("parent_held", digest, known);
  const EntityState wanted = gate == Gate::open ? EntityState::ready : EntityState::waiting;
  // A row that waits although its parents have arrived is let go.
  const bool goes = same && (known->state == EntityState::ready || known->state == wanted);
  return goes ? unchanged(*known) : write(known, wanted, {});
}

}  // namespace

Change diff(const Decision& decision, const RecordDigest& digest, const EntityRow* known,
            std::span<const EntityRow* const> parents) {
  const Gate gate = gate_of(parents);
  if (decision.kind == DecisionKind::withhold) return withhold(decision.reason, digest, known);
  // A parent that must not be there takes its child with it, even one that could only be held:
  // the parent's withdrawal waits for its children.
  if (gate == Gate::withheld) return withhold("parent_withheld", digest, known);
  if (decision.kind == DecisionKind::hold) return hold(decision.reason, digest, known);
  return keep(digest, known, gate);
}

}  // namespace crosswalk
