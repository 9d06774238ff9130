#include <algorithm>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "flow/exchange/onboarding.hpp"
#include "runtime/host/tenant.hpp"

namespace crosswalk {

void Tenant::ask(Event event, Ticket ticket, std::function<void(const Told&)> told) {
  start();
  asked_.emplace(ticket, std::move(told));
  runner_->tell(std::move(event));
}

// Answers stay in the report for a while; each is heard once.
void Tenant::tell_answers(const FlowReport& report) {
  for (const Told& told : report.told) {
    const auto asked = asked_.find(told.ticket);
    if (asked == asked_.end()) continue;
    const auto hear = std::move(asked->second);
    asked_.erase(asked);
    hear(told);
  }
  if (!report.halted) return;
  for (const auto& [ticket, hear] : std::exchange(asked_, {})) {
    hear({.ticket = ticket,
          .error = Error{ErrorCode::internal, "the tenant stands still; status says why", name_},
          .words = {}});
  }
}

void Tenant::when_quiet(std::function<void()> quiet) {
  SyncListener listener;
  listener.done = std::move(quiet);
  add_order(std::move(listener), true);
}

Result<bool> Tenant::erasure_open(const std::string& erasure) {
  auto answer = store_.carry_out(TakeErasures{});
  if (!answer) return std::move(answer).error();
  const Erasures* open = std::get_if<Erasures>(&*answer);
  CROSSWALK_CHECK(open != nullptr);
  return std::ranges::find(open->cases, erasure, &Erasures::Case::erasure) != open->cases.end();
}

std::string Tenant::closed(const Counts& counts) const {
  return closed_because(onboarding_, counts.onboarding);
}

void Tenant::keep(KeepNotice notice, std::function<void(bool)> kept) {
  on_store_([this, notice = std::move(notice), kept = std::move(kept)] {
    const auto answer = store_.carry_out(notice);
    kept(answer.has_value());
    if (!answer) return;
    boost::asio::post(io_, [this] { runner_->tell(Knocked{}); });
  });
}

}  // namespace crosswalk
