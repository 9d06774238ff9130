#include <algorithm>
#include <iterator>
#include <utility>

#include "access/budget.hpp"
#include "base/text/digest.hpp"
#include "flow/lanes/lane.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// A job's task is asked about this long after it was accepted, then at growing distances.
constexpr Duration first_task_look{500};

// Trouble that lasts longer than this many tries in a row is told; what waits is not lost.
constexpr std::uint32_t failures_told = 5;

// That LinkedIn knows none of so many parents in a row is no matter of these parents.
constexpr std::uint32_t orphans_max = 20;

std::string one_record(RecordKind kind) {
  const std::string words = spoken(kind);
  return (words.starts_with('a') ? "an " : "a ") + words + " record";
}

}  // namespace

std::uint64_t Lane::chance(const WorkItem& item) const {
  return mix64(item.key.id, context_.setup.seed + item.attempts);
}

void Lane::tell_refused(const WorkItem& item, const std::string& reason) const {
  if (purpose_ != Purpose::withdraw && !item.withdrawing) return;
  context_.alarm("LinkedIn refuses to let " + one_record(kind_) + " go (" + reason +
                 "); it is asked again with the next sync");
}

void Lane::hear(const WorkItem& item, EntityOutcome outcome) {
  if (is_child(kind_)) heard_of_.insert(item.parent);
  heard_.push_back(std::move(outcome));
}

EntityOutcome Lane::judge_one(const WorkItem& item, const EntityStatus& status) const {
  EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
  const Instant now = context_.desk.now();
  const bool withdrawing = purpose_ == Purpose::withdraw;
  out.closes = closes_first(item);
  out.seen = seen_as(item);
  if (status.status == 202 && !status.task.empty()) {
    out.kind = OutcomeKind::task;
    out.task = status.task;
    out.retry_at = now + first_task_look;
    return out;
  }
  const Outcome verdict = judge_entity(status.status, withdrawing && kind_ != RecordKind::job,
                                       item.attempts, chance(item));
  switch (verdict.verdict) {
    case Verdict::done:
      out.kind = withdrawing ? OutcomeKind::withdrawn : OutcomeKind::confirmed;
      break;
    case Verdict::later:
    case Verdict::split:
    case Verdict::token:
      out.retry_at = now + verdict.wait;
      break;
    case Verdict::never:
    case Verdict::ask:
      out.kind = OutcomeKind::held;
      out.reason =
          "refused:" + (status.detail.empty() ? std::to_string(status.status) : status.detail);
      tell_refused(item, out.reason);
      break;
  }
  return out;
}

EntityOutcome Lane::judge_task(const WorkItem& item, const EntityStatus& status) const {
  EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
  const Instant now = context_.desk.now();
  if (status.status == 200) {
    out.kind = item.withdrawing ? OutcomeKind::withdrawn : OutcomeKind::confirmed;
  } else if (status.status == 202 || status.status == 0) {
    out.kind = OutcomeKind::task;
    out.task = item.task;
    out.retry_at = now + backoff(item.attempts + 1, chance(item));
  } else if (status.status == 422 && item.maybe_exposed && !item.exposed &&
             status.detail == context_.setup.dialect.availability_name) {
    // So everybody sees it, and it is closed as it stands first.
    out.seen = Seen::everybody;
  } else if (status.status == 422) {
    out.kind = OutcomeKind::held;
    out.reason = "task_failed" + (status.detail.empty() ? "" : ":" + status.detail);
    tell_refused(item, out.reason);
  } else {
    out.retry_at = now + backoff(item.attempts + 1, chance(item));
  }
  return out;
}

void Lane::note_success() {
  failures_ = 0;
  orphans_ = 0;
  if (!trouble_.empty()) context_.calm(std::exchange(trouble_, {}));
}

void Lane::park(int status) {
  parked_ = true;
  context_.alarm("LinkedIn refuses " + spoken(kind_) + " with status " + std::to_string(status) +
                 "; the lane rests until the next sync");
}

void Lane::halve(Batch batch) {
  const auto half = static_cast<std::ptrdiff_t>(batch.size() / 2);
  Batch rest(std::make_move_iterator(batch.begin() + half), std::make_move_iterator(batch.end()));
  batch.resize(static_cast<std::size_t>(half));
  ready_.push_front({std::move(rest), looked_at_long_ago});
  ready_.push_front({std::move(batch), looked_at_long_ago});
  failures_ = 0;
  go_on();
}

// With the parent in its path a request is not found when the parent is not: what should go from
// there has gone with it, and what should stand there cannot yet. Its content is not to blame.
void Lane::judge_orphans(const Batch& batch) {
  for (const WorkItem& item : batch) {
    EntityOutcome out = judge_one(item, EntityStatus{item.key.id, 404, {}, {}});
    if (out.kind == OutcomeKind::held && item.attempts + 1 < attempts_max) {
      out.kind = OutcomeKind::later;
      out.reason.clear();
      out.retry_at = context_.desk.now() + backoff(item.attempts + 1, chance(item));
    }
    hear(item, std::move(out));
  }
  if (purpose_ != Purpose::withdraw && ++orphans_ >= orphans_max) park(404);
  go_on();
}

// The reply as a whole is no use: nothing is known of any entity, and writing is repeatable.
void Lane::judge_whole(Batch batch, const Result<HttpResponse>& reply) {
  const Instant now = context_.desk.now();
  const int status = reply ? reply->status : 0;
  if (status == 404 && one_parent(context_.setup.dialect, kind_)) return judge_orphans(batch);
  const std::optional<Duration> asked = reply ? retry_after(*reply, now) : std::nullopt;
  const bool parked = reply && parked_by(*reply, now);
  const Outcome verdict =
      judge_batch(status, batch.size(), asked, parked, failures_, chance(batch.front()));
  if (++failures_ >= failures_told) {
    context_.calm(trouble_);
    trouble_ = "LinkedIn gives no usable answer about " + spoken(kind_) +
               " records: " + (reply ? "status " + std::to_string(status) : "none at all") +
               "; they wait and go when it does";
    context_.alarm(trouble_);
  }
  if (verdict.verdict == Verdict::split && batch.size() > 1) return halve(std::move(batch));
  const bool never = verdict.verdict == Verdict::never || verdict.verdict == Verdict::split;
  for (const WorkItem& item : batch) {
    EntityOutcome out{item.key, item.version, OutcomeKind::later, now + verdict.wait, {}, {}, true};
    if (never) {
      out.kind = OutcomeKind::held;
      out.reason = "refused:" + std::to_string(status);
      tell_refused(item, out.reason);
    } else if (purpose_ == Purpose::tasks) {
      out.kind = OutcomeKind::task;
      out.task = item.task;
    }
    hear(item, std::move(out));
  }
  if (never) failures_ = 0;
  if (verdict.verdict == Verdict::ask) park(status);
  if (verdict.verdict == Verdict::token) {
    context_.alarm("LinkedIn refuses a fresh token; check the application's client id and secret");
  }
  if (!never && now + verdict.wait > paused_until_) {
    paused_until_ = now + verdict.wait;
    paused_by_ = status;
  }
  go_on();
}

}  // namespace crosswalk
