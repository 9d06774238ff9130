#pragma once

/// \file
/// Whether LinkedIn holds what it should: the truth of a world and a tenant's policy say which
/// entities must be there and what each field must read; the ledger says what is. The rules are
/// the judge's own (truth.hpp), written from the contracts of both sides; none comes from the
/// product. A verdict names kinds, ids and fields, never a value. It is meant for a quiet moment,
/// when everything the vendor holds has been read and nothing waits to be sent.
///
/// Three findings are no disagreement, because the product may not act on them alone: a job that
/// must not be shown is CLOSED (LinkedIn deletes none); a record that lost a required field since
/// the world began keeps the version sent before; notes, stages and feedback are not compared,
/// only that what they hang on is held.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "judge/policy.hpp"
#include "linkedin/ledger.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// One entity that is not as it should be.
struct Disagreement {
  EntityKind kind = EntityKind::job;
  std::string id;
  /// "missing", "extra", "differs", "stale", "of_a_deleted_person", "refused".
  std::string_view what;
  std::vector<std::string> fields;  ///< Names only; for "differs", "stale" and "refused".
};

/// What was compared, of one kind.
struct Comparison {
  std::uint64_t expected = 0;  ///< Must be held.
  std::uint64_t held = 0;
  std::uint64_t equal = 0;
  std::uint64_t differing = 0;
  std::uint64_t missing = 0;
  std::uint64_t extra = 0;
  std::uint64_t withheld = 0;    ///< Must not be held, by policy or its parent's.
  std::uint64_t incomplete = 0;  ///< Lacks a required field, or its parent does.
};

struct Verdict {
  static constexpr std::size_t disagreements_max = 20;

  std::array<Comparison, entity_kinds> kinds;
  std::uint64_t of_deleted_persons = 0;  ///< Entities held for somebody deleted or anonymised.
  std::uint64_t refused_writes = 0;      ///< For their content, by LinkedIn.
  std::uint64_t quota_breaches = 0;
  std::uint64_t oversized_batches = 0;  ///< Resources that were sent more than 100 at once.
  std::uint64_t unknown_fields = 0;     ///< Accepted, but not in LinkedIn's contract.
  std::uint64_t unchanged_writes = 0;   ///< Told for interest; a retry is no disagreement.
  std::vector<Disagreement> first;      ///< The first 20.

  /// Same entities, equal fields, and every invariant kept.
  bool agrees() const;
};

/// Compares one tenant's ledger with the truth. 200,000 candidates take about half a second.
Verdict judge(const World& world, const Ledger& ledger, const TenantPolicy& policy);

/// {"agrees":bool,"objects":{"candidate":{..}},"invariants":{..},"disagreements":[..]}
Json to_json(const Verdict& verdict);

}  // namespace crosswalk::sim
