#pragma once

/// \file
/// What a notification's id stands for until it expires, and what is known of the people who were
/// exported. A notification carries no content: whoever it was meant for fetches that with its own
/// token, and gets nothing when the member has opted out or left in between.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/instant.hpp"
#include "wire/usage.hpp"

namespace crosswalk::sim {

/// A recruiter exports a member to a job. Empty texts are left out of the answer.
struct ExportOrder {
  std::string organization;  ///< The recruiter's customer.
  std::string job;           ///< externalJobPostingId
  std::string member;        ///< "urn:li:person:abc"
  std::string first_name, last_name;
  std::string headline{}, location{}, profile_url{};
  std::vector<std::string> employers{};
  std::vector<std::string> emails{};                   ///< Typed by the recruiter.
  std::string recruiter = "urn:li:person:recruiter1";  ///< Who has to see the job.
  std::string seat = "urn:li:seat:1";                  ///< Whose month is counted.
  std::string context{};  ///< Told in the answer in place of `organization`; to mislead.
};

/// What became of an order.
struct Ordered {
  std::string request{};       ///< The notification's id; empty when refused.
  std::string_view why_not{};  ///< A word such as "job_closed"; empty when it was accepted.
};

namespace linkedin {

/// An integration that was switched.
struct Switched {
  std::string context, type;
};

struct Notice {
  std::string client_id;  ///< Whose it is.
  Instant at{};
  Instant expires_at{};
  std::variant<ExportOrder, Switched> about;
};

class Exports {
 public:
  /// Keeps a notice and gives it an id.
  std::string keep(Notice notice);
  /// The notice, unless it is unknown or expired.
  const Notice* find(std::string_view id, Instant now) const;

  /// Counts one export of a seat; false when its month has had `per_month`, where 0 is no limit.
  bool admit(const std::string& seat, std::uint64_t per_month, Instant now);

  /// How far each seat that ever exported has used up its month.
  std::vector<Usage> usage(std::uint64_t per_month, Instant now) const;

  /// An answer about the member is empty from now on.
  void opt_out(std::string member) { opted_out_.insert(std::move(member)); }
  void close_account(const std::string& member, Instant now) { closed_.try_emplace(member, now); }
  bool has_closed(const std::string& member) const { return closed_.contains(member); }
  bool is_silent(const std::string& member) const {
    return opted_out_.contains(member) || has_closed(member);
  }

  /// Members exported to the application who have closed their account since, with when, sorted.
  std::vector<std::pair<std::string, Instant>> closed_for(std::string_view client_id) const;

 private:
  std::map<std::string, Notice, std::less<>> notices_;
  std::map<std::string, std::set<std::string>, std::less<>> exported_;  ///< By application.
  std::set<std::string> opted_out_;
  std::map<std::string, Instant> closed_;
  std::map<std::pair<std::string, std::int64_t>, std::uint64_t> of_month_;
  std::uint64_t last_id_ = 70'000;
};

}  // namespace linkedin
}  // namespace crosswalk::sim
