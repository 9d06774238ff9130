#include "runtime/config/document.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/check.hpp"
#include "runtime/config/option_values.hpp"
#include "runtime/config/options.hpp"

namespace crosswalk {
namespace {

using Problem = std::optional<Error>;

Error wrong(const YamlNode& node, std::string_view file, std::string what) {
  return {ErrorCode::invalid_input, std::move(what), place_of(node, file)};
}

std::string below(std::string_view section, std::string_view key) {
  return section.empty() ? std::string(key) : std::string(section) + "." + std::string(key);
}

Problem check_scalar(const YamlNode& node, std::string_view file, const OptionSpec& option,
                     std::string_view key) {
  if (node.kind != YamlNode::Kind::scalar) {
    return wrong(node, file, "'" + std::string(key) + "' takes " + article(option.type));
  }
  if (const std::optional<std::string> why = broken_rule(option, node.text)) {
    return wrong(node, file, "'" + std::string(key) + "' " + *why);
  }
  return std::nullopt;
}

// Free lists and maps: every item on its own.
Problem check_items(const YamlNode& node, std::string_view file, const OptionSpec& option) {
  const std::string_view key = key_of(option);
  const bool list = option.type == OptionType::texts;
  if (node.kind != (list ? YamlNode::Kind::list : YamlNode::Kind::map)) {
    return wrong(node, file, "'" + std::string(key) + "' takes " + article(option.type));
  }
  OptionSpec item = option;
  item.type = option.type == OptionType::secrets ? OptionType::secret : OptionType::text;
  for (std::size_t at = 0; at < node.items.size(); ++at) {
    const std::string_view own = list ? key : std::string_view(node.keys[at].text);
    if (Problem problem = check_scalar(node.items[at], file, item, own)) return problem;
  }
  return std::nullopt;
}

Problem check_section(const YamlNode& node, std::string_view file, const std::string& path);

Problem check_option(const YamlNode& node, std::string_view file, const OptionSpec& option) {
  switch (option.type) {
    case OptionType::section:
      return check_section(node, file, std::string(option.path));
    case OptionType::sections:
      if (node.kind != YamlNode::Kind::list || node.items.empty()) {
        return wrong(node, file,
                     "'" + std::string(key_of(option)) + "' takes a list with at least one entry");
      }
      for (const YamlNode& item : node.items) {
        Problem problem = check_section(item, file, std::string(option.path) + "[]");
        if (problem) return problem;
      }
      return std::nullopt;
    case OptionType::texts:
    case OptionType::pairs:
    case OptionType::secrets:
      return check_items(node, file, option);
    default:
      return check_scalar(node, file, option, key_of(option));
  }
}

Problem check_section(const YamlNode& node, std::string_view file, const std::string& path) {
  if (node.kind != YamlNode::Kind::map) {
    return wrong(
        node, file,
        (path.empty() ? "the configuration" : "'" + path + "'") + " takes keys with values");
  }
  std::vector<std::string_view> known;
  for (const OptionSpec* option : options_below(path)) known.push_back(key_of(*option));
  for (std::size_t at = 0; at < node.keys.size(); ++at) {
    const OptionSpec* option = find_option(below(path, node.keys[at].text));
    const bool here = option && std::ranges::find(known, node.keys[at].text) != known.end();
    if (!here) return unknown_key(node.keys[at], file, known);
    if (Problem problem = check_option(node.items[at], file, *option)) return problem;
  }
  for (const OptionSpec* option : options_below(path)) {
    if (option->required && !node.find(key_of(*option))) {
      return wrong(
          node, file,
          "'" + std::string(key_of(*option)) + "' is missing here: " + std::string(option->help));
    }
  }
  return std::nullopt;
}

}  // namespace

Document::Document(YamlNode root, std::string file)
    : root_(std::make_unique<const YamlNode>(std::move(root))),
      file_(std::make_unique<const std::string>(std::move(file))) {}

Result<Document> Document::read(std::string_view text, std::string file) {
  Result<YamlNode> root = parse_yaml(text, file, config_bytes_max);
  if (!root) return std::move(root).error();
  if (Problem problem = check_section(*root, file, "")) return *std::move(problem);
  return Document(*std::move(root), std::move(file));
}

Section::Section(const YamlNode* node, std::string path, std::string_view file)
    : node_(node), path_(std::move(path)), file_(file) {}

const YamlNode* Section::find(std::string_view key) const {
  return node_ ? node_->find(key) : nullptr;
}

bool Section::has(std::string_view key) const { return find(key) != nullptr; }

std::string Section::text(std::string_view key) const {
  const OptionSpec* option = find_option(below(path_, key));
  CROSSWALK_CHECK(option != nullptr);
  const YamlNode* node = find(key);
  return node ? node->text : std::string(option->fallback);
}

bool Section::flag(std::string_view key) const { return text(key) == "true"; }

std::int64_t Section::integer(std::string_view key) const {
  const std::string digits = text(key);
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

Duration Section::duration(std::string_view key) const {
  return parse_duration(text(key)).value_or(Duration{0});
}

std::vector<std::string> Section::texts(std::string_view key) const {
  std::vector<std::string> texts;
  const YamlNode* node = find(key);
  for (const YamlNode& item : node ? node->items : std::vector<YamlNode>{}) {
    texts.push_back(item.text);
  }
  return texts;
}

std::vector<std::pair<std::string, std::string>> Section::pairs(std::string_view key) const {
  std::vector<std::pair<std::string, std::string>> pairs;
  const YamlNode* node = find(key);
  for (std::size_t at = 0; node && at < node->keys.size(); ++at) {
    pairs.emplace_back(node->keys[at].text, node->items[at].text);
  }
  return pairs;
}

Section Section::section(std::string_view key) const {
  return Section(find(key), below(path_, key), file_);
}

std::vector<Section> Section::sections(std::string_view key) const {
  std::vector<Section> sections;
  const YamlNode* node = find(key);
  for (std::size_t at = 0; node && at < node->items.size(); ++at) {
    sections.emplace_back(&node->items[at], below(path_, key) + "[]", file_);
  }
  return sections;
}

std::string Section::place(std::string_view key) const {
  const YamlNode* node = find(key);
  return node ? place_of(*node, file_) : place();
}

std::string Section::place(std::string_view key, std::size_t item) const {
  const YamlNode* node = find(key);
  return node && item < node->items.size() ? place_of(node->items[item], file_) : place(key);
}

std::string Section::place() const { return node_ ? place_of(*node_, file_) : std::string(file_); }

}  // namespace crosswalk
