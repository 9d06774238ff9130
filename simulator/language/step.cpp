#include "language/step.hpp"

#include <algorithm>
#include <array>

#include "language/tables/tables.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t bytes_max = 160;

// What might be somebody's stays out of what is shown; that it was said does not.
constexpr std::array<std::string_view, 8> only_named{
    "first_name", "last_name", "email", "fields", "records", "vendor_records", "told", "not_told"};

std::string shown(std::string_view key, const language::Node& value) {
  std::string name(key);
  std::ranges::replace(name, '_', ' ');
  if (std::ranges::find(only_named, key) != only_named.end()) return name;
  if (value.is_scalar() && value.text == "true") return name;
  if (value.is_scalar() && value.text == "false") return "not " + name;
  if (key == "as") return "kept as $" + value.text;
  return name + " " + (value.is_scalar() ? value.text : language::in_one_line(value));
}

}  // namespace

bool operator==(const Step& a, const Step& b) {
  return a.what == b.what && a.tenant == b.tenant && a.capture_as == b.capture_as;
}

std::string words_of(const Step& step) {
  const language::StepRow& row = language::row_of(step);
  std::string words(row.word);
  std::ranges::replace(words, '_', ' ');
  std::string rest;
  for (const auto& word : row.section.words) {
    if (!word.differs(step, row.made) && !word.required) continue;
    const language::Node value = word.write(step, row.made);
    if (word.key == row.brief || word.key == "do" || word.key == "tenant") {
      words += " " + (value.is_scalar() ? value.text : language::in_one_line(value));
    } else {
      rest += ", " + shown(word.key, value);
    }
  }
  words += rest;
  if (words.size() > bytes_max) {
    std::size_t end = bytes_max;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    words = words.substr(0, end) + "...";
  }
  return words;
}

}  // namespace crosswalk::sim
