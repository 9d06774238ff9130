#pragma once

/// \file
/// What this LinkedIn has accepted, refused and forgotten, entity by entity. The judge compares
/// it with the truth, so it is kept by the peer itself and never derived from what the product
/// reports. An entity's content is its canonical JSON text: members in the order of the schema,
/// strings escaped one way only, and a member that is null or was omitted is not there. A PUT
/// replaces the text as a whole, which is how an omitted field becomes null.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.hpp"
#include "base/text/json.hpp"

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
  std::uint32_t unchanged = 0;  ///< Of those, how many brought what was already held.
  std::uint32_t refused = 0;    ///< Writes refused for their content.
  std::uint32_t deletes = 0;
  bool held = false;
  bool was_listed = false;  ///< Jobs: LISTED at least once.
};

/// Everything of one kind and one organization. The key of a child is "parent\nid".
struct Shelf {
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

/// Not synchronised: belongs to one LinkedIn, which is asked by one thread at a time.
class Ledger {
 public:
  /// The entity, held or not; null when LinkedIn never heard of it.
  const Entity* find(EntityKind kind, std::string_view organization, std::string_view id) const;
  /// Null when nothing of the kind was ever written for the organization.
  const Shelf* shelf(EntityKind kind, std::string_view organization) const;
  std::vector<std::string> organizations() const;  ///< Every one written for, sorted.
  std::uint64_t held(EntityKind kind, std::string_view organization) const;

  const std::map<std::string, Tally, std::less<>>& tallies() const { return tallies_; }
  /// The first 1,000 writes refused for their content, in order.
  const std::vector<RefusedWrite>& refused() const { return refused_; }
  std::uint64_t refused_count() const { return refused_count_; }
  /// Fields of accepted writes that the schema does not know, as "kind.field", with counts.
  const std::map<std::string, std::uint64_t, std::less<>>& unknown() const { return unknown_; }

  /// Counts by kind and resource, no content: what `/_sim/ledger` shows.
  Json summary() const;

  /// Called by LinkedIn only. put() returns whether the content differs from what was held.
  bool put(EntityKind kind, std::string_view organization, std::string_view id, std::string content,
           Instant now);
  /// Forgets the content; children go too. False when nothing was held.
  bool erase(EntityKind kind, std::string_view organization, std::string_view id);
  void refuse(EntityKind kind, std::string_view organization, std::string_view id,
              std::string_view field);
  void note_unknown(EntityKind kind, std::string_view field);
  Tally& tally(std::string_view resource);
  Entity& entity(EntityKind kind, std::string_view organization, std::string_view id);
  /// Notes that `child`, of `kind`, hangs on `parent` and goes when it goes.
  void hang(EntityKind kind, std::string_view organization, std::string_view parent,
            std::string_view child);

 private:
  std::map<std::string, std::array<Shelf, entity_kinds>, std::less<>> shelves_;
  std::map<std::string, Tally, std::less<>> tallies_;
  std::map<std::string, std::uint64_t, std::less<>> unknown_;
  std::vector<RefusedWrite> refused_;
  std::uint64_t refused_count_ = 0;
};

}  // namespace crosswalk::sim
