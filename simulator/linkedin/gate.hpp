#pragma once

/// \file
/// Who may ask, and how much: tokens by client credentials, bearer checks and quota windows.
/// All of it counts by the instant it is given, so a day passes when the caller says so.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "linkedin/onboarding/registry.hpp"
#include "linkedin/options.hpp"
#include "linkedin/rest/envelope.hpp"
#include "linkedin/rest/replies.hpp"
#include "wire/usage.hpp"

namespace crosswalk::sim::linkedin {

/// Issues tokens and knows them again, the expired ones too. A new token leaves the older ones
/// of the same client alive, as LinkedIn's do.
class Gate {
 public:
  /// Answers the token route: a POST whose form holds the credentials. Any other method is
  /// refused with 405, credentials in the query with 400, wrong ones with 401.
  HttpResponse grant(const Unwrapped& request, const Registry& registry,
                     const LinkedInOptions& options, Instant now);

  /// The application behind an Authorization field; it lives in `registry` or `options`.
  std::variant<const LinkedInApp*, Refusal> admit(std::string_view authorization,
                                                  const Registry& registry,
                                                  const LinkedInOptions& options,
                                                  Instant now) const;

  /// The tokens of one application, or of all when none is named.
  void expire_all(std::string_view client_id);
  void revoke_all(std::string_view client_id);

 private:
  struct Token {
    std::string client_id;
    Instant expires_at;
  };

  std::unordered_map<std::string, Token, TextHash, std::equal_to<>> tokens_;
  std::uint64_t issued_ = 0;
};

/// Counts requests and records in the windows of each application and resource: the UTC day and
/// the minute.
class Meter {
 public:
  /// Counts one request; false when the day is used up.
  bool admit_request(const LinkedInApp& app, std::string_view resource, const Quotas& quotas,
                     Instant now);

  /// Counts so many records; false, and none counted, when they do not fit into the minute or
  /// the day.
  bool admit_records(const LinkedInApp& app, std::string_view resource, std::uint64_t records,
                     const Quotas& quotas, Instant now);

  /// How far each resource that was ever asked has used up its windows; named with its application
  /// where there are several.
  std::vector<Usage> usage(const Quotas& quotas, Instant now) const;

 private:
  struct Window {
    std::int64_t number = 0;
    std::uint64_t count = 0;
  };
  struct Windows {
    Window requests_of_day, records_of_day, records_of_minute;
  };

  Windows& windows_of(const LinkedInApp& app, std::string_view resource);

  std::map<std::string, std::map<std::string, Windows, std::less<>>, std::less<>> windows_;
};

}  // namespace crosswalk::sim::linkedin
