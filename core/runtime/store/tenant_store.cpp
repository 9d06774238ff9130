#include "runtime/store/tenant_store.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>

#include "base/text/counted.hpp"
#include "runtime/store/erasure_journal.hpp"
#include "runtime/store/put_back.hpp"
#include "runtime/store/schema.hpp"
#include "runtime/store/store_file.hpp"
#include "runtime/store/verbs/verbs.hpp"

namespace crosswalk {
namespace {

using store::Database;
using store::SealedPlace;
using store::Sealer;
using store::Statement;
using store::Tables;

// Sealed when the store is made, opened each time: a wrong key is found before anything else.
constexpr std::string_view proof_text = "crosswalk tenant store";
constexpr SealedPlace proof_place{"owner", "proof", 0, ""};

StoreAnswer answer(Tables& tables, const StoreVerb& verb) {
  using namespace store;
  struct Visitor {
    Tables& tables;
    StoreAnswer operator()(const Open& verb) { return open_flow(tables, verb); }
    StoreAnswer operator()(const LookUp& verb) { return look_up(tables, verb); }
    StoreAnswer operator()(const CommitPage& verb) { return commit_page(tables, verb); }
    StoreAnswer operator()(const TakeRereads& verb) { return take_rereads(tables, verb); }
    StoreAnswer operator()(const TakeReady& verb) { return take_ready(tables, verb); }
    StoreAnswer operator()(const TakeWithdrawals& verb) { return take_withdrawals(tables, verb); }
    StoreAnswer operator()(const TakeTasks& verb) { return take_tasks(tables, verb); }
    StoreAnswer operator()(const CommitOutcomes& verb) { return commit_outcomes(tables, verb); }
    StoreAnswer operator()(const FindAbsent& verb) { return find_absent(tables, verb); }
    StoreAnswer operator()(const Mark& verb) { return mark(tables, verb); }
    StoreAnswer operator()(const Forget& verb) { return forget_all(tables, verb); }
    StoreAnswer operator()(const SaveLookup& verb) { return save_lookup(tables, verb); }
    StoreAnswer operator()(const Unpark&) { return unpark(tables); }
    StoreAnswer operator()(const NextDue& verb) { return next_due(tables, verb); }
    StoreAnswer operator()(const KeepAlarms& verb) { return keep_alarms(tables, verb); }
    StoreAnswer operator()(const Tally&) { return count_all(tables); }
    StoreAnswer operator()(const TakeChildren& verb) { return take_children(tables, verb); }
    StoreAnswer operator()(const FindParents& verb) { return find_parents(tables, verb); }
    StoreAnswer operator()(const AskRereads& verb) { return ask_rereads(tables, verb); }
    StoreAnswer operator()(const Resend& verb) { return resend(tables, verb); }
    StoreAnswer operator()(const KeepNotice& verb) { return keep_notice(tables, verb); }
    StoreAnswer operator()(const TakeNotices& verb) { return take_notices(tables, verb); }
    StoreAnswer operator()(const AdvanceNotice& verb) { return advance_notice(tables, verb); }
    StoreAnswer operator()(const SettleNotice& verb) { return settle_notice(tables, verb); }
    StoreAnswer operator()(const FindPerson& verb) { return find_person(tables, verb); }
    StoreAnswer operator()(const LinkPerson& verb) { return link_person(tables, verb); }
    StoreAnswer operator()(const FindApplications& verb) { return find_applications(tables, verb); }
    StoreAnswer operator()(const Suppress& verb) { return suppress(tables, verb); }
    StoreAnswer operator()(const TakeErasures& verb) { return take_erasures(tables, verb); }
    StoreAnswer operator()(const CloseErasure& verb) { return close_erasure(tables, verb); }
    StoreAnswer operator()(const ReleasePerson& verb) { return release_person(tables, verb); }
    StoreAnswer operator()(const KeepOnboarding& verb) { return keep_onboarding(tables, verb); }
    StoreAnswer operator()(const ReadOnboarding&) { return tables.onboarding.get(); }
    StoreAnswer operator()(const TakeAccess& verb) { return take_access(tables, verb); }
    StoreAnswer operator()(const CommitAccess& verb) { return commit_access(tables, verb); }
    StoreAnswer operator()(const FindChildren& verb) { return find_children(tables, verb); }
    StoreAnswer operator()(const MergePerson& verb) { return merge_person(tables, verb); }
    StoreAnswer operator()(const WithdrawUndecided& verb) {
      return withdraw_undecided(tables, verb);
    }
  };
  return std::visit(Visitor{tables}, verb);
}

bool erased_something(const StoreAnswer& answer) {
  if (std::holds_alternative<Suppressed>(answer)) return true;
  if (std::holds_alternative<PersonMerged>(answer)) return true;
  if (const auto* forgotten = std::get_if<Forgotten>(&answer)) return forgotten->count > 0;
  const OutcomesCommitted* outcomes = std::get_if<OutcomesCommitted>(&answer);
  return outcomes && std::ranges::any_of(outcomes->erased, [](auto count) { return count > 0; });
}

class TenantStore final : public Store {
 public:
  explicit TenantStore(const StoreOptions& options)
      : path_(options.path),
        tenant_(options.tenant),
        journal_path_(options.journal),
        sealer_(options.tenant, options.seal_key, options.seal_key_id) {}

  // What was acknowledged is deleted, and leaves the file with the log.
  ~TenantStore() override {
    if (!database_) return;
    vacuum();
    (void)database_->checkpoint();
  }

  Result<Done> open();
  const StoreNews& news() const { return news_; }
  Result<StoreAnswer> carry_out(const StoreVerb& verb) override;

 private:
  Result<Done> prove_owner();
  Result<Done> remember();
  void tell_older(std::size_t put_back);
  void write_down();
  void vacuum();

  std::string path_;
  std::string tenant_;
  std::string journal_path_;
  std::optional<store::ErasureJournal> journal_;
  StoreNews news_;
  bool erased_ = false;  // Since the log was last emptied.
  Sealer sealer_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Tables> tables_;
};

Result<Done> TenantStore::open() {
  tables_.reset();
  database_.reset();
  if (path_ != store_in_memory) {
    Result<std::string> file = store::prepare_file(path_);
    if (!file) return std::move(file).error();
    path_ = *std::move(file);
  }
  Result<std::unique_ptr<Database>> database =
      Database::open(path_, store::tenant_store_application);
  if (!database) return std::move(database).error();
  if (Result<Done> ready = store::migrate(**database, path_); !ready) return ready;
  database_ = *std::move(database);
  Result<Done> owned = prove_owner();
  if (owned) {
    tables_ = std::make_unique<Tables>(*database_, sealer_);
    owned = database_->outcome();
  }
  if (owned && !journal_path_.empty()) owned = remember();
  if (!owned) {
    tables_.reset();
    database_.reset();
  }
  return owned;
}

// Before anything is asked of the store, it and its journal say the same.
Result<Done> TenantStore::remember() {
  if (!journal_) {
    auto journal = store::ErasureJournal::open(journal_path_, tenant_);
    if (!journal) return std::move(journal).error();
    journal_.emplace(*std::move(journal));
  }
  database_->begin();
  const std::size_t put_back = store::put_back(*tables_, journal_->remembered());
  if (put_back != 0) tell_older(put_back);
  tables_->decided.clear();
  tables_->census.write();
  if (Result<Done> done = database_->end(); !done) return done;
  erased_ |= put_back != 0;
  database_->begin();
  const auto lacking = store::not_remembered(*tables_, journal_->remembered(), journal_->fresh());
  if (Result<Done> done = database_->end(); !done) return done;
  return lacking.empty() ? Result<Done>(Done{}) : journal_->append(lacking);
}

// Kept as well, for a command that comes before the next round.
void TenantStore::tell_older(std::size_t put_back) {
  news_.put_back += put_back;
  std::vector<std::string> alarms = tables_->alarms.all();
  if (!news_.alarm.empty()) std::erase(alarms, news_.alarm);
  news_.alarm =
      "the state is older than its journal of erasures: " + counted(news_.put_back, "decision") +
      " about erasures put back; read everything again with crosswalk sync --full";
  alarms.push_back(news_.alarm);
  tables_->alarms.put(alarms);
}

// On the disk first: a store that is lost after the answer must not take the word with it.
void TenantStore::write_down() {
  const auto decided = std::exchange(tables_->decided, {});
  if (!journal_ || decided.empty() || database_->failed()) return;
  if (Result<Done> written = journal_->append(decided); !written) {
    database_->fail(std::move(written).error());
  }
}

Result<Done> TenantStore::prove_owner() {
  std::string proof;
  Statement read(*database_, "SELECT proof FROM owner");
  if (read.step()) proof = read.bytes(0);
  read.reset();
  if (Result<Done> done = database_->outcome(); !done) return done;
  if (proof.empty()) {
    proof = sealer_.seal(proof_place, proof_text);
    Statement write(*database_, "INSERT INTO owner(id, last_mark, proof) VALUES(1, 0, ?1)");
    write.bind_bytes(1, proof).run();
    return database_->outcome();
  }
  if (sealer_.open(proof_place, proof)) return Done{};
  return Error{ErrorCode::refused,
               "the store was sealed for another tenant or by another root key; give the key it "
               "was made with, or remove it to read everything again",
               path_};
}

Result<StoreAnswer> TenantStore::carry_out(const StoreVerb& verb) {
  if (!database_ || database_->lost()) {
    if (path_ == store_in_memory) {
      return Error{ErrorCode::internal, "the store in memory is damaged", path_};
    }
    if (Result<Done> opened = open(); !opened) return std::move(opened).error();
  }
  database_->begin();
  StoreAnswer answered = answer(*tables_, verb);
  tables_->census.write();
  write_down();
  if (Result<Done> done = database_->end(); !done) {
    tables_->census.forget();
    return std::move(done).error();
  }
  erased_ |= erased_something(answered);
  if (erased_) {
    vacuum();
    // The commit stands whatever comes of this; the log is then emptied after the next verb.
    erased_ = !database_->checkpoint().has_value();
  }
  return answered;
}

void TenantStore::vacuum() {
  // A bound on how long one verb may take: four MiB of free pages.
  database_->execute("PRAGMA incremental_vacuum(1024)");
  (void)database_->outcome();
}

}  // namespace

Result<std::unique_ptr<Store>> open_tenant_store(const StoreOptions& options, StoreNews* news) {
  auto opened = std::make_unique<TenantStore>(options);
  if (Result<Done> done = opened->open(); !done) return std::move(done).error();
  if (news != nullptr) *news = opened->news();
  return std::unique_ptr<Store>(std::move(opened));
}

}  // namespace crosswalk
