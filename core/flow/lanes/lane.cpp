#include "flow/lanes/lane.hpp"

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

Share share_of(RecordKind kind, Lane::Purpose purpose) {
  if (purpose == Lane::Purpose::withdraw) return Share::deletion;
  if (purpose == Lane::Purpose::resync) return Share::resync;
  return is_child(kind) ? Share::child : Share::record;
}

}  // namespace

Lane::Lane(Context& context, RecordKind kind, Purpose purpose, std::function<void()> committed,
           std::function<bool()> gives_way)
    : context_(context),
      kind_(kind),
      purpose_(purpose),
      committed_(std::move(committed)),
      gives_way_(std::move(gives_way)) {}

void Lane::nudge() {
  asked_again_ = true;
  go_on();
}

void Lane::release() {
  if (std::exchange(parked_, false)) look_anew();
  nudge();
}

void Lane::resume() {
  if (gave_way_) go_on();
}

bool Lane::shut() const {
  const bool writes = purpose_ == Purpose::write || purpose_ == Purpose::resync;
  return parked_ || context_.linkedin.closed() || (writes && !context_.report.closed.empty());
}

// What was taken before a long wait may have been decided otherwise since.
void Lane::look_anew() {
  ready_.clear();
  after_.clear();
  asked_again_ = true;
}

std::optional<Instant> Lane::resting() const {
  if (!timer_set_ || rest_.until - context_.desk.now() < long_rest) return std::nullopt;
  return rest_.until;
}

std::optional<Limited> Lane::limited() const {
  if (flying_ != 0 || shut()) return std::nullopt;
  LinkedInPause pause = rest_;
  if (!timer_set_) {
    // What LinkedIn was too busy for waits in the store, and this lane for all of it.
    if (failures_ == 0 || paused_until_ <= context_.desk.now()) return std::nullopt;
    pause = {paused_until_, LinkedInLimit::busy};
  }
  return Limited{pause, pause.limit == LinkedInLimit::busy ? paused_by_ : 0};
}

bool Lane::idle() const {
  return flying_ == 0 && !looking_ && uncommitted_ == 0 && heard_.empty() &&
         ((ready_.empty() && found_nothing_ && !asked_again_) || shut() || resting());
}

void Lane::go_on() {
  send_on();
  if (uncommitted_ == 0) commit();
}

LinkedInPause Lane::pause(std::uint32_t size) const {
  const Instant now = context_.desk.now();
  const Share share = share_of(kind_, purpose_);
  LinkedInPause pause = context_.linkedin_budget.pause(now, size, share);
  if (kind_ == RecordKind::job && purpose_ != Purpose::tasks) {
    LinkedInPause postings = context_.job_budget.pause(now, size, share);
    if (postings.limit == LinkedInLimit::records_a_minute) {
      postings.limit = LinkedInLimit::jobs_a_minute;
    }
    if (postings.until > pause.until) pause = postings;
  }
  if (paused_until_ > pause.until) pause = {paused_until_, LinkedInLimit::busy};
  return pause;
}

void Lane::send_on() {
  gave_way_ = false;
  if (shut()) {
    was_shut_ = true;
    return;
  }
  if (std::exchange(was_shut_, false)) look_anew();
  if (ready_.empty() && !looking_) look();
  while (!ready_.empty() && flying_ < flying_max && !shut() &&
         committing_ + heard_.size() < outcomes_max) {
    gave_way_ = gives_way_ && gives_way_();
    if (gave_way_) return;
    const Instant now = context_.desk.now();
    const auto size = static_cast<std::uint32_t>(ready_.front().batch.size());
    const LinkedInPause wait = pause(size);
    if (wait.until > now) return pause_until(wait);
    const Share share = share_of(kind_, purpose_);
    context_.linkedin_budget.spend(now, size, share);
    if (kind_ == RecordKind::job && purpose_ != Purpose::tasks) {
      context_.job_budget.spend(now, size, share);
    }
    ++flying_;
    for (const WorkItem& item : ready_.front().batch) aboard_.push_back(item.parent);
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
  aboard_.clear();
  if (purpose_ != Purpose::tasks) context_.turn_of(kind_).leave();
}

void Lane::pause_until(LinkedInPause pause) {
  if (timer_set_) return;
  timer_set_ = true;
  rest_ = pause;
  context_.desk.at(pause.until, [this] {
    timer_set_ = false;
    look_anew();
    go_on();
  });
}

// A pass runs through the ids once. It begins anew only when every outcome of the pass before is
// in the store, so that nothing that is still on its way is taken a second time. Children have no
// pass: the newest come first, and what is under way is told by its parents.
void Lane::look() {
  const bool all_settled = flying_ == 0 && uncommitted_ == 0 && heard_.empty();
  if (is_child(kind_) || after_.empty()) {
    if (!asked_again_ || (!is_child(kind_) && !all_settled)) return;
    asked_again_ = false;
  }
  looking_ = true;
  context_.desk.ask_store(question(), [this, revision = context_.revisions](StoreAnswer answer) {
    Work* work = std::get_if<Work>(&answer);
    CROSSWALK_CHECK(work != nullptr);
    hear_work(std::move(*work), revision);
  });
}

StoreVerb Lane::question() const {
  const Instant now = context_.desk.now();
  const auto limit = static_cast<std::uint32_t>(batch_entities_max);
  const bool withdraws = purpose_ == Purpose::withdraw;
  if (purpose_ == Purpose::tasks) return TakeTasks{after_, limit, now};
  if (is_child(kind_)) {
    return TakeChildren{.kind = kind_,
                        .withdrawals = withdraws,
                        .one_parent = one_parent(context_.setup.dialect, kind_),
                        .busy = busy(),
                        .limit = limit,
                        .now = now,
                        .policy = context_.policy_version};
  }
  if (withdraws) return TakeWithdrawals{kind_, after_, limit, now};
  return TakeReady{kind_, after_, limit, now, context_.policy_version, purpose_ == Purpose::resync};
}

std::vector<std::string> Lane::busy() const {
  std::set<std::string> parents(aboard_.begin(), aboard_.end());
  parents.insert(heard_of_.begin(), heard_of_.end());
  parents.insert(committing_of_.begin(), committing_of_.end());
  for (const Ready& ready : ready_) {
    for (const WorkItem& item : ready.batch) parents.insert(item.parent);
  }
  return {parents.begin(), parents.end()};
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
  if (is_child(kind_)) {
    asked_again_ = true;  // There may be more.
  } else {
    after_ = work.items.back().key.id;
  }
  ready_.push_back({std::move(work.items), revision});
  go_on();
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
    // Siblings of what stays behind were not looked for while it was under way.
    if (still.size() < batch.size()) asked_again_ = true;
    board({std::move(still), revision});
  };
  context_.desk.ask_store(std::move(verb), std::move(look_again));
}

void Lane::commit() {
  if (heard_.empty()) return;
  ++uncommitted_;
  committing_ = heard_.size();
  committing_of_ = std::exchange(heard_of_, {});
  context_.gate.enter([this, outcomes = std::exchange(heard_, {})]() mutable {
    const auto held = [](const EntityOutcome& out) { return out.kind == OutcomeKind::held; };
    if (std::ranges::any_of(outcomes, held)) ++context_.revisions;  // Their children may not go.
    context_.desk.ask_store(CommitOutcomes{std::move(outcomes), context_.mark, context_.used()},
                            [this](StoreAnswer answer) {
                              const OutcomesCommitted* done =
                                  std::get_if<OutcomesCommitted>(&answer);
                              CROSSWALK_CHECK(done != nullptr);
                              --uncommitted_;
                              committing_ = 0;
                              committing_of_.clear();
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
