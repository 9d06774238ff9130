#pragma once

/// \file
/// What people do at LinkedIn: a customer switches an integration, a recruiter exports a member or
/// wants the jobs again. Each may be impossible for a reason that has a word.

#include <string>
#include <string_view>
#include <vector>

#include "linkedin/call.hpp"

namespace crosswalk::sim::linkedin {

/// Switches an integration of the organization and tells its callback. `type` empty: all that are
/// known, or the two of an application that never named one. Gives why not: "organization_unknown",
/// "integration_unknown", "not_named", "no_callback"; empty when it is done.
std::string_view switch_integration(Peer& peer, std::string_view organization,
                                    std::string_view type, bool on, Instant now);

/// Refused with "organization_unknown", "not_enabled", "no_callback", "job_unknown", "job_closed",
/// "job_hidden", "member_gone" or "month_used_up".
Ordered order_export(Peer& peer, const ExportOrder& order, Instant now);

/// Asks for jobs to be sent again: these, or all that are open when `jobs` is empty. Gives why not:
/// "organization_unknown", "no_callback".
std::string_view ask_for_jobs(Peer& peer, std::string_view organization,
                              const std::vector<std::string>& jobs, Instant now);

/// Answers exportedCandidates: the finders `request` and `closedProfiles`.
HttpResponse answer_exports(const Call& call, Peer& peer);

}  // namespace crosswalk::sim::linkedin
