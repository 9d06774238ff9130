#pragma once

/// \file
/// A text that must not be readable on the disk, and looking for it in whatever lies there.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/text/digest.hpp"

namespace crosswalk {

inline const std::string canary = "Zofia-Przykladowa-canary@example.com";

inline std::string contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// Every byte below the directory: file, log and whatever else lies there.
inline std::string everything_in(const std::string& folder) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) all += contents(entry.path().string());
  }
  return all;
}

/// The canary as it is, in hex, in base64 at each of its three alignments, and as unkeyed digest.
inline bool readable(const std::string& bytes) {
  std::vector<std::string> forms{canary, to_hex(canary), std::string(bytes_of(sha256(canary)))};
  for (std::size_t skip = 0; skip < 3; ++skip) {
    const std::string encoded = to_base64(std::string(canary.substr(skip)));
    forms.push_back(encoded.substr(0, encoded.size() - 4));
  }
  return std::ranges::any_of(
      forms, [&bytes](const std::string& form) { return bytes.find(form) != std::string::npos; });
}

}  // namespace crosswalk
