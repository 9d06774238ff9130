#include "mapping/manifest/overlay.hpp"

#include <algorithm>

#include "mapping/manifest/plan.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view marker = "--- # ";

struct Document {
  DocumentPlace place;
  std::string_view text;
};

// Cuts the text at its marked lines; a text without any is one document.
std::vector<Document> documents_of(std::string_view text, std::string_view file) {
  std::vector<Document> found;
  int line = 1;
  std::size_t begin = 0;
  if (!text.starts_with(marker)) found.push_back({{std::string(file), 1}, {}});
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view one = text.substr(at, end - at);
    const std::size_t next = std::min(end + 1, text.size());
    if (one.starts_with(marker)) {
      if (!found.empty()) found.back().text = text.substr(begin, at - begin);
      const std::string_view named = one.substr(marker.size());
      found.push_back({{std::string(named.empty() ? file : named), line + 1}, {}});
      begin = next;
    }
    at = next;
  }
  found.back().text = text.substr(begin);
  return found;
}

void move_down(YamlNode& node, int lines) {
  node.line += lines;
  for (YamlNode& key : node.keys) move_down(key, lines);
  for (YamlNode& item : node.items) move_down(item, lines);
}

bool takes_away(const YamlNode& node) {
  return node.kind == YamlNode::Kind::scalar && !node.quoted && node.text == "absent";
}

Result<Done> lay_over(YamlNode& base, YamlNode over, const std::vector<DocumentPlace>& places) {
  for (std::size_t i = 0; i < over.keys.size(); ++i) {
    const auto key = std::ranges::find(base.keys, over.keys[i].text, &YamlNode::text);
    const auto at = key - base.keys.begin();
    YamlNode& laid = over.items[i];
    if (takes_away(laid)) {
      if (key == base.keys.end()) {
        YamlNode wrong = over.keys[i];
        const std::string file = localise(places, wrong.line);
        return Error{ErrorCode::invalid_input, "there is no such key to take away",
                     place_of(wrong, file)};
      }
      base.keys.erase(key);
      base.items.erase(base.items.begin() + at);
    } else if (key == base.keys.end()) {
      base.keys.push_back(over.keys[i]);
      base.items.push_back(std::move(laid));
    } else if (YamlNode& below = base.items[static_cast<std::size_t>(at)];
               below.kind == YamlNode::Kind::map && laid.kind == YamlNode::Kind::map) {
      if (Result<Done> done = lay_over(below, std::move(laid), places); !done) return done;
    } else {
      below = std::move(laid);
    }
  }
  return Done{};
}

}  // namespace

std::string localise(const std::vector<DocumentPlace>& places, int& line) {
  const DocumentPlace* own = &places.front();
  for (const DocumentPlace& place : places) {
    if (place.first_line <= line) own = &place;
  }
  line -= own->first_line - 1;
  return own->file;
}

std::string overlaid(std::string_view base_file, std::string_view base, std::string_view over_file,
                     std::string_view over) {
  std::string text;
  text.append(marker).append(base_file).append("\n").append(base);
  if (!text.ends_with('\n')) text += '\n';
  return text.append(marker).append(over_file).append("\n").append(over);
}

Result<Documents> parse_documents(std::string_view text, std::string_view file) {
  Documents all;
  std::vector<Document> found = documents_of(text, file);
  for (const Document& document : found) all.places.push_back(document.place);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const DocumentPlace& place = found[i].place;
    Result<YamlNode> parsed = parse_yaml(found[i].text, place.file, manifest_bytes_max);
    if (!parsed) return std::move(parsed).error();
    move_down(*parsed, place.first_line - 1);
    if (i == 0) {
      all.root = *std::move(parsed);
      continue;
    }
    if (parsed->kind != YamlNode::Kind::map || all.root.kind != YamlNode::Kind::map) {
      return Error{ErrorCode::invalid_input, "what is laid over a manifest is a map", place.file};
    }
    Result<Done> done = lay_over(all.root, *std::move(parsed), all.places);
    if (!done) return std::move(done).error();
  }
  return all;
}

}  // namespace crosswalk
