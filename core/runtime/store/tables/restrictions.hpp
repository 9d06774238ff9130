#pragma once

/// \file
/// What each policy under which something was decided kept back. A record carries the number of its
/// policy alone; here it is looked up what that number meant.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/restrictions.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Restrictions {
 public:
  explicit Restrictions(Database& database);

  /// Keeping twice is keeping once. Policies that nothing was decided under any more stay: they are
  /// few and small.
  void keep(std::uint64_t policy, const std::vector<Restriction>& restrictions);

  /// The first `limit` ids of the kind after the id that are, or may be, or wait to be at LinkedIn
  /// and are not on their way out for good. Reads on from the id.
  std::vector<std::string> shared(RecordKind kind, std::string_view after, std::uint32_t limit);

  /// Those of them that were decided under another policy which lacks a choice that this one makes
  /// for the kind. Of a policy that was never kept, none is known.
  std::vector<std::string> undecided(RecordKind kind, std::uint64_t policy, std::string_view after,
                                     std::uint32_t limit);

 private:
  Statement keep_, shared_, undecided_;
};

}  // namespace crosswalk::store
