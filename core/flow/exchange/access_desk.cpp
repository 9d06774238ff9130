#include "flow/exchange/access_desk.hpp"

#include <algorithm>
#include <utility>

#include "access/budget.hpp"
#include "base/text/digest.hpp"
#include "linkedin/exchange/acls.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// From one look to the next while records are on their way: each look reads all lists.
constexpr Duration look_pause{10'000};

// Changes taken at once; each look reads all lists, so these are some requests' worth.
constexpr std::uint32_t changes_at_once = 10 * batch_entities_max;

// What is refused waits for the next round: a person must look, or LinkedIn has changed its mind.
constexpr Duration refused_pause = std::chrono::hours{24};

bool alike(const AccessChange& a, const AccessChange& b) {
  return a.adds == b.adds && a.job.empty() == b.job.empty();
}

std::vector<std::vector<AccessChange>> batches_of(std::vector<AccessChange> changes) {
  std::vector<std::vector<AccessChange>> batches;
  for (AccessChange& change : changes) {
    const bool fits = !batches.empty() && batches.back().size() < batch_entities_max &&
                      alike(batches.back().back(), change);
    if (!fits) batches.emplace_back();
    batches.back().push_back(std::move(change));
  }
  return batches;
}

std::uint32_t size_of(const std::vector<AccessChange>& batch) {
  return static_cast<std::uint32_t>(batch.size());
}

// Taking somebody's sight away never waits behind those who come.
Share share_of(const std::vector<AccessChange>& batch) {
  return batch.front().adds ? Share::record : Share::deletion;
}

}  // namespace

std::string access_list_of(const RecordDigest& member) {
  if (member == nobody_digest) return "crosswalk-nobody";
  const std::string_view bytes(reinterpret_cast<const char*>(member.data()), member.size());
  return "crosswalk-" + to_hex(bytes);
}

void AccessDesk::open(bool known) {
  on_ = known || !context_.members.empty();
  context_.access_news = on_;
}

void AccessDesk::go_on(bool quiet) {
  if (!on_ || busy_ || !context_.access_news) return;
  const Instant now = context_.desk.now();
  if (!quiet && now < next_look_) return wake_at(next_look_);
  next_look_ = now + look_pause;
  take();
}

void AccessDesk::wake_at(Instant at) {
  if (wake_ && *wake_ <= at) return;
  wake_ = at;
  context_.desk.at(at, [this, at] {
    if (wake_ == at) wake_.reset();
    context_.access_news = true;
  });
}

void AccessDesk::take() {
  busy_ = true;
  context_.access_news = false;
  const TakeAccess verb{.limit = changes_at_once,
                        .now = context_.desk.now(),
                        .removals = !context_.report.closed.empty()};
  context_.desk.ask_store(verb, [this](StoreAnswer answer) {
    AccessChanges* changes = std::get_if<AccessChanges>(&answer);
    CROSSWALK_CHECK(changes != nullptr);
    hear_changes(std::move(*changes));
  });
}

void AccessDesk::hear_changes(AccessChanges changes) {
  due_ = changes.next;
  if (changes.changes.empty()) {
    busy_ = false;
    if (due_) return wake_at(*due_);
    return context_.calm(std::exchange(refused_, {}));
  }
  for (Batch& batch : batches_of(std::move(changes.changes))) batches_.push_back(std::move(batch));
  send_next();
}

// What was not told yet when LinkedIn was closed to us, or has changed since, is taken next time.
void AccessDesk::send_next() {
  if (!context_.report.closed.empty()) {
    std::erase_if(batches_, [this](const Batch& batch) {
      const bool adds = batch.front().adds;
      if (adds) settle(batch, false, {});
      return adds;
    });
  }
  wait_for_budget();
  if (!batches_.empty()) {
    Batch batch = std::move(batches_.front());
    batches_.pop_front();
    context_.linkedin_budget.spend(context_.desk.now(), size_of(batch), share_of(batch));
    HttpRequest request = request_of(batch);
    return context_.linkedin.ask(
        std::move(request), [this, batch = std::move(batch)](Result<HttpResponse> reply) mutable {
          hear(std::move(batch), reply);
        });
  }
  context_.desk.ask_store(std::exchange(outcomes_, {}), [this](const StoreAnswer&) {
    busy_ = false;
    next_look_ = context_.desk.now();
    context_.access_news = true;
  });
}

// What LinkedIn's limits keep back now is taken again when they let it go.
void AccessDesk::wait_for_budget() {
  const Instant now = context_.desk.now();
  while (!batches_.empty()) {
    const Batch& batch = batches_.front();
    const Instant at = context_.linkedin_budget.earliest(now, size_of(batch), share_of(batch));
    if (at <= now) return;
    settle(batch, false, at - now);
    batches_.pop_front();
  }
}

HttpRequest AccessDesk::request_of(const Batch& batch) const {
  const AclChange change = batch.front().adds ? AclChange::add : AclChange::remove;
  const Dialect& dialect = context_.setup.dialect;
  const LinkedInTarget& target = context_.setup.target;
  if (batch.front().job.empty()) {
    std::vector<AclAssignee> people;
    for (const AccessChange& each : batch) {
      people.push_back({access_list_of(each.member), each.urn});
    }
    return acl_assignees_request(dialect, target, change, people);
  }
  std::vector<AclEntry> entries;
  for (const AccessChange& each : batch) {
    entries.push_back({access_list_of(each.member), each.job});
  }
  return acl_request(dialect, target, change, entries);
}

// A reply does not say which entry failed: whatever was refused among others is asked alone.
void AccessDesk::hear(Batch batch, const Result<HttpResponse>& reply) {
  const AclChange change = batch.front().adds ? AclChange::add : AclChange::remove;
  if (reply && acl_taken(change, *reply)) {
    settle(batch, true, {});
    return send_next();
  }
  const Instant now = context_.desk.now();
  if (reply) context_.linkedin_budget.observe(*reply, now);
  const int status = reply ? reply->status : 0;
  const bool partly = status / 100 == 2;
  const auto asked = reply ? retry_after(*reply, now) : std::nullopt;
  const bool parked = reply && parked_by(*reply, now);
  const std::uint32_t attempts = batch.front().attempts;
  const std::uint64_t seed = mix64(batch.front().job, context_.setup.seed + attempts);
  const Outcome verdict = judge_batch(status, batch.size(), asked, parked, attempts, seed);
  if (batch.size() > 1 && (partly || verdict.verdict == Verdict::split)) {
    const auto half = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    batches_.emplace_front(half, batch.end());
    batches_.emplace_front(batch.begin(), half);
    return send_next();
  }
  const bool waits = verdict.verdict == Verdict::later || verdict.verdict == Verdict::token;
  if (partly || !waits) {
    settle(batch, false, refused_pause);
    refuse("LinkedIn does not take who may see some jobs, status " + std::to_string(status) +
           "; they are seen by fewer or by more people than in the ATS until it does");
  } else {
    settle(batch, false, std::max(verdict.wait, backoff(attempts, seed)));
  }
  send_next();
}

void AccessDesk::settle(const Batch& batch, bool taken, Duration wait) {
  const Instant retry_at = context_.desk.now() + wait;
  for (const AccessChange& change : batch) outcomes_.outcomes.push_back({change, taken, retry_at});
}

void AccessDesk::refuse(const std::string& words) {
  if (refused_ != words) context_.calm(std::exchange(refused_, words));
  context_.alarm(words);
}

}  // namespace crosswalk
