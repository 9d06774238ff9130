#include "runtime/host/quota_watch.hpp"

#include <chrono>
#include <variant>

namespace crosswalk {
namespace {

constexpr std::chrono::seconds silence_tolerated{5};

bool is_busy(int status) { return status == 429 || status >= 500; }

}  // namespace

void QuotaWatch::asked(const Effects& effects) {
  wake_.reset();
  for (const Effect& effect : effects) {
    if (const auto* wake = std::get_if<WakeAt>(&effect)) {
      wake_ = wake->at;
      continue;
    }
    const auto* http = std::get_if<SendHttp>(&effect);
    if (http != nullptr && http->peer == Peer::linkedin) at_linkedin_.insert(http->slot);
    std::visit(
        [this](const auto& each) {
          if constexpr (requires { each.slot; }) in_flight_.insert(each.slot);
        },
        effect);
  }
}

void QuotaWatch::heard(const Event& event) {
  std::visit(
      [this](const auto& each) {
        if constexpr (requires { each.slot; }) in_flight_.erase(each.slot);
      },
      event);
  const auto* http = std::get_if<HttpDone>(&event);
  if (http == nullptr || at_linkedin_.erase(http->slot) == 0) return;
  told_to_wait_ = http->reply && is_busy(http->reply->status) ? http->reply->status : 0;
}

std::string QuotaWatch::words(const FlowReport& report, Instant now) const {
  const bool quiet = in_flight_.empty() && wake_ && *wake_ > now + silence_tolerated;
  const bool reading = !report.activity.empty();
  if (!quiet || reading || report.settled) return {};
  if (told_to_wait_ != 0) {
    return "LinkedIn says that it is busy (status " + std::to_string(told_to_wait_) +
           "); it is asked again by itself";
  }
  if (limits_.records_per_minute == 0) return {};
  std::string words = "LinkedIn's " + grouped(limits_.records_per_minute) + " records a minute";
  if (limits_.jobs_per_minute() < limits_.records_per_minute) {
    words += ", " + grouped(limits_.jobs_per_minute()) + " of jobs";
  }
  return words + "; it goes on by itself";
}

}  // namespace crosswalk
