#pragma once

/// \file
/// Puts stand-ins in place of whoever is named in what crossed a wire: "PERSON-1", "EMAIL-3", the
/// same for the same value wherever it stands. Bodies are read as they came, cut or malformed, and
/// what cannot be read is rather replaced than shown. They are learned first, so that a name which
/// one of them gives in a member of its own is also found in the free text of another.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "report/standins/fields.hpp"

namespace crosswalk::sim {

/// How a body is to be written.
struct BodyForm {
  std::string_view endpoint;  ///< Tells what the outermost records are; may be empty.
  bool indented = false;      ///< Each member of a JSON text on a line of its own.
  bool cut = false;           ///< The end is missing: half a word there is dropped.
};

class NumberedStandIns {
 public:
  /// Remembers whoever a body names.
  void learn(std::string_view body, std::string_view endpoint);

  /// A body without anybody in it: JSON by its members, forms by their names, multipart by both.
  std::string in_body(std::string_view body, const BodyForm& form);

  /// A sentence, a target or a header line without anybody in it.
  std::string in_words(std::string_view text);

  /// What stands for a value; numbers are given in the order in which they are first asked for.
  std::string stand_in(std::string_view value, Personal kind);

  /// How many values of each kind have been replaced so far.
  const std::map<Personal, std::uint32_t>& shown() const { return numbers_; }

 private:
  struct Known {
    Personal kind = Personal::person;
    std::uint32_t number = 0;  ///< 0: not shown yet.
  };
  /// A value that is looked for in free text, from its first letter or digit on.
  struct Phrase {
    std::string looks;
    std::string value;
  };
  class Learner;
  class Writer;

  void remember(std::string_view value, Personal kind);
  void remember_phrase(std::string_view value, std::string_view whole);
  std::string rewrite(std::string_view text, const BodyForm& form, int depth);
  std::string in_plain(std::string_view text, std::string_view root);
  std::string in_free_text(std::string_view text);
  std::string in_run(std::string_view run);
  std::string in_names(std::string_view text);

  std::unordered_map<std::string, Known> known_;
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;  ///< By first word.
  std::map<Personal, std::uint32_t> numbers_;
};

}  // namespace crosswalk::sim
