#include "base/text/dates.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace crosswalk {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> weekdays = {"Sun", "Mon", "Tue", "Wed",
                                                      "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

constexpr Instant first_instant{Duration{0}};
constexpr Instant last_instant = sys_days{std::chrono::year{10000} / 1 / 1} - Duration{1};

/// Walks a text from its front; `good` stays false once anything did not fit.
struct Scan {
  std::string_view rest;
  bool good = true;

  int number(std::size_t digits) {
    if (!good || rest.size() < digits) return fail();
    int value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      if (rest[i] < '0' || rest[i] > '9') return fail();
      value = value * 10 + (rest[i] - '0');
    }
    rest.remove_prefix(digits);
    return value;
  }

  void letter(char expected) {
    if (!take(expected)) good = false;
  }

  bool take(char expected) {
    if (!good || rest.empty() || rest.front() != expected) return false;
    rest.remove_prefix(1);
    return true;
  }

  template <std::size_t Count>
  int word(const std::array<std::string_view, Count>& words) {
    const auto found = std::ranges::find(words, rest.substr(0, 3));
    if (!good || found == words.end()) return fail();
    rest.remove_prefix(3);
    return static_cast<int>(found - words.begin());
  }

  int fail() {
    good = false;
    return 0;
  }
};

std::optional<sys_days> day_of(int year, int month, int day) {
  const year_month_day date{std::chrono::year{year},
                            std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return sys_days{date};
}

Duration clock_time(Scan& scan) {
  const int hour = scan.number(2);
  scan.letter(':');
  const int minute = scan.number(2);
  scan.letter(':');
  const int second = scan.number(2);
  if (hour > 23 || minute > 59 || second > 59) scan.good = false;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + std::chrono::seconds{second};
}

Duration fraction(Scan& scan) {
  if (!scan.take('.')) return Duration{0};
  int ms = 0;
  int digits = 0;
  while (!scan.rest.empty() && scan.rest.front() >= '0' && scan.rest.front() <= '9') {
    const int digit = scan.number(1);
    if (digits < 3) ms = ms * 10 + digit;
    ++digits;
  }
  if (digits == 0 || digits > 9) scan.good = false;
  for (int i = digits; i < 3; ++i) ms *= 10;
  return Duration{ms};
}

Duration zone(Scan& scan) {
  if (scan.take('Z')) return Duration{0};
  const bool east = scan.take('+');
  if (!east) scan.letter('-');
  const int hour = scan.number(2);
  const bool more = !scan.rest.empty();
  scan.take(':');
  const int minute = more ? scan.number(2) : 0;
  if (hour > 23 || minute > 59) scan.good = false;
  const Duration off = std::chrono::hours{hour} + std::chrono::minutes{minute};
  return east ? off : -off;
}

std::optional<Instant> within_bounds(Instant at) {
  if (at < first_instant || at > last_instant) return std::nullopt;
  return at;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  Scan scan{text};
  const int year = scan.number(4);
  scan.letter('-');
  const int month = scan.number(2);
  scan.letter('-');
  const int day = scan.number(2);
  if (!scan.good) return std::nullopt;
  const auto date = day_of(year, month, day);
  if (!date) return std::nullopt;
  if (scan.rest.empty()) return within_bounds(*date);
  scan.letter('T');
  const Duration time = clock_time(scan);
  const Duration part = fraction(scan);
  const Duration east = zone(scan);
  if (!scan.good || !scan.rest.empty()) return std::nullopt;
  return within_bounds(*date + time + part - east);
}

std::string format_instant(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  char out[48];
  std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()),
                static_cast<int>(time.subseconds().count()));
  return out;
}

std::optional<Instant> parse_http_date(std::string_view text) {
  Scan scan{text};
  const int weekday = scan.word(weekdays);
  scan.letter(',');
  scan.letter(' ');
  const int day = scan.number(2);
  scan.letter(' ');
  const int month = scan.word(months) + 1;
  scan.letter(' ');
  const int year = scan.number(4);
  scan.letter(' ');
  const Duration time = clock_time(scan);
  if (!scan.good || scan.rest != " GMT") return std::nullopt;
  const auto date = day_of(year, month, day);
  const bool same_day =
      date && std::chrono::weekday{*date}.c_encoding() == static_cast<unsigned>(weekday);
  if (!same_day) return std::nullopt;
  return within_bounds(*date + time);
}

std::string format_http_date(Instant at) {
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  char out[48];
  std::snprintf(out, sizeof out, "%s, %02u %s %04d %02d:%02d:%02d GMT",
                weekdays[std::chrono::weekday{day}.c_encoding()].data(),
                static_cast<unsigned>(date.day()),
                months[static_cast<unsigned>(date.month()) - 1].data(),
                static_cast<int>(date.year()), static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return out;
}

}  // namespace crosswalk
