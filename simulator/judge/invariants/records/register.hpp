#pragma once

/// \file
/// The truth of a world and what LinkedIn holds of it, record by record, kept up to date from the
/// world's diary and the ledger's journal. What it finds once quiet is what judge() finds by
/// comparing everything; beside that it sees, at every look, what must not happen even for a
/// moment.

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/members.hpp"
#include "judge/invariants/records/reading.hpp"
#include "judge/invariants/records/slot.hpp"
#include "judge/invariants/requests/refusals.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim::judging {

/// Something that is not as it must be, in the words of a disagreement.
struct Finding {
  std::string_view invariant;  ///< "I1"
  Disagreement what;
};

class Register {
 public:
  /// Reads what changed since the last look. The breaches are those of this very moment.
  std::vector<Breach> read(const Look& look, const Refusals& refusals);

  /// What is wrong now that nothing is under way. Of a record that the client was not told of, or
  /// that LinkedIn would not take, it is excused: counted there.
  std::vector<Finding> settle(const Look& look, const Reading& reading, const Refusals& refusals,
                              Excused* excused = nullptr);

  /// Whether it was told already, at the moment the record was written.
  bool told_apart(EntityKind kind, const std::string& key) const {
    return told_apart_.contains({kind, key});
  }

  const Members& members() const { return members_; }

  /// Another policy holds from now on.
  void begin_again(Instant now);

 private:
  using Key = std::pair<EntityKind, std::string>;

  // Reading, in this order.
  void start(const Look& look);
  void collect(const Look& look);
  void decide(const Look& look);
  void decide_one(const Look& look, Subject subject);
  void move(const Look& look, Subject subject, Slot& slot);
  void note_version(Subject subject, Slot& slot);
  void follow(const Look& look, const JournalEntry& entry, std::vector<Breach>& breaches);
  void follow_stray(const Look& look, const JournalEntry& entry, std::vector<Breach>& breaches);
  void follow_put(const Look& look, const JournalEntry& entry, Subject subject,
                  std::vector<Breach>& breaches);
  void check_return(const JournalEntry& entry, Subject subject, const Slot& slot,
                    std::vector<Breach>& breaches) const;
  void check_version(const JournalEntry& entry, Slot& slot, std::vector<Breach>& breaches) const;
  void check_invented(const JournalEntry& entry, Subject subject, const Slot& slot,
                      std::vector<Breach>& breaches);
  void mark(Subject subject, const Cause& cause);
  void note_refused(const Refusals& refusals);
  void pend(Subject subject);
  void pend_children(Subject subject);

  // Comparing.
  struct Bench;  ///< What is compared with, and where findings go.
  void compare(const Bench& bench, Subject subject);
  void compare_own(const Bench& bench, Subject subject, const Slot& slot);
  void compare_child(const Bench& bench, Subject subject, const Slot& slot);
  void compare_seen(const Bench& bench, Subject application, const Slot& slot);
  void each_seen(const Ledger& ledger, Id application,
                 const std::function<void(const std::string&, const Entity&)>& use) const;
  void compare_erased(const Bench& bench, EntityKind kind, const std::string& key, Instant since);
  void compare_stray(const Bench& bench, const Key& stray);
  void differs(const Bench& bench, Subject subject, const std::string& key);
  bool withdrawn(const Bench& bench, const Job& job, const std::string& key) const;
  bool lost_something(Subject subject) const;
  bool excused(const Bench& bench, Subject subject) const;
  bool fits(Subject parent) const;

  // Looking up.
  Slot& slot(Subject subject);
  const Slot& slot(Subject subject) const;
  Standing standing_of(Subject subject) const;
  bool seen_apart(EntityKind kind) const;  ///< Stages of a vendor that tells no history.
  Id person_of(EntityKind kind, std::string_view key) const;
  const Candidate* person_of(Subject subject) const;
  std::optional<Instant> deleted_at(Subject subject) const;
  bool steady(Subject subject) const;

  const World* world_ = nullptr;
  TenantPolicy policy_;
  std::optional<Truth> truth_;
  std::array<std::vector<Slot>, sorts> slots_;
  Touched touched_;
  Members members_;
  std::vector<Subject> dirty_, pending_;
  std::map<Id, std::set<std::string>> seen_;  ///< Keys of stages that are seen_apart().
  std::map<Key, Cause> strays_;               ///< Written under a key that no record has now.
  std::set<Key> told_apart_;                  ///< Found at the moment they were written.
  std::size_t followed_ = 0;                  ///< Entries of the journal.
  std::size_t refusals_ = 0;                  ///< Of those that were told.
  std::optional<Instant> begun_again_;        ///< To be done at the next look.
  bool another_policy_ = false;
  bool starting_ = false;
};

}  // namespace crosswalk::sim::judging
