#include "flow/lane.hpp"

#include <algorithm>
#include <utility>

namespace crosswalk {
namespace {

// Outcomes that may wait to be committed: what is heard while one commit waits for the disk goes
// into the next. A crash costs sending these again, which changes nothing at LinkedIn.
constexpr std::size_t outcomes_max = 5 * batch_entities_max;

// LinkedIn takes batches of a resource in sequence, so one is with it at a time; two would bring
// a seventh more records a second and break its rule.
constexpr std::uint32_t flying_max = 1;

// Minutes pass while somebody waits for a sync, and LinkedIn counts records by the minute; what
// must wait longer is left to a later round.
constexpr Duration long_rest{120'000};

}  // namespace

Lane::Lane(Context& context, RecordKind kind, Purpose purpose, std::function<void()> committed)
    : context_(context), kind_(kind), purpose_(purpose), committed_(std::move(committed)) {}

void Lane::nudge() {
  asked_again_ = true;
  go_on();
}

void Lane::release() {
  if (std::exchange(parked_, false)) look_anew();
  nudge();
}

// What was taken before a long wait may have been decided otherwise since.
void Lane::look_anew() {
  ready_.clear();
  after_.clear();
  asked_again_ = true;
}

std::optional<Instant> Lane::resting() const {
  if (!timer_set_ || rests_until_ - context_.desk.now() < long_rest) return std::nullopt;
  return rests_until_;
}

bool Lane::idle() const {
  return flying_ == 0 && !looking_ && uncommitted_ == 0 && heard_.empty() &&
         ((ready_.empty() && found_nothing_ && !asked_again_) || parked_ || resting());
}

void Lane::go_on() {
  send_on();
  if (uncommitted_ == 0) commit();
}

void Lane::send_on() {
  if (ready_.empty() && !looking_) look();
  while (!ready_.empty() && flying_ < flying_max && !parked_ &&
         committing_ + heard_.size() < outcomes_max) {
    const Instant now = context_.desk.now();
    const auto size = static_cast<std::uint32_t>(ready_.front().batch.size());
    const bool deletion = purpose_ == Purpose::withdraw;
    const bool postings = kind_ == RecordKind::job && purpose_ != Purpose::tasks;
    Instant earliest =
        std::max(paused_until_, context_.linkedin_budget.earliest(now, size, deletion));
    if (postings) earliest = std::max(earliest, context_.job_budget.earliest(now, size, deletion));
    if (earliest > now) return pause_until(earliest);
    context_.linkedin_budget.spend(now, size, deletion);
    if (postings) context_.job_budget.spend(now, size, deletion);
    ++flying_;
    auto leave = [this, ready = std::move(ready_.front())]() mutable { board(std::move(ready)); };
    ready_.pop_front();
    if (purpose_ == Purpose::tasks) {
      leave();
    } else {
      context_.turn_of(kind_).enter(std::move(leave));
    }
  }
}

void Lane::arrive() {
  --flying_;
  if (purpose_ != Purpose::tasks) context_.turn_of(kind_).leave();
}

void Lane::pause_until(Instant at) {
  if (timer_set_) return;
  timer_set_ = true;
  rests_until_ = at;
  context_.desk.at(at, [this] {
    timer_set_ = false;
    look_anew();
    go_on();
  });
}

// A pass runs through the ids once. It begins anew only when every outcome of the pass before is
// in the store, so that nothing that is still on its way is taken a second time.
void Lane::look() {
  if (after_.empty()) {
    if (!asked_again_ || flying_ != 0 || uncommitted_ != 0 || !heard_.empty()) return;
    asked_again_ = false;
  }
  looking_ = true;
  const Instant now = context_.desk.now();
  const auto limit = static_cast<std::uint32_t>(batch_entities_max);
  StoreVerb verb = TakeReady{kind_, after_, limit, now, context_.policy_version};
  if (purpose_ == Purpose::withdraw) verb = TakeWithdrawals{kind_, after_, limit, now};
  if (purpose_ == Purpose::tasks) verb = TakeTasks{after_, limit, now};
  const auto heard = [this, revision = context_.revisions](StoreAnswer answer) {
    Work* work = std::get_if<Work>(&answer);
    CROSSWALK_CHECK(work != nullptr);
    hear_work(std::move(*work), revision);
  };
  context_.desk.ask_store(std::move(verb), heard);
}

void Lane::hear_work(Work work, std::uint64_t revision) {
  looking_ = false;
  if (work.items.empty()) {
    const bool first_look = after_.empty();
    after_.clear();
    found_nothing_ = true;
    if (!first_look || asked_again_) go_on();
    return;
  }
  found_nothing_ = false;
  after_ = work.items.back().key.id;
  ready_.push_back({std::move(work.items), revision});
  go_on();
}

std::vector<EntityName> Lane::names_of(const Batch& batch) {
  std::vector<EntityName> names;
  names.reserve(batch.size());
  for (const WorkItem& item : batch) names.push_back({item.key.id, item.parent});
  return names;
}

HttpRequest Lane::request_of(const Batch& batch, std::vector<std::string>& ids) const {
  const Dialect& dialect = context_.setup.dialect;
  const LinkedInTarget& target = context_.setup.target;
  for (const WorkItem& item : batch) {
    ids.push_back(purpose_ == Purpose::tasks ? item.task : item.key.id);
  }
  if (purpose_ == Purpose::tasks) return task_request(dialect, target, ids);
  if (purpose_ == Purpose::withdraw && kind_ != RecordKind::job) {
    return delete_request(dialect, target, kind_, names_of(batch));
  }
  std::vector<Record> records;
  records.reserve(batch.size());
  for (const WorkItem& item : batch) {
    std::string_view bytes = item.payload;
    Result<Record> record = decode_record(bytes);
    CROSSWALK_CHECK(record.has_value());
    if (purpose_ == Purpose::withdraw) {
      // It was kept under an older policy perhaps, and closing a job sends it whole.
      strip(context_.setup.policy, *record);
      record = closed_job(*std::move(record));
    }
    records.push_back(*std::move(record));
  }
  return upsert_request(dialect, target, kind_, records);
}

void Lane::board(Ready ready) {
  const bool sure = ready.batch.empty() || ready.revision == context_.revisions;
  if (purpose_ == Purpose::tasks || sure) {
    return depart(std::move(ready.batch));
  }
  LookUp verb;
  for (const WorkItem& item : ready.batch) verb.keys.push_back(item.key);
  auto look_again = [this, revision = context_.revisions,
                     batch = std::move(ready.batch)](StoreAnswer answer) mutable {
    const Rows* rows = std::get_if<Rows>(&answer);
    CROSSWALK_CHECK(rows != nullptr && rows->rows.size() == batch.size());
    const EntityState due =
        purpose_ == Purpose::withdraw ? EntityState::withdrawing : EntityState::ready;
    Batch still;
    for (std::size_t at = 0; at < batch.size(); ++at) {
      const auto& row = rows->rows[at];
      const bool same = row && row->state == due && row->wanted == batch[at].version;
      if (same) still.push_back(std::move(batch[at]));
    }
    board({std::move(still), revision});
  };
  context_.desk.ask_store(std::move(verb), std::move(look_again));
}

void Lane::ask(Batch batch) {
  std::vector<std::string> ids;
  HttpRequest request = request_of(batch, ids);
  context_.linkedin.ask(std::move(request), [this, held = std::move(batch), ids = std::move(ids)](
                                                Result<HttpResponse> reply) mutable {
    hear_reply(std::move(held), std::move(ids), std::move(reply));
  });
  if (!looking_ && ready_.size() < 2) look();
}

BatchReply Lane::read_reply(const Batch& batch, const std::vector<std::string>& ids,
                            const HttpResponse& reply) const {
  const Dialect& dialect = context_.setup.dialect;
  if (purpose_ == Purpose::tasks) return read_tasks(dialect, ids, reply);
  if (purpose_ == Purpose::withdraw && kind_ != RecordKind::job) {
    return read_deletes(dialect, kind_, names_of(batch), reply);
  }
  return read_upserts(dialect, kind_, names_of(batch), reply);
}

void Lane::hear_reply(Batch batch, std::vector<std::string> ids, Result<HttpResponse> reply) {
  arrive();
  const std::optional<BatchReply> read =
      usable(reply, [&](const HttpResponse& told) { return read_reply(batch, ids, told); });
  if (!read) {
    return judge_whole(std::move(batch), reply ? reply->status : 0, reply ? &*reply : nullptr);
  }
  CROSSWALK_CHECK(read->entities.size() == batch.size());
  note_success();
  for (std::size_t at = 0; at < batch.size(); ++at) {
    heard_.push_back(purpose_ == Purpose::tasks ? judge_task(batch[at], read->entities[at])
                                                : judge_one(batch[at], read->entities[at]));
  }
  go_on();
}

void Lane::commit() {
  if (heard_.empty()) return;
  ++uncommitted_;
  committing_ = heard_.size();
  context_.gate.enter([this, outcomes = std::exchange(heard_, {})]() mutable {
    const auto held = [](const EntityOutcome& out) { return out.kind == OutcomeKind::held; };
    if (std::ranges::any_of(outcomes, held)) ++context_.revisions;  // Their children may not go.
    context_.desk.ask_store(
        CommitOutcomes{std::move(outcomes), context_.mark}, [this](StoreAnswer answer) {
          const OutcomesCommitted* done = std::get_if<OutcomesCommitted>(&answer);
          CROSSWALK_CHECK(done != nullptr);
          --uncommitted_;
          committing_ = 0;
          for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
            context_.report.kinds[kind].sent += done->sent[kind];
            context_.report.kinds[kind].erased += done->erased[kind];
          }
          committed_();
          go_on();
        });
    context_.gate.leave();
  });
}

}  // namespace crosswalk
