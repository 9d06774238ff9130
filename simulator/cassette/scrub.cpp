#include "cassette/scrub.hpp"

#include <algorithm>

#include "cassette/scrub/ids.hpp"
#include "cassette/scrub/shapes.hpp"
#include "cassette/scrub/sift.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t secret_bytes_min = 6;
constexpr std::size_t word_bytes_max = 120;
constexpr std::int64_t small_number = 1000;
constexpr std::size_t json_bytes_max = 32 * 1024 * 1024;

// What vendors write in place of somebody whom they have forgotten.
constexpr std::string_view nobody[] = {"Anonymized", "Redacted", "[redacted]", "Deleted"};

bool speaks_of_a_person(const Json& json) {
  return std::ranges::any_of(*json.members(), [](const auto& member) {
    const Meaning meaning = meaning_of(member.first);
    return meaning == Meaning::email || meaning == Meaning::person;
  });
}

/// Whether the members of a list or an object under that name are to be read as it says.
bool hands_down(Meaning meaning) {
  return meaning == Meaning::email || meaning == Meaning::phone || meaning == Meaning::url ||
         meaning == Meaning::address || meaning == Meaning::secret || meaning == Meaning::text ||
         meaning == Meaning::sensitive;
}

/// A JSON text as it stands between its quotes.
std::string escaped(std::string_view text) {
  const std::string quoted = write_json(Json(text));
  return quoted.substr(1, quoted.size() - 2);
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

}  // namespace

Scrubber::Scrubber(std::string_view salt, std::string peer)
    : stand_ins_(salt), peer_(std::move(peer)) {}

void Scrubber::remember(std::string_view secret) {
  if (secret.size() >= secret_bytes_min) secrets_.emplace(secret);
}

std::string Scrubber::without_secrets(std::string text, bool json) {
  for (const std::string& secret : secrets_) {
    if (text.size() < secret.size()) continue;
    const std::string stand_in = stand_ins_.secret(secret);
    replace_all(text, json ? escaped(secret) : secret, stand_in);
    if (const std::string coded = percent_encode(secret); coded != secret) {
      replace_all(text, coded, stand_in);
    }
  }
  return text;
}

std::string Scrubber::sift(std::string text) { return sifted(text, stand_ins_); }

/// Vendors number those whom they have forgotten; a longer number may be somebody's.
std::string Scrubber::person(std::string_view value) {
  const bool nobodys = std::ranges::find(nobody, value) != std::end(nobody);
  if (nobodys || is_short_number(value)) return std::string(value);
  return all_digits(value) ? stand_ins_.number(value) : stand_ins_.name(value);
}

/// By what it looks like, where no name helps.
std::string Scrubber::shaped(std::string_view value) {
  if (is_url(value) || is_profile(value)) return url(value);
  if (is_email(value)) return stand_ins_.email(value);
  return is_phone(value) ? stand_ins_.phone(value) : stand_ins_.text(value);
}

/// Short and on one line, and no number in it is long enough for a telephone.
std::string Scrubber::word(std::string_view value) {
  const bool plain = value.size() <= word_bytes_max && value.find('\n') == std::string_view::npos;
  return plain ? without_long_numbers(sift(std::string(value)), stand_ins_) : shaped(value);
}

std::string Scrubber::renamed(std::string_view id) {
  renamed_.emplace(id);
  return stand_ins_.identifier(id);
}

std::string Scrubber::id(std::string_view value) {
  return sift(rewritten_id(value, [this](std::string_view part) { return renamed(part); }));
}

/// A member's name. Some vendors put what they are asked for in its place.
std::string Scrubber::key(std::string_view name) {
  constexpr std::size_t short_id = 8;
  if (is_blank(name) || stand_in_end(name, 0) == name.size()) return std::string(name);
  if (is_email(name) || is_phone(name) || is_url(name) || is_profile(name)) return shaped(name);
  const bool told = meaning_of(name) != Meaning::none || around_of(name) != Around::unsaid;
  if (!told && names_.contains(squeezed(name))) return stand_ins_.name(name);
  const bool plain = std::ranges::all_of(name, [](char c) { return c > ' ' && c <= '~'; });
  if (is_field_name(name) || (told && name.size() <= 24)) return word(name);
  if (plain && (!all_digits(name) || name.size() <= short_id)) return id(name);
  return stand_ins_.identifier(name);
}

/// Times, words and cursors: themselves, if they look it.
std::string Scrubber::kept(Meaning meaning, std::string_view value) {
  if (meaning == Meaning::id) return id(value);
  if (meaning == Meaning::word) return word(value);
  if (meaning == Meaning::cursor) {
    return is_short_number(value) ? std::string(value) : stand_ins_.cursor(value);
  }
  if (is_short_number(value) || is_epoch(value) || is_date_or_moment(value)) {
    return std::string(value);
  }
  return all_digits(value) ? stand_ins_.number(value) : shaped(value);
}

std::string Scrubber::treat(Meaning meaning, std::string_view value) {
  const bool leads = meaning == Meaning::url || meaning == Meaning::cursor;
  const bool path = leads && value.starts_with('/') && value.find(' ') == std::string_view::npos;
  if (meaning != Meaning::secret && (path || is_url(value))) return address(value);
  switch (meaning) {
    case Meaning::id:
    case Meaning::time:
    case Meaning::word:
    case Meaning::cursor:
      return kept(meaning, value);
    case Meaning::secret:
      return stand_ins_.secret(value);
    case Meaning::person:
      return is_email(value) ? stand_ins_.email(value) : person(value);
    case Meaning::phone: {
      const auto digits = std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; });
      if (is_moment(value)) return std::string(value);
      return digits > 3 ? stand_ins_.phone(value) : shaped(value);
    }
    case Meaning::birth:
      return stand_ins_.birthday(value);
    case Meaning::none:
      return is_moment(value) ? std::string(value) : shaped(value);
    default:
      return shaped(value);
  }
}

/// White space around a value says something of the vendor and nothing of the person.
std::string Scrubber::text(std::string_view name, Frame frame, const std::string& value) {
  if (is_blank(value)) return value;
  Meaning meaning = meaning_of(name);
  const bool says_where = meaning == Meaning::label || squeezed(name) == "state";
  if (meaning == Meaning::label) {
    const bool location = squeezed(name) == "location";
    meaning = frame.about == Around::setup ? Meaning::word
              : location                   ? Meaning::address
              : squeezed(name) == "title"  ? Meaning::text
                                           : Meaning::person;
  }
  if (meaning == Meaning::none || meaning == Meaning::value) meaning = frame.around;
  if (frame.around == Meaning::address && says_where) meaning = Meaning::address;
  if (frame.about == Around::custom && meaning != Meaning::secret) meaning = Meaning::text;
  const std::size_t begin = value.find_first_not_of(" \t\r\n");
  const std::size_t end = value.find_last_not_of(" \t\r\n") + 1;
  return value.substr(0, begin) +
         treat(meaning, std::string_view(value).substr(begin, end - begin)) + value.substr(end);
}

/// Small ones count or order things; what nobody knows and is larger may be a salary, a postal code
/// or a telephone's.
Json Scrubber::number(Meaning meaning, Frame frame, const Json& value) {
  if (meaning == Meaning::none || meaning == Meaning::value) meaning = frame.around;
  const bool personal = hands_down(meaning) || meaning == Meaning::birth ||
                        meaning == Meaning::person || frame.about == Around::custom;
  const bool told = meaning == Meaning::word;
  if (value.real() != nullptr) return told && !personal ? value : Json(0.0);
  const std::int64_t whole = *value.integer();
  const std::int64_t size = whole < 0 ? -(whole + 1) : whole;
  const std::string digits = std::to_string(size);
  bool good = size < small_number;
  if (told) good = is_short_number(digits);
  if (meaning == Meaning::time) good = is_short_number(digits) || is_epoch(digits);
  if (meaning == Meaning::id) good = whole >= 0;
  if (good && !personal) return value;
  std::int64_t made = 0;
  for (const char c : stand_ins_.number(digits)) made = made * 10 + (c - '0');
  return made;
}

void Scrubber::scrub_member(std::string& name, Json& value, Frame frame) {
  const Meaning meaning = meaning_of(name);
  const Around about = around_of(name);
  const bool nests = value.members() != nullptr || value.items() != nullptr;
  if (nests && about != Around::unsaid && frame.about != Around::custom) {
    frame = {Meaning::none, about};
  } else if (nests && frame.about == Around::setup && !is_of_its_owner(name)) {
    frame = {hands_down(meaning) ? meaning : Meaning::none, Around::plain};
  } else if (nests && meaning != Meaning::value && meaning != Meaning::none) {
    frame.around = hands_down(meaning) ? meaning : Meaning::none;
  }
  scrub(value, name, frame);
  name = key(name);
}

void Scrubber::scrub(Json& json, std::string_view name, Frame frame) {
  if (auto* members = json.members()) {
    if (frame.about == Around::setup && speaks_of_a_person(json)) frame.about = Around::people;
    for (auto& [member, value] : *members) scrub_member(member, value, frame);
  } else if (auto* items = json.items()) {
    for (Json& item : *items) scrub(item, name, frame);
  } else if (const auto* value = json.text()) {
    json = text(name, frame, *value);
  } else if (json.integer() != nullptr || json.real() != nullptr) {
    json = number(meaning_of(name), frame, json);
  } else if (json.flag() != nullptr) {
    const bool told = meaning_of(name) == Meaning::sensitive || frame.about == Around::custom;
    if (told) json = false;
  }
}

/// What people are called in a body, so that no key shows it.
void Scrubber::learn_names(const Json& json, Around about) {
  constexpr std::size_t name_bytes_min = 3;
  if (const auto* items = json.items()) {
    for (const Json& item : *items) learn_names(item, about);
  }
  const auto* members = json.members();
  if (members == nullptr) return;
  const bool somebody = about == Around::people || speaks_of_a_person(json);
  for (const auto& [name, value] : *members) {
    const Around around = around_of(name);
    learn_names(value, around == Around::unsaid ? about : around);
    const Meaning meaning = meaning_of(name);
    const bool names = meaning == Meaning::person || (meaning == Meaning::label && somebody);
    if (!names || value.text() == nullptr) continue;
    std::string_view rest = *value.text();
    names_.insert(squeezed(rest));
    while (!rest.empty()) {
      const std::string part = squeezed(rest.substr(0, rest.find(' ')));
      if (part.size() >= name_bytes_min) names_.insert(part);
      rest.remove_prefix(std::min(rest.find(' '), rest.size() - 1) + 1);
    }
  }
  names_.erase("");
}

std::string Scrubber::body(std::string_view content_type, std::string_view collection,
                           std::string_view body) {
  if (is_blank(body)) return std::string(body);
  if (auto json = parse_json(body, json_bytes_max)) {
    const Around told = around_of(collection);
    const Around about = told == Around::unsaid ? Around::plain : told;
    learn_names(*json, about);
    scrub(*json, collection, {Meaning::none, about});
    return without_secrets(write_json(*json), true);
  }
  if (content_type.find("x-www-form-urlencoded") != std::string_view::npos) {
    return without_secrets(form(body));
  }
  const std::string said = stand_ins_.text(body.substr(0, word_bytes_max));
  if (content_type.find("html") != std::string_view::npos) return "<!doctype html>" + said;
  return "<" + std::to_string(body.size()) + " bytes that are no JSON> " + said;
}

}  // namespace crosswalk::sim
