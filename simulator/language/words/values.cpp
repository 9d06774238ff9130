#include <array>
#include <charconv>
#include <cmath>

#include "base/text/dates.hpp"
#include "language/words/value.hpp"

namespace crosswalk::sim::language {
namespace {

template <class N>
std::optional<N> number_in(std::string_view text) {
  N number{};
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

template <class N>
Value<N> bounded(N low, N high) {
  Value<N> value;
  value.type = "a whole number from " + std::to_string(low) + " to " + std::to_string(high);
  value.schema =
      or_variable(Json::Members{{"type", "integer"}, {"minimum", low}, {"maximum", high}});
  value.read = [low, high, type = value.type](const Node& node, const Reader& reader,
                                              N& into) -> Problem {
    std::string text;
    if (auto wrong = text_in(node, reader, type, text)) return wrong;
    const auto number = number_in<N>(text);
    if (!number || *number < low || *number > high) {
      return reader.wrong(node, "this must be " + type);
    }
    into = *number;
    return std::nullopt;
  };
  value.write = [](const N& number, const N&) { return scalar(std::to_string(number)); };
  return value;
}

struct Unit {
  std::string_view word;
  std::int64_t ms;
};
constexpr std::array<Unit, 5> units{
    {{"d", 86'400'000}, {"h", 3'600'000}, {"m", 60'000}, {"s", 1'000}, {"ms", 1}}};

std::string real_text(double number) {
  std::array<char, 40> buffer{};
  const auto [end, problem] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
  return problem == std::errc{} ? std::string(buffer.data(), end) : "0";
}

}  // namespace

Value<std::uint64_t> whole(std::uint64_t low, std::uint64_t high) { return bounded(low, high); }
Value<std::uint32_t> small(std::uint32_t low, std::uint32_t high) { return bounded(low, high); }
Value<int> status_code() { return bounded(400, 599); }

Value<double> real(double low, double high) {
  Value<double> value;
  value.type = "a number from " + real_text(low) + " to " + real_text(high);
  value.schema =
      or_variable(Json::Members{{"type", "number"}, {"minimum", low}, {"maximum", high}});
  value.read = [low, high, type = value.type](const Node& node, const Reader& reader,
                                              double& into) -> Problem {
    std::string text;
    if (auto wrong = text_in(node, reader, type, text)) return wrong;
    const auto number = number_in<double>(text);
    const bool fits = number && std::isfinite(*number) && *number >= low && *number <= high;
    if (!fits) return reader.wrong(node, "this must be " + type);
    into = *number;
    return std::nullopt;
  };
  value.write = [](const double& number, const double&) { return scalar(real_text(number)); };
  return value;
}

std::string duration_text(Duration duration) {
  for (const Unit& unit : units) {
    if (duration.count() != 0 && duration.count() % unit.ms == 0) {
      return std::to_string(duration.count() / unit.ms) + std::string(unit.word);
    }
  }
  return "0s";
}

std::optional<Duration> duration_in(std::string_view text) {
  constexpr std::int64_t days_max = 36'500;
  const std::size_t digits = text.find_first_not_of("-0123456789");
  if (digits == std::string_view::npos) return std::nullopt;
  const auto number = number_in<std::int64_t>(text.substr(0, digits));
  for (const Unit& unit : units) {
    if (!number || text.substr(digits) != unit.word) continue;
    const std::int64_t most = days_max * units.front().ms / unit.ms;
    if (*number > most || *number < -most) return std::nullopt;
    return Duration{*number * unit.ms};
  }
  return std::nullopt;
}

Value<Duration> duration(Duration low, Duration high) {
  Value<Duration> value;
  value.type = "a duration (500ms, 30s, 30m, 2h, 7d) from " + duration_text(low) + " to " +
               duration_text(high);
  value.schema =
      or_variable(Json::Members{{"type", "string"}, {"pattern", "^-?[0-9]+(ms|s|m|h|d)$"}});
  value.read = [low, high, type = value.type](const Node& node, const Reader& reader,
                                              Duration& into) -> Problem {
    std::string text;
    if (auto wrong = text_in(node, reader, type, text)) return wrong;
    const auto read = duration_in(text);
    if (!read || *read < low || *read > high) return reader.wrong(node, "this must be " + type);
    into = *read;
    return std::nullopt;
  };
  value.write = [](const Duration& time, const Duration&) { return scalar(duration_text(time)); };
  return value;
}

Value<Instant> instant() {
  Value<Instant> value;
  value.type = "a moment, such as 2026-01-01T00:00:00Z";
  value.schema = Json::Members{{"type", "string"}};
  value.read = [type = value.type](const Node& node, const Reader& reader,
                                   Instant& into) -> Problem {
    std::string text;
    if (auto wrong = text_in(node, reader, type, text)) return wrong;
    const auto read = parse_instant(text);
    if (!read) return reader.wrong(node, "this must be " + type);
    into = *read;
    return std::nullopt;
  };
  value.write = [](const Instant& at, const Instant&) { return scalar(format_instant(at)); };
  return value;
}

}  // namespace crosswalk::sim::language
