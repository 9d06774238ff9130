#include "mapping/manifest/reading.hpp"

#include <algorithm>
#include <charconv>

namespace crosswalk {
namespace {

std::string listed(const Words& words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ", ";
    text += word;
  }
  return text;
}

}  // namespace

void ManifestReading::fail(const YamlNode& at, std::string what) {
  YamlNode local;
  local.line = at.line;
  local.column = at.column;
  const std::string file = localise(places_, local.line);
  fail(Error{ErrorCode::invalid_input, std::move(what), place_of(local, file)});
}

void ManifestReading::fail(Error mistake) {
  if (!mistake_) mistake_ = std::move(mistake);
}

bool ManifestReading::is_map(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::map) return true;
  fail(node, "expected a map of " + std::string(what));
  return false;
}

bool ManifestReading::is_list(const YamlNode& node, std::string_view what) {
  if (node.kind == YamlNode::Kind::list) return true;
  fail(node, "expected a list of " + std::string(what));
  return false;
}

bool ManifestReading::has_only(const YamlNode& node, const Words& known, std::string_view what) {
  if (!is_map(node, what)) return false;
  for (const YamlNode& key : node.keys) {
    if (std::ranges::find(known, key.text) == known.end()) {
      YamlNode local = key;
      const std::string file = localise(places_, local.line);
      fail(unknown_key(local, file, known));
      return false;
    }
  }
  return true;
}

const YamlNode* ManifestReading::required(const YamlNode& map, std::string_view key) {
  const YamlNode* value = map.find(key);
  if (value == nullptr) fail(map, "the key '" + std::string(key) + "' is missing here");
  return value;
}

std::string ManifestReading::text(const YamlNode& node, std::string_view what) {
  if (node.kind != YamlNode::Kind::scalar || node.text.empty()) {
    fail(node, "expected " + std::string(what));
    return {};
  }
  return node.text;
}

std::uint32_t ManifestReading::number(const YamlNode& node, std::uint32_t least,
                                      std::uint32_t most) {
  std::uint32_t value = 0;
  const char* end = node.text.data() + node.text.size();
  const auto [stopped, trouble] = std::from_chars(node.text.data(), end, value);
  if (node.kind == YamlNode::Kind::scalar && trouble == std::errc{} && stopped == end &&
      value >= least && value <= most) {
    return value;
  }
  fail(node,
       "expected a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return least;
}

bool ManifestReading::flag(const YamlNode& node) {
  return word(node, {"false", "true"}, "a flag") == 1;
}

std::size_t ManifestReading::word(const YamlNode& node, const Words& known, std::string_view what) {
  const auto found = std::ranges::find(known, node.text);
  if (node.kind == YamlNode::Kind::scalar && found != known.end()) {
    return static_cast<std::size_t>(found - known.begin());
  }
  std::string wrong = "expected " + std::string(what) + ": one of " + listed(known);
  if (const auto near = nearest_word(node.text, known)) wrong += "; did you mean '" + *near + "'?";
  fail(node, std::move(wrong));
  return 0;
}

Path ManifestReading::path(const YamlNode& node) {
  return path(node, text(node, "a path, such as /name/given"));
}

Path ManifestReading::path(const YamlNode& node, std::string_view text) {
  if (!ok()) return {};
  Result<Path> parsed = parse_path(text);
  if (parsed) return *std::move(parsed);
  fail(node, "in the path '" + std::string(text) + "': " + parsed.error().what);
  return {};
}

SlotId ManifestReading::slot(const YamlNode& node, Shape& shape) {
  return slot(node, text(node, "a path, such as /name/given"), shape);
}

SlotId ManifestReading::slot(const YamlNode& node, std::string_view text, Shape& shape) {
  const Path parsed = path(node, text);
  Result<SlotId> added = shape.add(parsed);
  if (added) return *added;
  fail(node, added.error().what);
  return 0;
}

RequestTemplate ManifestReading::request(const YamlNode& node, RequestUse use) {
  const std::string line = text(node, "a request, such as GET /v3/jobs?per_page=500");
  if (!ok()) return {};
  Result<RequestTemplate> parsed = parse_request(line, *this, hosts_, use);
  if (parsed) return *std::move(parsed);
  fail(node, parsed.error().what);
  return {};
}

const std::string* ManifestReading::find(std::string_view name) const {
  const auto spec = std::ranges::find(specs_, name, &SettingSpec::name);
  if (spec == specs_.end() || spec->secret) return nullptr;
  const auto value = values_.find(spec->name);
  return value == values_.end() ? nullptr : &value->second;
}

void ManifestReading::know(std::vector<SettingSpec> specs, const Settings& given) {
  specs_ = std::move(specs);
  for (const SettingSpec& spec : specs_) {
    const auto chosen = given.find(spec.name);
    values_[spec.name] = chosen == given.end() ? spec.fallback : chosen->second;
  }
}

bool ManifestReading::applies(const YamlNode* only_if) {
  if (only_if == nullptr || !is_map(*only_if, "setting: word")) return true;
  Words known;
  for (const SettingSpec& spec : specs_) {
    if (!spec.secret) known.push_back(spec.name);
  }
  if (!has_only(*only_if, known, "setting: word")) return true;
  for (std::size_t i = 0; i < only_if->keys.size(); ++i) {
    const auto spec = std::ranges::find(specs_, only_if->keys[i].text, &SettingSpec::name);
    const Words words(spec->words.begin(), spec->words.end());
    if (!words.empty()) word(only_if->items[i], words, "a word of that setting");
    const std::string* value = find(only_if->keys[i].text);
    if (value == nullptr || *value != only_if->items[i].text) return false;
  }
  return true;
}

}  // namespace crosswalk
