#pragma once

/// \file
/// What differs between LinkedIn's API generations, as one value: paths, key names and syntax,
/// headers, finders. Everything else is written once and asks the dialect.

#include <string>
#include <utility>
#include <vector>

namespace crosswalk {

struct Dialect {
  std::string name;  ///< "v2".
};

/// The unversioned API under /v2 that every classic RSC page describes.
Dialect v2_dialect();

}  // namespace crosswalk
