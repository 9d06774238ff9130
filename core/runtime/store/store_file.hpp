#pragma once

/// \file
/// The file a store lives in: ours alone, and no way round through a link.

#include <string>

#include "base/result.hpp"

namespace crosswalk::store {

/// Makes the file (mode 0600) unless it is there, and answers its path without links. Refused
/// when it is no regular file, belongs to somebody else, or others may read or write it.
Result<std::string> prepare_file(const std::string& path);

}  // namespace crosswalk::store
