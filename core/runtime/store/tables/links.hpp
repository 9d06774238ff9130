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

  /// The children of a parent, in key order.
  std::vector<RecordKey> children(const RecordKey& parent);

  /// Whether any child of the parent is, or may be, at LinkedIn.
  bool holds_back(const RecordKey& parent);

 private:
  Statement add_, drop_, children_, holds_back_;
};

}  // namespace crosswalk::store
