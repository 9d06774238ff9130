#include "runtime/store/tables/exchange/people.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace crosswalk::store {
namespace {

constexpr std::string_view carriers_sql =
    "SELECT candidate FROM identity INDEXED BY identity_digest WHERE digest=?2 AND kind=?1";

std::string_view view_of(const RecordDigest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace

People::People(Database& database, Sealer& sealer)
    : database_(database),
      sealer_(sealer),
      add_(database,
           "INSERT INTO identity(candidate, kind, digest) VALUES(?1, ?2, ?3) "
           "ON CONFLICT DO NOTHING"),
      drop_(database, "DELETE FROM identity WHERE candidate=?1"),
      identities_(database, "SELECT kind, digest FROM identity WHERE candidate=?1"),
      link_(database,
            "INSERT INTO person(candidate, member, sealed) VALUES(?1, ?2, ?3) "
            "ON CONFLICT DO UPDATE SET member=excluded.member, sealed=excluded.sealed"),
      unlink_(database, "DELETE FROM person WHERE candidate=?1"),
      any_(database, "SELECT 1 FROM person LIMIT 1"),
      member_of_(database, "SELECT sealed FROM person WHERE candidate=?1"),
      linked_(database, "SELECT candidate FROM person INDEXED BY person_member WHERE member=?1"),
      member_(database, "SELECT member FROM person WHERE candidate=?1") {}

void People::identify(const std::string& candidate, const std::vector<Identity>& identities,
                      bool fresh) {
  if (!fresh) drop_.bind(1, candidate).run();
  for (const Identity& identity : identities) {
    add_.bind(1, candidate).bind(2, static_cast<std::int64_t>(identity.kind));
    add_.bind_bytes(3, view_of(identity.digest)).run();
  }
}

std::vector<Identity> People::identities(const std::string& candidate) {
  std::vector<Identity> found;
  identities_.bind(1, candidate);
  while (identities_.step()) {
    Identity& identity = found.emplace_back();
    identity.kind = static_cast<IdentityKind>(identities_.integer(0));
    const std::string_view digest = identities_.bytes(1);
    if (digest.size() != identity.digest.size()) continue;
    std::memcpy(identity.digest.data(), digest.data(), digest.size());
  }
  return found;
}

// See the third step of the schema for why the index is made here.
std::vector<std::string> People::carriers(const Identity& identity) {
  database_.execute("CREATE INDEX IF NOT EXISTS identity_digest ON identity(digest, kind)");
  std::vector<std::string> candidates;
  Statement carriers(database_, carriers_sql);
  carriers.bind(1, static_cast<std::int64_t>(identity.kind));
  carriers.bind_bytes(2, view_of(identity.digest));
  while (carriers.step()) candidates.emplace_back(carriers.text(0));
  if (identity.kind == IdentityKind::member) {
    linked_.bind_bytes(1, view_of(identity.digest));
    while (linked_.step()) candidates.emplace_back(linked_.text(0));
  }
  std::ranges::sort(candidates);
  const auto repeats = std::ranges::unique(candidates);
  candidates.erase(repeats.begin(), repeats.end());
  return candidates;
}

void People::link(const std::string& candidate, std::string_view urn, const Identity& member) {
  const std::string sealed = sealer_.seal({"person", "sealed", 0, candidate}, urn);
  link_.bind(1, candidate).bind_bytes(2, view_of(member.digest)).bind_bytes(3, sealed).run();
}

void People::unlink(const std::string& candidate) { unlink_.bind(1, candidate).run(); }

bool People::any_linked() {
  const bool found = any_.step();
  any_.reset();
  return found;
}

std::string People::member_of(const std::string& candidate) {
  member_of_.bind(1, candidate);
  if (!member_of_.step()) return {};
  Result<std::string> urn = sealer_.open({"person", "sealed", 0, candidate}, member_of_.bytes(0));
  member_of_.reset();
  if (urn) return *std::move(urn);
  database_.fail(std::move(urn).error());
  return {};
}

std::optional<Identity> People::linked_member(const std::string& candidate) {
  member_.bind(1, candidate);
  if (!member_.step()) return std::nullopt;
  Identity member{.kind = IdentityKind::member, .digest = {}};
  const std::string_view digest = member_.bytes(0);
  const bool whole = digest.size() == member.digest.size();
  if (whole) std::memcpy(member.digest.data(), digest.data(), digest.size());
  member_.reset();
  return whole ? std::optional(member) : std::nullopt;
}

void People::forget(const std::string& candidate) {
  drop_.bind(1, candidate).run();
  unlink(candidate);
}

}  // namespace crosswalk::store
