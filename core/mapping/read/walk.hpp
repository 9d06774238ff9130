#pragma once

/// \file
/// One pass over a page of JSON: finds its items and gathers from each what a Shape asks for.
/// Bytes nobody asked for are stepped over. simdjson stays behind this file; its parser is kept
/// warm from page to page.

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "mapping/manifest/program.hpp"
#include "mapping/read/cells.hpp"

namespace crosswalk {

/// What a walk found at the place of one item.
struct FoundItem {
  const Cells& cells;  ///< Good until take() returns.
  bool is_object = true;
  bool duplicate_key = false;  ///< A key that is asked for stands twice in one object.
};

class ItemSink {
 public:
  virtual ~ItemSink() = default;
  /// Every item, in order.
  virtual void take(const FoundItem& item) = 0;
};

/// More items than any vendor sends on a page.
inline constexpr std::uint32_t page_items_max = 10'000;

class PageWalker {
 public:
  PageWalker();
  ~PageWalker();
  PageWalker(PageWalker&&) noexcept;
  PageWalker& operator=(PageWalker&&) noexcept;

  /// Indexes a body, which must stay where it is until the last walk. It is copied only when it
  /// has less spare capacity than the parser reads ahead. invalid_input when it is too long,
  /// empty, not UTF-8, or begins with a byte order mark; `unavailable` when it looks like HTML.
  Result<Done> open(const std::string& body);

  /// Walks the body that was opened, as often as asked. `one_item` allows a single object where
  /// the list should be. invalid_input when the body is broken anywhere on the way, has no list
  /// of items, or more than page_items_max.
  Result<Done> walk(const Envelope& envelope, const Shape& shape, bool one_item, ItemSink& sink);

  /// What the last walk gathered around the items; the texts live as long as the body.
  const Cells& around() const;

  /// How many items the last walk met.
  std::uint32_t items() const;

  /// Whether the last walk met one object in place of a list.
  bool single() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk
