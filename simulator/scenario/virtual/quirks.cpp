#include "scenario/virtual/quirks.hpp"

#include <charconv>
#include <concepts>
#include <variant>
#include <vector>

#include "language/words/value.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

using Place = std::variant<bool Quirks::*, std::uint32_t Quirks::*, std::uint64_t Quirks::*,
                           Duration Quirks::*, std::vector<std::string> Quirks::*>;

struct Named {
  std::string_view name;
  Place place;
  bool of_linkedin = false;
};

const std::vector<Named>& all() {
  static const std::vector<Named> table = {
      {"page_items", &Quirks::page_items},
      {"vendor_requests", &Quirks::vendor_requests},
      {"newest_first", &Quirks::newest_first},
      {"sees_private", &Quirks::sees_private},
      {"write_lag", &Quirks::write_lag},
      {"one_application_per_job", &Quirks::one_application_per_job},
      {"denied", &Quirks::denied},
      {"linkedin_requests_per_day", &Quirks::linkedin_requests_per_day, true},
      {"linkedin_records_per_minute", &Quirks::linkedin_records_per_minute, true},
      {"exports_per_month", &Quirks::exports_per_month, true},
      {"job_task_delay", &Quirks::job_task_delay, true},
      {"put_clears_manual_match", &Quirks::put_clears_manual_match, true},
      {"reject_unknown_fields", &Quirks::reject_unknown_fields, true},
      {"failing_jobs", &Quirks::failing_jobs, true}};
  return table;
}

bool read(std::string_view text, bool& into) {
  into = text == "true" || text == "yes";
  return into || text == "false" || text == "no";
}
template <std::unsigned_integral Number>
bool read(std::string_view text, Number& into) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
  return failed == std::errc{} && end == text.data() + text.size();
}
bool read(std::string_view text, Duration& into) {
  const auto found = language::duration_in(text);
  into = found.value_or(into);
  return found.has_value();
}
bool read(std::string_view text, std::vector<std::string>& into) {
  into.clear();
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::size_t begin = part.find_first_not_of(" []\"'");
    if (begin == std::string_view::npos) continue;
    into.emplace_back(part.substr(begin, part.find_last_not_of(" []\"'") + 1 - begin));
  }
  return true;
}

}  // namespace

Result<LinkedInOptions> linkedin_options(const std::vector<TenantSpec>& tenants) {
  const Quirks usual;
  Quirks wanted;
  for (const Named& each : all()) {
    if (!each.of_linkedin) continue;
    for (const TenantSpec& tenant : tenants) {
      const bool fits = std::visit(
          [&](auto place) {
            const auto& asked = tenant.quirks.*place;
            if (asked == usual.*place) return true;
            if (wanted.*place != usual.*place && wanted.*place != asked) return false;
            wanted.*place = asked;
            return true;
          },
          each.place);
      if (fits) continue;
      return Error{ErrorCode::invalid_input,
                   "all tenants share one LinkedIn, and another wants a different " +
                       std::string(each.name) + "; say the same for both",
                   "tenant " + tenant.name};
    }
  }
  LinkedInOptions options;
  options.journal = true;  // Whoever looks after the invariants reads it.
  options.quotas = Quotas::off();
  options.quotas.requests_per_day = wanted.linkedin_requests_per_day;
  options.quotas.records_per_minute = wanted.linkedin_records_per_minute;
  options.quotas.exports_per_month = wanted.exports_per_month;
  options.task_delay = wanted.job_task_delay;
  options.put_clears_manual_match = wanted.put_clears_manual_match;
  options.accept_unknown_fields = !wanted.reject_unknown_fields;
  options.failing_jobs = wanted.failing_jobs;
  return options;
}

void set_account(const Quirks& quirks, GreenhouseOptions& options) {
  // Off is a limit that nobody reaches: a client that hears of none assumes a small one.
  constexpr std::uint32_t unreachable = 1'000'000'000;
  const std::uint32_t limit = quirks.vendor_requests == 0 ? unreachable : quirks.vendor_requests;
  options.requests_per_window = limit;
  options.v1_requests_per_window = limit;
  options.newest_first = quirks.newest_first;
  options.sees_private = quirks.sees_private;
  options.write_lag = quirks.write_lag;
  options.one_application_per_job = quirks.one_application_per_job;
  options.denied = quirks.denied;
}

void set_account(const Quirks& quirks, GemOptions& options) {
  options.write_lag = quirks.write_lag;
  options.denied = quirks.denied;
}

Result<Done> set_quirk(Quirks& quirks, std::string_view name, std::string_view text) {
  std::vector<std::string_view> known;
  for (const Named& each : all()) {
    known.push_back(each.name);
    if (each.name != name) continue;
    const bool good = std::visit([&](auto place) { return read(text, quirks.*place); }, each.place);
    if (good) return Done{};
    return Error{ErrorCode::invalid_input,
                 "cannot be '" + std::string(text) +
                     "'; write true or false, a whole number, a duration such as 5m, or a list",
                 std::string(name)};
  }
  return unknown_word("set", "quirk", name, known);
}

}  // namespace crosswalk::sim
