#include "flow/courier.hpp"

#include <algorithm>

#include "base/text/dates.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

// A token endpoint in trouble is asked so often before everybody who waits is told.
constexpr std::uint32_t token_failures_max = 5;

// Longer than a restart of whatever stands between; shorter than anybody waits before a screen.
constexpr Duration patience{60'000};

}  // namespace

Courier::Courier(Desk& desk, Peer peer, bool needs_token, Budget budget,
                 std::uint32_t in_flight_max)
    : desk_(desk),
      peer_(peer),
      needs_token_(needs_token),
      budget_(std::move(budget)),
      in_flight_max_(std::max(1u, in_flight_max)) {}

void Courier::ask(HttpRequest request, Then then) {
  queue_.push_back({std::move(request), std::move(then), false});
  if (closed_) return fail_soon();
  go_on();
}

void Courier::close(Error error) {
  closed_ = std::move(error);
  if (!queue_.empty()) fail_soon();
}

void Courier::reopen() {
  if (!std::exchange(closed_, std::nullopt)) return;
  doubted_ = true;
  go_on();
}

void Courier::fail_soon() {
  desk_.at(desk_.now(), [this] {
    if (closed_) fail_all(*closed_);
  });
}

Instant Courier::peer_now() const { return peer_ahead_ ? desk_.now() + *peer_ahead_ : desk_.now(); }

bool Courier::silent() const { return silent_since_ && desk_.now() - *silent_since_ >= patience; }

void Courier::note(bool answered) {
  if (answered) {
    silent_since_.reset();
  } else if (!silent_since_) {
    silent_since_ = desk_.now();
  }
}

void Courier::go_on() {
  while (!closed_ && !queue_.empty() && in_flight_ < (doubted_ ? 1 : in_flight_max_)) {
    if (needs_token_ && token_until_ <= desk_.now()) return fetch_token();
    const Instant earliest = budget_.earliest(desk_.now());
    if (earliest > desk_.now()) {
      if (!timer_set_) {
        timer_set_ = true;
        desk_.at(earliest, [this] {
          timer_set_ = false;
          go_on();
        });
      }
      return;
    }
    Asked asked = std::move(queue_.front());
    queue_.pop_front();
    leave(std::move(asked));
  }
}

void Courier::leave(Asked asked) {
  budget_.spend(desk_.now());
  ++in_flight_;
  HttpRequest request = asked.request;
  auto then = [this, token = token_, held = std::move(asked)](Result<HttpResponse> reply) mutable {
    hear(std::move(held), token, std::move(reply));
  };
  desk_.ask_http(peer_, std::move(request), std::move(then));
}

void Courier::hear(Asked asked, std::uint64_t token, Result<HttpResponse> reply) {
  --in_flight_;
  note(reply || reply.error().code != ErrorCode::unavailable);
  if (reply) {
    heard_ = true;
    budget_.observe(*reply, desk_.now());
    if (const auto date = parse_http_date(header(reply->headers, "Date"))) {
      peer_ahead_ = *date - desk_.now();
    }
    if (reply->status == 401 && needs_token_ && !asked.again) {
      if (token == token_) token_until_ = {};
      asked.again = true;
      queue_.push_front(std::move(asked));
      if (closed_) return fail_soon();
      return go_on();
    }
    if (watch_) watch_(*reply);
    if (!closed_) doubted_ = false;
  }
  asked.then(std::move(reply));
  go_on();
}

void Courier::fetch_token() {
  if (fetching_ || resting_) return;
  fetching_ = true;
  desk_.ask_token(peer_, [this](const TokenDone& done) {
    fetching_ = false;
    const Result<Instant>& until = done.good_until;
    note(until || until.error().code != ErrorCode::unavailable);
    if (until) {
      token_failures_ = 0;
      ++token_;
      token_until_ = *until;
      return go_on();
    }
    ++token_failures_;
    const bool over = until.error().code != ErrorCode::unavailable ||
                      token_failures_ >= token_failures_max || silent();
    const Duration pause = over ? Duration{0} : backoff(token_failures_, token_);
    rest(std::max(pause, done.wait.value_or(Duration{0})));
    if (!over) return;
    token_failures_ = 0;
    fail_all(until.error());
  });
}

void Courier::rest(Duration pause) {
  if (pause <= Duration{0}) return;
  resting_ = true;
  desk_.at(desk_.now() + pause, [this] {
    resting_ = false;
    go_on();
  });
}

void Courier::fail_all(const Error& error) {
  std::deque<Asked> waiting = std::exchange(queue_, {});
  for (Asked& asked : waiting) asked.then(error);
}

}  // namespace crosswalk
