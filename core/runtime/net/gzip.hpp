#pragma once

/// \file
/// One layer of gzip, undone within a bound. The transport decodes here and not in its HTTP
/// library, because a few kilobytes may unfold to gigabytes and only the decoder sees it happen.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

/// The plain bytes of one gzip member that ends where `packed` ends. `refused` when there are
/// more than `bytes_max` of them, which costs no more memory than that; `unavailable` when the
/// stream is damaged, cut short or followed by anything.
Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max);

/// A reply's body freed of its Content-Encoding: gunzip(), or the body itself where there is none.
/// `refused` for any other coding; nobody asked for it.
Result<std::string> decoded(std::string body, std::string_view coding, std::size_t bytes_max);

}  // namespace crosswalk
