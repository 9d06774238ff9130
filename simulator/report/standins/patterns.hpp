#pragma once

/// \file
/// What tells by its looks alone who somebody is, without a name before it: addresses of mail,
/// telephone numbers, addresses at LinkedIn, tokens. Written by hand, since each text of a report
/// passes here and a library's regular expressions take a hundred times as long.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "report/standins/fields.hpp"

namespace crosswalk::sim {

/// Letters and digits of any script, as far as words are concerned.
bool is_word_char(char c);

/// How many bytes at the beginning of `text` are one word; typographic quotes and dashes end it.
std::size_t word_size(std::string_view text);

/// How many bytes at the beginning are a typographic quote or dash, or a blank that keeps a line.
std::size_t sign_size(std::string_view text);

/// A piece of a text that is personal.
struct Found {
  std::size_t begin = 0, size = 0;
  Personal kind = Personal::email;
};

/// The first one in a run without white space: a mail address, a member's URN, a profile at
/// LinkedIn, a signed token.
std::optional<Found> find_personal(std::string_view run);

/// How much of the beginning of `text` is a telephone number, in one of the ways people type it;
/// 0: it is none.
std::size_t phone_size(std::string_view text);

/// How much of the beginning of `text` are the credentials of an Authorization header, after its
/// scheme and a blank: "Bearer abc1". The scheme's part comes back in `scheme`; 0: none.
std::size_t credentials_size(std::string_view text, std::size_t& scheme);

/// Undoes percent-encoding as far as it is one, and '+' when `form`.
std::string percent_decoded(std::string_view text, bool form);

}  // namespace crosswalk::sim
