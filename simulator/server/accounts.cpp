#include "server/accounts.hpp"

#include <algorithm>

#include "base/text/dates.hpp"
#include "server/policy_words.hpp"

namespace crosswalk::sim {
namespace {

Json hooks_of(const Greenhouse& greenhouse) {
  Json hooks = Json::list();
  for (const greenhouse::HookState& state : greenhouse.hooks().states()) {
    Json one = Json::object();
    one.set("url", state.url);
    one.set("state", state.pinged ? "pinged" : state.on ? "on" : "off");
    if (state.last_answer) one.set("last_answer", *state.last_answer);
    one.set("waiting", std::uint64_t{state.waiting});
    hooks.push(std::move(one));
  }
  return hooks;
}

}  // namespace

Json agreement_account(Peers& peers, const TenantPolicy& policy, Instant now) {
  constexpr Duration patience = std::chrono::minutes(2);
  const Exports exports{.orders = peers.exported, .members = {}, .now = now, .patience = patience};
  const Sight sees = [&](EntityKind kind, const std::string& id, const std::string& who) {
    return kind == EntityKind::job ? peers.linkedin.sees_job(policy.organization, id, who)
                                   : peers.linkedin.sees_application(policy.organization, id, who);
  };
  const Ledger& ledger = peers.linkedin.ledger(now);
  return to_json(judge(peers.world, ledger, policy, exports, peers.erased, sees));
}

Json callback_account(Peers& peers, const ServeSettings& settings) {
  Json account = Json::object();
  if (const auto callback = peers.linkedin.callback(settings.organization)) {
    account.set("url", callback->url);
    account.set("challenges", std::uint64_t{callback->challenges});
    account.set("failures", std::uint64_t{callback->failures});
    account.set("blocked", callback->blocked);
    account.set("kept", std::uint64_t{callback->kept});
  }
  account.set("pushed", peers.linkedin.outbox().delivered());
  account.set("hooks_pushed", peers.greenhouse.outbox().delivered());
  account.set("hooks", hooks_of(peers.greenhouse));
  return account;
}

Json held_account(Peers& peers, const ServeSettings& settings, Instant now) {
  const Ledger& ledger = peers.linkedin.ledger(now);
  const auto ids_of = [&](EntityKind kind, auto chosen) {
    constexpr std::size_t ids_max = 100;
    std::vector<std::string> ids;
    ledger.for_each(kind, settings.organization, [&](KeyText key, const Entity& entity) {
      if (chosen(entity)) ids.emplace_back(key.id);
    });
    std::ranges::sort(ids);
    if (ids.size() > ids_max) ids.resize(ids_max);
    return Json::List(ids.begin(), ids.end());
  };
  Json account = Json::object();
  account.set("open_jobs", ids_of(EntityKind::job, [](const Entity& job) {
                return job.content.find("\"state\":\"CLOSED\"") == std::string::npos;
              }));
  account.set("candidates", ids_of(EntityKind::candidate, [](const Entity&) { return true; }));
  return account;
}

Json vendor_account(const Vendor& vendor, const ServeSettings& settings, const World& world,
                    const std::string& origin) {
  Json hosts, given, secrets;
  hosts.set("api", origin);
  const Table<User>& users = world.all<User>();
  if (vendor.word == "greenhouse") {
    hosts.set("auth", origin);
    given.set("user_id", std::to_string(users.first_id()));
    secrets.set("client_id", settings.greenhouse_client_id);
    secrets.set("client_secret", settings.greenhouse_client_secret);
  } else if (vendor.connector == "greenhouse") {
    given.set("api_version", "v1");
    for (const User& each : users) {
      if (given.find("on_behalf_of") == nullptr && !each.deactivated) {
        given.set("on_behalf_of", std::to_string(each.id));
      }
    }
    secrets.set("api_key", settings.greenhouse_api_key);
  } else {
    secrets.set("api_key", settings.gem_api_key);
    secrets.set("application_secret", settings.gem_application_secret);
  }
  if (!vendor.job_board.empty()) given.set("job_board", vendor.job_board);
  Json account;
  account.set("connector", vendor.connector);
  account.set("hosts", std::move(hosts));
  account.set("settings", std::move(given));
  account.set("secrets", std::move(secrets));
  account.set("webhooks", vendor.calls_hooks);
  account.set("posting_url", vendor.posting_url);
  account.set("policy", *account_of(vendor.judged, world).find("policy"));
  return account;
}

Json erased_account(const Peers& peers) {
  Json all = Json::list();
  const auto add = [&](std::string_view what, const std::string& whom, Instant since) {
    Json one = Json::object();
    one.set(std::string(what), whom);
    one.set("since", format_instant(since));
    all.push(std::move(one));
  };
  for (const auto& [id, since] : peers.erased.candidates) {
    add("candidate", std::to_string(id), since);
  }
  for (const auto& [member, since] : peers.erased.members) add("member", member, since);
  Json account = Json::object();
  account.set("erased", std::move(all));
  return account;
}

}  // namespace crosswalk::sim
