#pragma once

/// \file
/// Who was erased, so that nobody comes back: cases, the records each of them covers, and keyed
/// digests of whom the tenant must not take back unasked. These rows are never pruned by age.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

/// A case.
struct KeptErasure {
  std::int64_t ref = 0;
  std::string name;
  Instant requested{};
  bool by_identity = false;
  ErasureStanding standing = ErasureStanding::open;
};

class Erasures {
 public:
  explicit Erasures(Database& database);

  std::optional<KeptErasure> find(std::string_view name);
  std::optional<KeptErasure> find(std::int64_t ref);
  /// Opens a case and answers its number; there must be none of that name. `by_identity`: it asks
  /// for whoever carries an address or is a member, not for records by their ids alone.
  std::int64_t open(std::string_view name, Instant at, bool by_identity);
  void reopen(std::int64_t erasure, bool by_identity);
  /// Closes it unless it is closed or unknown, as about nobody when it covers nothing; what it
  /// covered is forgotten.
  void close(std::string_view name, Instant at);
  /// Oldest first.
  std::vector<KeptErasure> still_open();

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
  std::optional<std::int64_t> case_of(const Identity& identity);  ///< The same, closed or not.

  /// A person's word that this candidate is not the one erased, and its taking back.
  void release(const std::string& candidate);
  void unrelease(const std::string& candidate);
  bool released(const std::string& candidate);

  /// Everything there is, for the journal: what is suppressed and by which case; candidates that
  /// were erased, that have taken in somebody erased, that were released. The middle two read all
  /// candidates once.
  std::vector<std::pair<Identity, std::int64_t>> all_suppressed();
  std::vector<std::string> all_erased();
  std::vector<std::string> all_kept_back();
  std::vector<std::string> all_released();

  /// Adds how many cases there were, how many of them are closed, and who is kept back for a
  /// likeness.
  void count(ExchangeCounts& counts);

 private:
  Statement find_, by_ref_, open_, reopen_, close_, uncover_, still_open_, cover_, covered_, over_;
  Statement suppress_, suppressed_, case_of_, any_case_of_, any_, release_, unrelease_, released_,
      count_, kept_back_, all_suppressed_, all_erased_, all_kept_back_, all_released_;
};

}  // namespace crosswalk::store
