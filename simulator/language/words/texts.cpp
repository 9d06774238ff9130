#include <algorithm>

#include "language/words/value.hpp"

namespace crosswalk::sim::language {
namespace {

std::string joined(const Known& words) {
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  return all;
}

constexpr std::size_t names_max = 200;
constexpr std::size_t name_bytes_max = 200;

Problem check_names(const Node& node, const Reader& reader, std::string_view what) {
  if (!node.is_map()) {
    return reader.wrong(node, "this must be a map: " + std::string(what));
  }
  if (node.keys.size() > names_max) {
    return reader.wrong(node, "this map has more than " + std::to_string(names_max) + " names");
  }
  for (const Node& key : node.keys) {
    if (key.text.empty() || key.text.size() > name_bytes_max) {
      return reader.wrong(key,
                          "a name must have 1 to " + std::to_string(name_bytes_max) + " bytes");
    }
  }
  return std::nullopt;
}

Json texts_schema() {
  return Json::Members{{"type", "object"}, {"additionalProperties", text_schema()}};
}

}  // namespace

Json or_variable(Json schema) {
  return any_of({std::move(schema), Json::Members{{"$ref", "#/definitions/variable"}}});
}

Json one_of(const Known& known) {
  Json words = Json::list();
  for (const std::string_view word : known) words.push(word);
  return Json::Members{{"enum", std::move(words)}};
}

Json text_schema() { return Json::Members{{"type", Json::List{"string", "number", "boolean"}}}; }

Json any_of(Json::List forms) { return Json::Members{{"anyOf", std::move(forms)}}; }

Problem text_in(const Node& node, const Reader& reader, std::string_view needed,
                std::string& into) {
  if (!node.is_scalar()) {
    const bool nothing = node.kind == Node::Kind::null;
    return reader.wrong(node, (nothing ? "a value is missing: this must be " : "this must be ") +
                                  std::string(needed));
  }
  into = node.text;
  return std::nullopt;
}

Value<std::string> text(std::string what, std::size_t bytes_max) {
  Value<std::string> value;
  value.type = std::move(what);
  value.schema = text_schema();
  value.read = [bytes_max, type = value.type](const Node& node, const Reader& reader,
                                              std::string& into) -> Problem {
    if (auto wrong = text_in(node, reader, type, into)) return wrong;
    if (into.size() <= bytes_max) return std::nullopt;
    return reader.wrong(node, "this text is longer than " + std::to_string(bytes_max) + " bytes");
  };
  value.write = [](const std::string& said, const std::string&) { return scalar(said); };
  return value;
}

Value<std::string> one_word(std::string noun, Known known) {
  Value<std::string> value;
  value.type = "one of " + joined(known);
  value.schema = or_variable(one_of(known));
  value.read = [noun, known, type = value.type](const Node& node, const Reader& reader,
                                                std::string& into) -> Problem {
    std::string said;
    if (auto wrong = text_in(node, reader, type, said)) return wrong;
    if (std::ranges::find(known, said) == known.end()) {
      return reader.unknown(node, noun, said, known);
    }
    into = std::move(said);
    return std::nullopt;
  };
  value.write = [](const std::string& said, const std::string&) { return scalar(said); };
  return value;
}

Value<bool> either(std::string_view no, std::string_view yes) {
  const Value<std::string> word = one_word("such word", {yes, no});
  Value<bool> value;
  value.type = std::string(yes) + " or " + std::string(no);
  value.schema = word.schema;
  if (yes == "true") {
    value.schema = or_variable(Json::Members{{"type", "boolean"}});
  }
  value.read = [no, yes, type = value.type](const Node& node, const Reader& reader,
                                            bool& into) -> Problem {
    std::string said;
    if (auto wrong = text_in(node, reader, type, said)) return wrong;
    if (said != yes && said != no) return reader.wrong(node, "this must be " + type);
    into = said == yes;
    return std::nullopt;
  };
  value.write = [no, yes](const bool& said, const bool&) {
    return scalar(std::string(said ? yes : no));
  };
  return value;
}

Value<bool> flag() { return either("false", "true"); }

Value<std::vector<std::pair<std::string, std::string>>> pairs(std::string what) {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  Value<Pairs> value;
  value.type = std::move(what);
  value.schema = texts_schema();
  value.read = [type = value.type](const Node& node, const Reader& reader, Pairs& into) -> Problem {
    if (auto wrong = check_names(node, reader, type)) return wrong;
    Pairs read;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      std::string said;
      if (auto wrong = text("a text").read(node.items[i], reader, said)) return wrong;
      read.emplace_back(node.keys[i].text, std::move(said));
    }
    into = std::move(read);
    return std::nullopt;
  };
  value.write = [](const Pairs& said, const Pairs&) {
    Node node = map();
    for (const auto& [name, each] : said) put(node, name, scalar(each));
    return node;
  };
  return value;
}

Value<std::map<std::string, std::string>> named_texts(std::string what) {
  using Names = std::map<std::string, std::string>;
  const auto listed = pairs(std::move(what));
  Value<Names> value;
  value.type = listed.type;
  value.schema = listed.schema;
  value.read = [listed](const Node& node, const Reader& reader, Names& into) -> Problem {
    std::vector<std::pair<std::string, std::string>> read;
    if (auto wrong = listed.read(node, reader, read)) return wrong;
    into = Names(read.begin(), read.end());
    return std::nullopt;
  };
  value.write = [listed](const Names& said, const Names&) {
    return listed.write({said.begin(), said.end()}, {});
  };
  return value;
}

}  // namespace crosswalk::sim::language
