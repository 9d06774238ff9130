#include "language/tree/document.hpp"

#include <algorithm>
#include <cstdlib>

namespace crosswalk::sim::language {
namespace {

std::string folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash + 1));
}

// Whoever shares a scenario must not have others' files read: what is above its folder is read in
// folders named for it only.
bool may_use(std::string_view path) {
  bool climbed = false;
  while (path.starts_with("../")) {
    path.remove_prefix(3);
    climbed = true;
  }
  return !climbed || path.starts_with("fragments/");
}

class Joining {
 public:
  Joining(std::string_view file, const ReadFragment& fragments)
      : folder_(folder_of(file)), fragments_(fragments) {
    reader.files.emplace_back(file);
  }

  Reader reader;

  Result<Node> file(std::string_view text, const std::string& path, std::uint32_t number) {
    Result<YamlNode> yaml = parse_yaml(text, reader.files[number], file_bytes_max);
    if (!yaml) return named(std::move(yaml).error(), text);
    Node own = from_yaml(std::move(*yaml), number);
    own.line = std::max(own.line, 1);
    own.column = std::max(own.column, 1);
    if (!own.is_map()) {
      return reader.wrong(own,
                          "a scenario is a map of sections, such as `world`, `steps` and "
                          "`expect`");
    }
    Node joined = map();
    joined.line = joined.column = 1;
    if (const Node* const use = own.find("use")) {
      open_.push_back(path);
      const std::vector<Node> one{*use};
      for (const Node& each : use->is_list() ? use->items : one) {
        if (auto wrong = fragment(each, path, joined)) return *std::move(wrong);
      }
      open_.pop_back();
      take_out(own, "use");
    }
    merge(joined, std::move(own));
    return joined;
  }

 private:
  // The reader of YAML serves texts whose keys nobody may be told; those of a scenario are words.
  static Error named(Error wrong, std::string_view text) {
    constexpr std::string_view twice = "this key is there twice";
    const std::size_t column = wrong.where.rfind(':');
    const std::size_t line = column == 0 ? column : wrong.where.rfind(':', column - 1);
    if (wrong.what != twice || line == std::string::npos) return wrong;
    for (int at = std::atoi(wrong.where.c_str() + line + 1); at > 1; --at) {
      text.remove_prefix(std::min(text.size(), text.find('\n')));
      text.remove_prefix(std::min<std::size_t>(text.size(), 1));
    }
    const auto before = static_cast<std::size_t>(std::atoi(wrong.where.c_str() + column + 1));
    text.remove_prefix(std::min(text.size(), before == 0 ? before : before - 1));
    const std::string_view key = text.substr(0, std::min<std::size_t>(text.find(':'), 60));
    wrong.what = "the key '" + std::string(key) + "' is there twice; take one of them away";
    return wrong;
  }

  Problem fragment(const Node& said, const std::string& from, Node& into) {
    if (!said.is_scalar() || said.text.empty() || said.text.size() > 300) {
      return reader.wrong(said, "this must be the path of a fragment, relative to this file");
    }
    if (said.text.front() == '/') {
      return reader.wrong(said, "this path must be relative to this file");
    }
    const std::string path = shortest_path(folder_of(from) + said.text);
    if (!may_use(path)) {
      return reader.wrong(said,
                          "this leads out of the scenario's folder; a fragment lies in that "
                          "folder, below it, or in a folder `fragments` beside one above it");
    }
    if (std::ranges::find(open_, path) != open_.end()) {
      return reader.wrong(said,
                          "this fragment uses itself, perhaps by way of others; take one "
                          "`use` away");
    }
    if (std::ranges::find(done_, path) != done_.end()) return std::nullopt;
    if (open_.size() > levels_of_use_max || done_.size() >= fragments_max) {
      return reader.wrong(said, "there are more than " + std::to_string(fragments_max) +
                                    " fragments, or more than " +
                                    std::to_string(levels_of_use_max) + " levels of them");
    }
    done_.push_back(path);
    const Result<std::string> text = fragments_(path);
    if (!text)
      return reader.wrong(said, "this fragment cannot be read: " + text.error().what + ": " +
                                    shortest_path(folder_ + path));
    const auto number = static_cast<std::uint32_t>(reader.files.size());
    reader.files.push_back(shortest_path(folder_ + path));
    Result<Node> tree = file(*text, path, number);
    if (!tree) return std::move(tree).error();
    // They speak of the fragment.
    for (const char* key : {"name", "why"}) take_out(*tree, key);
    merge(into, std::move(*tree));
    return std::nullopt;
  }

  std::string folder_;
  const ReadFragment& fragments_;
  std::vector<std::string> open_, done_;
};

}  // namespace

std::string shortest_path(std::string_view path) {
  std::vector<std::string_view> parts;
  const bool rooted = path.starts_with('/');
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") {
      parts.pop_back();
    } else {
      parts.push_back(part);
    }
  }
  std::string all(rooted ? "/" : "");
  for (std::size_t i = 0; i < parts.size(); ++i) all += (i == 0 ? "" : "/") + std::string(parts[i]);
  return all;
}

Result<Document> read_document(std::string_view text, std::string_view file,
                               const ReadFragment& fragments) {
  Joining joining(file, fragments);
  const std::size_t slash = file.rfind('/');
  const std::string name(slash == std::string_view::npos ? file : file.substr(slash + 1));
  Result<Node> root = joining.file(text, name, 0);
  if (!root) return std::move(root).error();
  return Document{std::move(*root), std::move(joining.reader)};
}

}  // namespace crosswalk::sim::language
