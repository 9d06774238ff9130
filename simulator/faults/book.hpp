#pragma once

/// \file
/// Which request is which: the same want asked again is an attempt, the next page belongs to its
/// listing, a repeated want is a new one. All keys follow from what was asked, so two runs, or two
/// orders of arrival, give a want the same key; only its place in the count of its endpoint
/// follows the order.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "faults/strike.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

class RequestBook {
 public:
  /// One attempt, from enter() to leave().
  struct Entry {
    LogicalRequest logical;
    std::string target;         ///< What the peer is to be asked; mostly as the client asked.
    std::uint64_t scope = 0;    ///< Of tenant and peer.
    std::uint64_t want = 0;     ///< Of the want, however often it comes up.
    std::uint64_t listing = 0;  ///< The same on each of its pages.
    bool numbered = false;      ///< Pages are asked for by number, without next links.
  };

  Entry enter(std::string_view tenant, std::string_view peer, const HttpRequest& request,
              Duration at);
  /// `served`: the client has its answer, and asking again is wanting again.
  void leave(const Entry& entry, bool served);

  /// The vendor's next link of this page.
  void learn_next(const Entry& entry, std::string_view target);
  /// Another target under which this very page can be asked for: of a cursor nobody gave out.
  std::string alias(const Entry& entry);

  // Of a listing whose pages are numbered; each holds until its first page is asked for again.
  void turn_back(const Entry& entry);  ///< The next number gives this page once more.
  void end_here(const Entry& entry);   ///< Later pages are empty.
  bool is_past_end(const Entry& entry) const;

  /// The last items of a page, and those of the page before it.
  void keep_items(const Entry& entry, std::vector<std::string> items);
  const std::vector<std::string>& items_before(const Entry& entry) const;

 private:
  struct Want {
    std::uint64_t times = 0;     ///< It came up.
    std::uint32_t ordinal = 0;   ///< Of the latest.
    std::uint32_t attempts = 0;  ///< Of the latest; 0 once it was served.
  };
  struct Continuing {
    std::uint64_t listing = 0;
    std::uint32_t page = 1;
    std::string_view endpoint;
    std::string target;
  };
  struct Walk {
    std::uint32_t turned_back = 0;
    std::uint32_t end = 0;
    std::map<std::uint32_t, std::vector<std::string>> items;  ///< Of this page and the last.
  };

  void place(Entry& entry, std::string_view peer, const HttpRequest& request);
  void number(Entry& entry);

  std::unordered_map<std::uint64_t, Want> wants_;
  std::unordered_map<std::uint64_t, Continuing> continuing_;
  std::unordered_map<std::uint64_t, Walk> walks_;
  std::unordered_map<std::uint64_t, std::uint32_t> ordinals_;  ///< By tenant and endpoint.
};

}  // namespace crosswalk::sim
