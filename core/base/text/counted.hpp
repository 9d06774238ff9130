#pragma once

/// \file
/// Numbers in sentences for a person, so that no report says "1 exports".

#include <cstdint>
#include <string>
#include <string_view>

namespace crosswalk {

/// A number as people read it: "10,859".
std::string grouped(std::uint64_t number);

/// So many of something: "1 export", "0 exports", "10,859 pushes". `noun` is one of them, and of
/// the many that take an "s", or "es" after a hiss.
std::string counted(std::uint64_t number, std::string_view noun);

}  // namespace crosswalk
