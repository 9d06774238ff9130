#pragma once

/// \file
/// One walk through what a vendor lists of an object: pages are fetched ahead, and committed in
/// order, each in one transaction with the cursor that describes it. A walk that ends anything
/// but whole moves no cursor forward and proves no absence.

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>

#include "flow/page_commit.hpp"
#include "flow/vendor_page.hpp"

namespace crosswalk {

struct ListingEnd {
  bool complete = false;
  Cursor cursor;    ///< As committed last.
  std::string why;  ///< What stopped it, when a person is needed; empty otherwise.
};

/// What is told whenever records of a kind became ready to be sent or to be withdrawn.
using Nudge = std::function<void()>;

class Listing : public std::enable_shared_from_this<Listing> {
 public:
  /// Continues the walk `cursor` says is under way in this mode, or begins a new one.
  Listing(Context& context, const ObjectSpec& object, Cursor cursor, ReadMode mode, Nudge nudge,
          std::function<void(ListingEnd)> end);

  void begin();

 private:
  struct Page {
    std::shared_ptr<VendorPage> reading;
    std::optional<PlannedRequest> next;
    bool last = false;
    bool mapped = false;
    PageEnd end;
  };

  void plan();
  void fetch(PlannedRequest request);
  void hear_cut(const std::shared_ptr<Page>& page, const PageRead& cut);
  void hear_end(const std::shared_ptr<Page>& page, PageEnd end);
  void fetch_next();
  void commit_head();
  void hear_committed(const std::shared_ptr<Page>& page, bool whole, bool news);
  bool is_open(const std::shared_ptr<Page>& page) const;
  void begin_anew();
  void stop(std::string why);
  void finish(bool complete);

  Context& context_;
  const ObjectSpec& object_;
  Cursor cursor_;
  ReadMode mode_;
  Nudge nudge_;
  std::function<void(ListingEnd)> end_;

  std::deque<std::shared_ptr<Page>> pages_;
  std::optional<PlannedRequest> next_;  // Known, not yet fetched.
  std::set<std::uint64_t> digests_;     // Of the pages met: a repeated one is a loop.
  bool committing_ = false;
  bool ended_ = false;
  std::uint32_t restarts_ = 0;
};

}  // namespace crosswalk
