#include "runtime/store/tables/rereads.hpp"

namespace crosswalk::store {

Rereads::Rereads(Database& database)
    : ask_(database, "INSERT INTO reread(kind, id) VALUES(?1, ?2) ON CONFLICT DO NOTHING"),
      settle_(database, "DELETE FROM reread WHERE kind=?1 AND id=?2"),
      waiting_(database, "SELECT id FROM reread WHERE kind=?1 AND id>?2 ORDER BY id LIMIT ?3"),
      any_(database, "SELECT 1 FROM reread LIMIT 1") {}

void Rereads::ask(const RecordKey& key) {
  ask_.bind(1, static_cast<std::int64_t>(key.kind)).bind(2, key.id).run();
}

void Rereads::settle(const RecordKey& key) {
  settle_.bind(1, static_cast<std::int64_t>(key.kind)).bind(2, key.id).run();
}

std::vector<std::string> Rereads::waiting(RecordKind kind, std::string_view after,
                                          std::uint32_t limit) {
  std::vector<std::string> ids;
  waiting_.bind(1, static_cast<std::int64_t>(kind)).bind(2, after).bind(3, limit);
  while (waiting_.step()) ids.emplace_back(waiting_.text(0));
  return ids;
}

bool Rereads::any() {
  const bool found = any_.step();
  any_.reset();
  return found;
}

}  // namespace crosswalk::store
