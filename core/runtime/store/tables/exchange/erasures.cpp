#include "runtime/store/tables/exchange/erasures.hpp"

#include <cstring>
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

std::optional<std::int64_t> number_in(Statement& statement, const Identity& identity) {
  bind(statement, identity);
  if (!statement.step()) return std::nullopt;
  const std::int64_t ref = statement.integer(0);
  statement.reset();
  return ref;
}

std::vector<std::string> texts_in(Statement& statement) {
  std::vector<std::string> texts;
  while (statement.step()) texts.emplace_back(statement.text(0));
  return texts;
}

KeptErasure kept_in(Statement& row) {
  KeptErasure kept{.ref = row.integer(0),
                   .name = std::string(row.text(1)),
                   .requested = from_ms(row.integer(2)),
                   .by_identity = row.integer(3) != 0};
  if (row.is_null(4)) return kept;
  kept.standing = row.integer(4) < 0 ? ErasureStanding::nobody : ErasureStanding::confirmed;
  return kept;
}

}  // namespace

Erasures::Erasures(Database& database)
    : find_(database,
            "SELECT ref, name, requested, by_identity, confirmed FROM erasure "
            "WHERE name=?1"),
      by_ref_(database,
              "SELECT ref, name, requested, by_identity, confirmed FROM erasure "
              "WHERE ref=?1"),
      open_(database,
            "INSERT INTO erasure(name, requested, by_identity) VALUES(?1, ?2, ?3) RETURNING ref"),
      reopen_(database,
              "UPDATE erasure SET confirmed=NULL, by_identity=max(by_identity, ?2) WHERE ref=?1"),
      close_(database,
             "UPDATE erasure SET confirmed=iif(EXISTS(SELECT 1 FROM erasing WHERE "
             "erasing.erasure=erasure.ref), ?2, -1) WHERE name=?1 AND confirmed IS NULL"),
      uncover_(database,
               "DELETE FROM erasing WHERE erasure=(SELECT ref FROM erasure WHERE name=?1)"),
      still_open_(database,
                  "SELECT ref, name, requested, by_identity, confirmed FROM erasure "
                  "WHERE confirmed IS NULL ORDER BY ref"),
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
      any_case_of_(database,
                   "SELECT ref FROM erasure WHERE "
                   "ref=(SELECT erasure FROM suppressed WHERE kind=?1 AND digest=?2)"),
      any_(database, "SELECT 1 FROM suppressed LIMIT 1"),
      release_(database, "INSERT INTO released(candidate) VALUES(?1) ON CONFLICT DO NOTHING"),
      unrelease_(database, "DELETE FROM released WHERE candidate=?1"),
      released_(database, "SELECT 1 FROM released WHERE candidate=?1"),
      count_(database,
             "SELECT count(*), count(nullif(confirmed, -1)), "
             "count(*) FILTER(WHERE confirmed=-1) FROM erasure"),
      kept_back_(database,
                 "SELECT id FROM entity INDEXED BY entity_kept_back "
                 "WHERE kind=1 AND reason='erased_before' ORDER BY id LIMIT ?1"),
      all_suppressed_(database, "SELECT kind, digest, erasure FROM suppressed"),
      all_erased_(database, "SELECT id FROM entity WHERE kind=1 AND erased=1"),
      all_kept_back_(database, "SELECT id FROM entity WHERE kind=1 AND erased=2"),
      all_released_(database, "SELECT candidate FROM released") {}

std::optional<KeptErasure> Erasures::find(std::string_view name) {
  find_.bind(1, name);
  if (!find_.step()) return std::nullopt;
  KeptErasure found = kept_in(find_);
  find_.reset();
  return found;
}

std::optional<KeptErasure> Erasures::find(std::int64_t ref) {
  by_ref_.bind(1, ref);
  if (!by_ref_.step()) return std::nullopt;
  KeptErasure found = kept_in(by_ref_);
  by_ref_.reset();
  return found;
}

std::int64_t Erasures::open(std::string_view name, Instant at, bool by_identity) {
  open_.bind(1, name).bind(2, to_ms(at)).bind(3, by_identity ? 1 : 0);
  const std::int64_t ref = open_.step() ? open_.integer(0) : 0;
  open_.run();
  return ref;
}

void Erasures::reopen(std::int64_t erasure, bool by_identity) {
  reopen_.bind(1, erasure).bind(2, by_identity ? 1 : 0).run();
}

void Erasures::close(std::string_view name, Instant at) {
  close_.bind(1, name).bind(2, to_ms(at)).run();
  uncover_.bind(1, name).run();
}

std::vector<KeptErasure> Erasures::still_open() {
  std::vector<KeptErasure> cases;
  while (still_open_.step()) cases.push_back(kept_in(still_open_));
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
  return number_in(case_of_, identity);
}

std::optional<std::int64_t> Erasures::case_of(const Identity& identity) {
  return number_in(any_case_of_, identity);
}

bool Erasures::any_suppressed() { return answers(any_); }

void Erasures::release(const std::string& candidate) { release_.bind(1, candidate).run(); }

void Erasures::unrelease(const std::string& candidate) { unrelease_.bind(1, candidate).run(); }

bool Erasures::released(const std::string& candidate) {
  released_.bind(1, candidate);
  return answers(released_);
}

std::vector<std::pair<Identity, std::int64_t>> Erasures::all_suppressed() {
  std::vector<std::pair<Identity, std::int64_t>> all;
  while (all_suppressed_.step()) {
    Identity identity{static_cast<IdentityKind>(all_suppressed_.integer(0)), {}};
    const std::string_view digest = all_suppressed_.bytes(1);
    if (digest.size() != identity.digest.size()) continue;
    std::memcpy(identity.digest.data(), digest.data(), digest.size());
    all.emplace_back(identity, all_suppressed_.integer(2));
  }
  return all;
}

std::vector<std::string> Erasures::all_erased() { return texts_in(all_erased_); }

std::vector<std::string> Erasures::all_kept_back() { return texts_in(all_kept_back_); }

std::vector<std::string> Erasures::all_released() { return texts_in(all_released_); }

void Erasures::count(ExchangeCounts& counts) {
  if (!count_.step()) return;
  counts.erasures_requested = static_cast<std::uint64_t>(count_.integer(0));
  counts.erasures_confirmed = static_cast<std::uint64_t>(count_.integer(1));
  counts.erasures_of_nobody = static_cast<std::uint64_t>(count_.integer(2));
  count_.reset();
  kept_back_.bind(1, static_cast<std::int64_t>(kept_back_max));
  while (kept_back_.step()) counts.erased_before.emplace_back(kept_back_.text(0));
}

}  // namespace crosswalk::store
