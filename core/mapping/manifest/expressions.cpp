#include "mapping/manifest/expressions.hpp"

#include <algorithm>

#include "mapping/manifest/sources.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t depth_max = 8;

using Kind = Expr::Kind;

struct SourceWord {
  std::string_view key;
  Kind kind;
};

constexpr SourceWord source_words[] = {
    {"from", Kind::path},     {"text", Kind::literal},    {"first", Kind::first},
    {"concat", Kind::concat}, {"collect", Kind::collect}, {"min", Kind::min},
    {"max", Kind::max},       {"rows", Kind::rows},       {"digest", Kind::digest}};

const Words& expression_keys() {
  static const Words keys = {"from",         "text", "first",      "concat", "collect",
                             "min",          "max",  "rows",       "digest", "when",
                             "html_to_text", "trim", "split_name", "enum",   "otherwise",
                             "as",           "keep", "default"};
  return keys;
}

void read_words(ManifestReading& reading, const YamlNode& node, Transforms& transforms) {
  if (!reading.is_map(node, "the vendor's words and ours")) return;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    transforms.words.emplace_back(node.keys[i].text, reading.text(node.items[i], "a word"));
  }
}

Transforms read_transforms(ManifestReading& reading, const YamlNode& node) {
  Transforms made;
  if (const YamlNode* at = node.find("html_to_text")) made.html_to_text = reading.flag(*at);
  if (const YamlNode* at = node.find("trim")) made.trim = reading.flag(*at);
  if (const YamlNode* at = node.find("split_name")) {
    made.split_name = reading.word(*at, {"first", "last"}, "a part of a name") == 0
                          ? NamePart::first
                          : NamePart::last;
  }
  if (const YamlNode* at = node.find("enum")) read_words(reading, *at, made);
  if (const YamlNode* at = node.find("otherwise")) {
    if (made.words.empty()) reading.fail(*at, "'otherwise' belongs to 'enum', which is not here");
    made.otherwise = reading.text(*at, "a word");
  }
  if (const YamlNode* at = node.find("as")) {
    made.as = static_cast<ReadAs>(reading.word(
        *at, {"text", "instant", "instant_s", "instant_ms", "phone", "country"}, "a reading"));
  }
  if (const YamlNode* at = node.find("keep")) {
    made.keep_valid = reading.word(*at, {"valid"}, "what to keep") == 0;
  }
  if (const YamlNode* at = node.find("default")) made.fallback = reading.text(*at, "a text");
  return made;
}

// A fixed text; "{name}" in it is a setting, and where that is empty there is no text at all.
std::string fixed_text(ManifestReading& reading, const YamlNode& node, std::string_view text) {
  std::string made;
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('{'), text.size());
    made += text.substr(0, open);
    text.remove_prefix(open);
    const std::size_t close = text.find('}');
    if (text.empty() || close == std::string_view::npos) break;
    const std::string* value = reading.find(text.substr(1, close - 1));
    if (value == nullptr) {
      reading.fail(node,
                   "'" + std::string(text.substr(0, close + 1)) + "' is no setting, or a secret");
      return {};
    }
    if (value->empty()) return {};
    made += *value;
    text.remove_prefix(close + 1);
  }
  return made += text;
}

Expr read_nested(ManifestReading& reading, const YamlNode& node, ExprScope& scope,
                 std::size_t depth);

void read_row_sets(ManifestReading& reading, const YamlNode& node, ExprScope& scope, Expr& expr,
                   std::size_t depth);

void read_parts(ManifestReading& reading, const YamlNode& node, ExprScope& scope, Expr& expr,
                std::size_t depth) {
  if (expr.kind == Kind::rows) {
    if (node.kind == YamlNode::Kind::list) return read_row_sets(reading, node, scope, expr, depth);
    if (!reading.is_map(node, "columns and their paths")) return;
    for (const YamlNode& key : node.keys) expr.names.push_back(key.text);
  } else if (!reading.is_list(node, "expressions")) {
    return;
  }
  for (const YamlNode& part : node.items) {
    const bool literal = (expr.kind == Kind::concat || expr.kind == Kind::digest) &&
                         part.kind == YamlNode::Kind::scalar && !is_path(part.text);
    if (literal) {
      expr.parts.emplace_back();
      expr.parts.back().kind = Kind::literal;
      expr.parts.back().literal = fixed_text(reading, part, part.text);
    } else {
      expr.parts.push_back(read_nested(reading, part, scope, depth + 1));
    }
  }
  if (expr.parts.empty()) reading.fail(node, "expected at least one expression");
}

void read_row_sets(ManifestReading& reading, const YamlNode& node, ExprScope& scope, Expr& expr,
                   std::size_t depth) {
  for (const YamlNode& set : node.items) {
    if (!reading.is_map(set, "columns and their paths")) return;
    Expr rows;
    rows.kind = Kind::rows;
    read_parts(reading, set, scope, rows, depth + 1);
    expr.parts.push_back(std::move(rows));
  }
  if (expr.parts.empty()) reading.fail(node, "expected at least one set of columns");
}

Expr read_nested(ManifestReading& reading, const YamlNode& node, ExprScope& scope,
                 std::size_t depth) {
  Expr expr;
  if (depth > depth_max) {
    reading.fail(node, "expressions are nested more than 8 deep");
    return expr;
  }
  if (node.kind == YamlNode::Kind::scalar) {
    if (!is_path(node.text)) {
      reading.fail(node,
                   "a path begins with '/', 'join:' or 'lookup:'; a fixed text is {text: ...}");
      return expr;
    }
    expr.source = read_source(reading, node, node.text, scope);
    return expr;
  }
  if (!reading.has_only(node, expression_keys(), "a source and its transforms")) return expr;
  const YamlNode* source = nullptr;
  for (const SourceWord& word : source_words) {
    const YamlNode* found = node.find(word.key);
    if (found == nullptr) continue;
    if (source != nullptr) reading.fail(*found, "an expression has one source, this is a second");
    source = found;
    expr.kind = word.kind;
  }
  if (source == nullptr) {
    reading.fail(
        node, "a source is missing: from, text, first, concat, collect, min, max, rows or digest");
    return expr;
  }
  if (expr.kind == Kind::path) {
    if (source->kind != YamlNode::Kind::scalar) reading.fail(*source, "'from' names one path");
    expr = read_nested(reading, *source, scope, depth + 1);
  } else if (expr.kind == Kind::literal) {
    expr.literal = fixed_text(reading, *source, reading.text(*source, "a text"));
  } else {
    read_parts(reading, *source, scope, expr, depth);
  }
  if (const YamlNode* when = node.find("when")) {
    expr.when = read_conditions(reading, *when, scope.item);
  }
  expr.transforms = read_transforms(reading, node);
  return expr;
}

void check_type(ManifestReading& reading, const YamlNode& node, const FieldSpec& spec,
                const Expr& expr) {
  const std::string field = "the field '" + std::string(spec.name) + "' ";
  const ReadAs as = expr.transforms.as;
  if ((spec.type == ValueType::rows) != (expr.kind == Kind::rows)) {
    reading.fail(node, field + (spec.type == ValueType::rows
                                    ? "is a list of rows: write rows: {column: path}"
                                    : "is no list of rows"));
  }
  const bool instant = as == ReadAs::instant || as == ReadAs::instant_s || as == ReadAs::instant_ms;
  if (instant && spec.type != ValueType::instant) reading.fail(node, field + "is no instant");
  if (spec.provider == Provider::host) reading.fail(node, field + "is filled by the host");
}

// {not: word} or {not: [words]}.
void read_unless(ManifestReading& reading, const YamlNode& node, Condition& condition) {
  condition.unless = true;
  if (!reading.has_only(node, {"not"}, "the words it must not have")) return;
  const YamlNode* words = reading.required(node, "not");
  if (words == nullptr) return;
  if (words->kind != YamlNode::Kind::list) {
    condition.words.push_back(reading.text(*words, "a word or a list of words"));
    return;
  }
  for (const YamlNode& word : words->items) {
    condition.words.push_back(reading.text(word, "a word"));
  }
}

// Whether it stands on joins and lookups alone that a setting leaves out.
bool gives_nothing(const Expr& expr) {
  if (expr.transforms.fallback) return false;
  if (expr.kind == Expr::Kind::path) {
    return expr.source.from != Source::From::item && expr.source.index == UINT16_MAX;
  }
  return expr.kind != Expr::Kind::literal && std::ranges::all_of(expr.parts, gives_nothing);
}

}  // namespace

Conditions read_conditions(ManifestReading& reading, const YamlNode& node, Shape& item) {
  Conditions conditions;
  if (!reading.is_map(node, "paths and the words they must have")) return conditions;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const YamlNode& wanted = node.items[i];
    Condition condition;
    condition.slot = reading.slot(node.keys[i], item);
    if (wanted.kind == YamlNode::Kind::list) {
      for (const YamlNode& word : wanted.items) {
        condition.words.push_back(reading.text(word, "a word"));
      }
    } else if (wanted.kind == YamlNode::Kind::map) {
      read_unless(reading, wanted, condition);
    } else if (!wanted.quoted && wanted.text == "none") {
      condition.when_none = true;
    } else if (!wanted.quoted && wanted.text == "any") {
      condition.when_any = true;
    } else {
      condition.words.push_back(reading.text(wanted, "a word, a list of words, none or any"));
    }
    conditions.push_back(std::move(condition));
  }
  if (conditions.empty()) reading.fail(node, "expected at least one path and its word");
  return conditions;
}

Expr read_expr(ManifestReading& reading, const YamlNode& node, ExprScope& scope) {
  return read_nested(reading, node, scope, 0);
}

std::vector<Output> read_map(ManifestReading& reading, const YamlNode& node, RecordKind kind,
                             ExprScope& scope) {
  std::vector<Output> outputs;
  Words known;
  for (const FieldSpec& spec : field_table()) {
    if (spec.kind == kind) known.push_back(spec.name);
  }
  if (!reading.has_only(node, known, "fields and where they come from")) return outputs;
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const FieldSpec* spec = find_field(kind, node.keys[i].text);
    if (spec == nullptr) continue;
    Output output{spec->field, spec->type, read_expr(reading, node.items[i], scope), false};
    check_type(reading, node.items[i], *spec, output.expr);
    if (gives_nothing(output.expr)) continue;
    output.plain = output.expr.plain();
    outputs.push_back(std::move(output));
  }
  std::ranges::sort(outputs, {}, &Output::field);
  const bool has_id = !outputs.empty() && spec_of(outputs.front().field).name == "id";
  if (!has_id) reading.fail(node, "the field 'id' is missing here");
  return outputs;
}

}  // namespace crosswalk
