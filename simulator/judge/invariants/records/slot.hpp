#pragma once

/// \file
/// What is remembered of one record of the world between two looks, so that the next one can tell
/// what has changed, and what has changed back.

#include <cstdint>
#include <optional>
#include <vector>

#include "judge/invariants/records/touched.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim::judging {

/// Digests are content_digest()'s.
struct Slot {
  std::uint64_t truth = 0;       ///< Of the newest content, once it was to be sent.
  std::uint64_t held = 0;        ///< Of what LinkedIn holds; 0: nothing.
  Id parent = 0;                 ///< What it hung on when it was looked at last.
  std::uint64_t refused = 0;     ///< Of what LinkedIn would not take; 0: it takes what it is told.
  Cause cause;                   ///< Of the last change that was not found told yet.
  Instant changed{};             ///< When the world, not the policy, made it another.
  std::optional<Instant> taken;  ///< When LinkedIn let go of it last.
  std::vector<std::uint64_t> versions;  ///< Of every content it was to be sent with, in order.
  std::uint32_t version = 0;            ///< Which of them LinkedIn was told last.
  Standing standing = Standing::nothing;
  bool let_out = false;  ///< Was to be sent at some look.
  bool dirty = false;    ///< Waits to be decided in this look.
  bool pending = false;  ///< Waits to be compared.
};

}  // namespace crosswalk::sim::judging
