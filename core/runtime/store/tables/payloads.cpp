#include "runtime/store/tables/payloads.hpp"

#include <utility>

namespace crosswalk::store {
namespace {

std::string place_key(const RecordKey& key) {
  return std::string(1, static_cast<char>(key.kind)) + key.id;
}

std::int64_t number_of(RecordKind kind) { return static_cast<std::int64_t>(kind); }

}  // namespace

Payloads::Payloads(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      put_(database,
           "INSERT INTO payload(kind, id, version, sealed) VALUES(?1, ?2, ?3, ?4) "
           "ON CONFLICT DO UPDATE SET version=excluded.version, sealed=excluded.sealed"),
      drop_(database, "DELETE FROM payload WHERE kind=?1 AND id=?2"),
      has_(database, "SELECT 1 FROM payload WHERE kind=?1 AND id=?2"),
      find_(database, "SELECT version, sealed FROM payload WHERE kind=?1 AND id=?2") {}

void Payloads::put(const RecordKey& key, std::uint32_t version, std::string_view content) {
  const std::string at = place_key(key);
  const std::string sealed = sealer_.seal({"payload", "sealed", version, at}, content);
  put_.bind(1, number_of(key.kind)).bind(2, key.id).bind(3, version);
  put_.bind_bytes(4, sealed).run();
}

void Payloads::drop(const RecordKey& key) {
  drop_.bind(1, number_of(key.kind)).bind(2, key.id).run();
}

bool Payloads::has(const RecordKey& key) {
  has_.bind(1, number_of(key.kind)).bind(2, key.id);
  const bool found = has_.step();
  has_.reset();
  return found;
}

std::optional<Payload> Payloads::find(const RecordKey& key) {
  find_.bind(1, number_of(key.kind)).bind(2, key.id);
  if (!find_.step()) return std::nullopt;
  const std::string at = place_key(key);
  const std::uint32_t version = find_.number(0);
  Result<std::string> content = sealer_.open({"payload", "sealed", version, at}, find_.bytes(1));
  find_.reset();
  if (!content) {
    database_.fail(std::move(content).error());
    return std::nullopt;
  }
  return Payload{version, *std::move(content)};
}

}  // namespace crosswalk::store
