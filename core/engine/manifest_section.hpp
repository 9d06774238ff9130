#pragma once

/// \file
/// The manifest of a connector file, found without running the file: dlopen() would already run
/// its constructors. Boost.DLL's own reader fails on stripped files and throws on malformed
/// ones, so this is a small bounded one. The bytes may be anything.

#include <string_view>

#include "base/result.hpp"

namespace crosswalk {

/// The longest connector file that is read.
inline constexpr std::size_t connector_file_bytes_max = 64 * 1024 * 1024;

/// The text of the manifest section of the file whose bytes are `file`, as a view into them.
/// Refused as invalid_input with the reason: not an ELF library, for another machine, truncated,
/// without the section, or with more than manifest_bytes_max of it. Whether the text is a
/// manifest is compile_manifest()'s to say.
Result<std::string_view> manifest_section(std::string_view file);

}  // namespace crosswalk
