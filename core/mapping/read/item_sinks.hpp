#pragma once

/// \file
/// What is done with the items of a page while it is walked: counted and named, asked what they
/// want of joins, made into records. One walk does as much of it as is possible by then.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "mapping/map/record_maker.hpp"
#include "mapping/read/joins.hpp"
#include "mapping/read/walk.hpp"
#include "mapping/steps.hpp"

namespace crosswalk {

/// The items of the page itself.
class PageSink : public ItemSink {
 public:
  /// Borrows all three.
  PageSink(const ObjectProgram& object, const ReadPage& ask, PageRead& page)
      : object_(object), ask_(ask), page_(page) {}

  void take(const FoundItem& item) override;

  bool counts = false;                       ///< Adds ids and digest to the page.
  std::vector<WantedIds>* wanted = nullptr;  ///< Where given: what the object's joins want.
  RecordMaker* maker = nullptr;              ///< Where given: makes records of the part asked for.

 private:
  const ObjectProgram& object_;
  const ReadPage& ask_;
  PageRead& page_;
  std::uint32_t place_ = 0;  // Of the next item, from 0.
  std::string id_;           // Room for an id that is a digest.
};

/// The items of the replies that re-read the groups a page named. A record stands for the first
/// item of the page that named its group; what no item named is left out.
class GroupSink : public ItemSink {
 public:
  /// Borrows the first three; `page` has its ids by now. `group` is where an item says which group
  /// it belongs to; no_slot: its own id does.
  GroupSink(const ObjectProgram& object, const ReadPage& ask, PageRead& page, SlotId group);

  void take(const FoundItem& item) override;

  /// Takes out of the page's ids, once every reply was walked, those no reply showed: what was
  /// not read anew must not be taken for skipped.
  void forget_unread();

  std::vector<WantedIds>* wanted = nullptr;  ///< As in PageSink.
  RecordMaker* maker = nullptr;              ///< As in PageSink.

 private:
  const ObjectProgram& object_;  // The group's, not the page's.
  const ReadPage& ask_;
  PageRead& page_;
  SlotId group_;
  std::string id_;  // Room for an id that is a digest.
  std::map<std::string, std::uint32_t, std::less<>> places_;
  std::set<std::string, std::less<>> read_;  // The groups that a reply showed.
};

/// Hands on every element of an array within an item as an item of its own, together with what
/// stands around the array. An element with nothing the map asks for is none.
class EachSink : public ItemSink {
 public:
  /// Borrows both.
  EachSink(const ObjectProgram& object, ItemSink& sink) : object_(object), sink_(sink) {}

  void take(const FoundItem& item) override;

  /// Whether there were more than page_items_max: what lies beyond was not handed on.
  bool overflowed() const { return count_ > page_items_max; }

 private:
  const ObjectProgram& object_;
  ItemSink& sink_;
  Cells part_;
  std::vector<const Cell*> next_;  // Of each slot within the array: the first not handed on.
  std::uint32_t count_ = 0;
};

/// The rows of a join.
class RowSink : public ItemSink {
 public:
  /// The rows were begun and are finished by somebody else.
  explicit RowSink(JoinedRows& rows) : rows_(rows) {}
  void take(const FoundItem& item) override { rows_.add(item.cells); }

 private:
  JoinedRows& rows_;
};

/// The entries of a lookup.
class EntrySink : public ItemSink {
 public:
  EntrySink(const LookupProgram& lookup, std::string& entries)
      : lookup_(lookup), entries_(entries) {}
  void take(const FoundItem& item) override { append_entry(lookup_, item.cells, entries_); }

 private:
  const LookupProgram& lookup_;
  std::string& entries_;
};

}  // namespace crosswalk
