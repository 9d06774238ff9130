#include "world/words.hpp"

#include "base/text/yaml.hpp"

namespace crosswalk::sim {

Error unknown_word(std::string where, std::string_view what, std::string_view word,
                   const std::vector<std::string_view>& known) {
  constexpr std::size_t repeated_max = 60;
  std::string text =
      "there is no " + std::string(what) + " '" + std::string(word.substr(0, repeated_max)) + "'";
  if (const auto near = nearest_word(word, known)) text += "; did you mean '" + *near + "'?";
  std::string_view before = text.back() == '?' ? " known are " : "; known are ";
  for (const std::string_view each : known) {
    text += before;
    text += each;
    before = ", ";
  }
  return {ErrorCode::invalid_input, std::move(text), std::move(where)};
}

}  // namespace crosswalk::sim
