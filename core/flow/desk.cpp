#include "flow/desk.hpp"

#include <algorithm>

namespace crosswalk {
namespace {

// A full disk is somebody's work of minutes; asking every few seconds costs nothing.
constexpr Duration store_pause{5000};

// Takes a continuation out of its map, so that it may ask for more while it runs.
template <class Then>
Then take(std::unordered_map<Slot, Then>& open, Slot slot) {
  const auto found = open.find(slot);
  if (found == open.end()) return nullptr;
  Then then = std::move(found->second);
  open.erase(found);
  return then;
}

template <class... Verbs>
bool one_of(const StoreVerb& verb) {
  return (std::holds_alternative<Verbs>(verb) || ...);
}

bool only_reads(const StoreVerb& verb) {
  return one_of<LookUp, TakeRereads, TakeReady, TakeWithdrawals, TakeTasks, FindAbsent,
                TakeChildren, FindParents, TakeNotices, FindPerson, FindApplications, FindChildren,
                TakeErasures>(verb);
}

}  // namespace

void Desk::ask_http(Peer peer, HttpRequest request, OnHttp then) {
  http_.emplace(++last_slot_, std::move(then));
  effects_.push_back(SendHttp{last_slot_, peer, std::move(request)});
}

void Desk::ask_token(Peer peer, OnToken then) {
  tokens_.emplace(++last_slot_, std::move(then));
  effects_.push_back(FetchToken{last_slot_, peer});
}

void Desk::ask_step(Step step, OnStep then) {
  steps_.emplace(++last_slot_, std::move(then));
  effects_.push_back(TakeStep{last_slot_, std::move(step)});
}

void Desk::use_application(std::string client_id, std::string client_secret) {
  effects_.push_back(UseApplication{std::move(client_id), std::move(client_secret)});
}

void Desk::ask_store(StoreVerb verb, OnStore then) {
  if (store_rests_) return behind_.push_back({std::move(verb), std::move(then)});
  effects_.push_back(UseStore{++last_slot_, verb});
  verbs_.emplace(last_slot_, AskedVerb{std::move(verb), std::move(then)});
}

void Desk::at(Instant at, std::function<void()> then) { timers_.emplace(at, std::move(then)); }

void Desk::set_now(Instant now) { now_ = std::max(now_, now); }

void Desk::hear(Event event) {
  if (!halted_.empty()) return;
  if (auto* http = std::get_if<HttpDone>(&event)) {
    if (auto then = take(http_, http->slot)) then(std::move(http->reply));
  } else if (auto* token = std::get_if<TokenDone>(&event)) {
    if (auto then = take(tokens_, token->slot)) then(*token);
  } else if (auto* engine = std::get_if<EngineDone>(&event)) {
    if (auto then = take(steps_, engine->slot)) then(std::move(engine->answer));
  } else if (auto* store = std::get_if<StoreDone>(&event)) {
    hear_store(std::move(*store));
  }
  hear_timers();
}

void Desk::hear_store(StoreDone done) {
  const auto found = verbs_.find(done.slot);
  if (found == verbs_.end()) return;
  AskedVerb asked = std::move(found->second);
  verbs_.erase(found);
  // What was read behind a verb that failed knows nothing of it.
  const bool too_early = store_rests_ && only_reads(asked.verb);
  if (done.answer && too_early) return void(failed_.emplace(done.slot, std::move(asked)));
  if (done.answer) {
    if (!store_rests_) store_trouble_.clear();
    return asked.then(*std::move(done.answer));
  }
  if (done.answer.error().code != ErrorCode::unavailable) {
    halted_ = "the store cannot go on: " + to_string(done.answer.error());
    effects_.clear();
    return;
  }
  if (!std::exchange(store_rests_, true)) {
    at(now_ + store_pause, [this] { ask_store_again(); });
  }
  store_trouble_ = to_string(done.answer.error());
  failed_.emplace(done.slot, std::move(asked));
}

void Desk::ask_store_again() {
  // What is still out may fail too and belongs in the same order.
  if (!verbs_.empty()) return at(now_ + store_pause, [this] { ask_store_again(); });
  store_rests_ = false;
  auto failed = std::exchange(failed_, {});
  auto behind = std::exchange(behind_, {});
  for (auto& [slot, asked] : failed) ask_store(std::move(asked.verb), std::move(asked.then));
  for (AskedVerb& asked : behind) ask_store(std::move(asked.verb), std::move(asked.then));
}

void Desk::hear_timers() {
  while (!timers_.empty() && timers_.begin()->first <= now_) {
    auto then = std::move(timers_.begin()->second);
    timers_.erase(timers_.begin());
    then();
  }
}

Effects Desk::take_effects() {
  Effects out = std::exchange(effects_, {});
  if (!halted_.empty()) return {};
  if (!timers_.empty()) out.push_back(WakeAt{timers_.begin()->first});
  return out;
}

std::size_t Desk::in_flight() const {
  return http_.size() + tokens_.size() + steps_.size() + verbs_.size() + failed_.size() +
         behind_.size();
}

}  // namespace crosswalk
