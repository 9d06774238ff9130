#pragma once

/// \file
/// What parents mean for their children. Children follow in the transaction that changes their
/// parent, so that none is ever ready under a parent that must not be at LinkedIn, or waiting
/// under one that is there. Those whose content is gone by then ask to be read again.

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/tables/tables.hpp"

namespace crosswalk::store {

/// What a parent lets its children do, from the least to the most forbidding.
enum class Standing : std::uint8_t {
  there,    ///< At LinkedIn: they may go.
  missing,  ///< Unknown, or never confirmed: they wait.
  held,     ///< Held or restricted: they are held.
  closed,   ///< Not shared, or going: they go as well.
  erased    ///< Erased: they go for the same reason.
};

/// Why a record is turned away whose person was erased.
inline constexpr std::string_view erased_reason = "erased";
/// Why a candidate is held that carries an erased identity.
inline constexpr std::string_view erased_before_reason = "erased_before";

/// Whether LinkedIn must not have it, or has it no more.
bool gone_or_going(EntityState state);

/// `parent` is null when the store does not know it.
Standing standing_of(const Entity* parent);

/// The most forbidding of what the parents, as stored now, say. No parents: there.
Standing standing_under(Tables& tables, const std::vector<RecordKey>& parents);

/// Puts a row that wants to be at LinkedIn where its parents let it stand; writes nothing.
void place_under(Standing standing, Entity& entity);

/// Makes a row one that LinkedIn must not have: withdrawing where it may have it, else `idle`.
/// The version rises, so that answers still on their way are seen to be older. Writes nothing.
void turn_away(Entity& entity, std::string reason, EntityState idle);

/// Notes where LinkedIn has, or may have, what hangs on others than `known` did.
void remember_place(const Entity& known, Entity& entity);

/// Has a child that LinkedIn keeps under a former parent leave there first; come_back() follows.
void leave_former(const Entity& known, Entity& entity);

/// Puts a child that left there under its own parents, with the payload kept for it or, without
/// one, once it is read again. Writes the payload alone.
void come_back(Tables& tables, Entity& entity);

/// Writes a row and its links, drops the payload its state has no use for, and lets its
/// children follow. `before` is the row as stored, or null. An application that LinkedIn has under
/// a candidate who must go, and that cannot go over to another now, is turned away before.
void settle(Tables& tables, const Entity& entity, const Entity* before);

/// The record and all below it belong to these cases, which close once LinkedIn has none of it.
void cover_family(Tables& tables, const RecordKey& key, const std::set<std::int64_t>& cases);

/// Erases a candidate by that case, known or not, with all that hangs on it.
void erase_candidate(Tables& tables, const std::string& id, const KeptErasure& erasure);

/// Keeps back whom the vendor merged somebody erased into; an earlier release spoke of somebody
/// else. These cases are about them, too.
void keep_back(Tables& tables, const Entity& stays, const std::set<std::int64_t>& cases);

/// Removes a row LinkedIn never had, with its content and its links to parents; its children
/// follow as under a parent nobody knows.
void forget(Tables& tables, const Entity& entity);

}  // namespace crosswalk::store
