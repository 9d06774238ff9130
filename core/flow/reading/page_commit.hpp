#pragma once

/// \file
/// COMMIT 1 as the flow does it: decide a mapped page, look its rows up, write what is news. No
/// outcome may slip in between the look-up and the commit, or a child could be told to wait for
/// a parent that has just arrived; the gate keeps them apart.

#include <deque>
#include <functional>
#include <string>

#include "flow/context.hpp"
#include "flow/reading/page_writes.hpp"

namespace crosswalk {

/// What goes with a page into its transaction.
struct PageCommit {
  Cursor cursor;  ///< Its object empty: leaves the cursors alone.
  std::vector<std::string> reread_done;
  std::uint64_t question = 0;           ///< Which asked for the page; 0: nothing can be newer.
  std::vector<std::string> named;       ///< Asked for by id with it, there or not.
  std::string doubted;                  ///< An object to be listed whole next time, or empty.
  std::function<void(bool news)> done;  ///< Committed; `news` if anything was written.
  std::function<void(std::string why)> refused;  ///< Nothing was; the page is malformed.
};

/// Decides and commits `page` of `object`, counting into the report.
void commit_page(Context& context, const ObjectSpec& object, PageRead page, PageCommit commit);

}  // namespace crosswalk
