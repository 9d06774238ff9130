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
  };

  Result<StoreAnswer> carry_out(const StoreVerb& verb) override;

  std::map<RecordKey, Entity> entities;
  std::map<std::string, Cursor> cursors;
  std::map<std::string, StoredLookup> lookups;
  std::set<RecordKey> rereads;
  std::vector<std::string> alarms;
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

  void conclude(Entity& entity, const EntityOutcome& outcome, OutcomesCommitted& done,
                std::uint32_t mark);
  void doubt(const std::string& object);
  void review_children(const RecordKey& parent);
  bool has_children_at_linkedin(const RecordKey& key) const;
  template <class Stands, class May>
  Work take(RecordKind kind, const std::string& after, std::uint32_t limit, Instant now,
            Stands stands, May may);
};

}  // namespace crosswalk
