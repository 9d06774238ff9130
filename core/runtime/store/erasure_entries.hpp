#pragma once

/// \file
/// What a tenant's erasures have come to, as entries of a journal that outlives a restored store,
/// and as what all entries together say. One line an entry, each with a check of its own, in plain
/// ASCII; nothing in it but names of cases, the vendor's ids and keyed digests. Pure.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "privacy/identity.hpp"

namespace crosswalk::store {

inline constexpr std::size_t journal_line_bytes_max = 64U << 10;
inline constexpr std::size_t entry_identities_max = 1'000;  ///< More take another entry.

/// One decision.
struct ErasureEntry {
  enum class What : std::uint8_t {
    erased,    ///< By the case: the candidate, if one is named, and the identities.
    released,  ///< A person's word that this candidate may be shared.
    kept_back  ///< The vendor merged somebody erased into this candidate.
  };
  What what = What::erased;
  std::string candidate;  ///< The vendor's id; with `erased` it may be empty.
  std::string erasure;    ///< Of `erased` alone, as are the next three: the case, or empty.
  Instant at{};           ///< When the case was opened.
  bool by_identity = false;
  std::vector<Identity> identities{};

  friend bool operator==(const ErasureEntry&, const ErasureEntry&) = default;
};

/// The first line of a tenant's journal, with its line end.
std::string journal_head(std::string_view tenant);

/// A line of it, with its line end.
std::string write_entry(const ErasureEntry& entry);

/// Reads one without its line end. `invalid_input` when a byte of it is not as it was written.
Result<ErasureEntry> parse_entry(std::string_view line);

/// What the entries so far say together; the last one about a candidate or identity counts.
struct Remembered {
  struct Case {
    Instant at{};
    bool by_identity = false;
  };
  std::map<std::string, Case> cases;
  std::map<std::string, std::string> erased;   ///< By which case, by candidate.
  std::map<Identity, std::string> suppressed;  ///< By which case.
  std::set<std::string> released, kept_back;

  void take(const ErasureEntry& entry);
};

}  // namespace crosswalk::store
