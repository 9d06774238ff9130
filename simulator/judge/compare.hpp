#pragma once

/// \file
/// Where two contents differ, as names of fields. Values stay here.

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sim {

struct Difference {
  std::vector<std::string> fields;  ///< Sorted; in either and not equal in both.
  bool stale = false;               ///< `held` was modified before `expected` was.
};

/// Compares two JSON objects member by member, whatever their order and spelling; so are the
/// entries of `evaluations`, whose order means nothing. An unreadable
/// one differs in the field "unreadable".
Difference difference(std::string_view held, std::string_view expected);

}  // namespace crosswalk::sim
