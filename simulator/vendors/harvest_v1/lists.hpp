#pragma once

/// \file
/// What can be read in the style of Harvest v1: lists by page number, records by id, and what
/// hangs on one record. Rows come in order of id and are counted off anew for each page, so that
/// a record that goes away between two pages moves all later ones, as it does there.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vendors/harvest_v1/filter.hpp"
#include "vendors/harvest_v1/records.hpp"

namespace crosswalk::sim::harvest {

/// A path below the prefix: "candidates", "candidates/7" or "candidates/7/activity_feed".
struct Path {
  std::string_view name;
  std::string_view id;   ///< Empty: a list.
  std::string_view sub;  ///< Empty: the record itself.
};

/// Nothing for a path of another form. The views are into `text`; one slash may end it.
std::optional<Path> read_path(std::string_view text);

class Lists {
 public:
  /// All must outlive it.
  Lists(const World& world, const Dialect& dialect, const greenhouse::Unready& unready)
      : world_(world), dialect_(dialect), unready_(unready), records_(world, dialect, unready) {}

  /// 200 with a page or a record, 404 for what does not exist or cannot be read yet, 422 for a
  /// parameter that is wrong.
  HttpResponse read(const Path& path, const HttpRequest& request, const Target& target,
                    bool ignores_unknown) const;

  const Records& records() const { return records_; }

 private:
  struct Page {
    std::string body = "[";
    bool more = false;
    std::uint64_t total = 0;  ///< Of all pages; only when every row was looked at.
  };
  /// `parent` is 0 for the list of all, else whose children are meant.
  using List = Page (Lists::*)(const Filter&, Id parent) const;
  /// Appends the record; false when it cannot be read, or is gone and `deleted` does not ask for
  /// it.
  using Record = bool (Lists::*)(Id id, bool deleted, std::string& out) const;
  struct Route;

  static const std::vector<Route>& routes();
  /// The page of those among `ids`, or among all when null, that `pass` lets through.
  template <class T, class Pass>
  Page page_of(const Filter& filter, const std::vector<Id>* ids, Pass pass) const;
  template <class T>
  Page all(const Filter& filter, Id) const;
  template <class T>
  bool one(Id id, bool deleted, std::string& out) const;
  template <class T>
  std::vector<Id> changed(const Filter& filter) const;
  bool feed(Id id, bool deleted, std::string& out) const;
  bool parent_exists(std::string_view name, Id id) const;
  bool involves(const Candidate& row, Id job) const;

  Page candidates(const Filter& filter, Id) const;
  Page applications(const Filter& filter, Id) const;
  Page jobs(const Filter& filter, Id) const;
  Page posts(const Filter& filter, Id job) const;
  Page stages(const Filter& filter, Id job) const;
  Page scorecards(const Filter& filter, Id application) const;

  /// The Link header; empty for an only page.
  std::string link(const HttpRequest& request, const Target& target, const Filter& filter,
                   const Page& page) const;

  const World& world_;
  const Dialect& dialect_;
  const greenhouse::Unready& unready_;
  Records records_;
};

}  // namespace crosswalk::sim::harvest
