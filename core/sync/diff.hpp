#pragma once

/// \file
/// What reading a record means for LinkedIn. The stored row and the rows of the record's parents
/// decide it with policy's word; content is compared by digest, never against the cursor.

#include <cstdint>
#include <span>
#include <string>

#include "policy/policy.hpp"
#include "sync/entity.hpp"

namespace crosswalk {

/// What to store. With `unchanged` the row stays as it is and only carries the sweep's mark.
struct Change {
  bool unchanged = false;
  std::uint32_t version = 0;
  EntityState state = EntityState::held;
  std::string reason;

  friend bool operator==(const Change&, const Change&) = default;
};

/// `known` is the stored row or null; `parents` has one entry per parent of the record, null
/// where the store does not know it. The rules:
/// - kept, same digest as wanted, state sent, ready, waiting or task: unchanged, whatever the
///   policy version; a withdrawn, withheld, held or restricted row never counts as unchanged;
/// - kept or held: a parent withheld, withdrawing or withdrawn -> "parent_withheld", which
///   withdraws what LinkedIn may have, as withhold does;
/// - kept: a parent held or restricted -> held "parent_held"; a parent unknown or never
///   confirmed (sent == 0) -> waiting; otherwise ready;
/// - held: held with the reason; what LinkedIn has stays there;
/// - withheld: withdrawing when LinkedIn has or may have it (sent > 0, or a version is on its
///   way), else withheld;
/// - a held or withheld row met again with the same digest and reason is unchanged too.
/// The version rises by one whenever anything but the mark is written.
Change diff(const Decision& decision, const RecordDigest& digest, const EntityRow* known,
            std::span<const EntityRow* const> parents);

}  // namespace crosswalk
