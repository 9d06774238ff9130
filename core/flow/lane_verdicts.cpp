#include <algorithm>
#include <iterator>
#include <utility>

#include "access/budget.hpp"
#include "base/text/digest.hpp"
#include "flow/lane.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// A job's task is asked about this long after it was accepted, then at growing distances.
constexpr Duration first_task_look{500};

// Trouble that lasts longer than this many tries in a row is told; what waits is not lost.
constexpr std::uint32_t failures_told = 5;

}  // namespace

std::uint64_t Lane::chance(const WorkItem& item) const {
  return mix64(item.key.id, context_.setup.seed + item.attempts);
}

void Lane::tell_refused(const WorkItem& item, const std::string& reason) const {
  if (purpose_ != Purpose::withdraw && !item.withdrawing) return;
  context_.alarm("LinkedIn refuses to let a " + std::string(name_of(kind_)) + " record go (" +
                 reason + "); it is asked again with the next sync");
}

EntityOutcome Lane::judge_one(const WorkItem& item, const EntityStatus& status) const {
  EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
  const Instant now = context_.desk.now();
  const bool withdrawing = purpose_ == Purpose::withdraw;
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
  if (!trouble_.empty()) context_.calm(std::exchange(trouble_, {}));
}

std::optional<BatchReply> Lane::usable(const Result<HttpResponse>& reply,
                                       const std::function<BatchReply(const HttpResponse&)>& read) {
  if (!reply) {
    if (reply.error().code == ErrorCode::refused) {
      parked_ = true;
      context_.alarm("LinkedIn cannot be asked: " + to_string(reply.error()));
    }
    return std::nullopt;
  }
  context_.linkedin_budget.observe(*reply, context_.desk.now());
  BatchReply told = read(*reply);
  if (!told.readable || told.status / 100 != 2) return std::nullopt;
  return told;
}

// The reply as a whole is no use: nothing is known of any entity, and writing is repeatable.
void Lane::judge_whole(Batch batch, int status, const HttpResponse* reply) {
  const Instant now = context_.desk.now();
  const std::optional<Duration> asked = reply ? retry_after(*reply, now) : std::nullopt;
  const bool parked = reply && parked_by(*reply, now);
  const Outcome verdict =
      judge_batch(status, batch.size(), asked, parked, failures_, chance(batch.front()));
  if (++failures_ >= failures_told) {
    context_.calm(trouble_);
    trouble_ = "LinkedIn gives no usable answer about " + std::string(name_of(kind_)) +
               " records: " + (reply ? "status " + std::to_string(status) : "none at all") +
               "; they wait and go when it does";
    context_.alarm(trouble_);
  }
  if (verdict.verdict == Verdict::split && batch.size() > 1) {
    const auto half = static_cast<std::ptrdiff_t>(batch.size() / 2);
    Batch rest(std::make_move_iterator(batch.begin() + half), std::make_move_iterator(batch.end()));
    batch.resize(static_cast<std::size_t>(half));
    ready_.push_front({std::move(rest), looked_at_long_ago});
    ready_.push_front({std::move(batch), looked_at_long_ago});
    failures_ = 0;
    return go_on();
  }
  const bool never = verdict.verdict == Verdict::never || verdict.verdict == Verdict::split;
  for (const WorkItem& item : batch) {
    EntityOutcome out{item.key,
                      item.version,
                      never ? OutcomeKind::held : OutcomeKind::later,
                      now + verdict.wait,
                      {},
                      {},
                      true};
    if (never) {
      out.reason = "refused:" + std::to_string(status);
      tell_refused(item, out.reason);
    }
    if (!never && purpose_ == Purpose::tasks) {
      out.kind = OutcomeKind::task;
      out.task = item.task;
    }
    heard_.push_back(std::move(out));
  }
  if (never) failures_ = 0;
  if (verdict.verdict == Verdict::ask) {
    parked_ = true;
    context_.alarm("LinkedIn refuses " + std::string(name_of(kind_)) + " with status " +
                   std::to_string(status) + "; the lane rests until the next sync");
  }
  if (verdict.verdict == Verdict::token) {
    context_.alarm("LinkedIn refuses a fresh token; check the application's client id and secret");
  }
  if (!never) paused_until_ = std::max(paused_until_, now + verdict.wait);
  go_on();
}

}  // namespace crosswalk
