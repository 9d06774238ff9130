#include "cassette/scrub/standins.hpp"

#include <algorithm>
#include <span>

namespace crosswalk::sim {
namespace {

constexpr std::size_t hex_digits = 16;
constexpr std::size_t text_digits = 12;
constexpr std::size_t syllables = 7;
constexpr std::string_view consonants = "bdfghjklmnprstvz";
constexpr std::string_view vowels = "aeiu";
constexpr std::string_view name_start = "Zy";
constexpr std::string_view phone_start = "+999";
constexpr std::size_t phone_digits = 10;
constexpr std::string_view number_start = "999";
constexpr std::size_t number_digits = 12;
constexpr std::string_view birthday_start = "1900-";

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A fixed start, so many hex digits and a fixed end.
struct Form {
  std::string_view start;
  std::size_t digits;
  std::string_view end;
};

constexpr Form forms[] = {{"p-", hex_digits, "@example.com"},
                          {"https://u-", hex_digits, ".example.com/"},
                          {"linkedin.com/in/p-", hex_digits, ""},
                          {"p-", hex_digits, ""},
                          {"secret-", hex_digits, ""},
                          {"cursor-", hex_digits, ""},
                          {"id-", hex_digits, ""},
                          {"[text-", text_digits, "]"},
                          {"%5Btext-", text_digits, "%5D"},
                          {"u-", hex_digits, ""}};

std::size_t length_of(const Form& form, std::string_view rest) {
  if (!rest.starts_with(form.start)) return 0;
  const std::size_t length = form.start.size() + form.digits + form.end.size();
  if (rest.size() < length) return 0;
  const std::string_view digits = rest.substr(form.start.size(), form.digits);
  const bool good = std::ranges::all_of(digits, is_hex) &&
                    rest.substr(form.start.size() + form.digits).starts_with(form.end);
  return good ? length : 0;
}

std::size_t name_length(std::string_view rest) {
  constexpr std::size_t length = name_start.size() + 2 * syllables;
  if (!rest.starts_with(name_start) || rest.size() < length) return 0;
  for (std::size_t at = name_start.size(); at < length; at += 2) {
    if (consonants.find(rest[at]) == std::string_view::npos) return 0;
    if (vowels.find(rest[at + 1]) == std::string_view::npos) return 0;
  }
  return length;
}

std::size_t all_digits_after(std::string_view rest, std::string_view start, std::size_t many) {
  const std::size_t length = start.size() + many;
  if (!rest.starts_with(start) || rest.size() < length) return 0;
  return std::ranges::all_of(rest.substr(start.size(), many), is_digit) ? length : 0;
}

std::size_t number_length(std::string_view rest) {
  const std::size_t length = all_digits_after(rest, number_start, number_digits);
  return length < rest.size() && is_digit(rest[length]) ? 0 : length;
}

std::size_t birthday_length(std::string_view rest) {
  constexpr std::size_t length = 10;
  const bool date = rest.starts_with(birthday_start) && rest.size() >= length && rest[7] == '-';
  return date && std::ranges::count_if(rest.substr(5, 5), is_digit) == 4 ? length : 0;
}

std::string lower(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

}  // namespace

StandIns::StandIns(std::string_view salt) : keyed_(salt) {}

Sha256 StandIns::bytes(std::string_view use, std::string_view value) {
  return keyed_.of(std::string(use) + '\0' + std::string(value));
}

std::string StandIns::hex(std::string_view use, std::string_view value, std::size_t digits) {
  return to_hex(bytes_of(bytes(use, value))).substr(0, digits);
}

std::string StandIns::salt_name() { return hex("salt", "", hex_digits); }

std::string StandIns::email(std::string_view value) {
  return "p-" + hex("email", lower(value), hex_digits) + "@example.com";
}

std::string StandIns::name(std::string_view value) {
  std::string words;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(' '), value.size());
    if (end > 0) {
      const Sha256 drawn = bytes("name", value.substr(0, end));
      words += name_start;
      for (std::size_t at = 0; at < syllables; ++at) {
        words += consonants[drawn[2 * at] % consonants.size()];
        words += vowels[drawn[2 * at + 1] % vowels.size()];
      }
    }
    if (end < value.size()) words += ' ';
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return words;
}

std::string StandIns::phone(std::string_view value) {
  std::string digits_only;
  for (const char c : value) {
    if (is_digit(c)) digits_only += c;
  }
  return std::string(phone_start) + digits(digits_only, phone_digits);
}

std::string StandIns::url(std::string_view value) {
  return "https://u-" + hex("url", value, hex_digits) + ".example.com/";
}

std::string StandIns::profile(std::string_view value) {
  const std::size_t scheme = value.find("://");
  const std::string_view bare = scheme == std::string_view::npos ? value : value.substr(scheme + 3);
  return std::string(value.substr(0, value.size() - bare.size())) +
         (bare.starts_with("www.") ? "www." : "") + "linkedin.com/in/p-" +
         hex("profile", bare, hex_digits);
}

std::string StandIns::member(std::string_view value) {
  return "p-" + hex("member", value, hex_digits);
}
std::string StandIns::secret(std::string_view value) {
  return "secret-" + hex("secret", value, hex_digits);
}
std::string StandIns::cursor(std::string_view value) {
  return "cursor-" + hex("cursor", value, hex_digits);
}
std::string StandIns::identifier(std::string_view value) {
  return "id-" + hex("id", value, hex_digits);
}

std::string StandIns::birthday(std::string_view value) {
  const Sha256 drawn = bytes("birthday", value);
  const int day = 1 + drawn[2] % 28, month = 1 + drawn[1] % 12;
  return std::string(birthday_start) + (month < 10 ? "0" : "") + std::to_string(month) +
         (day < 10 ? "-0" : "-") + std::to_string(day);
}

std::string StandIns::number(std::string_view value) {
  return std::string(number_start) + digits(value, number_digits);
}

std::string StandIns::digits(std::string_view value, std::size_t many) {
  const Sha256 drawn = bytes("digits", value);
  std::string made;
  for (std::size_t at = 0; at < many; ++at) made += static_cast<char>('0' + drawn[at] % 10);
  return made;
}

std::string StandIns::text(std::string_view value) {
  constexpr std::string_view filler = " words that stand for others";
  const bool markup = value.find('<') < value.find('>') && value.find('>') < value.size();
  std::string made = "[text-" + hex("text", value, text_digits) + "]";
  const std::size_t wanted = value.size() < 7 ? 0 : value.size() - (markup ? 7 : 0);
  for (std::size_t at = 0; made.size() < wanted; ++at) made += filler[at % filler.size()];
  if (made.ends_with(' ')) made.back() = '.';
  return markup ? "<p>" + made + "</p>" : made;
}

std::size_t stand_in_end(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at);
  std::size_t longest = std::max({name_length(rest), birthday_length(rest),
                                  all_digits_after(rest, phone_start, phone_digits),
                                  all_digits_after(rest, "%2B999", phone_digits)});
  const bool within = at > 0 && is_digit(text[at - 1]);
  if (!within) longest = std::max(longest, number_length(rest));
  for (const Form& form : forms) longest = std::max(longest, length_of(form, rest));
  return at + longest;
}

}  // namespace crosswalk::sim
