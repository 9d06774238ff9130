#include "linkedin/linkedin.hpp"

#include <algorithm>
#include <utility>

#include "linkedin/call.hpp"
#include "linkedin/entities.hpp"
#include "linkedin/onboarding/onboarding.hpp"
#include "linkedin/postings.hpp"
#include "linkedin/recruiter/orders.hpp"

namespace crosswalk::sim {
namespace {

using namespace linkedin;

constexpr std::string_view token_path = "/oauth/v2/accessToken";

// A partner's own token provisions and does nothing else; a customer's does everything else.
bool may_enter(const LinkedInApp& app, Room room) {
  return app.parent == (room == Room::applications);
}

}  // namespace

struct LinkedIn::State {
  explicit State(LinkedInOptions options)
      : peer{.options = std::move(options),
             .ledger = {},
             .meter = {},
             .registry = {},
             .exports = {},
             .acls = {},
             .pushes = Pushes(PushOptions{}),
             .body = {},
             .content = {}} {
    peer.pushes = Pushes(peer.options.push);
  }

  Peer peer;
  Gate gate;
  Postings postings;
  bool awake = false;

  // What was set up before the run, as soon as there is an instant to begin with.
  void wake(Instant now) {
    peer.ledger.keep_journal(peer.options.journal);
    if (std::exchange(awake, true)) return;
    for (const LinkedInApp& app : peer.options.apps) {
      if (app.callback_url.empty() || app.organization.empty()) continue;
      auto& exporting = peer.registry.open(app.client_id, app.organization, export_type);
      exporting.name = "Before the run";
      exporting.configurations[std::string(callback_key)] = app.callback_url;
      exporting.configurations[std::string(job_viewers_key)] = every_viewer;
      auto& indicator = peer.registry.open(app.client_id, app.organization, indicator_type);
      indicator.name = "Before the run";
      indicator.configurations[std::string(application_viewers_key)] = every_viewer;
      peer.pushes.watch(app, app.callback_url, peer.options, now);
    }
  }

  HttpResponse answer(const HttpRequest& request, Instant now) {
    const auto unwrapped = unwrap(request);
    if (const auto* const refusal = std::get_if<Refusal>(&unwrapped)) {
      return counted("unreadable", reply(*refusal));
    }
    const auto& wanted = std::get<Unwrapped>(unwrapped);
    if (wanted.path == token_path) {
      return counted("accessToken", gate.grant(wanted, peer.registry, peer.options, now));
    }
    Call call;
    call.now = now;
    HttpResponse out = answer(request, wanted, call);
    if (call.protocol == Protocol::two) dress_in_protocol_2(out);
    return out;
  }

  HttpResponse answer(const HttpRequest& request, const Unwrapped& wanted, Call& call) {
    const auto refusal = admit(request, wanted, call);
    if (refusal) return counted(call.resource, reply(*refusal));
    if (peer.options.unavailable > 0) {
      --peer.options.unavailable;
      return counted(call.resource, reply(Refusal{503, -1, "Service Unavailable", {}}));
    }
    HttpResponse out = counted(call.resource, route(call));
    if (out.status / 100 == 2 && call.method != "GET" && peer.options.lost_answers > 0) {
      --peer.options.lost_answers;
      return reply(Refusal{504, -1, "Gateway Timeout", {}});
    }
    return out;
  }

  // Fills `call` from the request, or says why it goes no further.
  std::optional<Refusal> admit(const HttpRequest& request, const Unwrapped& wanted, Call& call) {
    call.resource = "unknown";
    std::string_view rest = wanted.path;
    const auto generation = take_generation(rest);
    if (!generation) return no_such_resource("at this path");
    call.generation = *generation;
    if (auto refusal = read_headers(request, call)) return refusal;
    const auto path = read_segments(rest);
    if (!path) return bad_request("The path cannot be decoded");
    auto found = read_route(call.generation, *path);
    if (found) {
      call.route = *std::move(found);
      call.resource = call.route.resource;
    }
    const auto app =
        gate.admit(header(request.headers, "Authorization"), peer.registry, peer.options, call.now);
    if (const auto* const refusal = std::get_if<Refusal>(&app)) return *refusal;
    call.app = std::get<const LinkedInApp*>(app);
    if (call.resource == "unknown") return no_such_resource("at this path");
    auto query = read_query(wanted.query);
    if (!query) return bad_request("The query cannot be decoded");
    call.query = *std::move(query);
    call.raw_query = wanted.query;
    call.method = wanted.method;
    call.body = wanted.body;
    call.content_type = wanted.content_type;
    if (!peer.meter.admit_request(*call.app, call.resource, peer.options.quotas, call.now)) {
      return throttle(call, peer);
    }
    const auto& denied = peer.options.denied;
    const bool lacks = std::ranges::find(denied, call.resource) != denied.end();
    if (lacks || !may_enter(*call.app, call.route.room)) return no_permission();
    return std::nullopt;
  }

  std::optional<Refusal> read_headers(const HttpRequest& request, Call& call) const {
    call.rest_method = header(request.headers, "X-RestLi-Method");
    const std::string_view protocol = header(request.headers, "X-RestLi-Protocol-Version");
    if (call.generation == Generation::rest) {
      if (protocol == "2.0.0") call.protocol = Protocol::two;
      const auto refusal =
          refuse_version(header(request.headers, "LinkedIn-Version"), peer.options);
      if (refusal) return refusal;
    }
    if (protocol.empty() || protocol == "1.0.0" || call.protocol == Protocol::two) return {};
    return bad_request("This generation of the API does not speak that Rest.li protocol");
  }

  HttpResponse route(const Call& call) {
    postings.settle(peer, call.now);
    if (const auto refusal = refuse_early(call, peer)) return reply(*refusal);
    switch (call.route.room) {
      case Room::postings:
        return postings.create(call, peer);
      case Room::tasks:
      case Room::job_status:
        return read_jobs(call);
      case Room::applications:
        return answer_applications(call, peer);
      case Room::integrations:
        return answer_integrations(call, peer);
      case Room::configurations:
        return answer_configurations(call, peer);
      case Room::exports:
        return answer_exports(call, peer);
      case Room::acls:
      case Room::acl_assignees:
        return answer_acls(call, peer);
      case Room::entities:
        break;
    }
    return answer_entities(call, peer);
  }

  HttpResponse read_jobs(const Call& call) {
    if (call.method != "GET" || !may_be(call, "batch_get")) {
      return reply(bad_request("This resource is read by GET with ids"));
    }
    return call.route.room == Room::tasks ? postings.tasks(call, peer)
                                          : postings.status(call, peer);
  }

  HttpResponse counted(std::string_view resource, HttpResponse out) {
    Tally& tally = peer.ledger.tally(resource);
    ++tally.requests;
    if (out.status >= 400) ++tally.refusals[out.status];
    if (out.status == 429) ++tally.quota_breaches;
    return out;
  }

  // Brings everything to `now` before somebody acts.
  Peer& at(Instant now) {
    wake(now);
    postings.settle(peer, now);
    return peer;
  }
};

LinkedIn::LinkedIn(LinkedInOptions options) : state_(std::make_unique<State>(std::move(options))) {}
LinkedIn::~LinkedIn() = default;
LinkedIn::LinkedIn(LinkedIn&&) noexcept = default;
LinkedIn& LinkedIn::operator=(LinkedIn&&) noexcept = default;

HttpResponse LinkedIn::answer(const HttpRequest& request, Instant now) {
  state_->wake(now);
  HttpResponse out = state_->answer(request, now);
  // What was meant for this batch and found nothing in it must not fall on the next one.
  LinkedInOptions& options = state_->peer.options;
  std::erase_if(options.refusals, [](const PlannedRefusal& each) { return each.id.empty(); });
  options.failing_tasks = 0;
  return out;
}

const Ledger& LinkedIn::ledger(Instant now) { return state_->at(now).ledger; }

std::vector<Usage> LinkedIn::usage(Instant now) const { return usage_of(state_->peer, now); }

void LinkedIn::hold(EntityKind kind, std::string_view organization, std::string_view key,
                    const Entity& entity) {
  state_->peer.ledger.entity(kind, organization, key) = entity;
}

LinkedInOptions& LinkedIn::options() { return state_->peer.options; }

void LinkedIn::expire_tokens(std::string_view client_id) { state_->gate.expire_all(client_id); }

void LinkedIn::revoke_tokens(std::string_view client_id) { state_->gate.revoke_all(client_id); }

std::string LinkedIn::rotate_secret(std::string_view organization, std::string secret) {
  Peer& peer = state_->peer;
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  if (app == nullptr) return {};
  const std::string client_id = app->client_id;
  peer.registry.change_secret(client_id, secret, peer.options);
  peer.pushes.change_secret(client_id, std::move(secret));
  state_->gate.revoke_all(client_id);
  return client_id;
}

void LinkedIn::reset() { state_ = std::make_unique<State>(std::move(state_->peer.options)); }

Outbox& LinkedIn::outbox() { return state_->peer.pushes.outbox(); }

void LinkedIn::hear(std::uint64_t id, int status, std::string_view body, Instant now) {
  state_->peer.pushes.hear(id, status, body, state_->peer.options.push, now);
}

std::optional<CallbackState> LinkedIn::callback(std::string_view organization) const {
  const Peer& peer = state_->peer;
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  return app == nullptr ? std::nullopt : peer.pushes.state(app->client_id);
}

std::string_view LinkedIn::enable(std::string_view organization, std::string_view type,
                                  Instant now) {
  return switch_integration(state_->at(now), organization, type, true, now);
}

std::string_view LinkedIn::disable(std::string_view organization, std::string_view type,
                                   Instant now) {
  return switch_integration(state_->at(now), organization, type, false, now);
}

const linkedin::Registry& LinkedIn::registry() const { return state_->peer.registry; }

bool LinkedIn::is_enabled(std::string_view organization, std::string_view type) const {
  Peer& peer = state_->peer;
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  if (app == nullptr) return false;
  const Integration* const known = peer.registry.integration(app->client_id, organization, type);
  return known != nullptr ? peer.registry.is_enabled(*app, *known, peer.options)
                          : peer.registry.starts_enabled(app->client_id, peer.options);
}

bool LinkedIn::takes_records(std::string_view organization) const {
  const Peer& peer = state_->peer;
  const LinkedInApp* const app = peer.registry.of_organization(organization, peer.options);
  return !peer.options.require_enabled ||
         (app != nullptr && peer.registry.counts_as_enabled(*app, peer.options));
}

Ordered LinkedIn::order_export(const ExportOrder& order, Instant now) {
  return linkedin::order_export(state_->at(now), order, now);
}

std::string_view LinkedIn::ask_for_jobs(std::string_view organization,
                                        const std::vector<std::string>& jobs, Instant now) {
  return linkedin::ask_for_jobs(state_->at(now), organization, jobs, now);
}

void LinkedIn::opt_out(const std::string& member) { state_->peer.exports.opt_out(member); }

void LinkedIn::close_account(const std::string& member, Instant now) {
  state_->peer.exports.close_account(member, now);
}

bool LinkedIn::sees_job(std::string_view organization, std::string_view job,
                        std::string_view person) const {
  return linkedin::sees_job(state_->peer, organization, job, person, job_viewers_key);
}

bool LinkedIn::sees_application(std::string_view organization, std::string_view application,
                                std::string_view person) const {
  return linkedin::sees_application(state_->peer, organization, application, person);
}

}  // namespace crosswalk::sim
