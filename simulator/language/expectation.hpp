#pragma once

/// \file
/// What must hold, at the end of a scenario or at one of its steps. Everything is looked up at the
/// peers or in what they were sent; the product is asked only for the words it shows a person.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk::sim {

/// A number that must be met; what is not said is not asked.
struct Amount {
  std::optional<std::uint64_t> at_least{}, at_most{};  ///< Both the same: exactly.
  bool holds(std::uint64_t number) const {
    return (!at_least || number >= *at_least) && (!at_most || number <= *at_most);
  }
  friend bool operator==(const Amount&, const Amount&) = default;
};

/// One record at LinkedIn.
struct RecordExpectation {
  std::string kind{};  ///< A word of name_of(EntityKind).
  std::string id{};    ///< Perhaps `$name`; of what hangs on another "PARENT/ID".
  std::optional<bool> held{};
  std::map<std::string, std::string> fields{};  ///< LinkedIn's names, "a.b" for members of members.
  friend bool operator==(const RecordExpectation&, const RecordExpectation&) = default;
};

/// One record at the vendor, in the words of a world's fields.
struct VendorExpectation {
  std::string kind{};  ///< A word of kind_of().
  std::string id{};
  std::optional<bool> there{};
  std::map<std::string, std::string> fields{};
  friend bool operator==(const VendorExpectation&, const VendorExpectation&) = default;
};

/// Where the parts of expectations were written; no part of what they say.
struct Places {
  std::map<std::string, int, std::less<>> lines{};  ///< "agree", "held.candidate", "records.0".
  /// The line of a part, else of the word it belongs to; 0: of neither.
  int of(std::string_view part) const;
  friend bool operator==(const Places&, const Places&) { return true; }
};

struct Expectations {
  std::optional<bool> agree{};                ///< The judge's word; at the end true unless said.
  std::vector<std::string> invariants{};      ///< Only these, "I1".."I12"; empty: all.
  std::vector<std::string> not_invariants{};  ///< Without these, though.
  std::map<std::string, Amount> held{};       ///< By kind, at LinkedIn.
  std::map<std::string, Amount> vendor{};     ///< By kind, at the vendor.
  std::vector<RecordExpectation> linkedin_records{};
  std::vector<VendorExpectation> vendor_records{};
  std::map<std::string, Amount> requests{};  ///< By endpoint pattern, since the run began.
  std::map<std::string, Amount> written{};   ///< By kind: records in writes that LinkedIn accepted.
  std::map<std::string, Amount> fired{};     ///< By rule; at the end every rule at least once.
  std::optional<Amount> virtual_time_s{};    ///< Since the run began.
  std::vector<std::string> told{};           ///< Each is part of something a person was shown.
  std::vector<std::string> not_told{};
  std::string tenant{};  ///< Whose; empty: the only one, or each.
  Places places{};
  friend bool operator==(const Expectations&, const Expectations&) = default;
  bool empty() const { return *this == Expectations{}; }
};

}  // namespace crosswalk::sim
