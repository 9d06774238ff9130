#include "linkedin/fields/content.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "linkedin/fields/rules.hpp"
#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim::linkedin {
namespace {

using simdjson::ondemand::json_type;
using simdjson::ondemand::object;
using simdjson::ondemand::value;

constexpr std::size_t echoed_word_max = 64;

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::int64_t number_of(const std::string& text) {
  std::int64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

std::string message_of(const std::vector<Complaint>& complaints) {
  std::string out;
  for (const Complaint& each : complaints) {
    out += "ERROR :: /" + each.field + " :: " + each.reason + "\n";
  }
  return out;
}

void Draft::begin(const Schema& schema) {
  values.resize(schema.fields.size());
  for (std::string& each : values) each.clear();
  seen.assign(schema.fields.size(), false);
}

const std::string& Draft::value(const Schema& schema, std::string_view name) const {
  static const std::string null;
  const auto place = schema.place_of(name);
  return place ? values[*place] : null;
}

std::int64_t Draft::number(const Schema& schema, std::string_view name) const {
  return number_of(value(schema, name));
}

std::string Draft::text(const Schema& schema, std::string_view name) const {
  const std::string& quoted = value(schema, name);
  if (quoted.size() < 2) return {};
  std::string out;
  for (std::size_t at = 1; at + 1 < quoted.size(); ++at) {
    if (quoted[at] == '\\' && quoted[at + 1] != 'u' && quoted[at + 1] != 'n') ++at;
    out += quoted[at];
  }
  return out;
}

std::string Draft::content(const Schema& schema) const {
  std::size_t size = 2;
  for (std::size_t place = 0; place < values.size(); ++place) {
    if (values[place].empty()) continue;
    size += values[place].size() + schema.fields[place].name.size() + 4;
  }
  std::string out;
  out.reserve(size);
  out += '{';
  for (std::size_t place = 0; place < values.size(); ++place) {
    const Field& field = schema.fields[place];
    if (values[place].empty() || field.storage != Storage::content) continue;
    if (out.size() > 1) out += ',';
    out += '"';
    out += field.name;
    out += "\":";
    out += values[place];
  }
  out += '}';
  return out;
}

std::string to_string(const Place& place) {
  std::string out = place.above == nullptr ? "" : to_string(*place.above) + "/";
  return place.name.empty() ? out + std::to_string(place.index) : out + std::string(place.name);
}

void EntityReader::complain(const Place& place, std::string_view reason) {
  complaints.push_back({to_string(place), std::string(reason)});
}

bool EntityReader::read(object object, Draft& draft) {
  return read_object(object, schema_, nullptr, draft);
}

bool EntityReader::read_object(object members, const Schema& schema, const Place* above,
                               Draft& draft) {
  for (auto member : members) {
    std::string_view name;
    value inner;
    json_type type{};
    if (member.unescaped_key().get(name) || member.value().get(inner)) return false;
    if (inner.type().get(type)) return false;
    const auto at = schema.place_of(name, generation_);
    if (!at) {
      std::string dropped;
      unknown.push_back(to_string({above, name, 0}));
      if (!append_canonical(inner, dropped)) return false;
      continue;
    }
    const Field& field = schema.fields[*at];
    const Place place{above, field.shown(generation_), 0};
    std::string& out = draft.values[*at];
    out.clear();
    if (draft.seen[*at]) complain(place, "field occurs twice");
    draft.seen[*at] = true;
    if (type == json_type::null) {
      if (!is_null(inner)) return false;
      continue;
    }
    const bool well_formed =
        field.list ? read_list(inner, field, place, out) : read_one(inner, field, place, out);
    if (!well_formed) return false;
  }
  return true;
}

bool EntityReader::read_list(value list, const Field& field, const Place& place, std::string& out) {
  json_type type{};
  simdjson::ondemand::array items;
  if (list.type().get(type)) return false;
  if (type != json_type::array) {
    complain(place, "value is not an array");
    std::string dropped;
    return append_canonical(list, dropped);
  }
  if (list.get_array().get(items)) return false;
  out += '[';
  std::size_t count = 0;
  for (auto item : items) {
    value inner;
    if (item.get(inner)) return false;
    if (count > 0) out += ',';
    if (!read_one(inner, field, {&place, {}, count++}, out)) return false;
  }
  out += ']';
  if (field.max > 0 && count > field.max) complain(place, "array has too many members");
  return true;
}

bool EntityReader::read_one(value inner, const Field& field, const Place& place, std::string& out) {
  json_type type{};
  if (inner.type().get(type)) return false;
  const std::size_t before = out.size();
  switch (field.shape) {
    case Shape::any:
      return append_canonical(inner, out);
    case Shape::record:
      if (type == json_type::object) return read_record(inner, field, place, out);
      break;
    case Shape::flag:
      if (type == json_type::boolean) return append_canonical(inner, out);
      break;
    case Shape::instant:
      if (type != json_type::number) break;
      if (!append_canonical(inner, out)) return false;
      if (std::string_view(out).substr(before).find_first_not_of("-0123456789") !=
          std::string_view::npos) {
        complain(place, "value cannot be coerced to a long");
      } else if (options_.strict_timestamps && number_of(out.substr(before)) <= 0) {
        complain(place, "value is not greater than 0");
      }
      return true;
    default: {
      std::string_view text;
      if (type != json_type::string) break;
      if (inner.get_string().get(text)) return false;
      return read_text(text, field, place, out);
    }
  }
  complain(place, "value has the wrong type");
  return append_canonical(inner, out);
}

bool EntityReader::read_record(value inner, const Field& field, const Place& place,
                               std::string& out) {
  object members;
  if (inner.get_object().get(members)) return false;
  Draft draft;
  if (!spare_.empty()) {
    draft = std::move(spare_.back());
    spare_.pop_back();
  }
  draft.begin(*field.inner);
  const bool well_formed = read_object(members, *field.inner, &place, draft);
  if (well_formed) {
    if (options_.strict_required) require(draft, *field.inner, &place, generation_, complaints);
    out += draft.content(*field.inner);
  }
  spare_.push_back(std::move(draft));
  return well_formed;
}

bool EntityReader::read_text(std::string_view text, const Field& field, const Place& place,
                             std::string& out) {
  append_quoted(out, text);
  if (field.shape == Shape::word && std::ranges::find(field.words, text) == field.words.end()) {
    std::string reason;
    append_quoted(reason, text.size() <= echoed_word_max ? text : "...");
    complain(place, reason + " is not an enum symbol");
  } else if (field.shape == Shape::email && options_.strict_email && !is_email(text)) {
    complain(place, "value is not an e-mail address");
  } else if (field.shape == Shape::urn && !text.starts_with("urn:li:")) {
    complain(place, "value is not a URN");
  } else if (field.min > 0 && characters(text) < field.min) {
    complain(place, "length is less than the minimum of " + std::to_string(field.min));
  } else if (field.max > 0 && !field.list && characters(text) > field.max) {
    complain(place, "length is more than the maximum of " + std::to_string(field.max));
  }
  return true;
}

}  // namespace crosswalk::sim::linkedin
