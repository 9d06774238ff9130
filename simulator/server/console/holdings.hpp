#pragma once

/// \file
/// LinkedIn, looked at by a person: which entities it was told of, page by page in the order of
/// their keys, and what it holds of one. Nothing here changes anything.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "linkedin/ledger.hpp"

namespace crosswalk::sim {

/// Which entities are asked for.
struct EntityWish {
  EntityKind kind = EntityKind::job;
  std::string search{};  ///< Part of an id or of the content, whatever its case; empty: all.
  std::string after{};   ///< Keys behind this one only, as `next` said it.
  bool gone = false;     ///< Those, too, that it holds no longer or always refused.
};

/// {"kind":..,"held":..,"sums":{..},"items":[{"id":..,"parent":..,"held":..,"writes":..}],
/// "next":KEY}: 50 at most. Looks at every entity of the kind once, so 200,000 of them take some
/// tens of milliseconds.
Json list_entities(const Ledger& ledger, std::string_view organization, const EntityWish& wish);

/// The counts and the content of one, as JSON where it is any; null when LinkedIn never heard of
/// it. `key` is "PARENT\nID", or "ID".
Json show_entity(const Ledger& ledger, std::string_view organization, EntityKind kind,
                 std::string_view key);

/// "job", "candidate", ...: in the order of EntityKind.
std::span<const std::string_view> entity_words();
std::optional<EntityKind> entity_kind_of(std::string_view word);

}  // namespace crosswalk::sim
