#pragma once

/// \file
/// What stands in a cassette where something personal or secret was. The same value has the same
/// stand-in in the whole cassette, so that joins and paging go on working; without the salt nobody
/// can find the value by guessing. Each can be told from real content by its shape alone, which is
/// how two cassettes of different salts are compared.

#include <memory>
#include <string>
#include <string_view>

#include "base/text/digest.hpp"

namespace crosswalk::sim {

class StandIns {
 public:
  /// `salt` is random, 16 bytes or more, and thrown away after the run.
  explicit StandIns(std::string_view salt);

  /// Tells cassettes of the same salt, and nothing else.
  std::string salt_name();

  std::string email(std::string_view value);       ///< p-HEX@example.com, whatever its case.
  std::string name(std::string_view value);        ///< Word by word: "Zybakodumitelofa".
  std::string phone(std::string_view value);       ///< +999 and ten digits; nobody has 999.
  std::string url(std::string_view value);         ///< https://u-HEX.example.com/
  std::string profile(std::string_view value);     ///< linkedin.com/in/p-HEX, its scheme kept.
  std::string member(std::string_view value);      ///< p-HEX: the last part of a person's URN.
  std::string secret(std::string_view value);      ///< secret-HEX
  std::string cursor(std::string_view value);      ///< cursor-HEX
  std::string identifier(std::string_view value);  ///< id-HEX
  std::string birthday(std::string_view value);    ///< A date of 1900.
  std::string number(std::string_view value);      ///< 999 and twelve digits, for any number.
  /// "[text-HEX]" and filler up to the length of `value`, since limits hang on lengths; within
  /// <p></p> where there was markup.
  std::string text(std::string_view value);

 private:
  std::string hex(std::string_view use, std::string_view value, std::size_t digits);
  std::string digits(std::string_view value, std::size_t many);
  Sha256 bytes(std::string_view use, std::string_view value);

  HmacSha256 keyed_;
};

/// The end of a stand-in of any kind that begins at `at`, percent-encoded ones too; `at` itself
/// where none does.
std::size_t stand_in_end(std::string_view text, std::size_t at);

}  // namespace crosswalk::sim
