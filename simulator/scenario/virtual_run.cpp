#include "scenario/virtual_run.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "access/budget.hpp"
#include "base/text/digest.hpp"

namespace crosswalk::sim {
namespace {

Error lost() { return Error{ErrorCode::unavailable, "the reply was lost", "virtual network"}; }

}  // namespace

VirtualRun::VirtualRun(VirtualSetup setup) : setup_(std::move(setup)), now_(setup_.start) {
  restart();
}

VirtualRun::~VirtualRun() = default;

void VirtualRun::restart() {
  queue_.clear();
  wake_.reset();
  crash_after_ = std::numeric_limits<std::uint64_t>::max();
  const TenantSetup& tenant = setup_.tenant;
  wallet_ = std::make_unique<Wallet>(tenant.plan.auth, setup_.credentials, tenant.origins,
                                     setup_.settings);
  engine_ = setup_.engine();
  flow_ = std::make_unique<Flow>(tenant);
  hear(Started{});
}

void VirtualRun::ask_sync(bool full, bool absence_confirmed) {
  hear(SyncAsked{full, absence_confirmed});
}

void VirtualRun::hear(Event event) {
  for (Effect& effect : flow_->on(std::move(event), now_)) {
    if (effects_ >= crash_after_) return;
    carry_out(std::move(effect));
  }
}

void VirtualRun::carry_out(Effect effect) {
  if (const auto* wake = std::get_if<WakeAt>(&effect)) {
    wake_ = wake->at;
    return;
  }
  if (auto* application = std::get_if<UseApplication>(&effect)) {
    if (setup_.keeper) setup_.keeper->linkedin_secrets = {application->client_secret};
    return wallet_->use_linkedin(application->client_id, application->client_secret);
  }
  ++effects_;
  if (auto* http = std::get_if<SendHttp>(&effect)) return send(std::move(*http));
  if (auto* token = std::get_if<FetchToken>(&effect)) return fetch(*token);
  if (auto* engine = std::get_if<TakeStep>(&effect)) return take(std::move(*engine));
  use(std::move(std::get<UseStore>(effect)));
}

void VirtualRun::send(SendHttp effect) {
  if (Result<Done> filled = wallet_->fill(effect.peer, effect.request); !filled) {
    return schedule({}, HttpDone{effect.slot, filled.error()});
  }
  auto [reply, after] = setup_.answering(effect.peer, effect.request, now_);
  schedule(after, HttpDone{effect.slot, reply ? Result<HttpResponse>(*std::move(reply))
                                              : Result<HttpResponse>(lost())});
}

void VirtualRun::fetch(FetchToken effect) {
  const HttpRequest request = wallet_->token_request(effect.peer);
  const auto [reply, after] = setup_.answering(effect.peer, request, now_);
  TokenDone done{effect.slot, lost()};
  if (reply) done.good_until = wallet_->learn(effect.peer, *reply, now_);
  if (reply && !done.good_until) done.wait = retry_after(*reply, now_ + after);
  schedule(after, std::move(done));
}

void VirtualRun::take(TakeStep effect) {
  Result<Answer> answer = engine_->take(effect.step);
  EngineDone done{effect.slot, StepFailure{}};
  if (answer) {
    done.answer = *std::move(answer);
  } else {
    // In process nobody dies; what a worker would die of is reported as a fault of our own.
    const bool died = answer.error().code == ErrorCode::internal;
    done.answer = StepFailure{std::move(answer).error(), died};
  }
  schedule({}, std::move(done));
}

void VirtualRun::use(UseStore effect) {
  schedule({}, StoreDone{effect.slot, setup_.store->carry_out(effect.verb)});
}

// Results of the engine and the store come back in the order they were asked for; what travels
// is ordered by chance where it arrives at one instant.
void VirtualRun::schedule(Duration after, Event event) {
  const std::uint64_t order = after == Duration{}
                                  ? ++events_
                                  : mix64(std::to_string(++events_), setup_.seed) | (1ull << 63);
  queue_.emplace(std::pair{now_ + after, order}, std::move(event));
}

HttpResponse VirtualRun::knock(const HttpRequest& request) {
  HttpResponse nobody;
  nobody.status = 404;
  const std::optional<Callback> callback = callback_of(request.target);
  if (!callback || !setup_.keeper || callback->tenant != setup_.keeper->tenant) return nobody;
  Reception reception = setup_.receiving(*setup_.keeper, callback->source, request, now_);
  if (auto* replied = std::get_if<Replied>(&reception)) return std::move(replied->response);
  HttpResponse reply;
  reply.status = setup_.store->carry_out(std::get<Kept>(reception).notice) ? 200 : 503;
  if (reply.status == 200) hear(Knocked{});
  return reply;
}

std::optional<Instant> VirtualRun::next_push() const {
  std::optional<Instant> next;
  for (const Post& post : setup_.posts) {
    const std::optional<Instant> due = post.outbox().next_due();
    if (due && (!next || *due < *next)) next = due;
  }
  return next;
}

void VirtualRun::deliver() {
  for (const Post& post : setup_.posts) {
    for (const Outgoing& push : post.outbox().take_due(now_)) {
      const std::optional<HttpResponse> reply =
          listening ? std::optional(knock(push.request)) : std::nullopt;
      post.answered(push, reply, now_);
    }
  }
}

std::optional<Instant> VirtualRun::next() const {
  if (died()) return std::nullopt;
  std::optional<Instant> soonest = next_push();
  const auto sooner = [&](Instant at) { soonest = std::min(soonest.value_or(at), at); };
  if (wake_) sooner(*wake_);
  if (!queue_.empty()) sooner(queue_.begin()->first.first);
  return soonest;
}

bool VirtualRun::step(Instant until) {
  if (died()) return false;
  const std::optional<Instant> push = next_push();
  const Instant soonest = std::min(wake_.value_or(Instant::max()),
                                   queue_.empty() ? Instant::max() : queue_.begin()->first.first);
  if (push && *push <= soonest) {
    if (*push > until) return false;
    now_ = std::max(now_, *push);
    deliver();
    return true;
  }
  const bool wake_first = wake_ && (queue_.empty() || *wake_ < queue_.begin()->first.first);
  if (wake_first) {
    if (*wake_ > until) return false;
    now_ = std::max(now_, *wake_);
    wake_.reset();
    hear(Woke{});
    return true;
  }
  if (queue_.empty() || queue_.begin()->first.first > until) return false;
  now_ = std::max(now_, queue_.begin()->first.first);
  Event event = std::move(queue_.begin()->second);
  queue_.erase(queue_.begin());
  hear(std::move(event));
  return true;
}

bool VirtualRun::quiet(Duration patience) const {
  if (!queue_.empty()) return false;
  const FlowReport report = flow_->report();
  const std::optional<Instant> push = next_push();
  return report.settled && (!report.due || *report.due > now_ + patience) &&
         (!push || *push > now_ + patience);
}

bool VirtualRun::run_to_quiet(Duration patience, Duration limit) {
  const Instant until = now_ + limit;
  while (now_ <= until) {
    if (quiet(patience)) return true;
    if (!step(until)) return false;
  }
  return false;
}

void VirtualRun::die_after(std::uint64_t effects) { crash_after_ = effects_ + effects; }

bool VirtualRun::run_then_crash(std::uint64_t effects) {
  die_after(effects);
  while (!died()) {
    const FlowReport report = flow_->report();
    const bool over = report.settled && queue_.empty() && !report.due;
    if (over || !step(now_ + std::chrono::hours{48})) {
      crash_after_ = std::numeric_limits<std::uint64_t>::max();
      return false;
    }
  }
  queue_.clear();
  return true;
}

}  // namespace crosswalk::sim
