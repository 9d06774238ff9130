#pragma once

/// \file
/// What differs between Harvest v1 and those who copied its shapes. Everything else of a list or a
/// record is the same for all of them.

#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim::harvest {

struct Dialect {
  std::string_view prefix = "/v1/";
  bool text_ids = false;      ///< Ids are texts rather than numbers.
  bool links = true;          ///< A Link header tells of further pages; else a short page ends it.
  bool whole_seconds = true;  ///< Jobs and posts tell no fractions of a second.
  /// Deleted records can be asked for with include_deleted=true, and every record has deleted_at.
  bool tombstones = false;
  /// A never changed record has no updated_at, applications have one, and lists filter by it.
  bool dates_changes = false;
  /// How a request is refused; `field` may be empty.
  HttpResponse (*refuse)(int status, std::string_view message, std::string_view field) = nullptr;
};

}  // namespace crosswalk::sim::harvest
