#pragma once

/// \file
/// The world, looked at by a person: its records page by page, the newest first, and one of them
/// with its fields and what it belongs to. A page has 50 records however large the world is, and a
/// search looks at 100,000 of them at a time, because the peers wait as long as it takes.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

inline constexpr std::size_t page_items_max = 50;
inline constexpr std::size_t searched_max = 100'000;

/// {"kind":..,"total":..,"items":[..],"searched":..,"next":ID}: living records whose ids are below
/// `before` (0: any) and which the search finds; `next` is there when there is more to look at and
/// is the next page's `before`.
Json list_records(const World& world, Kind kind, std::string_view search, Id before);

/// {"kind":..,"line":{..},"fields":{..},"belongs":[{"kind":..,"id":..,"title":..}],"gone":{..}}:
/// what a person may change of it, and what it belongs to or has, the first 50 of each kind. Of
/// one that is gone only how and when it went. Null for an id that never was.
Json show_record(const World& world, Kind kind, Id id);

}  // namespace crosswalk::sim
