#include "scenario/virtual/turns.hpp"

#include "server/harm/hands.hpp"

namespace crosswalk::sim {
namespace {

// Whoever is drawn may be beyond such a change: a rejected application cannot advance.
constexpr std::uint64_t draws_max = 50;

// Whoever is named must be there once; that they are gone the next time is the change itself.
void note(Ground& ground, const Mutation& change, const Result<std::vector<Id>>& done) {
  std::string words(operation_words()[static_cast<std::size_t>(change.operation)]);
  words += " " + std::string(word_of(change.kind));
  for (const Id id : change.ids) words += " " + std::to_string(id);
  std::string& trouble = ground.undone.try_emplace(words, "?").first->second;
  if (done) trouble.clear();
  if (!done && !trouble.empty()) trouble = done.error().what;
}

void change_world(Ground& ground, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  if (ground.world == nullptr) return;
  for (const Mutation& each : deed.mutations) {
    Result<std::vector<Id>> done = mutate(*ground.world, each, turn_no * draws_max, now);
    for (std::uint64_t draw = 1; !done && each.ids.empty() && draw < draws_max; ++draw) {
      done = mutate(*ground.world, each, turn_no * draws_max + draw, now);
    }
    if (!each.ids.empty()) note(ground, each, done);
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
