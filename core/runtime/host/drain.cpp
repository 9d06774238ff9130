#include "runtime/host/drain.hpp"

#include <algorithm>
#include <numeric>

#include "access/linkedin_budget.hpp"
#include "linkedin/rsc/batches.hpp"

namespace crosswalk {
namespace {

// As the flow counts them: the only figures there are for jobs.
constexpr std::uint32_t jobs_a_minute_max = 2000;
constexpr std::uint32_t jobs_a_day_max = 60'000;

constexpr std::chrono::seconds minute{60};
constexpr std::chrono::seconds day{86'400};

using Numbers = std::array<std::uint64_t, record_kind_count>;

constexpr auto job_at = static_cast<std::size_t>(RecordKind::job);

std::uint64_t sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

std::uint64_t ceil_of(std::uint64_t count, std::uint64_t each) { return (count + each - 1) / each; }

std::uint32_t sendable_a_day(const LinkedInLimits& limits) {
  const std::uint64_t reserve =
      ceil_of(std::uint64_t{limits.requests_per_day} * deletion_reserve_percent, 100);
  return std::max<std::uint32_t>(limits.requests_per_day - static_cast<std::uint32_t>(reserve), 1);
}

// The longest of all limits that bind.
class Longest {
 public:
  void a_minute(std::uint64_t count, std::uint32_t each, DrainLimit limit) {
    if (each != 0) take(static_cast<std::int64_t>(ceil_of(count, each)) * minute, limit);
  }
  // What one day takes is a matter of its minutes.
  void a_day(std::uint64_t count, std::uint32_t each, DrainLimit limit) {
    if (each == 0 || count <= each) return;
    take(static_cast<std::int64_t>(ceil_of(count, each)) * day, limit);
  }
  Drain drain;

 private:
  void take(std::chrono::seconds time, DrainLimit limit) {
    if (time > drain.time) drain = {time, limit};
  }
};

std::string rate_words(DrainLimit limit, const LinkedInLimits& limits) {
  switch (limit) {
    case DrainLimit::records_a_minute:
      return grouped(limits.records_per_minute) + " records a minute";
    case DrainLimit::jobs_a_minute:
      return grouped(limits.jobs_per_minute()) + " jobs a minute";
    case DrainLimit::requests_a_day:
      return grouped(limits.requests_per_day) + " requests a day";
    case DrainLimit::jobs_a_day:
      return grouped(limits.jobs_per_day()) + " jobs a day";
    case DrainLimit::none:
      break;
  }
  return {};
}

std::string time_words(std::chrono::seconds time) {
  const bool days = time >= day;
  const auto count = static_cast<std::uint64_t>(time / (days ? day : minute));
  const std::string unit = days ? "day" : "minute";
  return count <= 1 ? "about a " + unit : "about " + grouped(count) + " " + unit + "s";
}

// "3 jobs and 1 candidate wait"; empty for none.
std::string listed(const Numbers& numbers, const std::string& verb) {
  std::string words;
  std::size_t left = record_kind_count - static_cast<std::size_t>(std::ranges::count(numbers, 0U));
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    if (numbers[kind] == 0) continue;
    --left;
    if (!words.empty()) words += left == 0 ? " and " : ", ";
    words += grouped(numbers[kind]) + " " + std::string(name_of(static_cast<RecordKind>(kind))) +
             (numbers[kind] == 1 ? "" : "s");
  }
  if (words.empty()) return words;
  return words + " " + verb + (sum(numbers) == 1 ? "s" : "");
}

}  // namespace

std::uint32_t LinkedInLimits::jobs_per_minute() const {
  return std::min(records_per_minute, jobs_a_minute_max);
}

std::uint32_t LinkedInLimits::jobs_per_day() const {
  return requests_per_day == 0 ? 0 : jobs_a_day_max;
}

Backlog backlog_of(const Counts& counts) {
  Backlog backlog;
  for (const Counts::Count& count : counts.counts) {
    const auto kind = static_cast<std::size_t>(count.kind);
    if (count.state == EntityState::ready || count.state == EntityState::waiting ||
        count.state == EntityState::task) {
      backlog.waiting[kind] += count.count;
    }
    if (count.state == EntityState::withdrawing) backlog.leaving[kind] += count.count;
  }
  return backlog;
}

Drain drain_of(const Backlog& backlog, const LinkedInLimits& limits) {
  const std::uint64_t jobs = backlog.waiting[job_at] + backlog.leaving[job_at];
  std::uint64_t requests = 0;
  for (const std::uint64_t waiting : backlog.waiting) {
    requests += ceil_of(waiting, batch_entities_max);
  }
  Longest longest;
  longest.a_minute(sum(backlog.waiting) + sum(backlog.leaving), limits.records_per_minute,
                   DrainLimit::records_a_minute);
  longest.a_minute(jobs, limits.jobs_per_minute(), DrainLimit::jobs_a_minute);
  longest.a_day(jobs, limits.jobs_per_day(), DrainLimit::jobs_a_day);
  if (limits.requests_per_day != 0) {
    longest.a_day(requests, sendable_a_day(limits), DrainLimit::requests_a_day);
  }
  return longest.drain;
}

std::string drain_words(const Backlog& backlog, const LinkedInLimits& limits) {
  std::string words = listed(backlog.waiting, "wait");
  const std::string leaving = listed(backlog.leaving, "leave");
  if (!words.empty() && !leaving.empty()) words += ", ";
  words += leaving;
  if (words.empty()) return words;
  const Drain drain = drain_of(backlog, limits);
  if (drain.limit == DrainLimit::none) return words + "; no limit holds them back";
  return words + ": " + time_words(drain.time) + " at LinkedIn's " +
         rate_words(drain.limit, limits);
}

Json drain_json(const Counts& counts, const LinkedInLimits& limits) {
  const Backlog backlog = backlog_of(counts);
  Json json = Json::object();
  json.set("records", sum(backlog.waiting) + sum(backlog.leaving));
  json.set("seconds", std::int64_t{drain_of(backlog, limits).time.count()});
  json.set("words", drain_words(backlog, limits));
  return json;
}

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace crosswalk
