#pragma once

/// \file
/// What the store's tests share: a temporary directory, invented records, and short words for
/// the verbs.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/tenant_store.hpp"

namespace crosswalk {

/// A directory of the test's own, gone with it.
class TemporaryDirectory {
 public:
  TemporaryDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "crosswalk-XXXXXX").string();
    EXPECT_NE(mkdtemp(name.data()), nullptr);
    path_ = name;
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string path() const { return path_; }
  std::string file(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

inline SealKey key_of(std::uint8_t fill) {
  SealKey key;
  key.fill(fill);
  return key;
}

inline StoreOptions options_at(std::string path, std::string tenant = "acme",
                               std::uint8_t fill = 7) {
  return {std::move(path), std::move(tenant), key_of(fill), 1};
}

inline std::unique_ptr<Store> opened(const StoreOptions& options) {
  Result<std::unique_ptr<Store>> store = open_tenant_store(options);
  EXPECT_TRUE(store) << (store ? "" : to_string(store.error()));
  return store ? *std::move(store) : nullptr;
}

inline std::unique_ptr<Store> in_memory() { return opened(options_at(store_in_memory)); }

inline RecordKey job(std::string id) { return {RecordKind::job, std::move(id)}; }
inline RecordKey person(std::string id) { return {RecordKind::candidate, std::move(id)}; }
inline RecordKey application(std::string id) { return {RecordKind::application, std::move(id)}; }

inline RecordKey stage(std::string id) { return {RecordKind::stage, std::move(id)}; }
inline RecordKey note(std::string id) { return {RecordKind::candidate_note, std::move(id)}; }

/// An identity of the kind, told from others by a number.
inline Identity identity(IdentityKind kind, std::uint8_t number) {
  Identity made{.kind = kind, .digest = {}};
  made.digest.fill(number);
  return made;
}
inline Identity member(std::uint8_t number) { return identity(IdentityKind::member, number); }
inline Identity email(std::uint8_t number) { return identity(IdentityKind::email, number); }
inline Identity named(std::uint8_t number) {
  return identity(IdentityKind::email_and_name, number);
}

/// The policy everything is decided under unless a test says otherwise.
inline constexpr std::uint64_t usual_policy = 99;

/// A write that wants the record at LinkedIn.
inline EntityWrite ready(RecordKey key, std::uint32_t version = 1,
                         std::vector<RecordKey> parents = {}) {
  EntityWrite write;
  write.payload = "payload of " + key.id + " at " + std::to_string(version);
  write.digest.fill(static_cast<std::uint8_t>(version));
  write.key = std::move(key);
  write.version = version;
  write.state = EntityState::ready;
  write.parents = std::move(parents);
  write.policy = usual_policy;
  return write;
}

/// A candidate whom one knows by these.
inline EntityWrite known_as(std::string id, std::vector<Identity> identities,
                            std::uint32_t version = 1) {
  EntityWrite write = ready(person(std::move(id)), version);
  write.identities = std::move(identities);
  return write;
}

inline EntityWrite decided(RecordKey key, std::uint32_t version, EntityState state,
                           std::string reason) {
  EntityWrite write = ready(std::move(key), version);
  write.state = state;
  write.reason = std::move(reason);
  write.payload.clear();
  return write;
}

inline EntityOutcome outcome(RecordKey key, std::uint32_t version, OutcomeKind kind,
                             std::int64_t retry_ms = 0, std::string reason = {},
                             std::string task = {}) {
  return {std::move(key), version, kind, from_ms(retry_ms), std::move(reason), std::move(task)};
}

/// Words for the verbs; a verb that fails fails the test.
class Bed {
 public:
  explicit Bed(std::unique_ptr<Store> store) : store_(std::move(store)) {}

  template <class Answered>
  Answered ask(const StoreVerb& verb) {
    Result<StoreAnswer> answer = store_->carry_out(verb);
    EXPECT_TRUE(answer) << (answer ? "" : to_string(answer.error()));
    if (!answer) return {};
    Answered* told = std::get_if<Answered>(&*answer);
    EXPECT_NE(told, nullptr);
    return told ? std::move(*told) : Answered{};
  }

  /// Commits one page of `object` with this mark; how many records were new to the mark.
  std::uint32_t page(std::vector<EntityWrite> writes, std::uint32_t mark = 1,
                     std::vector<RecordKey> seen = {}, std::string object = "things") {
    CommitPage verb;
    verb.cursor.object = std::move(object);
    verb.cursor.mark = mark;
    verb.mark = mark;
    verb.writes = std::move(writes);
    verb.seen = std::move(seen);
    verb.policy = usual_policy;
    return ask<PageCommitted>(verb).distinct;
  }

  OutcomesCommitted commit(std::vector<EntityOutcome> outcomes, std::uint32_t mark = 1) {
    return ask<OutcomesCommitted>(CommitOutcomes{std::move(outcomes), mark});
  }

  /// Takes, and has LinkedIn confirm, a record that was just written.
  void confirm(const RecordKey& key, std::uint32_t version = 1) {
    commit({outcome(key, version, OutcomeKind::confirmed)});
  }

  std::vector<WorkItem> take(RecordKind kind, std::int64_t now_ms = 0, std::string after = {},
                             std::uint32_t limit = 100, std::uint64_t policy = usual_policy) {
    return ask<Work>(TakeReady{kind, std::move(after), limit, from_ms(now_ms), policy}).items;
  }
  std::vector<WorkItem> withdrawals(RecordKind kind, std::int64_t now_ms = 0) {
    return ask<Work>(TakeWithdrawals{kind, {}, 100, from_ms(now_ms)}).items;
  }
  std::vector<WorkItem> tasks(std::int64_t now_ms) {
    return ask<Work>(TakeTasks{{}, 100, from_ms(now_ms)}).items;
  }

  /// Children that may go, of the newest's parent alone unless told otherwise.
  std::vector<WorkItem> children(RecordKind kind, std::vector<std::string> busy = {},
                                 bool one_parent = true, std::uint32_t limit = 100,
                                 std::int64_t now_ms = 0) {
    TakeChildren verb{.kind = kind, .one_parent = one_parent, .busy = std::move(busy)};
    verb.limit = limit;
    verb.now = from_ms(now_ms);
    verb.policy = usual_policy;
    return ask<Work>(verb).items;
  }

  Suppressed suppress(std::string erasure, std::vector<std::string> candidates,
                      std::vector<Identity> identities = {}, std::int64_t at_ms = 0) {
    return ask<Suppressed>(
        Suppress{std::move(erasure), std::move(candidates), std::move(identities), from_ms(at_ms)});
  }

  std::vector<Erasures::Case> erasures() { return ask<Erasures>(TakeErasures{}).cases; }

  std::vector<std::string> rereads(RecordKind kind) {
    return ask<Rereads>(TakeRereads{kind, {}, 100}).ids;
  }

  /// The row; fails the test when there is none.
  EntityRow row(const RecordKey& key) {
    Rows rows = ask<Rows>(LookUp{{key}});
    EXPECT_TRUE(rows.rows.size() == 1 && rows.rows[0]) << key.id;
    return rows.rows.size() == 1 && rows.rows[0] ? *rows.rows[0] : EntityRow{};
  }
  EntityState state(const RecordKey& key) { return row(key).state; }

  void mark(RecordKind kind, std::vector<std::string> ids, EntityState state, std::string reason) {
    ask<Marked>(Mark{kind, std::move(ids), state, std::move(reason)});
  }

  std::uint64_t count(RecordKind kind, EntityState state, const std::string& reason = {}) {
    for (const Counts::Count& each : ask<Counts>(Tally{}).counts) {
      if (each.kind == kind && each.state == state && each.reason == reason) return each.count;
    }
    return 0;
  }

  Store& store() { return *store_; }
  void close() { store_.reset(); }

 private:
  std::unique_ptr<Store> store_;
};

inline std::vector<std::string> ids_of(const std::vector<WorkItem>& items) {
  std::vector<std::string> ids;
  for (const WorkItem& item : items) ids.push_back(item.key.id);
  return ids;
}

using Ids = std::vector<std::string>;

}  // namespace crosswalk
