#include "linkedin/onboarding/registry.hpp"

#include <algorithm>

#include "base/text/digest.hpp"

namespace crosswalk::sim::linkedin {
namespace {

// Nobody's organization: a child application reaches nothing before it is bound.
constexpr std::string_view unbound = "none";

}  // namespace

std::string urn_of(const LinkedInApp& app) {
  return "urn:li:developerApplication:" + std::to_string(mix64(app.client_id) % 100'000'000);
}

const LinkedInApp* Registry::find(std::string_view client_id,
                                  const LinkedInOptions& options) const {
  const auto given = std::ranges::find(options.apps, client_id, &LinkedInApp::client_id);
  if (given != options.apps.end()) return &*given;
  for (const Provisioned& each : provisioned_) {
    if (each.app.client_id == client_id) return &each.app;
  }
  return nullptr;
}

const LinkedInApp* Registry::of_organization(std::string_view organization,
                                             const LinkedInOptions& options) const {
  for (const Provisioned& each : provisioned_) {
    if (each.app.organization == organization) return &each.app;
  }
  for (const LinkedInApp& each : options.apps) {
    if (!each.parent && each.organization == organization) return &each;
  }
  for (const LinkedInApp& each : options.apps) {
    if (!each.parent && each.organization.empty()) return &each;
  }
  return nullptr;
}

void Registry::change_secret(std::string_view client_id, const std::string& secret,
                             LinkedInOptions& options) {
  for (Provisioned& each : provisioned_) {
    if (each.app.client_id == client_id) each.app.client_secret = secret;
  }
  for (LinkedInApp& each : options.apps) {
    if (each.client_id == client_id) each.client_secret = secret;
  }
}

Provisioned& Registry::provision(Provisioned child) {
  const std::string seed = child.parent + "\n" + child.foreign_id;
  child.app.client_id = "child" + std::to_string(mix64(seed) % 10'000'000'000);
  // Real secrets hold characters that a form has to escape; so does this one.
  child.app.client_secret = "s/" + to_base64(bytes_of(sha256(seed))) + "+";
  child.app.organization = unbound;
  return provisioned_.emplace_back(std::move(child));
}

Provisioned* Registry::provisioned(std::string_view parent, std::string_view foreign_id) {
  const auto found = std::ranges::find_if(provisioned_, [&](const Provisioned& each) {
    return each.parent == parent && each.foreign_id == foreign_id;
  });
  return found == provisioned_.end() ? nullptr : &*found;
}

Provisioned* Registry::provisioned_by_urn(std::string_view parent, std::string_view urn) {
  const auto found = std::ranges::find_if(provisioned_, [&](const Provisioned& each) {
    return each.parent == parent && urn_of(each.app) == urn;
  });
  return found == provisioned_.end() ? nullptr : &*found;
}

void Registry::bind(std::string_view client_id, std::string_view organization) {
  for (Provisioned& each : provisioned_) {
    if (each.app.client_id == client_id && each.app.organization == unbound) {
      each.app.organization = organization;
    }
  }
}

std::deque<Integration>& Registry::integrations(std::string_view client_id) {
  const auto found = integrations_.find(client_id);
  return found != integrations_.end() ? found->second : integrations_[std::string(client_id)];
}

const std::deque<Integration>& Registry::integrations(std::string_view client_id) const {
  static const std::deque<Integration> none;
  const auto found = integrations_.find(client_id);
  return found != integrations_.end() ? found->second : none;
}

Integration* Registry::integration(std::string_view client_id, std::string_view context,
                                   std::string_view type) {
  auto& all = integrations(client_id);
  const auto found = std::ranges::find_if(
      all, [&](const Integration& each) { return each.context == context && each.type == type; });
  return found == all.end() ? nullptr : &*found;
}

Integration& Registry::open(std::string_view client_id, std::string_view context,
                            std::string_view type) {
  Integration* const known = integration(client_id, context, type);
  if (known != nullptr) return *known;
  return integrations(client_id).emplace_back(
      Integration{.context = std::string(context), .type = std::string(type)});
}

bool Registry::starts_enabled(std::string_view client_id, const LinkedInOptions& options) const {
  return options.starts_enabled &&
         std::ranges::find(options.apps, client_id, &LinkedInApp::client_id) != options.apps.end();
}

bool Registry::is_enabled(const LinkedInApp& app, const Integration& integration,
                          const LinkedInOptions& options) const {
  return integration.switched.value_or(starts_enabled(app.client_id, options));
}

bool Registry::counts_as_enabled(const LinkedInApp& app, const LinkedInOptions& options) const {
  const auto& all = integrations(app.client_id);
  if (all.empty()) return starts_enabled(app.client_id, options);
  return std::ranges::any_of(
      all, [&](const Integration& each) { return is_enabled(app, each, options); });
}

std::string_view Registry::configured(std::string_view client_id, std::string_view key) const {
  for (const Integration& each : integrations(client_id)) {
    const auto found = each.configurations.find(key);
    if (found != each.configurations.end()) return found->second;
  }
  return {};
}

std::vector<std::string> Registry::foreign_ids() const {
  std::vector<std::string> ids;
  for (const Provisioned& each : provisioned_) ids.push_back(each.foreign_id);
  return ids;
}

bool Registry::is_taken(std::string_view callback_url, std::string_view client_id) const {
  return std::ranges::any_of(integrations_, [&](const auto& each) {
    return each.first != client_id && configured(each.first, callback_key) == callback_url;
  });
}

}  // namespace crosswalk::sim::linkedin
