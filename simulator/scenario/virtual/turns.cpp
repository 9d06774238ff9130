#include "scenario/virtual/turns.hpp"

#include "server/harm/hands.hpp"

namespace crosswalk::sim {
namespace {

// Whoever is drawn may be beyond such a change: a rejected application cannot advance.
constexpr std::uint64_t draws_max = 50;

void change_world(Ground& ground, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  if (ground.world == nullptr) return;
  for (const Mutation& each : deed.mutations) {
    for (std::uint64_t draw = 0; draw < draws_max; ++draw) {
      if (mutate(*ground.world, each, turn_no * draws_max + draw, now)) break;
    }
  }
}

}  // namespace

void turn_vendor(Ground& ground, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  switch (deed.kind) {
    case FaultKind::token_expired:
    case FaultKind::token_revoked:
      ground.vendor->revoke_tokens();
      return;
    case FaultKind::secret_rotated:
      ground.vendor->change_secret();
      return;
    case FaultKind::scope_missing:
      ground.vendor->deny(deed.scope);
      return;
    case FaultKind::mutation:
      return change_world(ground, deed, turn_no, now);
    default:
      return;
  }
}

void turn_linkedin(LinkedIn& linkedin, Ground& ground, const FaultDeed& deed,
                   const HttpRequest& request, std::uint64_t turn_no) {
  hand_of(linkedin, ground.organization).turn(deed, request, turn_no, Instant{});
}

std::string change_secret(LinkedIn& linkedin, const Ground& ground) {
  return rotate_secret(linkedin, ground.organization);
}

}  // namespace crosswalk::sim
