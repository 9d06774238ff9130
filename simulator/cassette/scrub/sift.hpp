#pragma once

/// \file
/// The second look at what is kept: whatever its name promised, no address, telephone number,
/// profile, member or JSON web token stays in a text.

#include <string>
#include <string_view>

#include "cassette/scrub/standins.hpp"

namespace crosswalk::sim {

/// `text` with a stand-in for each of them, wherever it stands. Stand-ins stay as they are, and so
/// do telephone numbers of digits alone, which could be ids.
std::string sifted(std::string_view text, StandIns& stand_ins);

/// `text` with a stand-in for each run of nine digits or more: what is kept for a word needs none,
/// and a telephone's number may be written so. Stand-ins stay as they are.
std::string without_long_numbers(std::string_view text, StandIns& stand_ins);

}  // namespace crosswalk::sim
