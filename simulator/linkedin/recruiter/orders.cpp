#include "linkedin/recruiter/orders.hpp"

#include "linkedin/postings.hpp"

namespace crosswalk::sim::linkedin {
namespace {

bool needs_callback(std::string_view type) { return type.ends_with(export_type); }

void notify(Peer& peer, const LinkedInApp& app, std::string_view type, Notice notice, Instant now) {
  const std::int64_t expires = to_ms(notice.expires_at);
  Json json = Json::object();
  json.set("id", peer.exports.keep(std::move(notice)));
  json.set("type", type);
  json.set("expiresAt", expires);
  peer.pushes.push(app, write_json(json), peer.options.push, now);
}

std::string_view why_not_on(const Integration& integration) {
  if (integration.name.empty()) return "not_named";
  if (!needs_callback(integration.type)) return {};
  return integration.configurations.contains(callback_key) ? std::string_view() : "no_callback";
}

}  // namespace

std::string_view switch_integration(Peer& peer, std::string_view organization,
                                    std::string_view type, bool on, Instant now) {
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  if (app == nullptr) return "organization_unknown";
  if (peer.registry.integrations(app->client_id).empty() &&
      peer.registry.starts_enabled(app->client_id, peer.options)) {
    peer.registry.open(app->client_id, organization, export_type);
    peer.registry.open(app->client_id, organization, indicator_type);
  }
  std::vector<Integration*> chosen;
  for (Integration& each : peer.registry.integrations(app->client_id)) {
    if (type.empty() || each.type == type) chosen.push_back(&each);
  }
  if (chosen.empty()) return "integration_unknown";
  // Applications that count as enabled from the start were named before this run.
  const bool checked = on && !peer.registry.starts_enabled(app->client_id, peer.options);
  for (const Integration* each : chosen) {
    const std::string_view why_not = checked ? why_not_on(*each) : std::string_view();
    if (!why_not.empty()) return why_not;
  }
  for (Integration* each : chosen) {
    each->switched = on;
    Notice notice{app->client_id, now, now + peer.options.push.life,
                  Switched{each->context, each->type}};
    notify(peer, *app, "INTEGRATION_STATUS_CHANGE", std::move(notice), now);
  }
  return {};
}

Ordered order_export(Peer& peer, const ExportOrder& order, Instant now) {
  const auto refused = [](std::string_view why_not) { return Ordered{{}, why_not}; };
  const LinkedInApp* const app = peer.registry.of_organization(order.organization, peer.options);
  if (app == nullptr) return refused("organization_unknown");
  Integration* const known =
      peer.registry.integration(app->client_id, order.organization, export_type);
  const bool enabled = known != nullptr ? peer.registry.is_enabled(*app, *known, peer.options)
                                        : peer.registry.counts_as_enabled(*app, peer.options);
  if (!enabled) return refused("not_enabled");
  if (!peer.pushes.state(app->client_id)) return refused("no_callback");
  const Entity* const job = peer.ledger.find(EntityKind::job, order.organization, order.job);
  if (job == nullptr || !job->held) return refused("job_unknown");
  if (!is_listed(job)) return refused("job_closed");
  if (!sees_job(peer, order.organization, order.job, order.recruiter, job_viewers_key)) {
    return refused("job_hidden");
  }
  if (peer.exports.has_closed(order.member)) return refused("member_gone");
  if (!peer.exports.admit(order.seat, peer.options.quotas.exports_per_month, now)) {
    return refused("month_used_up");
  }
  Json json = Json::object();
  const std::string id =
      peer.exports.keep({app->client_id, now, now + peer.options.push.life, order});
  json.set("id", id);
  json.set("type", "EXPORT_CANDIDATE_PROFILE");
  json.set("expiresAt", to_ms(now + peer.options.push.life));
  peer.pushes.push(*app, write_json(json), peer.options.push, now);
  return {id, {}};
}

std::string_view ask_for_jobs(Peer& peer, std::string_view organization,
                              const std::vector<std::string>& jobs, Instant now) {
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  if (app == nullptr) return "organization_unknown";
  if (!peer.pushes.state(app->client_id)) return "no_callback";
  // The documents show this one without an id and without an end.
  Json ids = Json::list();
  for (const std::string& job : jobs) ids.push(job);
  Json json = Json::object();
  json.set("type", "RESYNC_JOBS");
  json.set("developerApplicationUrn", urn_of(*app));
  json.set("syncAllOpenJobs", jobs.empty());
  json.set("externalJobPostingIds", std::move(ids));
  peer.pushes.push(*app, write_json(json), peer.options.push, now);
  return {};
}

}  // namespace crosswalk::sim::linkedin
