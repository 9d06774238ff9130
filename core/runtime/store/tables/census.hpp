#pragma once

/// \file
/// How many entities stand where, kept up to date as they move, so that a status line never
/// reads the whole store. Changes gather in memory and are written once a transaction.

#include <cstdint>
#include <string>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Census {
 public:
  explicit Census(Database& database);

  /// Notes that a row came (1) or went (-1).
  void count(const EntityRow& row, int change);

  /// Writes what gathered; part of every writing transaction.
  void write();

  /// Forgets what gathered, because the transaction was taken back.
  void forget();

  /// Everything that is not zero, by kind, state and reason.
  std::vector<Counts::Count> counts();

 private:
  struct Change {
    RecordKind kind;
    EntityState state;
    std::string reason;
    std::int64_t count;
  };

  std::vector<Change> changes_;
  Statement add_, clear_, read_;
};

}  // namespace crosswalk::store
