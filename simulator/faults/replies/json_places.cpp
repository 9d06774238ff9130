#include "faults/replies/json_places.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr auto nowhere = std::string_view::npos;

std::size_t past_blanks(std::string_view json, std::size_t at) {
  return std::min(json.find_first_not_of(blanks, at), json.size());
}

// Behind the closing quote of the text that begins at `at`.
std::size_t past_text(std::string_view json, std::size_t at) {
  for (++at; at < json.size(); ++at) {
    if (json[at] == '\\') {
      ++at;
    } else if (json[at] == '"') {
      return at + 1;
    }
  }
  return nowhere;
}

std::size_t past_value(std::string_view json, std::size_t at) {
  if (at >= json.size()) return nowhere;
  if (json[at] == '"') return past_text(json, at);
  if (json[at] != '{' && json[at] != '[') {
    const std::size_t end = std::min(json.find_first_of(",]} \t\r\n", at), json.size());
    return end == at ? nowhere : end;
  }
  for (std::size_t depth = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') {
      at = past_text(json, at);
      continue;
    }
    ++at;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at;
  }
  return nowhere;
}

// One step of a pointer, freed of its escapes.
std::string step_of(std::string_view raw) {
  std::string out;
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const bool escape = raw[at] == '~' && at + 1 < raw.size();
    out += escape ? (raw[at + 1] == '1' ? '/' : '~') : raw[at];
    if (escape) ++at;
  }
  return out;
}

}  // namespace

JsonForm form_of(std::string_view json, JsonSpan value) {
  switch (json[value.begin]) {
    case '{':
      return JsonForm::object;
    case '[':
      return JsonForm::list;
    case '"':
      return JsonForm::text;
    case 't':
    case 'f':
    case 'n':
      return JsonForm::word;
    default:
      return JsonForm::number;
  }
}

std::optional<JsonSpan> whole_of(std::string_view json) {
  const std::size_t begin = past_blanks(json, 0);
  const std::size_t end = past_value(json, begin);
  if (end == nowhere) return std::nullopt;
  return JsonSpan{begin, end};
}

std::optional<std::vector<JsonMember>> members_of(std::string_view json, JsonSpan value) {
  const JsonForm form = form_of(json, value);
  if (form != JsonForm::object && form != JsonForm::list) return std::nullopt;
  std::vector<JsonMember> out;
  std::size_t at = past_blanks(json, value.begin + 1);
  while (at + 1 < value.end) {
    JsonMember member;
    if (form == JsonForm::object) {
      const std::size_t end = json[at] == '"' ? past_text(json, at) : nowhere;
      if (end == nowhere) return std::nullopt;
      member.name = {at + 1, end - 1};
      at = past_blanks(json, end);
      if (at >= value.end || json[at] != ':') return std::nullopt;
      at = past_blanks(json, at + 1);
    }
    const std::size_t end = past_value(json, at);
    if (end == nowhere || end >= value.end) return std::nullopt;
    member.value = {at, end};
    out.push_back(member);
    at = past_blanks(json, end);
    if (at < value.end && json[at] == ',') at = past_blanks(json, at + 1);
  }
  return out;
}

std::optional<JsonSpan> member_of(std::string_view json, JsonSpan object, std::string_view name) {
  const auto members = members_of(json, object);
  if (!members) return std::nullopt;
  for (const JsonMember& each : *members) {
    if (each.name.in(json) == name && each.name.end > 0) return each.value;
  }
  return std::nullopt;
}

std::vector<JsonSpan> places_of(std::string_view json, std::string_view pointer) {
  std::vector<JsonSpan> places;
  if (const auto whole = whole_of(json)) places.push_back(*whole);
  while (!pointer.empty() && !places.empty()) {
    if (pointer.front() == '/') pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    const std::string step = step_of(pointer.substr(0, end));
    pointer.remove_prefix(end);
    std::vector<JsonSpan> inner;
    for (const JsonSpan& place : places) {
      const auto members = members_of(json, place);
      if (!members) continue;
      const bool list = form_of(json, place) == JsonForm::list;
      for (std::size_t nth = 0; nth < members->size(); ++nth) {
        const JsonMember& each = (*members)[nth];
        const bool named = list ? std::to_string(nth) == step : each.name.in(json) == step;
        if (step == "*" || named) inner.push_back(each.value);
      }
    }
    places = std::move(inner);
  }
  return places;
}

std::string replaced(std::string_view json,
                     const std::vector<std::pair<JsonSpan, std::string>>& changes) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [span, text] : changes) {
    out.append(json.substr(at, span.begin - at)).append(text);
    at = span.end;
  }
  return out.append(json.substr(at));
}

}  // namespace crosswalk::sim
