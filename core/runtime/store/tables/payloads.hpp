#pragma once

/// \file
/// What waits to be sent, sealed, apart from the rows that stay. A payload is gone once
/// LinkedIn has it; only a job keeps its last one, because closing a posting sends it whole.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

/// A payload, readable.
struct Payload {
  std::uint32_t version = 0;  ///< Of the entity it was written for.
  std::string content;        ///< As encode_record() wrote it.
};

class Payloads {
 public:
  /// Borrows both for its life.
  Payloads(Database& database, Sealer& sealer);

  /// Seals and keeps it, in place of what was there. The version is part of the seal, so that
  /// an older payload put back does not open as the newer one.
  void put(const RecordKey& key, std::uint32_t version, std::string_view content);

  /// Deletes it if there; its bytes are overwritten (secure_delete).
  void drop(const RecordKey& key);

  /// Whether one waits, without opening it.
  bool has(const RecordKey& key);

  /// Unseals; one that does not open fails the transaction as `refused`.
  std::optional<Payload> find(const RecordKey& key);

 private:
  Database& database_;
  Sealer& sealer_;
  Statement put_, drop_, has_, find_;
};

}  // namespace crosswalk::store
