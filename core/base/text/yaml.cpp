#include "base/text/yaml.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <numeric>
#include <sstream>
#include <unordered_set>

#include "base/utf8.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t levels_max = 64;

std::string place(std::string_view file, int line, int column) {
  return std::string(file) + ":" + std::to_string(line) + ":" + std::to_string(column);
}

std::string place(std::string_view file, const YAML::Mark& mark) {
  return mark.is_null() ? place(file, 1, 1) : place(file, mark.line + 1, mark.column + 1);
}

/// Builds the tree. Once something is refused the rest is ignored: yaml-cpp cannot be stopped
/// but by an exception.
class Builder : public YAML::EventHandler {
 public:
  Builder(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  YamlNode root;
  std::optional<Error> problem;

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override {
    if (wants_key()) return refuse("a key must be a word", mark);
    put(node(YamlNode::Kind::null, mark), mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    refuse("aliases are not allowed; write the value again", mark);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                const std::string& value) override {
    if (!plain(tag, mark)) return;
    if (tag == "!" && !quotes_close(mark)) return refuse("these quotes are never closed", mark);
    YamlNode scalar = node(YamlNode::Kind::scalar, mark);
    scalar.text = value;
    scalar.quoted = tag == "!";
    put(std::move(scalar), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::list, tag, mark);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    open(YamlNode::Kind::map, tag, mark);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  void OnAnchor(const YAML::Mark& mark, const std::string&) override {
    refuse("anchors are not allowed; write the value again where it is needed", mark);
  }

 private:
  struct Level {
    YamlNode node;
    std::unordered_set<std::string> names;
    YAML::Mark mark;
  };

  static YamlNode node(YamlNode::Kind kind, const YAML::Mark& mark) {
    YamlNode made;
    made.kind = kind;
    made.line = mark.line + 1;
    made.column = mark.column + 1;
    return made;
  }

  void refuse(const char* why, const YAML::Mark& mark) {
    if (!problem) problem = Error{ErrorCode::invalid_input, why, place(file_, mark)};
  }

  // yaml-cpp takes the end of the text for the end of a quoted scalar.
  bool quotes_close(const YAML::Mark& mark) const {
    const auto start = static_cast<std::size_t>(mark.pos);
    if (start >= text_.size()) return true;
    const char quote = text_[start];
    if (quote != '\'' && quote != '"') return true;
    for (std::size_t at = start + 1; at < text_.size(); ++at) {
      if (quote == '"' && text_[at] == '\\') {
        ++at;
      } else if (text_[at] == quote) {
        const bool doubled = quote == '\'' && text_.substr(at + 1, 1) == "'";
        if (!doubled) return true;
        ++at;
      }
    }
    return false;
  }

  bool wants_key() const {
    return !levels_.empty() && levels_.back().node.kind == YamlNode::Kind::map &&
           levels_.back().node.keys.size() == levels_.back().node.items.size();
  }

  bool plain(const std::string& tag, const YAML::Mark& mark) {
    const bool untagged = tag.empty() || tag == "?" || tag == "!";
    if (!untagged) refuse("tags are not allowed", mark);
    return untagged && !problem;
  }

  void open(YamlNode::Kind kind, const std::string& tag, const YAML::Mark& mark) {
    if (!plain(tag, mark)) return;
    if (wants_key()) return refuse("a key must be a word", mark);
    if (levels_.size() == levels_max) return refuse("more than 64 levels", mark);
    levels_.push_back({node(kind, mark), {}, mark});
  }

  void close() {
    if (problem) return;
    Level done = std::move(levels_.back());
    levels_.pop_back();
    put(std::move(done.node), done.mark);
  }

  void put(YamlNode value, const YAML::Mark& mark) {
    if (problem) return;
    if (levels_.empty()) {
      root = std::move(value);
      return;
    }
    Level& level = levels_.back();
    if (!wants_key()) {
      level.node.items.push_back(std::move(value));
    } else if (!level.names.insert(value.text).second) {
      refuse("this key is there twice", mark);
    } else {
      level.node.keys.push_back(std::move(value));
    }
  }

  std::string_view text_;
  std::string_view file_;
  std::vector<Level> levels_;
};

bool readable(std::string_view text) {
  const auto control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  };
  return valid_utf8(text) && std::ranges::none_of(text, control);
}

/// Letters added, left out, changed, or swapped with their neighbour.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> older(b.size() + 1);
  std::vector<std::size_t> old(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(old.begin(), old.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = a[i - 1] == b[j - 1];
      row[j] = std::min({old[j - 1] + (same ? 0 : 1), old[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], older[j - 2] + 1);
    }
    older.swap(old);
    old.swap(row);
  }
  return old.back();
}

}  // namespace

const YamlNode* YamlNode::find(std::string_view key) const {
  if (kind != Kind::map) return nullptr;
  const auto found = std::ranges::find(keys, key, &YamlNode::text);
  if (found == keys.end()) return nullptr;
  return &items[static_cast<std::size_t>(found - keys.begin())];
}

Result<YamlNode> parse_yaml(std::string_view text, std::string_view file, std::size_t bytes_max) {
  const std::string name(file);
  if (text.size() > bytes_max) {
    return Error{ErrorCode::invalid_input,
                 "the document is larger than " + std::to_string(bytes_max) + " bytes", name};
  }
  if (!readable(text)) {
    return Error{ErrorCode::invalid_input,
                 "the document is not UTF-8 text without control characters", name};
  }
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::istringstream stream{std::string(text)};
  Builder builder(text, file);
  try {
    YAML::Parser parser(stream);
    parser.HandleNextDocument(builder);
    Builder rest(text, file);
    if (!builder.problem && parser.HandleNextDocument(rest)) {
      builder.problem =
          Error{ErrorCode::invalid_input, "only one document is allowed in a file", name};
    }
  } catch (const YAML::Exception& thrown) {
    // What was refused first is nearer to the author's mistake than what yaml-cpp met later.
    if (!builder.problem) {
      builder.problem =
          Error{ErrorCode::invalid_input, "this is not well-formed YAML: " + thrown.msg,
                place(file, thrown.mark)};
    }
  }
  if (builder.problem) return *std::move(builder.problem);
  return std::move(builder.root);
}

std::string place_of(const YamlNode& node, std::string_view file) {
  return place(file, node.line, node.column);
}

std::optional<std::string> nearest_word(std::string_view given,
                                        const std::vector<std::string_view>& known) {
  constexpr std::size_t word_bytes_max = 100;
  if (given.size() > word_bytes_max) return std::nullopt;
  std::size_t nearest = std::max<std::size_t>(1, given.size() / 3) + 1;
  std::optional<std::string> found;
  for (const std::string_view word : known) {
    const std::size_t distance = edit_distance(given, word);
    if (distance >= nearest) continue;
    nearest = distance;
    found = std::string(word);
  }
  return found;
}

Error unknown_key(const YamlNode& key, std::string_view file,
                  const std::vector<std::string_view>& known) {
  constexpr std::size_t shown_max = 60;
  std::string what = "unknown key '" + key.text.substr(0, shown_max) + "'";
  if (const auto word = nearest_word(key.text, known)) {
    what += "; did you mean '" + *word + "'?";
  } else if (!known.empty()) {
    what += "; known here: ";
    for (std::size_t i = 0; i < known.size(); ++i) {
      what += (i == 0 ? "" : ", ") + std::string(known[i]);
    }
  }
  return {ErrorCode::invalid_input, std::move(what), place_of(key, file)};
}

}  // namespace crosswalk
