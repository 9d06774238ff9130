#include "faults/strike.hpp"

#include <algorithm>

#include "base/text/digest.hpp"
#include "faults/endpoints.hpp"

namespace crosswalk::sim {
namespace {

bool is_hook(std::string_view endpoint) { return endpoint.starts_with("hook."); }
bool is_linkedin(std::string_view endpoint) { return endpoint.starts_with("linkedin."); }

bool is_read(std::string_view endpoint) {
  return endpoint.ends_with(".list") || endpoint.ends_with(".ids") || endpoint.ends_with(".find");
}

bool fits_hook(FaultKind kind, std::string_view endpoint) {
  const bool challenge = endpoint == "hook.linkedin.challenge";
  switch (kind) {
    case FaultKind::challenge_missed:
      return challenge;
    case FaultKind::hook_early:
      // An export that cannot be fetched is, at LinkedIn, one whose member has opted out.
      return endpoint == "hook.greenhouse";
    case FaultKind::hook_missigned:
      return !challenge;
    default:
      return true;
  }
}

bool fits_page(FaultKind kind, std::string_view endpoint) {
  const bool of_vendor = !is_linkedin(endpoint);
  switch (kind) {
    case FaultKind::page_doubled:
    case FaultKind::page_reordered:
      return is_read(endpoint) && (of_vendor || endpoint.ends_with(".find"));
    case FaultKind::page_empty:
      // Where pages are counted, an empty one is the end.
      return is_read(endpoint) && endpoint.starts_with("greenhouse.");
    case FaultKind::mutation:
      return of_vendor;
    default:
      return is_read(endpoint) && of_vendor;
  }
}

bool fits_write(FaultKind kind, std::string_view endpoint) {
  constexpr std::string_view batches[] = {"candidates",        "candidate_notes", "applications",
                                          "application_notes", "feedback",        "stages"};
  if (kind == FaultKind::lost_answer) return true;
  if (endpoint == "linkedin.jobs.create") return true;
  if (kind == FaultKind::late_job_failure || !is_linkedin(endpoint)) return false;
  const std::string_view rest = endpoint.substr(endpoint.find('.') + 1);
  const std::string_view verb = rest.substr(rest.find('.') + 1);
  return (verb == "put" || verb == "patch") &&
         std::ranges::find(batches, rest.substr(0, rest.find('.'))) != std::end(batches);
}

// A draw of its own for the question whether it strikes at all.
constexpr std::uint64_t whether = 0;

}  // namespace

bool fits(FaultKind kind, std::string_view endpoint) {
  const FaultFamily family = word_of(kind).family;
  if (is_hook(endpoint) != (family == FaultFamily::hook)) return false;
  switch (family) {
    case FaultFamily::hook:
      return fits_hook(kind, endpoint);
    case FaultFamily::page:
      return fits_page(kind, endpoint);
    case FaultFamily::write:
      return fits_write(kind, endpoint);
    case FaultFamily::token:
      return kind == FaultKind::secret_rotated || kind == FaultKind::scope_missing ||
             !endpoint.starts_with("gem.");
    default:
      return true;
  }
}

std::uint64_t mixed(std::uint64_t a, std::uint64_t b) {
  std::uint64_t z = a ^ (b + 0x9E3779B97F4A7C15u + (a << 6) + (a >> 2));
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::uint64_t draw_bits(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request,
                        std::uint64_t nth) {
  return mixed(mixed(mixed(mix64(rule.id, seed), request.key), request.attempt), nth);
}

double draw_unit(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request,
                 std::uint64_t nth) {
  constexpr double step = 1.0 / 9007199254740992.0;  // 2 to the power of -53.
  return static_cast<double>(draw_bits(rule, seed, request, nth) >> 11) * step;
}

bool strikes(const FaultRule& rule, std::uint64_t seed, const LogicalRequest& request) {
  const FaultTrigger& when = rule.when;
  if (rule.off || !(when.probability > 0)) return false;
  if (request.at < when.from || request.at >= when.until) return false;
  if (when.page != 0 && request.page != when.page) return false;
  if (when.first != 0 && request.ordinal > when.first) return false;
  if (when.every != 0 && request.ordinal % when.every != 0) return false;
  if (!when.nth.empty() && std::ranges::find(when.nth, request.ordinal) == when.nth.end()) {
    return false;
  }
  // Its items must come at last, or it were another fault.
  const bool once = rule.what.kind == FaultKind::page_empty && when.attempts == 0;
  const std::uint32_t attempts = once ? 1 : when.attempts;
  if (attempts != 0 && request.attempt > attempts) return false;
  if (!means(rule.at, request.endpoint) || !fits(rule.what.kind, request.endpoint)) return false;
  return when.probability >= 1 || draw_unit(rule, seed, request, whether) < when.probability;
}

}  // namespace crosswalk::sim
