#pragma once

/// \file
/// A vendor's words for the values of an enumeration. One table a word list, in the order of the
/// values, stands where it is used.

#include <array>
#include <cstddef>
#include <string_view>

#include "world/remarks/remarks.hpp"

namespace crosswalk::sim {

/// The word at the value's place. `words` must have one for each value, the first for the first.
template <class Value, std::size_t count>
std::string_view word_at(Value value, const std::array<std::string_view, count>& words) {
  return words.at(static_cast<std::size_t>(value));
}

/// Harvest's word for a rating. Its scales differ at the bottom alone: "definitely_not", or for
/// the overall rating of v3 "strong_no".
inline std::string_view rating_word(Rating rating, std::string_view bottom) {
  static constexpr std::array<std::string_view, 7> words = {
      "no_decision", "no_decision", "", "no", "mixed", "yes", "strong_yes"};
  return rating == Rating::strong_no ? bottom : word_at(rating, words);
}

}  // namespace crosswalk::sim
