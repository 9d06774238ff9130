#include <algorithm>
#include <map>

#include "certify/modules/modules.hpp"
#include "linkedin/onboarding/registry.hpp"

namespace crosswalk::sim::certifying {
namespace {

constexpr std::string_view types[] = {"ONE_CLICK_EXPORT", "IN_ATS_INDICATOR"};

std::string words_in(const Result<Json>& told) {
  return told ? write_json(*told) : to_string(told.error());
}

bool tells(const Result<Json>& told, std::string_view words) {
  return words_in(told).find(words) != std::string::npos;
}

// As it stands at LinkedIn; nothing when nobody has named it.
std::optional<linkedin::Integration> integration_of(const Sides& sides, std::string_view type) {
  const linkedin::Registry& registry = sides.peers.linkedin.registry();
  const LinkedInApp* app =
      registry.of_organization(sides.organization, sides.peers.linkedin.options());
  if (app == nullptr) return std::nullopt;
  for (const linkedin::Integration& each : registry.integrations(app->client_id)) {
    if (each.type == type && each.context == sides.organization) return each;
  }
  return std::nullopt;
}

// Every posting LinkedIn holds says so.
bool all_say(const Sides& sides, const std::string& availability) {
  bool all = sides.count(EntityKind::job) > 0;
  sides.ledger.for_each(EntityKind::job, sides.organization, [&](KeyText, const Entity& job) {
    all = all && job.content.find("\"availability\":\"" + availability + "\"") != std::string::npos;
  });
  return all;
}

bool connects(Trial& trial, const std::string& tenant) {
  return trial.command({"tenant", "connect", "--tenant", tenant}).has_value();
}

bool agrees(Trial& trial, const std::string& tenant) {
  return trial.command({"tenant", "activate", "--tenant", tenant, "--agreed-by", "Jo Example"})
      .has_value();
}

const LinkedInApp* application_of(const Sides& sides, const std::string& organization) {
  LinkedIn& linkedin = sides.peers.linkedin;
  return linkedin.registry().of_organization(organization, linkedin.options());
}

bool connected(Trial& trial, Evidence& evidence) {
  return evidence.see(connects(trial, "demo"),
                      "'crosswalk tenant connect' names and configures the "
                      "customer's integrations");
}

}  // namespace

Trial* need(Trials& trials, Trial* trial, Evidence& evidence) {
  if (trial == nullptr) evidence.see(false, "the trial could not be set up: " + trials.why());
  return trial;
}

bool mutate(Trial& trial, Evidence& evidence, const Mutation& mutation) {
  const Result<std::vector<Id>> touched = trial.seen(
      [&](const Sides& sides) { return sim::mutate(sides.peers.world, mutation, 1, sides.now); });
  return touched ? true
                 : evidence.see(false, "the ATS refuses a change: " + to_string(touched.error()));
}

void names_and_enables(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.partnered(), evidence);
  if (trial == nullptr || !connected(*trial, evidence)) return;
  for (const auto type : types) {
    const bool named = trial->seen([&](const Sides& sides) {
      const auto told = integration_of(sides, type);
      return told && !told->name.empty() && told->name.find(" - ") != std::string::npos;
    });
    evidence.see(named, std::string(type) + " is named \"ATS - CUSTOMER\" at LinkedIn");
  }
  evidence.see(agrees(*trial, "demo"),
               "'crosswalk tenant activate' shows the fields and records who agreed");
  evidence.see(trial->sync() && trial->seen([](const Sides& sides) {
    return sides.count(EntityKind::candidate) == 0;
  }),
               "before the administrator has enabled it nothing of anybody is sent");
  evidence.see(tells(trial->command({"status"}), "enabled"),
               "'crosswalk status' tells what the integration waits for");
  evidence.see(trial->order("/_sim/enable", Json::object()).has_value(),
               "the customer's administrator enables the integrations in Recruiter");
  evidence.see(
      trial->sync_until([](const Sides& sides) { return sides.count(EntityKind::candidate) > 0; }),
      "from then on the product sends, without anybody doing anything more");
}

void offers_both_availabilities(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.chosen(), evidence);
  if (trial == nullptr) return;
  evidence.see(
      trial->seen([](const Sides& sides) { return all_say(sides, "PRIVATE_TO_ATS_INTEGRATION"); }),
      "without a choice every job is PRIVATE_TO_ATS_INTEGRATION");
  const std::string line = "    linkedin:\n";
  const std::string chosen = line + "      availability: PUBLIC\n";
  if (!evidence.see(trial->restart_with(line, chosen).has_value(),
                    "linkedin.availability: PUBLIC is accepted")) {
    return;
  }
  evidence.see(trial->sync(true) &&
                   trial->sync_until([](const Sides& sides) { return all_say(sides, "PUBLIC"); }),
               "with it every job is PUBLIC at LinkedIn");
}

void has_an_application_each(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.paired(), evidence);
  if (trial == nullptr) return;
  const std::string first = "demo", second(second_tenant), other(second_organization);
  for (const std::string& tenant : {first, second}) {
    evidence.see(connects(*trial, tenant) && agrees(*trial, tenant),
                 "customer '" + tenant + "' is connected and has agreed");
  }
  const auto ids = [&] {
    auto made = trial->seen(
        [](const Sides& sides) { return sides.peers.linkedin.registry().foreign_ids(); });
    std::ranges::sort(made);
    return made;
  };
  evidence.see(ids() == std::vector{first, second},
               "LinkedIn has made two applications, each under the foreign id of its customer");
  evidence.see(trial->seen([&](const Sides& sides) {
    const LinkedInApp* one = application_of(sides, sides.organization);
    const LinkedInApp* two = application_of(sides, other);
    return one != nullptr && two != nullptr && one->client_id != two->client_id &&
           one->client_secret != two->client_secret;
  }),
               "each has a client id and a secret of its own");
  evidence.see(connects(*trial, first) && connects(*trial, second) && ids().size() == 2,
               "connecting again finds both and makes no third");
  const auto enable = [&](const std::string& organization) {
    return trial->seen([&](const Sides& sides) {
      return std::ranges::all_of(types, [&](std::string_view type) {
        return sides.peers.linkedin.enable(organization, type, sides.now).empty();
      });
    });
  };
  const auto held = [](const Sides& sides, const std::string& organization) {
    return sides.ledger.held(EntityKind::candidate, organization);
  };
  evidence.see(enable(trial->organization()) && trial->sync_until([&](const Sides& sides) {
    return held(sides, sides.organization) > 0;
  }),
               "the first customer's administrator enables it, and records of that one are sent");
  evidence.see(trial->seen([&](const Sides& sides) { return held(sides, other) == 0; }),
               "nothing is sent for the second, who has not enabled it");
  evidence.see(enable(other) && trial->sync_until([&](const Sides& sides) {
    return held(sides, other) > 0 && held(sides, other) == held(sides, sides.organization);
  }),
               "once enabled there, the second's records are sent, as many");
  evidence.see(trial->seen([&](const Sides& sides) {
    const auto wrote = [&](const std::string& organization) {
      const auto& tallies = sides.ledger.conduct(organization).tallies;
      return tallies.contains("atsCandidates");
    };
    return wrote(sides.organization) && wrote(other);
  }),
               "each one's traffic came under the token of its own application");
}

void configures_the_integration(Trials& trials, Evidence& evidence) {
  Trial* trial = need(trials, trials.partnered(), evidence);
  if (trial == nullptr || !connected(*trial, evidence)) return;
  const auto configured = trial->seen([](const Sides& sides) {
    const auto told = integration_of(sides, types[0]);
    const auto other = integration_of(sides, types[1]);
    std::map<std::string, std::string, std::less<>> all;
    for (const auto& each : {told, other}) {
      if (each) all.insert(each->configurations.begin(), each->configurations.end());
    }
    return all;
  });
  evidence.see(configured.contains("CALLBACK_URL") &&
                   configured.at("CALLBACK_URL").find("/linkedin/demo") != std::string::npos,
               "CALLBACK_URL is the customer's own callback");
  for (const std::string key : {"JOB_POSTING_VIEWERS", "APPLICATION_VIEWERS"}) {
    evidence.see(configured.contains(key) && configured.at(key) == "ALL_PRODUCT_USERS",
                 key + " is ALL_PRODUCT_USERS where there are no access lists");
  }
}

}  // namespace crosswalk::sim::certifying
