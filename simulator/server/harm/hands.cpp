#include "server/harm/hands.hpp"

#include <algorithm>

#include "linkedin/onboarding/registry.hpp"
#include "linkedin/routes.hpp"

namespace crosswalk::sim {
namespace {

using std::string_view;

// Whoever is drawn may be beyond such a change: a rejected application cannot advance.
constexpr std::uint64_t draws_max = 50;

std::string rotated(const std::string& secret) { return secret + "-rotated"; }

void change_world(World& world, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  std::uint64_t turn = turn_no;
  for (const Mutation& each : deed.mutations) {
    for (std::uint64_t draw = 0; draw < draws_max; ++draw) {
      if (mutate(world, each, turn++, now)) break;
    }
  }
}

void deny(std::vector<std::string>& denied, const std::string& scope) {
  if (std::ranges::find(denied, scope) == denied.end()) denied.push_back(scope);
}

void turn_greenhouse(Peers& peers, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  GreenhouseOptions options = peers.greenhouse.options();
  switch (deed.kind) {
    case FaultKind::token_expired:
    case FaultKind::token_revoked:
      return peers.greenhouse.revoke_tokens();
    case FaultKind::secret_rotated:
      rotate_secret(peers, "greenhouse");
      return;
    case FaultKind::scope_missing:
      deny(options.denied, deed.scope);
      return peers.greenhouse.set_options(std::move(options));
    case FaultKind::mutation:
      return change_world(peers.world, deed, turn_no, now);
    default:
      return;
  }
}

void turn_gem(Peers& peers, const FaultDeed& deed, std::uint64_t turn_no, Instant now) {
  GemOptions options = peers.gem.options();
  switch (deed.kind) {
    case FaultKind::secret_rotated:
      rotate_secret(peers, "gem");
      return;
    case FaultKind::scope_missing:
      deny(options.denied, deed.scope);
      return peers.gem.set_options(std::move(options));
    case FaultKind::mutation:
      return change_world(peers.world, deed, turn_no, now);
    default:
      return;
  }
}

// What both generations call a permission that is named in one of them, or in endpoints.
constexpr std::pair<string_view, string_view> spellings[] = {
    {"candidates", "atsCandidates"},
    {"candidate_notes", "atsCandidates/notes"},
    {"candidate_notes", "candidateNotes"},
    {"applications", "atsApplications"},
    {"application_notes", "atsApplications/notes"},
    {"application_notes", "applicationNotes"},
    {"feedback", "atsApplications/interviewFeedback"},
    {"stages", "atsApplications/stages"},
    {"stages", "applicationStage"},
    {"jobs", "simpleJobPostings"},
    {"exports", "exportedCandidates"},
    {"acls", "atsEntityAcls"},
    {"acls", "entityAcls"}};

void refuse_some(LinkedIn& linkedin, const FaultDeed& deed, const HttpRequest& request) {
  string_view path = string_view(request.target).substr(0, request.target.find('?'));
  const auto generation = linkedin::take_generation(path);
  const auto segments = generation ? linkedin::read_segments(path) : std::nullopt;
  const auto route = segments ? linkedin::read_route(*generation, *segments) : std::nullopt;
  if (!route) return;
  PlannedRefusal refusal;
  refusal.kind = route->room == linkedin::Room::postings ? EntityKind::job : route->kind;
  refusal.status = deed.status;
  refusal.field = "id";
  refusal.times = deed.count;
  linkedin.options().refusals.push_back(std::move(refusal));
}

void turn_linkedin(LinkedIn& linkedin, const std::string& organization, const FaultDeed& deed,
                   const HttpRequest& request) {
  LinkedInOptions& options = linkedin.options();
  const LinkedInApp* const app = linkedin.registry().of_organization(organization, options);
  switch (deed.kind) {
    case FaultKind::token_expired:
      return linkedin.expire_tokens(app == nullptr ? string_view() : app->client_id);
    case FaultKind::token_revoked:
      return linkedin.revoke_tokens(app == nullptr ? string_view() : app->client_id);
    case FaultKind::secret_rotated:
      rotate_secret(linkedin, organization);
      return;
    case FaultKind::scope_missing:
      deny(options.denied, deed.scope);
      for (const auto& [word, spelling] : spellings) {
        if (word == deed.scope) deny(options.denied, std::string(spelling));
      }
      return;
    case FaultKind::partial_failure:
      return refuse_some(linkedin, deed, request);
    case FaultKind::late_job_failure:
      options.failing_tasks = deed.count;
      options.failing_after = deed.wait;
      return;
    default:
      return;
  }
}

std::string organization_of(LinkedIn& linkedin) {
  for (const LinkedInApp& app : linkedin.options().apps) {
    if (!app.organization.empty()) return app.organization;
  }
  return {};
}

}  // namespace

PeerHand hand_of(LinkedIn& linkedin, std::string organization) {
  return {[&linkedin](const HttpRequest& request, Instant now) {
            return linkedin.answer(request, now);
          },
          [&linkedin, organization = std::move(organization)](
              const FaultDeed& deed, const HttpRequest& request, std::uint64_t, Instant) {
            turn_linkedin(linkedin, organization, deed, request);
          }};
}

PeerHand hand_of(Peers& peers, std::string_view peer) {
  if (peer == "linkedin") return hand_of(peers.linkedin, organization_of(peers.linkedin));
  if (peer == "gem") {
    return {[&peers](const HttpRequest& request, Instant now) {
              return peers.gem.answer(request, now);
            },
            [&peers](const FaultDeed& deed, const HttpRequest&, std::uint64_t turn_no,
                     Instant now) { turn_gem(peers, deed, turn_no, now); }};
  }
  if (peer.starts_with("greenhouse")) {
    return {[&peers](const HttpRequest& request, Instant now) {
              return peers.greenhouse.answer(request, now);
            },
            [&peers](const FaultDeed& deed, const HttpRequest&, std::uint64_t turn_no,
                     Instant now) { turn_greenhouse(peers, deed, turn_no, now); }};
  }
  return {[](const HttpRequest&, Instant) {
            return HttpResponse{.status = 404, .headers = {}, .body = {}};
          },
          [](const FaultDeed&, const HttpRequest&, std::uint64_t, Instant) {}};
}

std::string rotate_secret(LinkedIn& linkedin, std::string_view organization) {
  const LinkedInApp* const app =
      linkedin.registry().of_organization(organization, linkedin.options());
  if (app == nullptr) return {};
  std::string secret = rotated(app->client_secret);
  linkedin.rotate_secret(organization, secret);
  return secret;
}

std::string rotate_secret(Peers& peers, std::string_view peer) {
  if (peer == "linkedin") return rotate_secret(peers.linkedin, organization_of(peers.linkedin));
  if (peer == "gem") {
    GemOptions options = peers.gem.options();
    options.application_secret = rotated(options.application_secret);
    peers.gem.set_options(options);
    return options.application_secret;
  }
  if (!peer.starts_with("greenhouse")) return {};
  GreenhouseOptions options = peers.greenhouse.options();
  options.client_secret = rotated(options.client_secret);
  options.api_key = rotated(options.api_key);
  peers.greenhouse.set_options(options);
  peers.greenhouse.revoke_tokens();
  return options.client_secret;
}

}  // namespace crosswalk::sim
