#pragma once

/// \file
/// Whether an exported member is in the ATS already. The member's URN is the surest word, an
/// address together with the name is enough, an address alone never is; and where several
/// candidates could be meant, a person must say which.

#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "linkedin/exchange/exports.hpp"

namespace crosswalk {

/// By what the person is looked for. An address alone is among it because somebody erased is kept
/// out by it.
std::vector<Identity> identities_of(const ExportedProfile& person, std::string_view digest_key);

struct PersonVerdict {
  bool erased = false;
  bool ambiguous = false;
  bool gone = false;        ///< The member was a candidate that the vendor has no more.
  bool restricted = false;  ///< One who is meant is missing among many, and nobody said if gone.
  std::string candidate;    ///< Empty: nobody in the ATS is this member.
};

/// Judges what FindPerson told. `rows` answers LookUp for its matches, in their order. A candidate
/// the vendor has no more does not count; one linked to another member is not this one, and makes
/// the case ambiguous. So does one that is restricted, and a member whose only candidates are gone:
/// merged into another, the person is there under an id that nobody told us.
PersonVerdict judge_person(const PersonFound& found, const Rows& rows, std::string_view member);

/// Whether the vendor has the record no more, as far as the store knows.
bool gone_from_vendor(const EntityRow& row);

}  // namespace crosswalk
