#pragma once

/// \file
/// How a word that nobody knows is refused: with its place, the nearest known word and all the
/// known ones, so that whoever wrote it need not look anything up.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace crosswalk::sim {

/// invalid_input: "there is no field 'titel'; did you mean 'title'? known are title, live". `what`
/// is the noun for such a word; of a long `word` only the beginning is repeated.
Error unknown_word(std::string where, std::string_view what, std::string_view word,
                   const std::vector<std::string_view>& known);

}  // namespace crosswalk::sim
