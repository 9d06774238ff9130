#include "mapping/read/item_sinks.hpp"

#include <algorithm>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

void want_joins(const ObjectProgram& object, const FoundItem& item,
                std::vector<WantedIds>& wanted) {
  if (is_skipped(object, item.cells)) return;
  for (std::size_t i = 0; i < object.joins.size(); ++i) {
    want(object.joins[i], item.cells, wanted[i]);
  }
}

bool is_asked_for(const ReadPage& ask, std::uint32_t place) {
  return place >= ask.first_item && place - ask.first_item < ask.item_count;
}

}  // namespace

void PageSink::take(const FoundItem& item) {
  const std::uint32_t place = place_++;
  const ItemId id = id_of(object_, item, id_);
  if (counts) {
    ++page_.items;
    page_.ids.emplace_back(id.id);
    page_.page_digest = mix64(id.id, page_.page_digest);
  }
  if (wanted != nullptr && id.problem == nullptr) want_joins(object_, item, *wanted);
  if (maker != nullptr && is_asked_for(ask_, place)) maker->make(item, place, page_);
}

GroupSink::GroupSink(const ObjectProgram& object, const ReadPage& ask, PageRead& page, SlotId group)
    : object_(object), ask_(ask), page_(page), group_(group) {
  for (std::uint32_t i = 0; i < page.ids.size(); ++i) places_.emplace(page.ids[i], i);
}

void GroupSink::take(const FoundItem& item) {
  const ItemId id = id_of(object_, item, id_);
  if (wanted != nullptr && id.problem == nullptr) want_joins(object_, item, *wanted);
  const Cell* parent = group_ == no_slot ? nullptr : item.cells.first(group_);
  const std::string_view group = group_ == no_slot   ? id.id
                                 : parent != nullptr ? parent->text
                                                     : std::string_view();
  const auto named = places_.find(group);
  if (maker == nullptr || named == places_.end()) return;
  read_.emplace(group);
  if (is_asked_for(ask_, named->second)) maker->make(item, named->second, page_);
}

void GroupSink::forget_unread() {
  for (std::string& id : page_.ids) {
    if (!read_.contains(id)) id.clear();
  }
}

// Values stand in order of their row, so one pass over them finds every element.
void EachSink::take(const FoundItem& item) {
  if (!item.is_object) return sink_.take(item);
  const Shape& shape = object_.shape;
  const auto& inside = shape.nodes[static_cast<std::size_t>(object_.each_node)].beneath;
  next_.assign(shape.slot_count, nullptr);
  for (const SlotId slot : inside) next_[slot] = item.cells.first(slot);
  for (;;) {
    std::uint32_t row = UINT32_MAX;
    for (const SlotId slot : inside) {
      if (next_[slot] != nullptr) row = std::min(row, next_[slot]->row);
    }
    if (row == UINT32_MAX || ++count_ > page_items_max) return;
    part_.begin(shape.slot_count);
    for (SlotId slot = 0; slot < shape.slot_count; ++slot) {
      const bool within = std::ranges::find(inside, slot) != inside.end();
      const Cell* cell = within ? next_[slot] : item.cells.first(slot);
      for (; cell != nullptr && (!within || cell->row == row); cell = item.cells.after(*cell)) {
        part_.add(slot, cell->text, cell->kind, cell->row);
      }
      if (within) next_[slot] = cell;
    }
    sink_.take({part_, true, item.duplicate_key});
  }
}

}  // namespace crosswalk
