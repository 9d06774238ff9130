#include <string>

#include "runtime/config/options.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t columns_max = 100;

// "5m, 1000..86400000 ms" and the like: what a person must know to write the value.
std::string bounds_of(const OptionSpec& option) {
  std::string text(option.type == OptionType::word ? option.words : name_of(option.type));
  if (option.type == OptionType::integer) {
    text += " from " + std::to_string(option.least) + " to " + std::to_string(option.most);
  }
  return text;
}

std::string default_of(const OptionSpec& option) {
  if (option.required) return "required";
  return option.fallback.empty() ? "optional" : "default " + std::string(option.fallback);
}

std::string in_columns(std::string_view words, std::size_t indent) {
  std::string text;
  std::size_t column = columns_max;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (column + 1 + word.size() > columns_max) {
      text += (text.empty() ? "" : "\n") + std::string(indent, ' ');
      column = indent;
    } else {
      text += ' ';
      ++column;
    }
    text += word;
    column += word.size();
  }
  return text + "\n";
}

}  // namespace

std::string options_help() {
  std::string help;
  for (const OptionSpec& option : option_table()) {
    help += "  " + std::string(option.path) + "\n";
    help += in_columns(
        bounds_of(option) + ", " + default_of(option) + ": " + std::string(option.help), 6);
  }
  return help;
}

std::string options_markdown() {
  std::string page = "| key | type | default | what it is for |\n|---|---|---|---|\n";
  for (const OptionSpec& option : option_table()) {
    std::string type = bounds_of(option);
    for (std::size_t at = type.find('|'); at != std::string::npos; at = type.find('|', at + 4)) {
      type.replace(at, 1, " or ");
    }
    const std::string fallback = option.required ? "required" : std::string(option.fallback);
    page += "| `" + std::string(option.path) + "` | " + type + " | " + fallback + " | " +
            std::string(option.help) + " |\n";
  }
  return page;
}

}  // namespace crosswalk
