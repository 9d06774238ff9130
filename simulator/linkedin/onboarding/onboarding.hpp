#pragma once

/// \file
/// The resources of onboarding: child applications with a parent's token, and a customer's
/// integrations with their configurations with the customer's. The former are single creates with
/// statuses of their own, the latter batches.

#include <optional>
#include <string>
#include <string_view>

#include "linkedin/call.hpp"

namespace crosswalk::sim::linkedin {

/// Answers provisionedApplications: create, partial update and the finder.
HttpResponse answer_applications(const Call& call, Peer& peer);

/// Answers integrations: names by batch_partial_update, batch_get, and the finder `request`.
HttpResponse answer_integrations(const Call& call, Peer& peer);

/// Answers the configurations of integrations: batch_update, batch_get, batch_delete.
HttpResponse answer_configurations(const Call& call, Peer& peer);

/// Which integration, and which of its configurations.
struct IntegrationKey {
  std::string context, type;
  std::string configuration;  ///< Empty for the integration itself.
  std::string text;
};

/// Nothing when a part is missing, unknown or malformed. A configuration's own part, whose name the
/// documents do not tell, is the one part left over; `with_configuration` demands it.
std::optional<IntegrationKey> to_integration_key(const Call& call, KeyParts parts,
                                                 bool with_configuration);

/// 422 for a type nobody knows and for one in a context it does not belong to.
std::optional<Refusal> refuse_integration(const IntegrationKey& key);

/// Whether the application may speak for the key's context; a contract is its owner's to name.
bool may_reach(const LinkedInApp& app, const IntegrationKey& key);

}  // namespace crosswalk::sim::linkedin
