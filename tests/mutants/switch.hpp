#pragma once

// Which mutant the program is, if any. Grafted sources ask it where their mistake lies.

#include <string>
#include <string_view>

namespace crosswalk::mutants {

inline constexpr int none = -1;
inline int on = none;  // The place in mutants.yaml, counted from 0.

// A connector's manifest with the mistake that is on, if it is one of manifests.
std::string manifest(std::string_view yaml);

}  // namespace crosswalk::mutants
