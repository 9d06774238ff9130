#include "mapping/choices.hpp"

#include <algorithm>

#include "mapping/manifest/overlay.hpp"
#include "mapping/manifest/peer.hpp"

namespace crosswalk {
namespace {

Error mistake(std::string what) { return {ErrorCode::invalid_input, std::move(what), {}}; }

std::string listed(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) all.append(all.empty() ? "" : ", ").append(word);
  return all;
}

std::string nearest(std::string_view given, const std::vector<std::string_view>& known) {
  const auto near = nearest_word(given, known);
  return near ? "; did you mean '" + *near + "'?" : "";
}

Error unknown(const std::vector<SettingSpec>& declared, const std::string& name) {
  std::vector<std::string_view> known;
  for (const SettingSpec& spec : declared) {
    if (!spec.secret) known.push_back(spec.name);
  }
  const std::string guess = nearest(name, known);
  if (known.empty()) return mistake("the connector has no setting '" + name + "', nor any other");
  return mistake("the connector has no setting '" + name + "'" +
                 (guess.empty() ? "; there are: " + listed(known) : guess));
}

}  // namespace

Result<std::vector<SettingSpec>> declared_settings(std::string_view yaml, std::string_view file) {
  Result<Documents> documents = parse_documents(yaml, file);
  if (!documents) return std::move(documents).error();
  ManifestReading reading(documents->places);
  std::vector<SettingSpec> declared;
  if (const YamlNode* at = documents->root.find("settings")) declared = read_settings(reading, *at);
  if (!reading.ok()) return reading.mistake();
  return declared;
}

Result<Done> check_word(const SettingSpec& spec, const std::string& value) {
  const std::vector<std::string_view> words(spec.words.begin(), spec.words.end());
  if (words.empty() || std::ranges::find(words, value) != words.end()) return Done{};
  return mistake("the setting '" + spec.name + "' must be one of its words: " + listed(words) +
                 nearest(value, words));
}

Result<Done> check_choices(const std::vector<SettingSpec>& declared, const Settings& chosen) {
  for (const auto& [name, value] : chosen) {
    const auto spec = std::ranges::find(declared, name, &SettingSpec::name);
    if (spec == declared.end()) return unknown(declared, name);
    if (spec->secret) {
      return mistake("the setting '" + name +
                     "' is a secret: nothing shown here depends on it, and it has no place in a "
                     "command");
    }
    if (Result<Done> word = check_word(*spec, value); !word) return word;
  }
  for (const SettingSpec& spec : declared) {
    if (spec.words.empty() || !spec.fallback.empty() || chosen.contains(spec.name)) continue;
    const std::vector<std::string_view> words(spec.words.begin(), spec.words.end());
    return mistake("the setting '" + spec.name +
                   "' has no default and must be given, as one of its words: " + listed(words));
  }
  return Done{};
}

Result<Done> check_in_force(const Plan& plan, const Settings& chosen) {
  for (const auto& [name, value] : chosen) {
    if (std::ranges::find(plan.settings, name, &SettingSpec::name) != plan.settings.end()) continue;
    return mistake("the setting '" + name +
                   "' plays no part beside the other settings; its only_if in the manifest says "
                   "which of them it belongs to");
  }
  return Done{};
}

}  // namespace crosswalk
