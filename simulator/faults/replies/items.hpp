#pragma once

/// \file
/// The items of a page: a bare list, as vendors answer, or the `elements` of a LinkedIn finder.
/// They are moved, doubled and dropped as texts, so that what stays is byte for byte the peer's.

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "faults/replies/json_places.hpp"

namespace crosswalk::sim {

/// A page's items, as spans of its body.
struct PageItems {
  JsonSpan list;
  std::vector<JsonSpan> each;
};

/// Nothing when the body is no page.
std::optional<PageItems> items_of(std::string_view body);
/// Their texts, in order; only the last `count`.
std::vector<std::string> last_items(std::string_view body, const PageItems& items,
                                    std::size_t count);

// Each tells whether the body is another now.

bool double_items(std::string& body);
/// In an order that follows from `seed`, and never the one they had.
bool reorder_items(std::string& body, std::uint64_t seed);
bool prepend_items(std::string& body, const std::vector<std::string>& items);
bool empty_items(std::string& body);
/// Keeps those for which `stays(text of the item)`.
bool keep_items_if(std::string& body, const std::function<bool(std::string_view)>& stays);

/// The id of an item as text, of a number or a text; empty without one.
std::string_view id_of(std::string_view item);
/// When an item was made or changed, as it says itself.
std::optional<Instant> time_in(std::string_view item, std::string_view name);

/// Cuts each time called `updated_at`, wherever it stands, to a multiple of `grain`.
bool tie_times(std::string& body, Duration grain);

}  // namespace crosswalk::sim
