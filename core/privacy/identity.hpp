#pragma once

/// \file
/// What stands for a person without saying who it is: keyed digests of ids, member URNs and
/// addresses. The store finds people by them and remembers whom it must never take back, and
/// whoever reads the disk without the tenant's key learns nothing. A plain digest of an e-mail
/// address could be guessed; these cannot.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sdk/record.hpp"
#include "sync/entity.hpp"

namespace crosswalk {

/// What an identity was made of. Stored: append only.
enum class IdentityKind : std::uint8_t {
  candidate = 1,  ///< The vendor's id of a candidate.
  member,         ///< A LinkedIn member's URN: the surest word that two are one person.
  email,          ///< An address alone: enough to keep somebody out, never to take two for one.
  email_and_name  ///< An address with first and last name: enough to take two for one.
};

struct Identity {
  IdentityKind kind = IdentityKind::candidate;
  RecordDigest digest{};

  friend auto operator<=>(const Identity&, const Identity&) = default;
};

/// Of one thing. `key` is the tenant's digest key of 32 bytes; kinds never share a digest.
/// Addresses and names are compared without blanks at both ends and without the case of ASCII
/// letters, names with each run of blanks as one: whoever is written otherwise is another person.
Identity candidate_identity(std::string_view id, std::string_view key);
Identity member_identity(std::string_view urn, std::string_view key);
Identity email_identity(std::string_view email, std::string_view key);
Identity email_and_name_identity(std::string_view email, std::string_view first_name,
                                 std::string_view last_name, std::string_view key);

/// All that a candidate's record says of who it is: each address alone and with the name, and the
/// member where `candidate_person` is there. Sorted, without repeats. Empty for other kinds.
std::vector<Identity> identities_of(const Record& candidate, std::string_view key);

}  // namespace crosswalk
