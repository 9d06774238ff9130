#pragma once

/// \file
/// One thing LinkedIn was told about, and what was counted on the way: the entries of the ledger.
/// An entity's content is its canonical JSON text: members in the order of the schema and under
/// their v2 names, strings escaped one way only, and a member that is null or was omitted is not
/// there. Which generation of the API brought it cannot be seen from it.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"

namespace crosswalk::sim {

enum class EntityKind {
  // clang-format off
  job, candidate, application, candidate_note, application_note, feedback, stage
  // clang-format on
};
inline constexpr std::size_t entity_kinds = 7;

/// "job", "candidate", ...; the words of reports.
std::string_view name_of(EntityKind kind);

/// Finds by a borrowed text without making a string.
struct TextHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

/// One thing LinkedIn was told about, whether it still holds it or not.
struct Entity {
  std::string content;          ///< Canonical JSON; empty when nothing is held.
  std::string member;           ///< manualMatchedMember, kept beside the content.
  Instant changed_at{};         ///< When the content last became different.
  std::uint32_t writes = 0;     ///< Accepted.
  std::uint32_t created = 0;    ///< Of those, how many found nothing held.
  std::uint32_t unchanged = 0;  ///< Of those, how many brought what was already held.
  std::uint32_t refused = 0;    ///< Writes refused for their content.
  std::uint32_t deletes = 0;
  bool held = false;
  bool was_listed = false;  ///< Jobs: LISTED at least once.
};

/// The parts of an entity's key in the ledger; `parent` is empty for what hangs on nothing.
struct KeyText {
  std::string_view parent;
  std::string_view id;
};

/// Takes "parent\nid", or "id", apart.
inline KeyText parts_of(std::string_view key) {
  const std::size_t line = key.find('\n');
  if (line == std::string_view::npos) return {{}, key};
  return {key.substr(0, line), key.substr(line + 1)};
}

/// What the entities of a shelf count together, kept up with every write.
struct Sums {
  std::uint64_t held = 0;
  std::uint64_t created = 0;
  std::uint64_t writes = 0;
  std::uint64_t unchanged = 0;
  std::uint64_t refused = 0;
  std::uint64_t deletes = 0;

  friend bool operator==(const Sums&, const Sums&) = default;
};

/// Everything of one kind and one organization. The key of a child is "parent\nid".
struct Shelf {
  Sums sums;
  std::unordered_map<std::string, Entity, TextHash, std::equal_to<>> entities;
  std::unordered_map<std::string, std::vector<std::string>, TextHash, std::equal_to<>> children;
};

/// What one resource was asked.
struct Tally {
  std::uint64_t requests = 0;       ///< All that reached the resource, refused ones included.
  std::uint64_t records = 0;        ///< Entities in accepted requests.
  std::uint64_t largest_batch = 0;  ///< Entities in one request, refused ones included.
  std::uint64_t unchanged = 0;      ///< Writes of what was already held.
  std::uint64_t quota_breaches = 0;
  std::map<int, std::uint64_t> refusals;         ///< Whole requests, by status.
  std::map<int, std::uint64_t> entity_refusals;  ///< Entities inside a 200, by status.
};

/// A write refused for its content: the field, never its value.
struct RefusedWrite {
  EntityKind kind = EntityKind::job;
  std::string id;
  std::string field;
};

/// What the application of one customer did, apart from all others'. Of one that reaches every
/// organization the requests stand under "".
struct Conduct {
  std::map<std::string, Tally, std::less<>> tallies;  ///< By resource.
  std::vector<RefusedWrite> refused;                  ///< The first 1,000, in order.
  std::uint64_t refused_count = 0;
  std::map<std::string, std::uint64_t, std::less<>> unknown;  ///< As Ledger::unknown().
  std::uint64_t writes_before_enabled = 0;
  std::uint64_t cascaded = 0;
  std::uint64_t orphaned = 0;
};

}  // namespace crosswalk::sim
