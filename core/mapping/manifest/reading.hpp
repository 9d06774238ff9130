#pragma once

/// \file
/// How a manifest is read: every key must be known, every word one of a list, and the first
/// mistake is kept with its place. After a mistake the rest is still walked, harmlessly, so that
/// readers need no check behind every call.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text/yaml.hpp"
#include "mapping/manifest/overlay.hpp"
#include "mapping/manifest/paths.hpp"
#include "mapping/manifest/plan.hpp"
#include "mapping/manifest/requests.hpp"

namespace crosswalk {

using Words = std::vector<std::string_view>;

class ManifestReading : public SettingValues {
 public:
  explicit ManifestReading(std::string_view file) : places_{{std::string(file), 1}} {}
  /// `places` says in which file each line of the text stands.
  explicit ManifestReading(std::vector<DocumentPlace> places) : places_(std::move(places)) {}

  bool ok() const { return !mistake_; }
  const Error& mistake() const { return *mistake_; }

  /// Keeps the mistake if it is the first.
  void fail(const YamlNode& at, std::string what);
  void fail(Error mistake);

  /// Whether `node` is a map (a list); if not, a mistake saying what was expected.
  bool is_map(const YamlNode& node, std::string_view what);
  bool is_list(const YamlNode& node, std::string_view what);
  /// A map all of whose keys are known.
  bool has_only(const YamlNode& node, const Words& known, std::string_view what);
  /// The value of a key that must be there; null after a mistake.
  const YamlNode* required(const YamlNode& map, std::string_view key);

  std::string text(const YamlNode& node, std::string_view what);
  std::uint32_t number(const YamlNode& node, std::uint32_t least, std::uint32_t most);
  bool flag(const YamlNode& node);  ///< true or false.
  /// The place of the word in `known`; 0 after a mistake.
  std::size_t word(const YamlNode& node, const Words& known, std::string_view what);

  Path path(const YamlNode& node);
  Path path(const YamlNode& node, std::string_view text);
  SlotId slot(const YamlNode& node, Shape& shape);
  SlotId slot(const YamlNode& node, std::string_view text, Shape& shape);
  RequestTemplate request(const YamlNode& node, RequestUse use = RequestUse::read);

  /// Settings a request may carry: those that are not secret.
  const std::string* find(std::string_view name) const override;
  /// The value of any setting that is not secret, for only_if.
  void know(std::vector<SettingSpec> specs, const Settings& given);
  void know_hosts(std::vector<std::string> hosts) { hosts_ = std::move(hosts); }
  const std::vector<SettingSpec>& settings() const { return specs_; }

  /// Reads `only_if: {setting: word}`; true where there is none.
  bool applies(const YamlNode* only_if);

 private:
  std::vector<DocumentPlace> places_;
  std::optional<Error> mistake_;
  std::vector<SettingSpec> specs_;
  Settings values_;
  std::vector<std::string> hosts_;
};

}  // namespace crosswalk
