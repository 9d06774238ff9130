#pragma once

/// \file
/// Who in a company may see a job in Recruiter, where the ATS says so: access lists, each with
/// jobs and with people. Facts: LinkedIn, "ACL overview", "sync ACLs" and its Postman collection.
/// A member may be in ten lists at most, so a list per member holds where a list per job would
/// not. An entry that is there says all; its value is empty, and writing it again changes nothing.

#include <span>
#include <string>

#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// A job in a list.
struct AclEntry {
  std::string list;  ///< Our own name of the list.
  std::string job;   ///< The id the job was sent under.
};

/// A member in a list: "urn:li:person:..." as the tenant's application knows them.
struct AclAssignee {
  std::string list;
  std::string person;
};

enum class AclChange : std::uint8_t { add, remove };

/// Adds or removes up to batch_entities_max entries, none empty. Without any list a job is seen by
/// nobody, unless the viewers of its integration are set to all.
HttpRequest acl_request(const Dialect& dialect, const LinkedInTarget& target, AclChange change,
                        std::span<const AclEntry> entries);

/// The same for members.
HttpRequest acl_assignees_request(const Dialect& dialect, const LinkedInTarget& target,
                                  AclChange change, std::span<const AclAssignee> assignees);

/// Whether all of a change took: 2xx, and inside no error but, of a removal, that it was not there.
bool acl_taken(AclChange change, const HttpResponse& reply);

}  // namespace crosswalk
