#pragma once

/// \file
/// One walk through what a vendor lists of an object: pages are fetched ahead, and committed in
/// order, each before or with the cursor that describes it. A walk that ends anything
/// but whole moves no cursor forward and proves no absence.

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "flow/reading/page_commit.hpp"
#include "flow/reading/vendor_page.hpp"

namespace crosswalk {

/// How a walk ended.
struct ListingEnd {
  bool complete = false;  ///< Every page ended well and the end was reached.
  Cursor cursor;          ///< As committed last.
  std::string why;        ///< What stopped it, when a person is needed; empty otherwise.
};

/// What is told whenever records of a kind became ready to be sent or to be withdrawn.
using Nudge = std::function<void(RecordKind)>;

/// An object whose records the pages of another show, too, and its own cursor, which is stored with
/// each page of its records.
struct Ride {
  const ObjectSpec* object = nullptr;
  Cursor cursor;
};

/// Keeps itself alive while effects are in flight. At most `pages_in_flight` pages are held.
class Listing : public std::enable_shared_from_this<Listing> {
 public:
  /// Continues the walk `cursor` says is under way in this mode, or begins a new one.
  Listing(Context& context, const ObjectSpec& object, Cursor cursor, std::vector<Ride> rides,
          ReadMode mode, Nudge nudge, std::function<void(ListingEnd)> end);

  /// Runs once; `end` runs once, later.
  void begin();

 private:
  // A page on its way: being read, mapped, and at the head committed.
  struct Page {
    std::optional<PlannedRequest> next;
    bool last = false;
    bool mapped = false;
    bool whole = false;  // The last one, and it proves that nothing is left out.
    PlannedRequest asked;
    PageEnd end;
    std::vector<PageRead> ridden;  // One for each ride, in order.
  };

  void plan();
  bool stale() const;        // Whether the walk that could be continued rested for too long.
  Duration overlap() const;  // How far before the cursor a window begins.
  void fetch(PlannedRequest request);
  // The next link is known: fetch ahead, unless the vendor walks in a circle.
  void hear_cut(std::shared_ptr<Page> page, const PageRead& cut);
  void hear_end(std::shared_ptr<Page> page, PageEnd end);
  // Maps the page for the ride at that place and those behind it.
  void map_rides(std::shared_ptr<Page> page, std::size_t place);
  // A page is committed in parts: its own records, then what rides, then the cursor alone; without
  // riders in one.
  void commit_own(std::shared_ptr<Page> page, Cursor cursor);
  void commit_rides(std::shared_ptr<Page> page, std::size_t place);
  void move_cursor(std::shared_ptr<Page> page);
  Cursor moved_past(const Page& page) const;
  void fetch_next();
  void commit_head();  // Commits the oldest page once it is mapped; pages never overtake.
  void hear_committed(const std::shared_ptr<Page>& page, const Cursor& moved);
  bool is_open(const std::shared_ptr<Page>& page) const;
  void begin_anew();           // The next link died.
  void stop(std::string why);  // A person is needed; the next round begins anew.
  void finish(bool complete);

  Context& context_;
  const ObjectSpec& object_;
  Cursor cursor_;
  std::vector<Ride> rides_;
  ReadMode mode_;
  Nudge nudge_;
  std::function<void(ListingEnd)> end_;

  std::deque<std::shared_ptr<Page>> pages_;
  std::optional<PlannedRequest> next_;  // Known, not yet fetched.
  std::set<std::uint64_t> digests_;     // Of the pages met: a repeated one is a loop.
  bool committing_ = false;
  bool ended_ = false;
  std::uint32_t restarts_ = 0;
  std::uint32_t empty_ = 0;  // Pages without an item, in a row.
};

}  // namespace crosswalk
