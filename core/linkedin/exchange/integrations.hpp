#pragma once

/// \file
/// Onboarding as requests and replies: the tenant's own application under the partner's, its
/// integrations by name, their configuration, and whether the customer enabled them. Facts:
/// LinkedIn, "provisioning API", "customer configuration", "integration types" and its Postman
/// collection; the words of the status are not public, so ENABLED in any case counts as enabled.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// The integrations of Recruiter System Connect that a tenant has here.
inline constexpr std::string_view one_click_export = "ONE_CLICK_EXPORT";
inline constexpr std::string_view in_ats_indicator = "IN_ATS_INDICATOR";
std::span<const std::string_view> integration_types();

/// POST /v2/provisionedApplications; `name` is at most 50 characters and does not say LinkedIn.
HttpRequest provision_request(const LinkedInTarget& target, std::string_view foreign_id,
                              std::string_view name);
/// GET the application made before under the same id, after a conflict.
HttpRequest provisioned_request(const LinkedInTarget& target, std::string_view foreign_id);

struct Provisioned {
  int status = 0;
  bool readable = false;
  std::string client_id;
  std::string client_secret;  ///< Empty where LinkedIn does not tell it again.
};
/// Of either request.
Provisioned read_provisioned(const HttpResponse& reply);

/// Names integrations: batch_partial_update of integrationName.
HttpRequest name_request(const Dialect& dialect, const LinkedInTarget& target,
                         std::span<const std::string_view> types, std::string_view name);

/// PUT of one integration's configuration; `values` are (key, text): CALLBACK_URL,
/// JOB_POSTING_VIEWERS, APPLICATION_VIEWERS.
HttpRequest configure_request(const Dialect& dialect, const LinkedInTarget& target,
                              std::string_view type,
                              std::span<const std::pair<std::string, std::string>> values);

/// Whether all of a batch_partial_update or configuration took: 2xx and no error inside.
bool all_taken(const HttpResponse& reply);

/// Reads integrations by type, or those a push names.
HttpRequest integrations_request(const Dialect& dialect, const LinkedInTarget& target,
                                 std::span<const std::string_view> types);
HttpRequest changed_request(const Dialect& dialect, const LinkedInTarget& target,
                            std::string_view request_id);

struct Integration {
  std::string type;
  bool ours = false;  ///< Its integrationContext is the tenant's.
  bool enabled = false;
};
/// Of either request; nothing when the reply is no readable 2xx. Unknown types are left out.
std::optional<std::vector<Integration>> read_integrations(const Dialect& dialect,
                                                          const LinkedInTarget& target,
                                                          const HttpResponse& reply);

}  // namespace crosswalk
