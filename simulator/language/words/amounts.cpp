#include <charconv>

#include "language/words/value.hpp"

namespace crosswalk::sim::language {
namespace {

using Number = std::optional<std::uint64_t>;
using NumberIn = Number (*)(std::string_view);
using TextOf = std::string (*)(std::uint64_t);

/// An amount of some unit, which only says how one number is written.
struct Measure {
  const char* type;
  NumberIn number_in;
  TextOf text_of;
  bool any = false;  ///< "at least 0" says something: that it may never happen.
};

Number plain_number(std::string_view text) {
  // More than anything can be counted to in a run, and still a number in every JSON.
  constexpr std::uint64_t most = 1'000'000'000'000;
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = problem == std::errc{} && end == text.data() + text.size();
  return whole && number <= most ? Number(number) : std::nullopt;
}

Number seconds(std::string_view text) {
  const auto duration = duration_in(text);
  if (!duration || duration->count() < 0 || duration->count() % 1000 != 0) return std::nullopt;
  return static_cast<std::uint64_t>(duration->count() / 1000);
}

std::string seconds_text(std::uint64_t number) {
  return duration_text(std::chrono::seconds(static_cast<std::int64_t>(number)));
}

constexpr Measure counted{"an amount: 195, \">= 30\", \"<= 700\" or {at_least: 30, at_most: 700}",
                          plain_number,
                          [](std::uint64_t number) { return std::to_string(number); }};
constexpr Measure any_counted{counted.type, counted.number_in, counted.text_of, true};
constexpr Measure timed{
    "an amount of whole seconds: \"<= 2h\", \">= 30s\" or {at_least: 30s, at_most: 2h}", seconds,
    seconds_text};

Problem read_bounds(const Node& node, const Reader& reader, const Measure& measure, Amount& into) {
  for (std::size_t i = 0; i < node.keys.size(); ++i) {
    const std::string& key = node.keys[i].text;
    if (key != "at_least" && key != "at_most") {
      return reader.unknown(node.keys[i], "word of an amount", key, {"at_least", "at_most"});
    }
    const Number number =
        node.items[i].is_scalar() ? measure.number_in(node.items[i].text) : std::nullopt;
    if (!number)
      return reader.wrong(node.items[i], "this must be the bound of " + std::string(measure.type));
    (key == "at_least" ? into.at_least : into.at_most) = number;
  }
  return std::nullopt;
}

Problem read_amount(const Node& node, const Reader& reader, const Measure& measure, Amount& into) {
  Amount read;
  if (node.is_map()) {
    if (auto wrong = read_bounds(node, reader, measure, read)) return wrong;
  } else {
    std::string said;
    if (auto wrong = text_in(node, reader, measure.type, said)) return wrong;
    std::string_view rest = said;
    const bool least = rest.starts_with(">=");
    const bool most = rest.starts_with("<=");
    if (least || most) rest.remove_prefix(2);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const Number number = measure.number_in(rest);
    if (!number) return reader.wrong(node, "this must be " + std::string(measure.type));
    if (!most) read.at_least = number;
    if (!least) read.at_most = number;
  }
  if (!read.at_least && !read.at_most) {
    return reader.wrong(node,
                        "an amount without a bound asks for nothing; say at_least or at_most");
  }
  if (!measure.any && read.at_least == 0u && !read.at_most) {
    return reader.wrong(node,
                        "any number is at least 0, so this asks for nothing; say a larger one, or "
                        "a bound above");
  }
  if (read.at_least && read.at_most && *read.at_least > *read.at_most) {
    return reader.wrong(node, "no number is this: at_least is above at_most");
  }
  into = read;
  return std::nullopt;
}

Node write_amount(const Amount& said, const Measure& measure) {
  if (said.at_least && said.at_least == said.at_most) {
    return scalar(measure.text_of(*said.at_least));
  }
  if (said.at_least && !said.at_most) return scalar(">= " + measure.text_of(*said.at_least));
  if (said.at_most && !said.at_least) return scalar("<= " + measure.text_of(*said.at_most));
  Node node = map();
  if (said.at_least) put(node, "at_least", scalar(measure.text_of(*said.at_least)));
  if (said.at_most) put(node, "at_most", scalar(measure.text_of(*said.at_most)));
  return node;
}

Json amount_schema(std::string_view unit) {
  const std::string pattern = "^((<=|>=) *)?[0-9]+" + std::string(unit) + "$|\\$\\{";
  const Json bound = Json::Members{{"type", Json::List{"integer", "string"}}};
  Json::List forms{
      Json::Members{{"type", "string"}, {"pattern", pattern}},
      Json::Members{{"type", "object"},
                    {"properties", Json::Members{{"at_least", bound}, {"at_most", bound}}},
                    {"additionalProperties", false},
                    {"minProperties", 1}}};
  if (unit.empty()) forms.push_back(Json::Members{{"type", "integer"}, {"minimum", 0}});
  return any_of(std::move(forms));
}

}  // namespace

Value<Amount> amount(bool any) {
  Value<Amount> value;
  value.type = counted.type;
  value.schema.set("$ref", "#/definitions/amount");
  value.read = [any](const Node& node, const Reader& reader, Amount& into) {
    return read_amount(node, reader, any ? any_counted : counted, into);
  };
  value.write = [](const Amount& said, const Amount&) { return write_amount(said, counted); };
  return value;
}

Value<std::optional<Amount>> time_amount() {
  Value<std::optional<Amount>> value;
  value.type = timed.type;
  value.schema = amount_schema("(ms|s|m|h|d)");
  value.read = [](const Node& node, const Reader& reader, std::optional<Amount>& into) -> Problem {
    Amount read;
    if (auto wrong = read_amount(node, reader, timed, read)) return wrong;
    into = read;
    return std::nullopt;
  };
  value.write = [](const std::optional<Amount>& said, const std::optional<Amount>&) {
    return said ? write_amount(*said, timed) : Node{};
  };
  return value;
}

Json amount_definition() { return amount_schema(""); }

Value<std::map<std::string, Amount>> amounts(std::string of_what, const Known& known,
                                             NameCheck check, bool any) {
  using Amounts = std::map<std::string, Amount>;
  Value<Amounts> value;
  value.type = "amounts by " + of_what + ", each 195, \">= 30\" or \"<= 700\"";
  value.schema = Json::Members{{"type", "object"}, {"additionalProperties", amount().schema}};
  if (!known.empty()) value.schema.set("propertyNames", or_variable(one_of(known)));
  value.read = [check, of_what, any](const Node& node, const Reader& reader,
                                     Amounts& into) -> Problem {
    if (!node.is_map()) return reader.wrong(node, "this must be a map: amounts by " + of_what);
    Amounts read;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      if (auto wrong = reader.noted(check(node.keys[i], reader))) return wrong;
      const Value<Amount> one = amount(any);
      auto wrong = one.read(node.items[i], reader, read[node.keys[i].text]);
      if (auto told = reader.noted(std::move(wrong))) return told;
    }
    into = std::move(read);
    return std::nullopt;
  };
  value.write = [](const Amounts& said, const Amounts&) {
    Node node = map();
    for (const auto& [name, each] : said) put(node, name, write_amount(each, counted));
    return node;
  };
  return value;
}

}  // namespace crosswalk::sim::language
