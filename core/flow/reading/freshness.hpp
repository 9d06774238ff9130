#pragma once

/// \file
/// Who knows a record better. A page that was asked for before a record was asked for by name, and
/// that is committed after it, would bring back what has changed or gone since; listings are ahead
/// by several pages, so that happens whenever a push is worked off beside them.

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

#include "sdk/record.hpp"

namespace crosswalk {

/// Questions to the vendor in the order they left. Remembers the last 10,000 records asked for by
/// name; no page waits for as many.
class Freshness {
 public:
  /// The number of a question that leaves now; rises, never 0.
  std::uint64_t ask() { return ++last_; }

  /// The record was asked for by name with that question, and the answer is being committed.
  void note(const RecordKey& key, std::uint64_t question) {
    std::uint64_t& known = asked_[key];
    if (known >= question) return;
    known = question;
    order_.emplace_back(question, key);
    while (order_.size() > kept_max) {
      const auto oldest = asked_.find(order_.front().second);
      const bool newest = oldest != asked_.end() && oldest->second == order_.front().first;
      if (newest) asked_.erase(oldest);
      order_.pop_front();
    }
  }

  /// Whether the answer to that question may know less of the record than what was committed.
  bool is_stale(const RecordKey& key, std::uint64_t question) const {
    const auto known = asked_.find(key);
    return known != asked_.end() && known->second > question;
  }

 private:
  static constexpr std::size_t kept_max = 10'000;

  std::uint64_t last_ = 0;
  std::map<RecordKey, std::uint64_t> asked_;
  std::deque<std::pair<std::uint64_t, RecordKey>> order_;
};

}  // namespace crosswalk
