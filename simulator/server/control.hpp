#pragma once

/// \file
/// The control side of a running simulator, /_sim/...: for tests, the demo and people with curl.
/// It has a port of its own, so that no peer's traffic can reach it. Paths and bodies are listed
/// in simulator/peers.md.

#include <cstdint>
#include <memory>

#include "judge/judge.hpp"
#include "sdk/http.hpp"
#include "server/console/console.hpp"
#include "server/harm/traffic.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// Used by one thread at a time.
class Control {
 public:
  /// `now` is when the rules of faults begin to count.
  Control(ServeSettings settings, Instant now);

  /// Answers any request to the control port; 404 and 400 with {"error":...} otherwise.
  HttpResponse answer(const HttpRequest& request, Instant now);

  /// The peers as they are now; a reset replaces them, so nobody keeps this.
  Peers& peers() { return *peers_; }
  /// What goes to the peers and comes from them, and the faults on its way; replaced as they are.
  Traffic& traffic() { return *traffic_; }
  /// What the judge expects.
  const TenantPolicy& policy() const { return policy_; }
  void set_policy(TenantPolicy policy) { policy_ = std::move(policy); }
  /// The page for people, the simulator's clock and its memory of requests.
  Console& console() { return console_; }
  /// As started; the world's numbers are those of the last reset.
  const ServeSettings& settings() const { return settings_; }

 private:
  HttpResponse post(std::string_view path, const std::string& body, Instant now);
  HttpResponse get(std::string_view path, Instant now);
  HttpResponse reset(const Json& body, Instant now);
  HttpResponse fault(const Json& body);
  HttpResponse change(const Json& body, Instant now);
  void begin_anew(WorldOptions world, Instant now);
  Json world_counts() const;

  ServeSettings settings_;
  const WorldOptions start_;  ///< As started: where a reset goes back to.
  std::unique_ptr<Peers> peers_;
  std::unique_ptr<Traffic> traffic_;
  TenantPolicy policy_;
  Console console_;
  std::uint64_t mutations_ = 0;  ///< Since the last reset; tells equal requests apart.
};

}  // namespace crosswalk::sim
