#pragma once

/// \file
/// What silence proves. A record that LinkedIn holds and the vendor no longer lists may have
/// been deleted, or hidden by a narrowed permission, a capped page or a bad day. Only a complete
/// listing raises a suspicion, and only a second proof turns it into a withdrawal.

#include <cstdint>

#include "base/instant.hpp"

namespace crosswalk {

/// Whether so many may not be missing at once without a person's word: more than ten and more
/// than one in a hundred of the `known` that LinkedIn has or may have.
bool needs_a_person(std::uint64_t missing, std::uint64_t known);

/// What the vendor said when asked for a suspect by its id.
enum class ById : std::uint8_t {
  present,
  gone,     ///< 404 or 410, nothing else.
  unknown,  ///< No answer that says either; a failure proves nothing.
  no_route  ///< The vendor has no such request.
};

enum class Suspicion : std::uint8_t {
  dropped,  ///< The record is there.
  open,     ///< Look again later; meanwhile nothing is withdrawn.
  proven    ///< Withdraw.
};

/// The second proof: a read by id, or, where the vendor has no such route, absence from two
/// complete listings that ended `apart` from each other, at least an hour.
Suspicion weigh(ById answer, Duration apart);

}  // namespace crosswalk
