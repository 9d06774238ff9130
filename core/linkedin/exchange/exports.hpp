#pragma once

/// \file
/// A 1-Click Export as LinkedIn hands it over: the push names only a request; who was exported, to
/// which job, is fetched with the tenant's own token. Facts: LinkedIn, "retrieve exported
/// candidates" and "StubProfile"; the element's full list of fields is not public, so what is not
/// there is simply absent.

#include <string>
#include <vector>

#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// GET exportedCandidates?q=request&requestId=...
HttpRequest export_request(const Dialect& dialect, const LinkedInTarget& target,
                           std::string_view request_id);

/// A member's stub profile. Texts as sent, at most 1,000 bytes each, lists at most 20.
struct ExportedProfile {
  std::string member;  ///< "urn:li:person:..."
  std::string first_name;
  std::string last_name;
  std::string headline;
  std::string location;
  std::string profile_url;
  std::vector<std::string> employers;  ///< Current ones.
  std::string title;                   ///< Of the first position, where there is one.
  std::vector<std::string> emails;     ///< Typed by the recruiter.
};

struct ExportReply {
  int status = 0;
  bool readable = false;  ///< 2xx and a body that is a finder's.
  bool found = false;     ///< An element is there; without one the member opted out or it expired.
  bool ours = false;      ///< Its integrationContext is the tenant's organization.
  std::string job;        ///< externalJobPostingId, or referenceEntityId.
  ExportedProfile person;
};

/// Reads the first element. Bodies over 1 MiB are unreadable.
ExportReply read_export(const Dialect& dialect, const LinkedInTarget& target,
                        const HttpResponse& reply);

}  // namespace crosswalk
