#include "runtime/store/tables/exchange/erasures.hpp"

#include <utility>

namespace crosswalk::store {
namespace {

void bind(Statement& statement, const Identity& identity) {
  statement.bind(1, static_cast<std::int64_t>(identity.kind));
  statement.bind_bytes(
      2, {reinterpret_cast<const char*>(identity.digest.data()), identity.digest.size()});
}

bool answers(Statement& statement) {
  const bool found = statement.step();
  statement.reset();
  return found;
}

}  // namespace

Erasures::Erasures(Database& database)
    : find_(database, "SELECT ref FROM erasure WHERE name=?1"),
      open_(database,
            "INSERT INTO erasure(name, requested, by_identity) VALUES(?1, ?2, ?3) RETURNING ref"),
      close_(database, "UPDATE erasure SET confirmed=?2 WHERE name=?1 AND confirmed IS NULL"),
      uncover_(database,
               "DELETE FROM erasing WHERE erasure=(SELECT ref FROM erasure WHERE name=?1)"),
      still_open_(database,
                  "SELECT ref, name, requested, by_identity FROM erasure WHERE confirmed IS NULL "
                  "ORDER BY ref"),
      cover_(database,
             "INSERT INTO erasing(erasure, kind, id) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"),
      covered_(database, "SELECT kind, id FROM erasing WHERE erasure=?1 ORDER BY kind, id"),
      over_(database,
            "SELECT erasing.erasure FROM erasure CROSS JOIN erasing ON erasing.erasure=erasure.ref "
            "AND erasing.kind=?1 AND erasing.id=?2 WHERE erasure.confirmed IS NULL"),
      suppress_(database,
                "INSERT INTO suppressed(kind, digest, erasure) VALUES(?1, ?2, ?3) "
                "ON CONFLICT DO UPDATE SET erasure=excluded.erasure"),
      suppressed_(database, "SELECT 1 FROM suppressed WHERE kind=?1 AND digest=?2"),
      case_of_(database,
               "SELECT ref FROM erasure WHERE confirmed IS NULL AND "
               "ref=(SELECT erasure FROM suppressed WHERE kind=?1 AND digest=?2)"),
      any_(database, "SELECT 1 FROM suppressed LIMIT 1"),
      release_(database, "INSERT INTO released(candidate) VALUES(?1) ON CONFLICT DO NOTHING"),
      unrelease_(database, "DELETE FROM released WHERE candidate=?1"),
      released_(database, "SELECT 1 FROM released WHERE candidate=?1"),
      count_(database, "SELECT count(*), count(confirmed) FROM erasure"),
      kept_back_(database,
                 "SELECT id FROM entity INDEXED BY entity_kept_back "
                 "WHERE kind=1 AND reason='erased_before' ORDER BY id LIMIT ?1") {}

std::optional<std::int64_t> Erasures::find(std::string_view name) {
  find_.bind(1, name);
  if (!find_.step()) return std::nullopt;
  const std::int64_t ref = find_.integer(0);
  find_.reset();
  return ref;
}

std::int64_t Erasures::open(std::string_view name, Instant at, bool by_identity) {
  open_.bind(1, name).bind(2, to_ms(at)).bind(3, by_identity ? 1 : 0);
  const std::int64_t ref = open_.step() ? open_.integer(0) : 0;
  open_.run();
  return ref;
}

void Erasures::close(std::string_view name, Instant at) {
  close_.bind(1, name).bind(2, to_ms(at)).run();
  uncover_.bind(1, name).run();
}

std::vector<OpenErasure> Erasures::still_open() {
  std::vector<OpenErasure> cases;
  while (still_open_.step()) {
    cases.push_back({still_open_.integer(0), std::string(still_open_.text(1)),
                     from_ms(still_open_.integer(2)), still_open_.integer(3) != 0});
  }
  return cases;
}

void Erasures::cover(std::int64_t erasure, const RecordKey& key) {
  cover_.bind(1, erasure).bind(2, static_cast<std::int64_t>(key.kind)).bind(3, key.id).run();
}

std::vector<RecordKey> Erasures::covered(std::int64_t erasure) {
  std::vector<RecordKey> keys;
  covered_.bind(1, erasure);
  while (covered_.step()) {
    keys.push_back({static_cast<RecordKind>(covered_.integer(0)), std::string(covered_.text(1))});
  }
  return keys;
}

std::vector<std::int64_t> Erasures::open_cases_over(const RecordKey& key) {
  std::vector<std::int64_t> cases;
  over_.bind(1, static_cast<std::int64_t>(key.kind)).bind(2, key.id);
  while (over_.step()) cases.push_back(over_.integer(0));
  return cases;
}

void Erasures::suppress(const Identity& identity, std::int64_t erasure) {
  bind(suppress_, identity);
  suppress_.bind(3, erasure).run();
}

bool Erasures::suppressed(const Identity& identity) {
  bind(suppressed_, identity);
  return answers(suppressed_);
}

std::optional<std::int64_t> Erasures::open_case_of(const Identity& identity) {
  bind(case_of_, identity);
  if (!case_of_.step()) return std::nullopt;
  const std::int64_t ref = case_of_.integer(0);
  case_of_.reset();
  return ref;
}

bool Erasures::any_suppressed() { return answers(any_); }

void Erasures::release(const std::string& candidate) { release_.bind(1, candidate).run(); }

void Erasures::unrelease(const std::string& candidate) { unrelease_.bind(1, candidate).run(); }

bool Erasures::released(const std::string& candidate) {
  released_.bind(1, candidate);
  return answers(released_);
}

void Erasures::count(ExchangeCounts& counts) {
  if (!count_.step()) return;
  counts.erasures_requested = static_cast<std::uint64_t>(count_.integer(0));
  counts.erasures_confirmed = static_cast<std::uint64_t>(count_.integer(1));
  count_.reset();
  kept_back_.bind(1, static_cast<std::int64_t>(kept_back_max));
  while (kept_back_.step()) counts.erased_before.emplace_back(kept_back_.text(0));
}

}  // namespace crosswalk::store
