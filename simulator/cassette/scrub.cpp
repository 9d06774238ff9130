#include "cassette/scrub.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "cassette/scrub/fields.hpp"
#include "cassette/scrub/principal.hpp"
#include "cassette/scrub/resource.hpp"
#include "cassette/scrub/shapes.hpp"
#include "cassette/scrub/sift.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::size_t secret_bytes_min = 6;
constexpr std::size_t word_bytes_max = 120;
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

std::string Scrubber::person(std::string_view value) {
  const bool no_name = all_digits(value) || std::ranges::find(nobody, value) != std::end(nobody);
  return no_name ? std::string(value) : stand_ins_.name(value);
}

std::string Scrubber::target(std::string_view target) {
  return without_secrets(
      rewritten_target(target, [this](auto name, auto value) { return parameter(name, value); }));
}

std::string Scrubber::resource(const HttpRequest& request) {
  return without_secrets(
      resource_of(request, [this](auto name, auto value) { return parameter(name, value); }));
}

std::string Scrubber::url(std::string_view value) {
  const std::string_view rest =
      value.starts_with(peer_) ? value.substr(peer_.size()) : std::string_view(":");
  if (rest.empty() || rest.front() == '/' || rest.front() == '?') {
    return std::string(peer_marker) +
           rewritten_target(rest, [this](auto name, auto part) { return parameter(name, part); });
  }
  return is_profile(value) ? stand_ins_.profile(value) : stand_ins_.url(value);
}

/// A link that may begin at the path.
std::string Scrubber::address(std::string_view value) {
  return value.starts_with('/') && !value.starts_with("//") ? target(value) : url(value);
}

/// By what it looks like, where no name helps.
std::string Scrubber::shaped(std::string_view value) {
  if (is_url(value) || is_profile(value)) return url(value);
  if (is_email(value)) return stand_ins_.email(value);
  return is_phone(value) ? stand_ins_.phone(value) : stand_ins_.text(value);
}

/// Ids, times, words and cursors: themselves, if they look it.
std::string Scrubber::kept(Meaning meaning, std::string_view value) {
  if (meaning == Meaning::id) {
    if (is_identifier(value)) return sift(std::string(value));
    renamed_.emplace(value);
    return stand_ins_.identifier(value);
  }
  if (meaning == Meaning::cursor) {
    return all_digits(value) ? std::string(value) : stand_ins_.cursor(value);
  }
  if (meaning == Meaning::time) {
    const bool time = all_digits(value) || is_date_or_moment(value);
    return time ? std::string(value) : shaped(value);
  }
  const bool word = value.size() <= word_bytes_max && value.find('\n') == std::string_view::npos;
  return word ? sift(std::string(value)) : shaped(value);
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
  if (meaning == Meaning::label) {
    const bool location = squeezed(name) == "location";
    meaning = frame.about == Around::setup ? Meaning::word
              : location                   ? Meaning::address
              : squeezed(name) == "title"  ? Meaning::text
                                           : Meaning::person;
  }
  if (meaning == Meaning::none || meaning == Meaning::value) meaning = frame.around;
  if (frame.about == Around::custom && meaning != Meaning::secret) meaning = Meaning::text;
  const std::size_t begin = value.find_first_not_of(" \t\r\n");
  const std::size_t end = value.find_last_not_of(" \t\r\n") + 1;
  return value.substr(0, begin) +
         treat(meaning, std::string_view(value).substr(begin, end - begin)) + value.substr(end);
}

Json Scrubber::number(Meaning meaning, Frame frame, const Json& value) {
  constexpr std::int64_t long_number = 100'000'000;
  if (meaning == Meaning::none || meaning == Meaning::value) meaning = frame.around;
  const bool personal = hands_down(meaning) || meaning == Meaning::birth;
  if (value.real() != nullptr) {
    return personal || frame.about == Around::custom ? Json(0.0) : value;
  }
  const std::int64_t whole = *value.integer();
  const bool told = meaning == Meaning::id || meaning == Meaning::time || meaning == Meaning::word;
  const bool replaced = personal || frame.about == Around::custom ||
                        (!told && (whole >= long_number || whole <= -long_number));
  if (!replaced) return value;
  std::string digits = std::to_string(whole < 0 ? -(whole + 1) : whole);
  if (digits.size() > 18) digits.resize(18);
  std::int64_t made = 0;
  for (const char c : stand_ins_.digits(digits)) made = made * 10 + (c - '0');
  return made;
}

void Scrubber::scrub_member(std::string& name, Json& value, Frame frame) {
  const Meaning meaning = meaning_of(name);
  const Around about = around_of(name);
  const bool nests = value.members() != nullptr || value.items() != nullptr;
  if (nests && about != Around::unsaid && frame.about != Around::custom) {
    frame = {Meaning::none, about};
  } else if (nests && meaning != Meaning::value && meaning != Meaning::none) {
    frame.around = hands_down(meaning) ? meaning : Meaning::none;
  }
  scrub(value, name, frame);
  name = sift(std::move(name));
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

/// Some of a list, separated by commas.
std::string Scrubber::ids(std::string_view list) {
  std::string made;
  while (true) {
    const std::size_t end = std::min(list.find(','), list.size());
    const std::string_view id = list.substr(0, end);
    made += renamed_.contains(id) ? stand_ins_.identifier(id) : sift(std::string(id));
    if (end == list.size()) return made;
    made += ',';
    list.remove_prefix(end + 1);
  }
}

/// A parameter of a query, or with an empty name a segment of a path or a parameter's name.
std::string Scrubber::parameter(std::string_view name, std::string_view value) {
  const auto plain = [](char c) { return c > ' ' && c <= '~'; };
  const Meaning meaning = meaning_of(name.substr(0, name.find('[')));
  if (is_blank(value)) return std::string(value);
  if (name.empty() || (meaning == Meaning::id && !is_email(value))) {
    return std::ranges::all_of(value, plain) ? ids(value) : stand_ins_.identifier(value);
  }
  if (meaning == Meaning::none || meaning == Meaning::time || meaning == Meaning::value) {
    return is_harmless(value) ? std::string(value) : shaped(value);
  }
  return treat(meaning == Meaning::label ? Meaning::person : meaning, value);
}

Headers Scrubber::headers(const Headers& headers) {
  const auto part = [this](std::string_view text, bool is_url) {
    return is_url ? url(text) : sift(std::string(text));
  };
  Headers made;
  for (const auto& [name, value] : headers) {
    const std::string plain = squeezed(name);
    if (!field_matters(plain)) continue;
    std::string scrubbed = plain == "link"                        ? rewritten_link(value, part)
                           : plain == "location"                  ? address(value)
                           : meaning_of(plain) == Meaning::cursor ? kept(Meaning::cursor, value)
                                                                  : sift(value);
    scrubbed = without_secrets(std::move(scrubbed));
    if (valid_utf8(scrubbed)) made.emplace_back(name, std::move(scrubbed));
  }
  return made;
}

std::string Scrubber::form(std::string_view body) {
  std::string made;
  for (const auto& [name, value] : parameters_of(body)) {
    if (!made.empty()) made += '&';
    made += percent_encode(sift(name)) + '=' + percent_encode(treat(meaning_of(name), value));
  }
  return made;
}

std::string Scrubber::body(std::string_view content_type, std::string_view collection,
                           std::string_view body) {
  if (is_blank(body)) return std::string(body);
  if (auto json = parse_json(body, json_bytes_max)) {
    const Around about = around_of(collection);
    scrub(*json, collection, {Meaning::none, about == Around::unsaid ? Around::plain : about});
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
