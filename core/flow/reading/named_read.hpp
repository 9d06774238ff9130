#pragma once

/// \file
/// Reading named records by id: what a doubt about absence asks for, and what a changed parent
/// asks of its children. Batches go one after the other, and what comes back takes the same way
/// as any page. Where the vendor is asked by the ids of the records' parents, everything under
/// those parents comes back, and a record is gone when it is not among them. An answer may take
/// several pages, empty ones among them; only when all have come does it say who is not there.

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "flow/reading/page_commit.hpp"
#include "flow/reading/vendor_page.hpp"

namespace crosswalk {

/// What reading ids by name told. Every id asked about is in exactly one list.
struct NamedEnd {
  std::vector<std::string> present;  ///< Mapped or held, and committed.
  std::vector<std::string> skipped;  ///< There, but the manifest says not for LinkedIn.
  std::vector<std::string> gone;     ///< The vendor has no such thing.
  bool doubted = false;  ///< One read again is gone that LinkedIn may have: noted in the store.
  std::vector<std::string> unknown;  ///< Could not be asked; look again another time.
};

class NamedRead : public std::enable_shared_from_this<NamedRead> {
 public:
  /// The object must have a by-id route. `rereads`: the ids came from TakeRereads.
  NamedRead(Context& context, const ObjectSpec& object, std::vector<std::string> ids, bool rereads,
            std::function<void()> nudge, std::function<void(NamedEnd)> end);

  /// Sees every mapped record of the answers before it is committed. One at most; before begin().
  void watch(std::function<void(const Record&)> watch) { watch_ = std::move(watch); }

  void begin();

 private:
  void find_parents();
  // Takes the next ids into batch_; gives the ids to ask the vendor for.
  std::vector<std::string> take_batch();
  void next_batch();
  void fetch(PlannedRequest request);
  void hear(PageEnd end, const std::string& asked);  // `asked`: the target it answers.
  bool goes_in_circles(const PageRead& page, const std::string& asked);
  void look_for_missing(PageRead page);
  void commit(PageRead page, bool doubted);
  void settle_batch(bool known);

  Context& context_;
  const ObjectSpec& object_;
  std::vector<std::string> ids_;
  std::vector<std::string> parents_;  // Where they are asked by them: one per id, side by side.
  bool rereads_;
  std::function<void()> nudge_;
  std::function<void(NamedEnd)> end_;
  std::function<void(const Record&)> watch_;

  NamedEnd told_;
  std::size_t done_ = 0;
  std::size_t alone_until_ = 0;  // Ids before it are asked for one by one.
  std::vector<std::string> batch_;
  std::uint64_t question_ = 0;
  std::size_t asked_ = 0;            // How many ids the vendor was asked for.
  std::set<std::uint64_t> digests_;  // Of the batch: its pages with items,
  std::uint32_t pages_ = 0;          // and how many there were at all.
  std::set<std::string> listed_;     // Of the batch: ids the vendor showed,
  std::set<std::string> records_;    // and those that are records of ours.
};

}  // namespace crosswalk
