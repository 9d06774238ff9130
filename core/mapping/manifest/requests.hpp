#pragma once

/// \file
/// Requests as a manifest writes them: "GET auth:/v3/jobs?ids={ids}&since={from}". The host's
/// name may be left out: then it is the first one the manifest names. Settings are filled in
/// when the manifest is compiled, the rest when the request is planned.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

struct RequestTemplate {
  enum class Blank : std::uint8_t {
    // clang-format off
    none, ids, from, until, from_ms, until_ms,
    marker, candidate, job, since  // Of writes.
    // clang-format on
  };
  struct Part {
    std::string literal;  ///< Percent-encoded where a target needs it.
    Blank blank = Blank::none;
  };
  std::string method;
  std::string host;
  std::vector<Part> parts;

  bool has(Blank blank) const;
};

/// What fills the blanks of one request.
struct Filling {
  std::span<const std::string> ids;
  Instant from{};
  Instant until{};
  std::string_view marker{};
  std::string_view candidate{};
  std::string_view job{};
  Instant since{};
};

/// What stands between braces: a setting's value, or nothing when there is no such setting.
class SettingValues {
 public:
  virtual ~SettingValues() = default;
  virtual const std::string* find(std::string_view name) const = 0;
};

/// What a request is for: it decides about methods and blanks. One that reads is a GET.
enum class RequestUse : std::uint8_t { read, write };

/// Parses a request. The host must be one of `hosts`. The error's text says what was expected and
/// the nearest known word; its place is the caller's.
Result<RequestTemplate> parse_request(std::string_view text, const SettingValues& settings,
                                      std::span<const std::string> hosts,
                                      RequestUse use = RequestUse::read);

/// Writes the request out: ids joined by commas, times as ISO 8601 in UTC or in milliseconds.
PlannedRequest fill(const RequestTemplate& request, const Filling& filling);

}  // namespace crosswalk
