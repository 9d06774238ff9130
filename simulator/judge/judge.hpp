#pragma once

/// \file
/// Whether LinkedIn holds what it should: the truth of a world and a tenant's policy say which
/// entities must be there and what each field must read; the ledger says what is. The rules are
/// the judge's own (truth.hpp), written from the contracts of both sides; none is computed by the
/// product, and where both sides had to choose, truth.hpp names the choice. A verdict names kinds,
/// ids and fields, never a value. It is meant for a quiet moment, when everything the vendor holds
/// has been read and nothing waits to be sent.
///
/// Two findings are no disagreement, because the product may not act on them alone: a job that
/// must not be shown is CLOSED (LinkedIn deletes none); a record that lost a required field since
/// the world began keeps the version sent before, and what hangs on it stays with it.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "judge/exports.hpp"
#include "judge/policy.hpp"
#include "linkedin/ledger.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// One entity that is not as it should be.
struct Disagreement {
  EntityKind kind = EntityKind::job;
  std::string id;  ///< Of what hangs on another "PARENT\nID".
  /// "missing", "extra", "differs", "stale", "of_a_deleted_person", "refused",
  /// "exported_twice", "lost_export", "not_ordered", "miswritten", "wrong_member",
  /// "wrong_access", "erased_and_held", "erased_and_back",
  /// "erased_and_exported".
  std::string_view what;
  /// Names only, of what differs, is stale, refused, miswritten; "export 2" of the second ordered.
  std::vector<std::string> fields;
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
  Orders orders;                         ///< Of exports.
  std::uint64_t lost_exports = 0;        ///< Orders that nothing came of.
  std::uint64_t not_ordered = 0;         ///< Candidates and applications that nobody ordered.
  std::uint64_t doubled_exports = 0;     ///< Of either, that were created once before.
  std::uint64_t miswritten = 0;          ///< Candidates who are not as they were ordered.
  std::uint64_t wrong_members = 0;       ///< Linked to somebody else than was exported, or nobody.
  std::uint64_t wrong_access = 0;        ///< Jobs that others see than their team.
  std::uint64_t broken_erasures = 0;     ///< Of those who were erased and are there, or were again.
  std::uint64_t cascaded = 0;            ///< Taken along by a deletion, not deleted before.
  std::uint64_t orphaned = 0;            ///< Applications left behind by one.
  std::uint64_t early_writes = 0;        ///< Before LinkedIn said that the integration is enabled.
  std::uint64_t refused_writes = 0;      ///< For their content, by LinkedIn.
  std::uint64_t quota_breaches = 0;
  std::uint64_t oversized_batches = 0;  ///< Resources that were sent more than 100 at once.
  std::uint64_t unknown_fields = 0;     ///< Accepted, but not in LinkedIn's contract.
  std::uint64_t unchanged_writes = 0;   ///< Told for interest; a retry is no disagreement.
  std::vector<Disagreement> first;      ///< The first 20.

  /// Same entities, equal fields, and every invariant kept.
  bool agrees() const;
};

/// Whoever asked the product to be forgotten, and since when that is promised. Whatever is true at
/// the vendor, LinkedIn must hold nothing of them and be told nothing of them any more: a record
/// that came back after that moment breaks the promise even when it is gone again.
struct Erased {
  std::map<Id, Instant> candidates;
  /// By URN: the candidates that stand for them, and nobody may come by an export of them again.
  std::map<std::string, Instant, std::less<>> members;
};

/// Whether a person sees a job, or the indicator of an application, by its id.
using Sight = std::function<bool(EntityKind kind, const std::string& id, const std::string& who)>;

/// Compares one tenant's ledger with the truth. 200,000 candidates take about a second. Without
/// `sees` nobody looks at who sees what.
Verdict judge(const World& world, const Ledger& ledger, const TenantPolicy& policy,
              const Exports& exports = {}, const Erased& erased = {}, const Sight& sees = {});

/// {"agrees":bool,"objects":{"candidate":{..}},"invariants":{..},"disagreements":[..]}
Json to_json(const Verdict& verdict);

}  // namespace crosswalk::sim
