#include "server/peers.hpp"

namespace crosswalk::sim {

GreenhouseOptions greenhouse_options(const ServeSettings& settings) {
  GreenhouseOptions options;
  options.client_id = settings.greenhouse_client_id;
  options.client_secret = settings.greenhouse_client_secret;
  options.api_key = settings.greenhouse_api_key;
  options.seed = settings.world.seed;
  // Off is a limit that nobody reaches: a client that hears of none assumes a small one.
  if (!settings.quotas) options.requests_per_window = 1'000'000'000;
  if (!settings.quotas) options.v1_requests_per_window = options.requests_per_window;
  return options;
}

LinkedInOptions linkedin_options(const ServeSettings& settings) {
  LinkedInOptions options;
  options.apps = {
      {settings.linkedin_client_id, settings.linkedin_client_secret, settings.organization}};
  if (!settings.partner_client_id.empty()) {
    options.apps.push_back({.client_id = settings.partner_client_id,
                            .client_secret = settings.partner_client_secret,
                            .parent = true});
  }
  if (!settings.quotas) options.quotas = Quotas::off();
  options.loopback_callbacks = true;  // Everything here is on this machine.
  return options;
}

Peers::Peers(const ServeSettings& settings)
    : world(settings.world),
      greenhouse(world, greenhouse_options(settings)),
      gem(world,
          {.api_key = settings.gem_api_key, .application_secret = settings.gem_application_secret}),
      linkedin(linkedin_options(settings)) {
  if (settings.prepare) greenhouse.prepare();
}

}  // namespace crosswalk::sim
