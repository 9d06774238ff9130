#pragma once

/// \file
/// Paths of the manifest language, as text and as the tree a page is walked by. All paths of an
/// object are merged into one Shape, so that an item is read once whatever asks for it.
///
///     /name/given            a member of a member ("~1" is a slash, "~0" a tilde, in a name)
///     /tags[]                every element of an array
///     /emails[type=work]/value      of the elements whose member is that word; also != (is not),
///                            ~ (contains, without case) and ^ (begins with, without case);
///                            several, joined by commas, must all hold
///     /links[~linkedin.com]  of the elements that are themselves such a text

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "mapping/manifest/key_table.hpp"

namespace crosswalk {

enum class FilterOp : std::uint8_t { equals, differs, contains, begins };

/// Whether `text` passes; a missing value (`present` false) passes only `differs`.
bool passes(FilterOp op, std::string_view word, std::string_view text, bool present);

struct Filter {
  std::string member;  ///< Empty: the element itself.
  FilterOp op = FilterOp::equals;
  std::string word;
};

struct PathStep {
  std::string member;
  bool elements = false;  ///< "[...]" follows: every element that passes the filters.
  std::vector<Filter> filters;
};

using Path = std::vector<PathStep>;

/// Parses a path; "" and "/" alone mean the item itself. At most 16 steps and 8 filters each.
/// The error's text names the place within the path; `where` is left to the caller.
Result<Path> parse_path(std::string_view text);

/// Reads "[a=b,c~d]" without the brackets. As parse_path().
Result<std::vector<Filter>> parse_filters(std::string_view text);

/// Where the values of one path of an item are gathered.
using SlotId = std::uint16_t;
inline constexpr SlotId no_slot = UINT16_MAX;

/// The merged paths of one kind of item.
struct Shape {
  struct Test {
    SlotId slot = no_slot;
    FilterOp op = FilterOp::equals;
    std::string word;
  };
  /// One set of filters over the elements of an array and the slots it governs.
  struct Gate {
    std::vector<Test> tests;
    std::vector<SlotId> governed;
  };
  struct Node {
    KeyTable members;
    std::int32_t elements = KeyTable::none;  ///< The node of each element, when an array is meant.
    std::vector<SlotId> slots;               ///< What a scalar here is gathered into.
    /// Filter values, forgotten after each element: (node they are gathered at, slot).
    std::vector<std::pair<std::int32_t, SlotId>> tested;
    std::vector<Gate> gates;
    std::vector<SlotId> beneath;  ///< Every slot of this node and below.
  };

  std::vector<Node> nodes = std::vector<Node>(1);  ///< The first is the item itself.
  SlotId slot_count = 0;

  /// Merges a path and answers its slot; the same path gives the same slot. invalid_input when
  /// an object would get more than 64 members of interest, or there are too many slots.
  Result<SlotId> add(const Path& path);
  /// Merges a path of plain members and answers its node, without a slot.
  Result<std::int32_t> node_of(const Path& path);

 private:
  std::int32_t member_of(std::int32_t node, std::string_view name);
  SlotId tested_slot(std::int32_t element, std::int32_t member);
  std::vector<std::pair<std::string, SlotId>> known_;
};

/// The canonical text of a path, for messages and hooks.
std::string to_text(const Path& path);

}  // namespace crosswalk
