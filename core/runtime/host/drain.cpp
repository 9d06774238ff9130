#include "runtime/host/drain.hpp"

#include <algorithm>
#include <numeric>

#include "base/text/counted.hpp"
#include "linkedin/rsc/batches.hpp"

namespace crosswalk {
namespace {

constexpr std::chrono::seconds minute{60};
constexpr std::chrono::seconds day{86'400};

using Numbers = std::array<std::uint64_t, record_kind_count>;

constexpr auto job_at = static_cast<std::size_t>(RecordKind::job);

std::uint64_t sum(const Numbers& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), std::uint64_t{0});
}

std::uint64_t ceil_of(std::uint64_t count, std::uint64_t each) { return (count + each - 1) / each; }

Numbers only(Numbers numbers, bool children) {
  for (const RecordKind kind : record_kinds) {
    if (is_child(kind) != children) numbers[static_cast<std::size_t>(kind)] = 0;
  }
  return numbers;
}

Backlog without_children(const Backlog& backlog) {
  return {only(backlog.waiting, false), backlog.leaving, only(backlog.requests, false)};
}

Numbers requests_of(const Backlog& backlog) {
  Numbers requests = backlog.requests;
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    if (requests[kind] == 0) requests[kind] = ceil_of(backlog.waiting[kind], batch_entities_max);
  }
  return requests;
}

// Days until the last of these has gone, each day's share as the flow keeps it.
std::uint64_t days_of(const Numbers& requests, std::uint32_t per_day) {
  const std::uint64_t first = sum(only(requests, false));
  const std::uint64_t children = sum(only(requests, true));
  const std::uint64_t each = requests_for(Share::record, per_day);
  const std::uint64_t each_child = requests_for(Share::child, per_day);
  const std::uint64_t days = std::max<std::uint64_t>(ceil_of(first, each), 1);
  const std::uint64_t used = first - std::min((days - 1) * each, first);
  const std::uint64_t left = each_child - std::min(used, each_child);
  return children <= left ? days : days + ceil_of(children - left, each_child);
}

// The longest of all limits that bind.
class Longest {
 public:
  void a_minute(std::uint64_t count, std::uint32_t each, LinkedInLimit limit) {
    if (each != 0) take(static_cast<std::int64_t>(ceil_of(count, each)) * minute, limit);
  }
  // What one day takes is a matter of its minutes.
  void days(std::uint64_t count, LinkedInLimit limit) {
    if (count > 1) take(static_cast<std::int64_t>(count) * day, limit);
  }
  Drain drain;

 private:
  void take(std::chrono::seconds time, LinkedInLimit limit) {
    if (time > drain.time) drain = {time, limit};
  }
};

std::string rate_words(LinkedInLimit limit, const LinkedInLimits& limits) {
  switch (limit) {
    case LinkedInLimit::records_a_minute:
      return grouped(limits.records_per_minute) + " records a minute";
    case LinkedInLimit::jobs_a_minute:
      return grouped(limits.jobs_per_minute()) + " jobs a minute";
    case LinkedInLimit::requests_a_day:
      return grouped(limits.requests_per_day) + " requests a day";
    case LinkedInLimit::jobs_a_day:
      return grouped(limits.jobs_per_day()) + " jobs a day";
    case LinkedInLimit::busy:
    case LinkedInLimit::none:
      break;
  }
  return {};
}

std::string time_words(std::chrono::seconds time) {
  const bool days = time >= day;
  const auto count = static_cast<std::uint64_t>(time / (days ? day : minute));
  const std::string unit = days ? "day" : "minute";
  return "about " + (count <= 1 ? "a " + unit : counted(count, unit));
}

// "3 jobs and 1 candidate wait"; empty for none.
std::string listed(const Numbers& numbers, const std::string& verb) {
  std::string words;
  std::size_t left = record_kind_count - static_cast<std::size_t>(std::ranges::count(numbers, 0U));
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    if (numbers[kind] == 0) continue;
    --left;
    if (!words.empty()) words += left == 0 ? " and " : ", ";
    words += counted(numbers[kind], static_cast<RecordKind>(kind));
  }
  if (words.empty()) return words;
  return words + " " + verb + (sum(numbers) == 1 ? "s" : "");
}

std::string timed(std::string words, const Drain& drain, const LinkedInLimits& limits) {
  if (words.empty()) return words;
  if (drain.limit == LinkedInLimit::none) return words + "; no limit holds them back";
  return words + ": " + time_words(drain.time) + " at LinkedIn's " +
         rate_words(drain.limit, limits);
}

}  // namespace

OneParent one_parent_kinds(const Dialect& dialect) {
  OneParent kinds{};
  for (const RecordKind kind : record_kinds) {
    kinds[static_cast<std::size_t>(kind)] = one_parent(dialect, kind);
  }
  return kinds;
}

Backlog backlog_of(const Counts& counts, const OneParent& one_parent) {
  Backlog backlog;
  for (const Counts::Count& count : counts.counts) {
    const auto kind = static_cast<std::size_t>(count.kind);
    if (count.reason == unknown_parent) continue;
    if (count.state == EntityState::ready || count.state == EntityState::waiting ||
        count.state == EntityState::task) {
      backlog.waiting[kind] += count.count;
    }
    if (count.state == EntityState::withdrawing) backlog.leaving[kind] += count.count;
  }
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    if (one_parent[kind]) backlog.requests[kind] = counts.batches[kind];
  }
  return backlog;
}

Drain drain_of(const Backlog& backlog, const LinkedInLimits& limits) {
  const std::uint64_t jobs = backlog.waiting[job_at] + backlog.leaving[job_at];
  Longest longest;
  longest.a_minute(sum(backlog.waiting) + sum(backlog.leaving), limits.records_per_minute,
                   LinkedInLimit::records_a_minute);
  longest.a_minute(jobs, limits.jobs_per_minute(), LinkedInLimit::jobs_a_minute);
  if (limits.jobs_per_day() != 0) {
    longest.days(ceil_of(jobs, limits.jobs_per_day()), LinkedInLimit::jobs_a_day);
  }
  if (limits.requests_per_day != 0) {
    longest.days(days_of(requests_of(backlog), limits.requests_per_day),
                 LinkedInLimit::requests_a_day);
  }
  return longest.drain;
}

std::string drain_words(const Backlog& backlog, const LinkedInLimits& limits) {
  const Backlog first = without_children(backlog);
  std::string words = listed(first.waiting, "wait");
  const std::string leaving = listed(first.leaving, "leave");
  if (!words.empty() && !leaving.empty()) words += ", ";
  words = timed(words + leaving, drain_of(first, limits), limits);
  const std::string children =
      timed(listed(only(backlog.waiting, true), "wait"), drain_of(backlog, limits), limits);
  if (!words.empty() && !children.empty()) words += "; then ";
  return words + children;
}

Json drain_json(const Counts& counts, const LinkedInLimits& limits, const OneParent& one_parent) {
  const Backlog backlog = backlog_of(counts, one_parent);
  const std::int64_t seconds = drain_of(backlog, limits).time.count();
  const std::uint64_t waiting = sum(only(backlog.waiting, true));
  Json children = Json::object();
  children.set("records", waiting);
  children.set("requests", sum(only(requests_of(backlog), true)));
  children.set("seconds", waiting == 0 ? std::int64_t{0} : seconds);
  Json json = Json::object();
  json.set("records", sum(backlog.waiting) + sum(backlog.leaving));
  json.set("seconds", seconds);
  json.set("words", drain_words(backlog, limits));
  json.set("children", std::move(children));
  return json;
}

std::string limited_words(const Limited& limited, const LinkedInLimits& limits) {
  if (limited.pause.limit != LinkedInLimit::busy) {
    return "LinkedIn's " + rate_words(limited.pause.limit, limits) + "; it goes on by itself";
  }
  if (limited.status == 0) return "LinkedIn asks for a pause; it is asked again by itself";
  return "LinkedIn says that it is busy (status " + std::to_string(limited.status) +
         "); it is asked again by itself";
}

std::string counted(std::uint64_t number, RecordKind kind) {
  return counted(number, spoken(kind) + (kind == RecordKind::feedback ? " record" : ""));
}

}  // namespace crosswalk
