#pragma once

/// \file
/// Which entities belong to which parent, read from the parent's side.

#include <string>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Links {
 public:
  explicit Links(Database& database);

  /// Replaces the links of a child that had `before` by those to `parents`.
  void set(const RecordKey& child, const std::vector<RecordKey>& parents,
           const std::vector<RecordKey>& before);

  /// The same of those under which LinkedIn has, or may have, a child that hangs on others now.
  void set_former(const RecordKey& child, const std::vector<RecordKey>& former,
                  const std::vector<RecordKey>& before);

  /// The children of a parent, in key order.
  std::vector<RecordKey> children(const RecordKey& parent);

  /// Those that LinkedIn has, or may have, under it and that hang on others now.
  std::vector<RecordKey> left_under(const RecordKey& parent);

  /// Whether any of both is, or may be, at LinkedIn.
  bool holds_back(const RecordKey& parent);

 private:
  std::vector<RecordKey> keys_of(const RecordKey& parent, bool former);

  Statement add_, drop_, children_, holds_back_;
};

}  // namespace crosswalk::store
