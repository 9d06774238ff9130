#include <algorithm>
#include <chrono>
#include <thread>

#include "scenario/real/real_stage.hpp"
#include "server/control.hpp"

namespace crosswalk::sim::real {
namespace {

using Clock = Ear::Clock;

constexpr std::chrono::milliseconds look_again{40};
// Nothing has crossed a wire, and nobody has computed, for so long.
constexpr std::chrono::milliseconds still{400};
constexpr std::chrono::milliseconds idle{150};
// What waits although nobody is asked again waits for a person, who has been told, or for a record
// that does not come. Retries are further apart only after four attempts.
constexpr std::chrono::seconds given_up{6}, nobody_comes{10};
// A push that is due later than that is not waited for.
constexpr std::chrono::seconds push_soon{35};
constexpr std::chrono::seconds hooks_patience{3};
// A daemon that has begun reads, and is not quiet before it has.
constexpr std::chrono::seconds begins_within{10};

std::int64_t number(const Json& json, std::string_view section, std::string_view name) {
  const Json* const inner = json.find(section);
  return inner == nullptr ? 0 : inner->integer_of(name);
}

bool has_alarms(const Json& status) {
  const Json* const alarms = status.find("alarms");
  return alarms != nullptr && alarms->items() != nullptr && !alarms->items()->empty();
}

// Records on their way, exports half done, people not forgotten yet.
std::int64_t under_way(const Json& status) {
  std::int64_t sum = number(status, "exports", "received") - number(status, "exports", "created") -
                     number(status, "exports", "refused");
  sum += number(status, "erasures", "requested") - number(status, "erasures", "confirmed") -
         number(status, "erasures", "not_found");
  const Json* const objects = status.find("objects");
  if (objects == nullptr || objects->members() == nullptr) return sum;
  for (const auto& [kind, counts] : *objects->members()) {
    sum += counts.integer_of("waiting") + counts.integer_of("leaving");
  }
  return sum;
}

}  // namespace

Result<Done> RealStage::start() {
  began_with_ = ear_.asked();
  auto started = product_.start();
  if (!started) return started;
  began_at_ = Clock::now();
  const Vendor& vendor = *std::ranges::find(vendors(), spec_.vendor, &Vendor::word);
  if (hooked_ || !spec_.hooks || !vendor.calls_hooks) return Done{};
  hooked_ = true;
  at_peers([this](Control& control, Instant) {
    control.peers().greenhouse.save_hooks(
        {{product_.callback() + "/vendor/" + spec_.name, std::string(trial_hook_secret), {}}});
  });
  const auto deadline = Clock::now() + hooks_patience;
  bool pinged = true;
  while (pinged && Clock::now() < deadline) {
    std::this_thread::sleep_for(look_again);
    at_peers([&](Control& control, Instant) {
      const auto states = control.peers().greenhouse.hooks().states();
      pinged = std::ranges::any_of(states, &greenhouse::HookState::pinged);
    });
  }
  return Done{};
}

bool RealStage::nothing_to_push() const {
  bool nothing = false;
  at_peers([&](Control& control, Instant now) {
    const auto later = [&](Outbox& outbox) {
      const auto due = outbox.next_due();
      return !due || *due > now + push_soon;
    };
    Peers& peers = control.peers();
    peers.linkedin.ledger(now);
    nothing = control.traffic().under_way() == 0 && later(peers.linkedin.outbox()) &&
              later(peers.greenhouse.outbox());
  });
  return nothing;
}

Result<bool> RealStage::nothing_waits() {
  const auto status = product_.status();
  if (!status) return status.error();
  if (shut_ || under_way(*status) == 0) return true;
  return ear_.still_for() > (has_alarms(*status) ? given_up : nobody_comes);
}

Result<bool> RealStage::at_rest() {
  if (product_.computes()) busy_at_ = Clock::now();
  const bool begins = ear_.asked() == began_with_ && Clock::now() - began_at_ < begins_within;
  if (begins && product_.runs()) return false;
  if (!product_.begun_ended() || ear_.still_for() < still) return false;
  if (Clock::now() - busy_at_ < idle || ear_.troubled() || !nothing_to_push()) return false;
  const std::uint64_t heard = ear_.count();
  auto quiet = nothing_waits();
  product_.computes();  // To answer that took the daemon a moment.
  if (quiet && ear_.count() != heard) return false;
  return quiet;
}

Result<Done> RealStage::settle(Duration limit) {
  const auto deadline = Clock::now() + std::min(limit, wait_max);
  product_.computes();
  while (true) {
    if (auto crash = product_.crashed()) return *std::move(crash);
    const std::uint64_t heard = ear_.count();
    const auto rest = at_rest();
    if (!rest) return rest.error();
    if (*rest) {
      calm_ = true;
      calm_at_ = heard;
      return Done{};
    }
    if (Clock::now() > deadline) {
      calm_ = false;
      return Error{ErrorCode::unavailable,
                   "not quiet after " + std::to_string(std::min(limit, wait_max).count() / 1000) +
                       " s of real time",
                   "quiet"};
    }
    std::this_thread::sleep_for(look_again);
  }
}

}  // namespace crosswalk::sim::real
