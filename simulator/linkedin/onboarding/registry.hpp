#pragma once

/// \file
/// Who is a customer here and how far the onboarding has come: applications, those given with the
/// options and those provisioned since, and each one's integrations with their configurations.
/// An integration goes from named to configured to enabled; only the customer enables it.

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/options.hpp"

namespace crosswalk::sim::linkedin {

inline constexpr std::string_view export_type = "ONE_CLICK_EXPORT";
inline constexpr std::string_view indicator_type = "IN_ATS_INDICATOR";
inline constexpr std::string_view callback_key = "CALLBACK_URL";
inline constexpr std::string_view job_viewers_key = "JOB_POSTING_VIEWERS";
inline constexpr std::string_view application_viewers_key = "APPLICATION_VIEWERS";
inline constexpr std::string_view every_viewer = "ALL_PRODUCT_USERS";

struct Integration {
  std::string context;             ///< An organization, or a contract for the CSA types.
  std::string type;                ///< "ONE_CLICK_EXPORT"
  std::string name{};              ///< Empty until the ATS has named it.
  std::optional<bool> switched{};  ///< By the customer; nothing: as applications start.
  std::map<std::string, std::string, std::less<>> configurations{};
};

/// A child application made at run time.
struct Provisioned {
  LinkedInApp app;
  std::string parent;  ///< The client id of the application that made it.
  std::string foreign_id;
  std::string name, description;
  std::vector<std::string> callbacks, domains;
};

/// "urn:li:developerApplication:N" of an application.
std::string urn_of(const LinkedInApp& app);

class Registry {
 public:
  /// The application; null when unknown. It lives until the options or this change.
  const LinkedInApp* find(std::string_view client_id, const LinkedInOptions& options) const;
  /// Whose customer an organization is: a provisioned application before one of the options.
  const LinkedInApp* of_organization(std::string_view organization,
                                     const LinkedInOptions& options) const;

  /// Another secret of an application, be it one of the options or provisioned.
  void change_secret(std::string_view client_id, const std::string& secret,
                     LinkedInOptions& options);

  /// Makes a child application with credentials of its own.
  Provisioned& provision(Provisioned child);
  Provisioned* provisioned(std::string_view parent, std::string_view foreign_id);
  Provisioned* provisioned_by_urn(std::string_view parent, std::string_view urn);
  /// A provisioned application belongs to the organization of the first integration it names:
  /// that the customer has authorised it during onboarding is taken as given.
  void bind(std::string_view client_id, std::string_view organization);

  std::deque<Integration>& integrations(std::string_view client_id);
  const std::deque<Integration>& integrations(std::string_view client_id) const;
  Integration* integration(std::string_view client_id, std::string_view context,
                           std::string_view type);
  /// The same, made when there is none.
  Integration& open(std::string_view client_id, std::string_view context, std::string_view type);

  bool is_enabled(const LinkedInApp& app, const Integration& integration,
                  const LinkedInOptions& options) const;
  /// Whether it is one of the options, which may count as enabled from the start.
  bool starts_enabled(std::string_view client_id, const LinkedInOptions& options) const;
  /// Whether the application may write records: one of its integrations is enabled.
  bool counts_as_enabled(const LinkedInApp& app, const LinkedInOptions& options) const;

  /// A configuration's value in any integration of the application; empty when there is none.
  std::string_view configured(std::string_view client_id, std::string_view key) const;
  /// The applications made at run time, by the ids their parents gave them.
  std::vector<std::string> foreign_ids() const;
  /// Whether another application has that callback already.
  bool is_taken(std::string_view callback_url, std::string_view client_id) const;

 private:
  std::deque<Provisioned> provisioned_;
  std::map<std::string, std::deque<Integration>, std::less<>> integrations_;
};

}  // namespace crosswalk::sim::linkedin
