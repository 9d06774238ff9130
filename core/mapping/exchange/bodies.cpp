#include "mapping/exchange/bodies.hpp"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/utf8.hpp"

namespace crosswalk {
namespace {

using From = WrittenValue::From;
using Kind = BodyPart::Kind;
using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

constexpr std::size_t depth_max = 8;
constexpr std::string_view number_mark = ":number";

constexpr std::array<std::pair<std::string_view, From>, 3> own_words = {
    {{"marker", From::marker}, {"candidate", From::candidate}, {"job", From::job}}};
constexpr std::array<std::string_view, 8> person_words = {
    "first_name", "last_name", "headline", "company", "title", "location", "email", "profile_url"};

// As JSON writes one: no sign but minus, no leading zero, and no more digits than an id can have.
bool is_whole_number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, trouble] = std::from_chars(text.data(), end, value);
  return trouble == std::errc{} && stopped == end && std::to_string(value) == text;
}

WrittenValue read_value(ManifestReading& reading, const YamlNode& node, std::string_view name) {
  for (const auto& [word, from] : own_words) {
    if (word == name) return {from, {}};
  }
  if (std::ranges::find(person_words, name) != person_words.end()) {
    return {From::person, std::string(name)};
  }
  if (const std::string* setting = reading.find(name)) return {From::fixed, *setting};
  Words known(person_words.begin(), person_words.end());
  for (const auto& own : own_words) known.push_back(own.first);
  for (const SettingSpec& setting : reading.settings()) {
    if (!setting.secret) known.push_back(setting.name);
  }
  YamlNode word = node;
  word.text = name;
  reading.word(word, known, "the name of a value");
  return {};
}

std::string_view text_of(const WrittenValue& value, const WriteValues& values) {
  switch (value.from) {
    case From::fixed:
      return value.text;
    case From::marker:
      return values.marker;
    case From::candidate:
      return values.candidate;
    case From::job:
      return values.job;
    case From::person:
      break;
  }
  using Named = std::pair<std::string, std::string>;
  const auto named = std::ranges::find(values.person, value.text, &Named::first);
  return named == values.person.end() ? std::string_view{} : std::string_view(named->second);
}

bool has_blanks(const BodyPart& part) {
  return part.kind == Kind::blank || std::ranges::any_of(part.parts, &has_blanks);
}

bool has_value(const BodyPart& part, const WriteValues& values) {
  if (part.kind == Kind::blank) return !value_of(part.blank, values).empty();
  return std::ranges::any_of(part.parts,
                             [&](const BodyPart& each) { return has_value(each, values); });
}

bool asks(const BodyPart& part, From from) {
  return (part.kind == Kind::blank && asks_for(part.blank, from)) ||
         std::ranges::any_of(part.parts, [from](const BodyPart& each) { return asks(each, from); });
}

bool is_left_out(const BodyPart& part, const WriteValues& values) {
  return has_blanks(part) && !has_value(part, values);
}

void put_text(Writer& out, std::string_view text) {
  out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void put_bare(Writer& out, std::string_view text) {
  const auto type = text == "true"    ? rapidjson::kTrueType
                    : text == "false" ? rapidjson::kFalseType
                                      : rapidjson::kNumberType;
  out.RawValue(text.data(), text.size(), type);
}

// Whether everything could be written.
bool put(Writer& out, const BodyPart& part, const WriteValues& values) {
  bool well = true;
  if (part.kind == Kind::text) {
    put_text(out, part.text);
  } else if (part.kind == Kind::bare) {
    put_bare(out, part.text);
  } else if (part.kind == Kind::blank) {
    const std::string_view value = value_of(part.blank, values);
    if (!part.blank.whole_number) {
      put_text(out, value);
      return valid_utf8(value);
    }
    if (!is_whole_number(value)) return false;
    put_bare(out, value);
  } else if (part.kind == Kind::list) {
    out.StartArray();
    for (const BodyPart& each : part.parts) {
      if (!is_left_out(each, values)) well = put(out, each, values) && well;
    }
    out.EndArray();
  } else {
    out.StartObject();
    for (std::size_t i = 0; i < part.parts.size(); ++i) {
      if (is_left_out(part.parts[i], values)) continue;
      out.Key(part.names[i].data(), static_cast<rapidjson::SizeType>(part.names[i].size()));
      well = put(out, part.parts[i], values) && well;
    }
    out.EndObject();
  }
  return well;
}

BodyPart read_part(ManifestReading& reading, const YamlNode& node, std::size_t depth) {
  BodyPart part;
  if (depth > depth_max) {
    reading.fail(node, "a body is nested at most 8 deep");
  } else if (node.kind == YamlNode::Kind::scalar) {
    const bool bare =
        !node.quoted && (node.text == "true" || node.text == "false" || is_whole_number(node.text));
    part.kind = is_blank(node.text) ? Kind::blank : bare ? Kind::bare : Kind::text;
    if (part.kind == Kind::blank) {
      part.blank = read_blank(reading, node);
    } else if (node.text.find_first_of("{}") != std::string::npos) {
      reading.fail(node, "a blank is a value of its own: \"{name}\" with nothing around it");
    } else {
      part.text = node.text;
    }
  } else if (node.kind == YamlNode::Kind::null) {
    reading.fail(node, "expected a text, a blank, a list or a map");
  } else {
    part.kind = node.kind == YamlNode::Kind::list ? Kind::list : Kind::object;
    for (const YamlNode& key : node.keys) part.names.push_back(key.text);
    for (const YamlNode& item : node.items) {
      part.parts.push_back(read_part(reading, item, depth + 1));
    }
  }
  return part;
}

}  // namespace

bool is_blank(std::string_view text) {
  return text.size() > 2 && text.front() == '{' && text.back() == '}';
}

Blank read_blank(ManifestReading& reading, const YamlNode& node) {
  Blank blank;
  if (node.kind != YamlNode::Kind::scalar || !is_blank(node.text)) {
    reading.fail(node, "expected a blank, such as \"{marker}\"");
    return blank;
  }
  std::string_view names = node.text;
  names = names.substr(1, names.size() - 2);
  if (names.ends_with(number_mark)) {
    blank.whole_number = true;
    names.remove_suffix(number_mark.size());
  }
  for (;;) {
    const std::size_t bar = names.find('|');
    WrittenValue value = read_value(reading, node, names.substr(0, bar));
    if (blank.whole_number && !value.text.empty() && value.from == From::fixed &&
        !is_whole_number(value.text)) {
      reading.fail(node, "the setting named here must be a whole number for this vendor");
    }
    blank.first_of.push_back(std::move(value));
    if (bar == std::string_view::npos) return blank;
    names.remove_prefix(bar + 1);
  }
}

BodyPart read_body(ManifestReading& reading, const YamlNode& node) {
  reading.is_map(node, "members of the JSON body");
  return read_part(reading, node, 0);
}

bool asks_for(const Blank& blank, From from) {
  return std::ranges::find(blank.first_of, from, &WrittenValue::from) != blank.first_of.end();
}

bool asks_for(const WriteRoute& route, From from) {
  using Target = RequestTemplate::Blank;
  constexpr std::array<std::pair<From, Target>, 3> targets = {{{From::marker, Target::marker},
                                                               {From::candidate, Target::candidate},
                                                               {From::job, Target::job}}};
  return std::ranges::any_of(targets,
                             [&](const auto& target) {
                               return target.first == from && route.request.has(target.second);
                             }) ||
         (route.body && asks(*route.body, from)) ||
         std::ranges::any_of(route.match,
                             [from](const Match& match) { return asks_for(match.wanted, from); });
}

std::string_view value_of(const Blank& blank, const WriteValues& values) {
  for (const WrittenValue& value : blank.first_of) {
    const std::string_view text = text_of(value, values);
    if (!text.empty()) return text;
  }
  return {};
}

Result<std::string> write_body(const BodyPart& body, const WriteValues& values) {
  rapidjson::StringBuffer buffer;
  Writer out(buffer);
  if (put(out, body, values)) return std::string(buffer.GetString(), buffer.GetSize());
  return Error{ErrorCode::invalid_input,
               "a value to be written is not UTF-8, or not the whole number the vendor wants",
               "writes"};
}

}  // namespace crosswalk
