#include "language/tree/emit.hpp"

#include <algorithm>
#include <array>

namespace crosswalk::sim::language {
namespace {

constexpr std::size_t columns_max = 100;

bool plain_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '/' || c == '$';
}

// Far narrower than YAML's own rule, so that no reader of YAML can mistake a text.
bool plain(const std::string& text) {
  constexpr std::array<std::string_view, 4> nulls{"null", "Null", "NULL", "~"};
  if (text.empty() || std::ranges::find(nulls, text) != nulls.end()) return false;
  if (!plain_letter(text.front()) && text.front() != '-') return false;
  if (text.front() == '-' && (text.size() < 2 || text[1] < '0' || text[1] > '9')) return false;
  return std::ranges::all_of(text, [](char c) { return plain_letter(c) || c == '-' || c == '+'; });
}

std::string written(const std::string& text) {
  if (plain(text)) return text;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20 || byte == 0x7f) {
      out += "\\x";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else {
      out += c;
    }
  }
  return out + "\"";
}

bool holds_nothing(const Node& node) {
  return node.kind == Node::Kind::null || node.is_scalar() || node.items.empty();
}

void emit(const Node& node, std::size_t indent, std::string& out);

// What follows "key:" or "-" when it does not fit beside it.
void emit_below(const Node& node, std::size_t indent, std::string& out) {
  out += '\n';
  emit(node, indent, out);
}

void emit_map(const Node& node, std::size_t indent, bool beside, std::string& out) {
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    if (i > 0 || !beside) out += std::string(indent, ' ');
    const std::string key = written(node.keys[i].text);
    const Node& value = node.items[i];
    const std::string line = in_one_line(value);
    const bool fits = indent + key.size() + 2 + line.size() <= columns_max;
    out += key + ":";
    if (holds_nothing(value) || (indent > 0 && fits)) {
      out += " " + line + "\n";
    } else {
      emit_below(value, indent + 2, out);
    }
  }
}

void emit(const Node& node, std::size_t indent, std::string& out) {
  if (node.is_map() && !node.keys.empty()) return emit_map(node, indent, false, out);
  if (!node.is_list() || node.items.empty()) {
    out += std::string(indent, ' ') + in_one_line(node) + "\n";
    return;
  }
  for (const Node& each : node.items) {
    out += std::string(indent, ' ') + "- ";
    // Maps of one word are steps: `- sync: {full: true}` rather than `- {sync: {full: true}}`.
    if (each.is_map() && !each.keys.empty()) {
      emit_map(each, indent + 2, true, out);
    } else if (each.is_list() && indent + in_one_line(each).size() > columns_max) {
      emit_below(each, indent + 2, out);
    } else {
      out += in_one_line(each) + "\n";
    }
  }
}

}  // namespace

std::string in_one_line(const Node& node) {
  if (node.is_scalar()) return written(node.text);
  if (node.kind == Node::Kind::null) return "null";
  std::string out(1, node.is_list() ? '[' : '{');
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) out += ", ";
    if (node.is_map()) out += written(node.keys[i].text) + ": ";
    out += in_one_line(node.items[i]);
  }
  return out + (node.is_list() ? ']' : '}');
}

std::string to_yaml(const Node& root) {
  std::string out;
  emit(root, 0, out);
  return out;
}

}  // namespace crosswalk::sim::language
