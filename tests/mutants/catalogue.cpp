#include "mutants/catalogue.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/text/yaml.hpp"

namespace crosswalk::mutants {
namespace {

using Words = std::vector<std::pair<std::string_view, std::string*>>;

// The texts that a node must have; `others` may be there beside them.
std::optional<Error> read_words(const YamlNode& node, const std::string& path, const Words& words,
                                const std::vector<std::string_view>& others = {}) {
  std::vector<std::string_view> known = others;
  for (const auto& [name, word] : words) known.push_back(name);
  for (const YamlNode& key : node.keys) {
    if (std::ranges::find(known, key.text) == known.end()) return unknown_key(key, path, known);
  }
  for (const auto& [name, word] : words) {
    const YamlNode* value = node.find(name);
    if (value == nullptr || (value->text.empty() && name != "put")) {
      return Error{ErrorCode::invalid_input, "has no " + std::string(name), place_of(node, path)};
    }
    *word = value->text;
  }
  return std::nullopt;
}

std::optional<Error> check(const Place& place, const YamlNode& node, const std::string& path) {
  if (!in_a_manifest(place) && place.put.find("MUTANT") == std::string::npos) {
    return Error{ErrorCode::invalid_input, "what is put there must ask for MUTANT",
                 place_of(node, path)};
  }
  return std::nullopt;
}

Result<Mutant> read_one(const YamlNode& node, const std::string& path) {
  Mutant mutant;
  Place place;
  place.line = node.line;
  const auto unread = read_words(node, path,
                                 {{"id", &mutant.id},
                                  {"file", &place.file},
                                  {"find", &place.find},
                                  {"put", &place.put},
                                  {"why", &mutant.why},
                                  {"caught_by", &mutant.caught_by}},
                                 {"also", "ends", "breaks"});
  if (unread) return *unread;
  if (const auto unasked = check(place, node, path)) return *unasked;
  mutant.places.push_back(std::move(place));
  if (const YamlNode* ends = node.find("ends")) mutant.ends = ends->text;
  if (const YamlNode* breaks = node.find("breaks")) mutant.breaks = breaks->text;
  const YamlNode* also = node.find("also");
  for (const YamlNode& each : also == nullptr ? std::vector<YamlNode>{} : also->items) {
    Place other;
    other.line = each.line;
    const auto wrong =
        read_words(each, path, {{"file", &other.file}, {"find", &other.find}, {"put", &other.put}});
    if (wrong) return *wrong;
    if (const auto unasked = check(other, each, path)) return *unasked;
    mutant.places.push_back(std::move(other));
  }
  return mutant;
}

}  // namespace

bool in_a_manifest(const Place& place) { return place.file.ends_with(".yaml"); }

Result<std::vector<Mutant>> read_catalogue(const std::string& path) {
  std::ifstream file(path);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const Result<YamlNode> root = parse_yaml(text, path);
  if (!root) return root.error();
  std::vector<Mutant> all;
  std::set<std::string> ids;
  for (const YamlNode& node : root->items) {
    Result<Mutant> mutant = read_one(node, path);
    if (!mutant) return mutant.error();
    if (!ids.insert(mutant->id).second) {
      return Error{ErrorCode::invalid_input, "is there twice", place_of(node, path)};
    }
    all.push_back(*std::move(mutant));
  }
  return all;
}

}  // namespace crosswalk::mutants
