#include <algorithm>
#include <charconv>
#include <unordered_set>

#include "language/tree/document.hpp"

namespace crosswalk::sim::language {
namespace {

constexpr std::size_t value_bytes_max = 200;
constexpr std::uint64_t bytes_of_all_max = 128 * 1024 * 1024;

std::optional<std::uint64_t> number_in(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  if (!whole || number > 9'007'199'254'740'991) return std::nullopt;
  return number;
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > 40 || text[0] < 'a' || text[0] > 'z') return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

Problem add_part(const Node& node, const Reader& reader, Axis& into) {
  if (!node.is_scalar() || node.text.size() > value_bytes_max) {
    return reader.wrong(node,
                        "a value of a matrix must be a short text, a number, or a range such "
                        "as 1..50");
  }
  const std::size_t dots = node.text.find("..");
  const auto first = number_in(std::string_view(node.text).substr(0, dots));
  if (dots == std::string::npos || !first) {
    into.parts.push_back({node.text, false, 0, 0});
    ++into.count;
    return std::nullopt;
  }
  const auto last = number_in(std::string_view(node.text).substr(dots + 2));
  if (!last || *last < *first) {
    return reader.wrong(node, "this range must run upwards from one number to another, as 1..50");
  }
  into.parts.push_back({{}, true, *first, *last});
  into.count += *last - *first + 1;
  return std::nullopt;
}

// A value that is there twice is the same run twice, which looks like more than it is.
Problem check_repeats(const Axis& axis, const Node& values, const Reader& reader) {
  std::unordered_set<std::string> met;
  for (std::uint64_t at = 0; at < axis.count; ++at) {
    const std::string value = axis.value(at);
    if (met.insert(value).second) continue;
    return reader.wrong(
        values, "the value " + value + " of `" + axis.name + "` is there twice; take one away");
  }
  return std::nullopt;
}

std::uint64_t weight(const Node& node) {
  std::uint64_t all = node.text.size() + 64;
  for (const Node& each : node.items) all += weight(each);
  for (const Node& each : node.keys) all += weight(each);
  return all;
}

using Values = std::vector<std::pair<std::string, std::string>>;

/// Puts values in for ${name}; `$${` stays `${`.
class PuttingIn {
 public:
  PuttingIn(const Values& values, const Reader& reader) : values_(values), reader_(reader) {}

  std::vector<std::string> used;

  Problem tree(Node& node) {
    if (auto wrong = text(node)) return wrong;
    for (Node& each : node.items) {
      if (auto wrong = tree(each)) return wrong;
    }
    for (Node& each : node.keys) {
      if (auto wrong = text(each)) return wrong;
    }
    for (std::size_t i = 0; changed_ && i < node.keys.size(); ++i) {
      const auto same = std::ranges::find(node.keys, node.keys[i].text, &Node::text);
      if (same != node.keys.begin() + static_cast<std::ptrdiff_t>(i)) {
        return reader_.wrong(node.keys[i], "this key is there twice once its values are put in");
      }
    }
    return std::nullopt;
  }

 private:
  Problem text(Node& node) {
    std::size_t at = node.text.find("${");
    if (at == std::string::npos) return std::nullopt;
    changed_ = true;
    std::string out;
    std::size_t copied = 0;
    for (; at != std::string::npos; at = node.text.find("${", at)) {
      if (at > copied && node.text[at - 1] == '$') {
        out += node.text.substr(copied, at - 1 - copied) + "${";
        at = copied = at + 2;
        continue;
      }
      const std::size_t end = std::min(node.text.find('}', at), node.text.size());
      const std::string name = node.text.substr(at + 2, end - at - 2);
      const auto found = std::ranges::find(values_, name, &Values::value_type::first);
      if (end == node.text.size() || found == values_.end()) return no_variable(node, name);
      used.push_back(name);
      out += node.text.substr(copied, at - copied) + found->second;
      at = copied = end + 1;
    }
    node.text = out + node.text.substr(copied);
    return std::nullopt;
  }

  Problem no_variable(const Node& node, const std::string& name) const {
    std::vector<std::string_view> known;
    for (const auto& [each, value] : values_) known.push_back(each);
    return reader_.unknown(node, "variable", name, known,
                           "Variables are the names of `matrix`; a ${ that is none is written $${");
  }

  const Values& values_;
  const Reader& reader_;
  bool changed_ = false;
};

// What every tenant says for itself the world cannot decide.
bool all_tenants_say(const Node& root, const std::string& name) {
  const Node* const tenants = root.find("tenants");
  return tenants != nullptr && tenants->is_list() && !tenants->items.empty() &&
         std::ranges::all_of(tenants->items,
                             [&](const Node& each) { return each.find(name) != nullptr; });
}

bool among(const std::vector<std::string_view>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

Problem act(Node& root, const Axis& axis, const std::string& value, const Acting& acting,
            const Reader& reader) {
  const bool at_top = among(acting.top, axis.name);
  if (!at_top && !among(acting.world, axis.name)) {
    std::vector<std::string_view> known = acting.top;
    known.insert(known.end(), acting.world.begin(), acting.world.end());
    return reader.unknown(axis.key, "word of `world`", axis.name, known,
                          "Nothing uses it as ${" + axis.name + "} either");
  }
  if (!at_top && root.find("world") == nullptr) put(root, "world", map());
  Node& place = at_top ? root : *root.find("world");
  if (place.find(axis.name) != nullptr) {
    return reader.wrong(axis.key, "`" + axis.name +
                                      "` is said twice, here and in the file; take "
                                      "one away, or write ${" +
                                      axis.name + "} there");
  }
  if (!at_top && all_tenants_say(root, axis.name)) {
    return reader.wrong(axis.key, "every tenant says `" + axis.name +
                                      "` for itself, so all runs would be the same; take it out "
                                      "there, or write ${" +
                                      axis.name + "}");
  }
  Node said = scalar(value);
  said.line = axis.key.line;
  said.column = axis.key.column;
  said.file = axis.key.file;
  put(place, axis.name, std::move(said));
  return std::nullopt;
}

}  // namespace

std::string Axis::value(std::uint64_t at) const {
  for (const Part& part : parts) {
    const std::uint64_t here = part.range ? part.last - part.first + 1 : 1;
    if (at < here) return part.range ? std::to_string(part.first + at) : part.text;
    at -= here;
  }
  return {};
}

Result<std::vector<Axis>> axes_of(const Document& document, std::uint64_t runs_max) {
  std::vector<Axis> axes;
  const Node* const matrix = document.root.find("matrix");
  if (matrix == nullptr) return axes;
  const Reader& reader = document.reader;
  if (!matrix->is_map() || matrix->keys.empty()) {
    return reader.wrong(*matrix,
                        "this must be a map of names with their values, such as "
                        "{seed: 1..50}");
  }
  std::uint64_t runs = 1;
  for (std::size_t i = 0; i < matrix->keys.size(); ++i) {
    const Node& values = matrix->items[i];
    Axis axis{.name = matrix->keys[i].text, .parts = {}, .count = 0, .key = matrix->keys[i]};
    if (!is_name(axis.name)) {
      return reader.wrong(axis.key, "a name of a matrix is made of a-z, 0-9 and _");
    }
    const std::vector<Node> one{values};
    for (const Node& each : values.is_list() ? values.items : one) {
      if (auto wrong = add_part(each, reader, axis)) return *std::move(wrong);
      if (axis.count > runs_max) break;
    }
    if (axis.count <= runs_max) {
      if (auto wrong = check_repeats(axis, values, reader)) return *std::move(wrong);
    }
    if (axis.count == 0) return reader.wrong(values, "this name has no values; give it one");
    if (axis.count > runs_max || runs * axis.count > runs_max) {
      return reader.wrong(*matrix, "this matrix has more than " + std::to_string(runs_max) +
                                       " runs; take values away, or split the file");
    }
    runs *= axis.count;
    axes.push_back(std::move(axis));
  }
  if (runs > 1 && runs * weight(document.root) > bytes_of_all_max) {
    return reader.wrong(*matrix,
                        "so many runs of so large a file do not fit into memory; take "
                        "values away, or split the file");
  }
  return axes;
}

std::uint64_t runs_of(const std::vector<Axis>& axes) {
  std::uint64_t runs = 1;
  for (const Axis& axis : axes) runs *= axis.count;
  return runs;
}

Result<Node> tree_of_run(Document& document, const std::vector<Axis>& axes, std::uint64_t run,
                         const Acting& acting) {
  Values values;
  std::uint64_t left = runs_of(axes);
  document.reader.run.clear();
  for (const Axis& axis : axes) {
    left /= axis.count;
    values.emplace_back(axis.name, axis.value(run / left % axis.count));
    document.reader.run += " " + axis.name + "=" + values.back().second;
  }
  Node root = document.root;
  take_out(root, "matrix");
  PuttingIn putting(values, document.reader);
  if (auto wrong = putting.tree(root)) return *std::move(wrong);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    if (std::ranges::find(putting.used, axes[i].name) != putting.used.end()) continue;
    auto wrong = act(root, axes[i], values[i].second, acting, document.reader);
    if (wrong) return *std::move(wrong);
  }
  return root;
}

void protect(Node& tree) {
  for (std::size_t at = tree.text.find("${"); at != std::string::npos;
       at = tree.text.find("${", at + 3)) {
    tree.text.insert(at, "$");
  }
  for (Node& each : tree.items) protect(each);
  for (Node& each : tree.keys) protect(each);
}

}  // namespace crosswalk::sim::language
