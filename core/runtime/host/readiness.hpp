#pragma once

/// \file
/// Whether each data set of a tenant is ready for Recruiter System Connect: does the connector
/// carry what LinkedIn requires, and how much of what was read is at LinkedIn. What an operator and
/// a customer look at before and after the integration is enabled.

#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "flow/store_port.hpp"
#include "mapping/coverage.hpp"

namespace crosswalk {

/// {"job":{"read":true,"lacks":["listed_at"],"known":37,"there":30},…}: whether the connector reads
/// the kind, which required fields it never says, how many records the store knows that may leave,
/// and how many LinkedIn has in their wanted version.
Json readiness_json(const std::vector<KindCoverage>& coverage, const Counts& counts);

/// How far the tenant has come: {"connected","agreed_by","callback","integrations":{type:enabled},
/// "closed"}; `closed` says why nothing may be sent, empty when it may.
Json onboarding_json(const Onboarding& onboarding, std::string_view closed);

/// One line for a terminal: "ready: job 30 of 37, candidate 476 of 492; not read: feedback".
std::string readiness_words(const Json& readiness);

}  // namespace crosswalk
