#pragma once

/// \file
/// What this LinkedIn has accepted, refused and forgotten, entity by entity. The judge compares
/// it with the truth, so it is kept by the peer itself and never derived from what the product
/// reports. A PUT replaces an entity's text as a whole, which is how an omitted field becomes
/// null; deleting an entity deletes what hangs on it.

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "linkedin/entity.hpp"
#include "linkedin/journal.hpp"

namespace crosswalk::sim {

/// Not synchronised: belongs to one LinkedIn, which is asked by one thread at a time.
class Ledger {
 public:
  /// The entity, held or not; null when LinkedIn never heard of it.
  const Entity* find(EntityKind kind, std::string_view organization, std::string_view id) const;
  /// Null when nothing of the kind was ever written for the organization.
  const Shelf* shelf(EntityKind kind, std::string_view organization) const;
  std::vector<std::string> organizations() const;  ///< Every one written for, sorted.
  std::uint64_t held(EntityKind kind, std::string_view organization) const;
  /// How often an entity of the kind came into being; again after a deletion counts again.
  std::uint64_t created(EntityKind kind, std::string_view organization) const;

  /// Calls `f(KeyText, const Entity&)` for each entity that is held, in no order. The views live
  /// until the next request.
  template <class F>
  void for_each(EntityKind kind, std::string_view organization, F f) const {
    const Shelf* const all = shelf(kind, organization);
    if (all == nullptr) return;
    for (const auto& [key, entity] : all->entities) {
      if (entity.held) f(parts_of(key), entity);
    }
  }

  const std::map<std::string, Tally, std::less<>>& tallies() const { return tallies_; }
  /// The first 1,000 writes refused for their content, in order.
  const std::vector<RefusedWrite>& refused() const { return refused_; }
  std::uint64_t refused_count() const { return refused_count_; }
  /// Fields of accepted writes that the schema does not know, as "kind.field", with counts.
  const std::map<std::string, std::uint64_t, std::less<>>& unknown() const { return unknown_; }
  /// Writes of records by an application none of whose integrations was enabled.
  std::uint64_t writes_before_enabled() const { return writes_before_enabled_; }

  /// Notes, feedback and stages that were still held when what they hang on was deleted, and went
  /// along; applications that stayed behind when their candidate was. Whoever deletes what hangs
  /// on something first leaves both at 0.
  std::uint64_t cascaded() const { return cascaded_; }
  std::uint64_t orphaned() const { return orphaned_; }

  /// The same of one organization alone; empty for one that was never heard of.
  const Conduct& conduct(std::string_view organization) const;

  /// What was accepted for the organization while a journal was kept, in order. It only grows.
  const std::vector<JournalEntry>& journal(std::string_view organization) const;
  bool keeps_journal() const { return keeps_journal_; }

  /// Counts by kind and resource, no content: what `/_sim/ledger` shows. Takes the same time
  /// however much is held, so it may be asked every few milliseconds.
  Json summary() const;

  /// Called by LinkedIn only. put() returns whether the content differs from what was held; of a
  /// job it is told when that was asked for.
  bool put(EntityKind kind, std::string_view organization, std::string_view id, std::string content,
           Instant now, Instant asked = {});
  /// Forgets the content; children go too. False when nothing was held.
  bool erase(EntityKind kind, std::string_view organization, std::string_view id, Instant now);
  /// Matches a candidate with a member by hand; an empty one takes the match back.
  void link(std::string_view organization, std::string_view id, std::string member, Instant now);
  /// Somebody asked for the job; its task is still to be carried out.
  void note_asked(std::string_view organization, std::string_view job, Instant now);
  void keep_journal(bool on) { keeps_journal_ = on; }
  void refuse(EntityKind kind, std::string_view organization, std::string_view id,
              std::string_view field);
  void note_unknown(EntityKind kind, std::string_view organization, std::string_view field);
  void note_too_early(std::string_view organization);
  Tally& tally(std::string_view resource);
  Conduct& conduct_of(std::string_view organization);
  Entity& entity(EntityKind kind, std::string_view organization, std::string_view id);
  /// Notes that `child`, of `kind`, hangs on `parent` and goes when it goes; an application does
  /// not go, it is left behind.
  void hang(EntityKind kind, std::string_view organization, std::string_view parent,
            std::string_view child);

 private:
  void note_orphans(std::string_view organization, Shelf& applications, std::string_view candidate);
  Shelf& shelf_of(EntityKind kind, std::string_view organization);
  /// Null unless a journal is kept.
  JournalEntry* write_down(JournalEntry::Deed deed, EntityKind kind, std::string_view organization,
                           std::string_view key, Instant now);
  bool too_early(EntityKind kind, std::string_view organization, std::string_view key,
                 std::string_view content) const;
  std::map<std::string, std::array<Shelf, entity_kinds>, std::less<>> shelves_;
  std::map<std::string, Tally, std::less<>> tallies_;
  std::map<std::string, std::uint64_t, std::less<>> unknown_;
  std::map<std::string, Conduct, std::less<>> conducts_;
  std::vector<RefusedWrite> refused_;
  std::uint64_t refused_count_ = 0;
  std::uint64_t writes_before_enabled_ = 0;
  std::uint64_t cascaded_ = 0;
  std::uint64_t orphaned_ = 0;
  bool keeps_journal_ = false;
  std::set<std::string, std::less<>> asked_;  ///< Jobs; while a journal is kept.
  std::map<std::string, std::vector<JournalEntry>, std::less<>> journals_;
};

}  // namespace crosswalk::sim
