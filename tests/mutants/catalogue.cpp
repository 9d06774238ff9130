#include "mutants/catalogue.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include "base/text/yaml.hpp"

namespace crosswalk::mutants {
namespace {

Result<Mutant> read_one(const YamlNode& node, const std::string& path) {
  Mutant mutant;
  mutant.line = node.line;
  const std::vector<std::pair<std::string_view, std::string*>> members{
      {"id", &mutant.id},   {"file", &mutant.file}, {"find", &mutant.find},
      {"put", &mutant.put}, {"why", &mutant.why},   {"caught_by", &mutant.caught_by}};
  for (const YamlNode& key : node.keys) {
    bool known = false;
    for (const auto& [name, member] : members) known = known || name == key.text;
    if (!known) {
      return unknown_key(key, path, {"id", "file", "find", "put", "why", "caught_by"});
    }
  }
  for (const auto& [name, member] : members) {
    const YamlNode* value = node.find(name);
    const bool may_be_empty = name == "put" && of_a_manifest(mutant);
    if (value == nullptr || (value->text.empty() && !may_be_empty)) {
      return Error{ErrorCode::invalid_input, "has no " + std::string(name), place_of(node, path)};
    }
    *member = value->text;
  }
  if (!of_a_manifest(mutant) && mutant.put.find("MUTANT") == std::string::npos) {
    return Error{ErrorCode::invalid_input, "what is put there must ask for MUTANT",
                 place_of(node, path)};
  }
  return mutant;
}

}  // namespace

bool of_a_manifest(const Mutant& mutant) { return mutant.file.ends_with(".yaml"); }

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
