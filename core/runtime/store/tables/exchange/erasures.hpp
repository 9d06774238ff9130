#pragma once

/// \file
/// Who was erased, so that nobody comes back: cases, the records each of them covers, and keyed
/// digests of whom the tenant must not take back unasked. These rows are never pruned by age.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

/// A case that is not closed.
struct OpenErasure {
  std::int64_t ref = 0;
  std::string name;
  Instant requested{};
  bool by_identity = false;
};

class Erasures {
 public:
  explicit Erasures(Database& database);

  /// The number of a case that is there.
  std::optional<std::int64_t> find(std::string_view name);
  /// Opens a case and answers its number; there must be none of that name. `by_identity`: it asks
  /// for whoever carries an address or is a member, not for records by their ids alone.
  std::int64_t open(std::string_view name, Instant at, bool by_identity);
  /// Closes it unless it is closed or unknown; what it covered is forgotten.
  void close(std::string_view name, Instant at);
  /// Oldest first.
  std::vector<OpenErasure> still_open();

  /// What a case covers. Kept until it is closed; the records remember by themselves.
  void cover(std::int64_t erasure, const RecordKey& key);
  std::vector<RecordKey> covered(std::int64_t erasure);
  /// Open cases that cover it.
  std::vector<std::int64_t> open_cases_over(const RecordKey& key);

  /// An identity that must not come back, by which case; the last one counts.
  void suppress(const Identity& identity, std::int64_t erasure);
  bool suppressed(const Identity& identity);
  bool any_suppressed();
  /// The case by which it must not, while that is open.
  std::optional<std::int64_t> open_case_of(const Identity& identity);

  /// A person's word that this candidate is not the one erased, and its taking back.
  void release(const std::string& candidate);
  void unrelease(const std::string& candidate);
  bool released(const std::string& candidate);

  /// Adds how many cases there were, how many of them are closed, and who is kept back for a
  /// likeness.
  void count(ExchangeCounts& counts);

 private:
  Statement find_, open_, close_, uncover_, still_open_, cover_, covered_, over_;
  Statement suppress_, suppressed_, case_of_, any_, release_, unrelease_, released_, count_,
      kept_back_;
};

}  // namespace crosswalk::store
