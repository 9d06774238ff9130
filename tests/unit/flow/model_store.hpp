#pragma once

// The store's contract as a model of maps: slow, plain, and written from store_port.hpp alone.
// The flow is tested over it, and the SQLite store is compared with it.

#include <map>
#include <set>
#include <string>

#include "flow/store_port.hpp"

namespace crosswalk {

class ModelStore : public Store {
 public:
  struct Entity {
    EntityRow row;
    std::vector<RecordKey> parents;
    std::string payload;
    std::uint32_t mark = 0;
    std::uint32_t sent_mark = 0;
    std::uint32_t attempts = 0;
    Instant retry_at{};
    std::string task;
    Instant recent{};
    bool erased = false;
    bool took_erased = false;
    bool resend = false;
    std::vector<RecordKey> former{};  // Where LinkedIn has it, other than under its parents.
    bool exposed = false;
    bool maybe_exposed = false;
    bool closing = false;
    Seen seen = Seen::unknown;  // Once its task is done.

    const RecordKey& place() const { return (former.empty() ? parents : former).front(); }
  };
  static bool gone(EntityState state) {
    return state == EntityState::withheld || state == EntityState::withdrawing ||
           state == EntityState::withdrawn;
  }

  struct KeptNotice {
    Notice notice;
    std::string id;
    Instant retry_at{};
    bool waits = true;
    NoticeEnd end = NoticeEnd::done;
    std::string reason;
  };
  struct Erasure {
    std::string name;
    Instant requested{};
    ErasureStanding standing = ErasureStanding::open;
    std::set<RecordKey> covered;
  };
  struct Seeing {
    enum class There { no, maybe, yes };
    bool wanted = false;
    There there = There::no;
    std::uint32_t attempts = 0;
    Instant retry_at{};
  };
  struct Link {
    std::string urn;
    Identity member;
  };

  Result<StoreAnswer> carry_out(const StoreVerb& verb) override;

  std::map<RecordKey, Entity> entities;
  std::map<std::string, Cursor> cursors;
  std::map<std::string, StoredLookup> lookups;
  std::set<RecordKey> rereads;
  std::vector<std::string> alarms;
  std::vector<KeptNotice> notices;
  std::map<std::string, std::set<Identity>> identities;
  std::map<std::string, Link> links;
  std::vector<Erasure> erasures;
  std::map<Identity, std::string> suppressed;  // By which case; the last one counts.
  DayUse used;
  std::set<std::string> released;
  Onboarding onboarding;
  std::map<std::pair<std::string, RecordDigest>, Seeing> access;  // By job and member.
  std::map<RecordDigest, std::string> urns;
  std::map<std::uint64_t, std::set<Restriction>> restrictions;  // By policy.
  std::uint64_t verbs = 0;

 private:
  StoreAnswer answer(const Open& verb);
  StoreAnswer answer(const LookUp& verb);
  StoreAnswer answer(const CommitPage& verb);
  StoreAnswer answer(const TakeRereads& verb);
  StoreAnswer answer(const TakeReady& verb);
  StoreAnswer answer(const TakeWithdrawals& verb);
  StoreAnswer answer(const TakeTasks& verb);
  StoreAnswer answer(const CommitOutcomes& verb);
  StoreAnswer answer(const FindAbsent& verb);
  StoreAnswer answer(const Mark& verb);
  StoreAnswer answer(const Forget& verb);
  StoreAnswer answer(const SaveLookup& verb);
  StoreAnswer answer(const Unpark&);
  StoreAnswer answer(const NextDue& verb);
  StoreAnswer answer(const KeepAlarms& verb);
  StoreAnswer answer(const Tally&);
  StoreAnswer answer(const TakeChildren& verb);
  StoreAnswer answer(const FindParents& verb);
  StoreAnswer answer(const AskRereads& verb);
  StoreAnswer answer(const Resend& verb);
  StoreAnswer answer(const KeepNotice& verb);
  StoreAnswer answer(const TakeNotices& verb);
  StoreAnswer answer(const AdvanceNotice& verb);
  StoreAnswer answer(const SettleNotice& verb);
  StoreAnswer answer(const FindPerson& verb);
  StoreAnswer answer(const LinkPerson& verb);
  StoreAnswer answer(const FindApplications& verb);
  StoreAnswer answer(const Suppress& verb);
  StoreAnswer answer(const TakeErasures& verb);
  StoreAnswer answer(const CloseErasure& verb);
  StoreAnswer answer(const ReleasePerson& verb);
  StoreAnswer answer(const KeepOnboarding& verb);
  StoreAnswer answer(const ReadOnboarding&);
  StoreAnswer answer(const TakeAccess& verb);
  StoreAnswer answer(const CommitAccess& verb);
  StoreAnswer answer(const FindChildren& verb);
  StoreAnswer answer(const MergePerson& verb);
  StoreAnswer answer(const WithdrawUndecided& verb);

  void set_access(const std::string& job, const RecordDigest& member, bool wanted);
  void forget_access();
  bool configure_access(const std::vector<AccessMember>& members);
  void want_access(const JobViewers& viewers);
  bool may_see(const std::string& job, const RecordDigest& member, bool wanted) const;
  void conclude(Entity& entity, const EntityOutcome& outcome, OutcomesCommitted& done,
                std::uint32_t mark);
  void doubt(const std::string& object);
  bool is_shared(const Entity& entity) const;
  void take_back(const RecordKey& key, const std::string& reason);
  void withdraw_below(const RecordKey& parent);
  void close_below(const RecordKey& parent);
  void reopen_below(const RecordKey& parent);
  void cover(const RecordKey& key, const std::set<Identity>& carried);
  void cover_below(const RecordKey& key, const std::set<std::string>& cases);
  std::set<std::string> cases_over(const RecordKey& key) const;
  bool stays_away(const RecordKey& person) const;
  void send_away(const RecordKey& key, const std::string& reason, EntityState idle);
  void take_erased_in(const RecordKey& gone, Entity& stays);
  void follow_erased(const std::string& gone, const std::string& into);
  PersonMerged carry_link(const std::string& gone, const std::string& into);
  void review_children(const RecordKey& parent);
  void move(Entity& entity, const Entity& known);
  void come_back(Entity& entity);
  void leave_behind();
  std::set<Identity> carried(const EntityWrite& write) const;
  bool erased_before(const EntityWrite& write) const;
  bool under_erased(const std::vector<RecordKey>& parents) const;
  bool waits_for_reread(const RecordKey& key) const;
  void ask_applications(const RecordKey& parent);
  bool resend_job(const std::string& id);
  std::set<std::string> carriers(const Identity& identity) const;
  void erase(const RecordKey& key, Erasure& erasure);
  Suppressed look_through(const Erasure& erasure, std::vector<RecordKey>* gone) const;
  Erasure* asked_before(const Suppress& verb);
  std::uint64_t batches(RecordKind kind) const;
  void count_exchange(ExchangeCounts& counts) const;
  bool has_children_at_linkedin(const RecordKey& key) const;
  template <class Stands, class May>
  Work take(RecordKind kind, const std::string& after, std::uint32_t limit, Instant now,
            Stands stands, May may);
};

}  // namespace crosswalk
