#pragma once

/// \file
/// A configuration file that obeys the table of options. Once a Document exists every key in
/// it is known, every value has its type and is within its bounds, and what was left out has
/// its default; so whoever reads it asks by name and cannot be wrong about the form.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "base/text/yaml.hpp"

namespace crosswalk {

/// The longest configuration that is read: room for ten thousand tenants.
inline constexpr std::size_t config_bytes_max = 16 * 1024 * 1024;

/// One map of the document, or what would be there had it been written.
class Section {
 public:
  /// `node` may be null. Borrows all three.
  Section(const YamlNode* node, std::string path, std::string_view file);

  /// A key of the table, its default when it was not written, empty without one.
  std::string text(std::string_view key) const;
  bool flag(std::string_view key) const;
  std::int64_t integer(std::string_view key) const;
  Duration duration(std::string_view key) const;
  std::vector<std::string> texts(std::string_view key) const;
  std::vector<std::pair<std::string, std::string>> pairs(std::string_view key) const;
  Section section(std::string_view key) const;
  std::vector<Section> sections(std::string_view key) const;

  bool has(std::string_view key) const;

  /// "file:line:column" of the key's value, of the item of a list or map, or of this section.
  std::string place(std::string_view key) const;
  std::string place(std::string_view key, std::size_t item) const;
  std::string place() const;

 private:
  const YamlNode* find(std::string_view key) const;

  const YamlNode* node_;
  std::string path_;
  std::string_view file_;
};

class Document {
 public:
  /// Reads the text; `file` names it in errors, all of which are invalid_input at
  /// "file:line:column" and repeat keys but never values.
  static Result<Document> read(std::string_view text, std::string file);

  /// The top of the document. Lives no longer than this.
  Section top() const { return Section(root_.get(), "", *file_); }

 private:
  Document(YamlNode root, std::string file);

  std::unique_ptr<const YamlNode> root_;
  std::unique_ptr<const std::string> file_;
};

}  // namespace crosswalk
