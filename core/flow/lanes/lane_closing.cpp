#include <algorithm>
#include <utility>

#include "access/budget.hpp"
#include "flow/lanes/lane.hpp"
#include "flow/reading/page_writes.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// A posting that LinkedIn took without our hearing of it may still be in the making, so that it is
// not there is believed the second time only.
constexpr Duration second_look_after{600'000};

// Clocks of peers differ by minutes; and they tell their time in whole seconds.
constexpr Duration early_max{3'600'000};
constexpr Duration peer_tick{1'000};

// Where LinkedIn does not let us ask, a person must act first.
constexpr Duration refused_look_after{3'600'000};

}  // namespace

bool Lane::closes_first(const WorkItem& item) const {
  const bool writes = purpose_ == Purpose::write || purpose_ == Purpose::resync;
  const bool fewer = told_beside_jobs(context_.setup.target).empty();
  return writes && kind_ == RecordKind::job && item.exposed && fewer;
}

Seen Lane::seen_as(const WorkItem& item) const {
  if (kind_ != RecordKind::job || purpose_ == Purpose::tasks) return Seen::unknown;
  const bool fewer = told_beside_jobs(context_.setup.target).empty();
  if (purpose_ == Purpose::withdraw || fewer) return Seen::fewer;
  std::string_view bytes = item.payload;
  const Result<Record> job = decode_record(bytes);
  return job && is_open_job(*job) ? Seen::everybody : Seen::fewer;
}

void Lane::put_off_early_ones(Batch& batch) {
  const Instant there = context_.linkedin.peer_now();
  std::erase_if(batch, [&](const WorkItem& item) {
    std::string_view bytes = item.payload;
    const Result<Record> job = decode_record(bytes);
    const Value* listed = job ? job->find(Field::job_listed_at) : nullptr;
    const auto* ms = listed == nullptr ? nullptr : std::get_if<std::int64_t>(listed);
    if (ms == nullptr || from_ms(*ms) <= there || from_ms(*ms) - there > early_max) return false;
    EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
    out.retry_at = context_.desk.now() + (from_ms(*ms) - there) + peer_tick;
    hear(item, std::move(out));
    return true;
  });
}

void Lane::set_apart(Batch& batch, const std::function<bool(const WorkItem&)>& goes) {
  const auto rest = std::stable_partition(batch.begin(), batch.end(), goes);
  if (rest == batch.end()) return;
  Batch others(std::make_move_iterator(rest), std::make_move_iterator(batch.end()));
  batch.erase(rest, batch.end());
  ready_.push_front({std::move(others), looked_at_long_ago});
}

void Lane::depart(Batch batch) {
  const bool jobs = kind_ == RecordKind::job && purpose_ != Purpose::tasks;
  // What happened while it stood in line may have shut the lane.
  if (!batch.empty() && shut()) {
    ready_.push_front({std::move(batch), looked_at_long_ago});
    batch.clear();
  } else if (jobs && purpose_ == Purpose::withdraw) {
    // A job LinkedIn never had a payload of cannot be closed there, and needs no closing.
    std::erase_if(batch, [&](const WorkItem& item) {
      if (!item.payload.empty()) return false;
      hear(item, {item.key, item.version, OutcomeKind::withdrawn, {}, {}, {}, false});
      return true;
    });
    const bool exposed = !batch.empty() && batch.front().exposed;
    set_apart(batch, [exposed](const WorkItem& item) { return item.exposed == exposed; });
    const auto sure = [](const WorkItem& item) { return item.confirmed; };
    const bool any = std::ranges::any_of(batch, sure);
    if (!any && !batch.empty()) return ask_whether_there(std::move(batch));
    // On their own, so that a doubt about the others does not keep these.
    set_apart(batch, sure);
  } else if (jobs) {
    put_off_early_ones(batch);
    const bool first = !batch.empty() && closes_first(batch.front());
    set_apart(batch, [&](const WorkItem& item) { return closes_first(item) == first; });
  }
  if (!batch.empty()) return ask(std::move(batch));
  arrive();
  go_on();
}

void Lane::ask_whether_there(Batch batch) {
  HttpRequest request =
      read_request(context_.setup.dialect, context_.setup.target, RecordKind::job, names_of(batch));
  context_.linkedin.ask(std::move(request),
                        [this, held = std::move(batch)](Result<HttpResponse> reply) mutable {
                          hear_whether_there(std::move(held), std::move(reply));
                        });
}

// Closing sends a job whole, so only what is there may be closed.
EntityOutcome Lane::judge_absent(const WorkItem& item, const EntityStatus& told) const {
  EntityOutcome out{item.key, item.version, OutcomeKind::later, {}, {}, {}, false};
  out.retry_at = context_.desk.now() + second_look_after;
  if (told.status == 404) {
    if (item.attempts > 0) out.kind = OutcomeKind::withdrawn;
    return out;
  }
  out.blameless = true;  // Not a look that found nothing.
  if (judge_entity(told.status, false, 0, 0).verdict == Verdict::never) {
    out.retry_at = context_.desk.now() + refused_look_after;
    tell_refused(item, "its status: " + std::to_string(told.status));
  }
  return out;
}

void Lane::hear_whether_there(Batch batch, Result<HttpResponse> reply) {
  if (unasked(reply)) {
    arrive();
    return lay_back(std::move(batch));
  }
  const std::optional<BatchReply> read = usable(reply, [&](const HttpResponse& told) {
    return read_entities(context_.setup.dialect, RecordKind::job, names_of(batch), told);
  });
  // The question itself is refused: no more than these jobs may wait for that.
  const bool refused =
      !read && reply && !parked_by(*reply, context_.desk.now()) &&
      judge_batch(reply->status, batch.size(), {}, false, 1, 0).verdict == Verdict::ask;
  if (!read && !refused) {
    arrive();
    return judge_whole(std::move(batch), reply);
  }
  std::size_t at = 0;
  std::erase_if(batch, [&](const WorkItem& item) {
    const EntityStatus told =
        read ? read->entities.at(at++) : EntityStatus{item.key.id, reply->status, {}, {}};
    if (told.status == 200) return false;
    // A refusal of the question as a whole says nothing of one job.
    hear(item,
         judge_absent(
             item, refused && told.status == 404 ? EntityStatus{item.key.id, 403, {}, {}} : told));
    return true;
  });
  if (!batch.empty()) return ask(std::move(batch));
  if (read) note_success();
  arrive();
  go_on();
}

}  // namespace crosswalk
