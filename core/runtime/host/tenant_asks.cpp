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

void Tenant::when_quiet(SyncListener listener) { add_order(std::move(listener), true); }

Result<ErasureStanding> Tenant::erasure_standing(const std::string& erasure) {
  auto answer = store_.carry_out(TakeErasures{.also = erasure});
  if (!answer) return std::move(answer).error();
  const Erasures* all = std::get_if<Erasures>(&*answer);
  CROSSWALK_CHECK(all != nullptr);
  const auto found = std::ranges::find(all->cases, erasure, &Erasures::Case::erasure);
  if (found != all->cases.end()) return found->standing;
  return Error{ErrorCode::internal, "the store does not know the case", erasure};
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
