#include <algorithm>
#include <utility>

#include "flow/exchange/onboarding.hpp"
#include "sync/retry.hpp"

namespace crosswalk {
namespace {

constexpr Duration unreached_pause = std::chrono::minutes{1};

// Tries at asking how the integrations stand before a person hears of it.
constexpr std::uint32_t unanswered_told = 3;

std::string not_enabled(const Onboarding& known) {
  std::string names;
  for (const std::string_view type : integration_types()) {
    const auto state = std::ranges::find(known.integrations, type, &IntegrationState::type);
    if (state != known.integrations.end() && state->enabled) continue;
    names.append(names.empty() ? "" : ", ").append(type);
  }
  return names;
}

bool good(const Result<HttpResponse>& reply) {
  return reply && reply->status >= 200 && reply->status <= 299;
}

}  // namespace

std::string closed_because(const OnboardingSetup& setup, const Onboarding& known) {
  if (!setup.required) return {};
  if (known.connected_at == Instant{}) {
    return "the tenant is not connected to LinkedIn yet; run crosswalk tenant connect";
  }
  if (known.agreed_by.empty()) {
    return "nobody has agreed to the list of fields that are sent; run crosswalk tenant activate";
  }
  if (known.agreed_list != setup.list_version) {
    return "the list of fields that are sent has changed since it was agreed to; run crosswalk "
           "tenant activate again";
  }
  const std::string missing = not_enabled(known);
  if (missing.empty()) return {};
  return "LinkedIn says that the customer has not enabled " + missing +
         "; an administrator does so in Recruiter";
}

void OnboardingDesk::set_gate() {
  std::string why = closed_because(context_.setup.onboarding, known_);
  const bool asking = why.empty() && context_.setup.onboarding.required && !said_;
  if (asking) why = "LinkedIn has not answered yet whether the integration is still enabled";
  if (why == context_.report.closed && unanswered_ < unanswered_told) return;
  context_.set_closed(std::move(why), asking && unanswered_ < unanswered_told);
  changed_();
}

// The integrations were asked for by type, so whichever is missing is not enabled.
void OnboardingDesk::learn_standing(const std::vector<Integration>& said, Then then) {
  said_ = true;
  unanswered_ = 0;
  for (IntegrationState& state : known_.integrations) {
    const auto is_named = [&state](const Integration& each) {
      return each.ours && each.type == state.type;
    };
    if (std::ranges::none_of(said, is_named)) state.enabled = false;
  }
  learn(said, std::move(then));
}

void OnboardingDesk::learn(const std::vector<Integration>& said, Then then) {
  for (const Integration& integration : said) {
    const auto types = integration_types();
    const bool known_type = std::ranges::find(types, integration.type) != types.end();
    if (!integration.ours || !known_type) continue;
    const auto state =
        std::ranges::find(known_.integrations, integration.type, &IntegrationState::type);
    if (state == known_.integrations.end()) {
      known_.integrations.push_back({integration.type, integration.enabled});
    } else {
      state->enabled = integration.enabled;
    }
  }
  // Closing takes effect before the disk answers, opening only after it.
  if (!closed_because(context_.setup.onboarding, known_).empty()) set_gate();
  keep([this, then = std::move(then)] {
    set_gate();
    then();
  });
}

void OnboardingDesk::check() {
  const bool decides = context_.setup.onboarding.required && !known_.agreed_by.empty() &&
                       known_.connected_at != Instant{};
  if (!decides || busy_ != 0) return;
  ++busy_;
  ask_at_.reset();
  HttpRequest request =
      integrations_request(context_.setup.dialect, context_.setup.target, integration_types());
  context_.linkedin.ask(std::move(request),
                        [this, changes = changes_](const Result<HttpResponse>& reply) {
                          hear_check(reply, changes);
                        });
}

void OnboardingDesk::hear_check(const Result<HttpResponse>& reply, std::uint64_t changes) {
  --busy_;
  // Whatever was answered before a change may be older than what the change told.
  if (changes != changes_) return check();
  const auto said = good(reply)
                        ? read_integrations(context_.setup.dialect, context_.setup.target, *reply)
                        : std::nullopt;
  if (said) return learn_standing(*said, [] {});
  if (said_) return;
  const Instant now = context_.desk.now();
  // Whoever cannot be reached has been tried for long enough already.
  ask_at_ = now + (reply ? backoff(unanswered_++, context_.setup.seed) : unreached_pause);
  if (!reply) unanswered_ = unanswered_told;
  context_.desk.at(*ask_at_, [this] { check(); });
  set_gate();
}

}  // namespace crosswalk
