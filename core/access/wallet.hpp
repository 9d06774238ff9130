#pragma once

/// \file
/// The one place that knows a tenant's secrets and tokens, and the only one that writes them
/// into a request, at the last moment before it leaves. Everything before that (flow, engine,
/// connector, transcripts) sees requests without credentials. Pure: what to ask and what was
/// learnt are values; somebody else sends.

#include <array>
#include <map>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "mapping/manifest/plan.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// The remote sides of a tenant. `provisioning` is LinkedIn as the partner's own application, which
/// makes the tenant's and carries no data of people.
enum class Peer : std::uint8_t { vendor, linkedin, provisioning };

/// All of them; whatever is kept by peer has as many places.
inline constexpr std::array all_peers{Peer::vendor, Peer::linkedin, Peer::provisioning};

std::string_view name_of(Peer peer);

/// Everything needed to authenticate as one tenant. Never printed.
struct Credentials {
  std::map<std::string, std::string> vendor;  ///< By the manifest's setting name.
  std::string linkedin_client_id;
  std::string linkedin_client_secret;
  std::string parent_client_id;  ///< Of the partner's application; empty: there is none.
  std::string parent_client_secret;
};

/// Where a tenant's requests may go.
struct Origins {
  std::map<std::string, std::string> vendor;  ///< Manifest host name -> "https://host[:port]".
  std::string linkedin_api;
  std::string linkedin_token;
};

/// Turns a planned request into one with an origin. A host the manifest does not name, or an
/// absolute link whose origin is not that host's, is `refused`: no byte may go there.
Result<HttpRequest> resolve(PlannedRequest planned, const Origins& origins);

class Wallet {
 public:
  Wallet(AuthSpec vendor, Credentials credentials, Origins origins, Settings settings);

  /// Whether requests to this peer need a token fetched first. Basic authentication does not.
  bool needs_token(Peer peer) const;

  /// The request that fetches a token, secrets included: to be sent and forgotten. POST always;
  /// LinkedIn's certification forbids GET.
  HttpRequest token_request(Peer peer) const;

  /// Keeps the token of a reply to token_request() and says until when it is good, already less
  /// a margin of 60 s. Understands `expires_in` (seconds, number or digits) and `expires_at`
  /// (ISO 8601), clamped to 60 s..24 h from `now`. Bodies over 64 KiB, or without a token, are
  /// refused without touching the token held. A refusal by the peer (4xx) is `refused`, other
  /// trouble `unavailable`.
  Result<Instant> learn(Peer peer, const HttpResponse& reply, Instant now);

  /// The tenant's application at LinkedIn, once it was provisioned; forgets the token held.
  void use_linkedin(std::string client_id, std::string client_secret);

  /// Writes the Authorization header. `unavailable` when a needed token is not there.
  Result<Done> fill(Peer peer, HttpRequest& request) const;

 private:
  AuthSpec vendor_;
  Credentials credentials_;
  Origins origins_;
  Settings settings_;
  std::array<std::string, all_peers.size()> tokens_;  ///< By peer.
};

}  // namespace crosswalk
