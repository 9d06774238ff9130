#include "cassette/scrub/sift.hpp"

#include <algorithm>

#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool in_address(char c) {
  const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
  return is_alnum(c) || beyond_ascii ||
         std::string_view("._%+-'").find(c) != std::string_view::npos;
}
bool in_host(char c) { return in_address(c) && c != '%' && c != '+' && c != '\''; }
bool in_phone(char c) {
  return (c >= '0' && c <= '9') || std::string_view("+-()./ ").find(c) != std::string_view::npos;
}
bool in_path(char c) {
  return is_alnum(c) || std::string_view("-_%.~/").find(c) != std::string_view::npos;
}
bool in_token(char c) { return is_alnum(c) || c == '-' || c == '_' || c == '.'; }

std::size_t end_of(std::string_view text, std::size_t at, bool (*within)(char)) {
  while (at < text.size() && within(text[at])) ++at;
  return at;
}

/// What begins at `at` after one of these words and goes on while `within` holds.
std::size_t after_word(std::string_view text, std::size_t at, std::string_view word,
                       bool (*within)(char)) {
  if (!text.substr(at).starts_with(word)) return at;
  const std::size_t begin = at + word.size();
  const std::size_t end = end_of(text, begin, within);
  return end == begin ? at : end;
}

struct Found {
  std::size_t end = 0;
  std::string in_its_place;
};

Found member_at(std::string_view text, std::size_t at, StandIns& stand_ins) {
  for (const std::string_view start :
       {"urn:li:person:", "urn:li:member:", "urn%3Ali%3Aperson%3A", "urn%3Ali%3Amember%3A"}) {
    const std::size_t end = after_word(text, at, start, is_alnum);
    const std::size_t whole = end_of(text, end, in_token);
    if (end == at) continue;
    const std::string_view who = text.substr(at + start.size(), whole - at - start.size());
    return {whole, std::string(start) + stand_ins.member(who)};
  }
  return {at, {}};
}

Found profile_at(std::string_view text, std::size_t at, StandIns& stand_ins) {
  const std::size_t end = after_word(text, at, "linkedin.com/", in_path);
  if (end == at) return {at, {}};
  return {end, stand_ins.profile(text.substr(at, end - at))};
}

Found token_at(std::string_view text, std::size_t at, StandIns& stand_ins) {
  constexpr std::size_t shortest = 24;
  const std::size_t end = after_word(text, at, "eyJ", in_token);
  const std::string_view token = text.substr(at, end - at);
  if (token.size() < shortest || std::ranges::count(token, '.') < 1) return {at, {}};
  return {end, stand_ins.secret(token)};
}

Found phone_at(std::string_view text, std::size_t at, StandIns& stand_ins) {
  const bool begins = in_phone(text[at]) && text[at] != ' ';
  const char before = at == 0 ? ' ' : text[at - 1];
  const bool within = before != ' ' && before != '(' && in_phone(before);
  if (!begins || within || is_alnum(before)) return {at, {}};
  std::size_t end = end_of(text, at, in_phone);
  while (end > at && text[end - 1] == ' ') --end;
  const bool letters_follow = end < text.size() && is_alnum(text[end]);
  if (letters_follow || !is_phone(text.substr(at, end - at))) return {at, {}};
  return {end, stand_ins.phone(text.substr(at, end - at))};
}

/// An e-mail address ends what has been written so far: its first part is taken back.
std::size_t email_begin(std::string_view made) {
  std::size_t begin = made.size();
  while (begin > 0 && in_address(made[begin - 1])) --begin;
  return begin;
}

}  // namespace

std::string sifted(std::string_view text, StandIns& stand_ins) {
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t end = stand_in_end(text, at); end > at) {
      made += text.substr(at, end - at);
      at = end;
      continue;
    }
    if (text[at] == '@') {
      const std::size_t begin = email_begin(made);
      const std::size_t end = end_of(text, at + 1, in_host);
      const std::string address = made.substr(begin) + std::string(text.substr(at, end - at));
      if (is_email(address)) {
        made.replace(begin, std::string::npos, stand_ins.email(address));
        at = end;
        continue;
      }
    }
    Found found{at, {}};
    for (const auto look : {member_at, profile_at, token_at, phone_at}) {
      if (found.end == at) found = look(text, at, stand_ins);
    }
    if (found.end > at) {
      made += found.in_its_place;
      at = found.end;
    } else {
      made += text[at++];
    }
  }
  return made;
}

std::string without_long_numbers(std::string_view text, StandIns& stand_ins) {
  constexpr std::size_t long_digits = 9;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  std::string made;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = stand_in_end(text, at);
    if (end == at && digit(text[at])) {
      end = end_of(text, at, digit);
      const std::string_view run = text.substr(at, end - at);
      made += run.size() < long_digits ? std::string(run) : stand_ins.number(run);
    } else {
      end = std::max(end, at + 1);
      made += text.substr(at, end - at);
    }
    at = end;
  }
  return made;
}

}  // namespace crosswalk::sim
