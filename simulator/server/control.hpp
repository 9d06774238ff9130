#pragma once

/// \file
/// The control side of a running simulator, /_sim/...: for tests, the demo and people with curl.
/// It has a port of its own, so that no peer's traffic can reach it. Paths and bodies are listed
/// in simulator/README.md.

#include <cstdint>
#include <memory>

#include "judge/judge.hpp"
#include "sdk/http.hpp"
#include "server/mischief.hpp"
#include "server/peers.hpp"

namespace crosswalk::sim {

/// Used by one thread at a time.
class Control {
 public:
  explicit Control(ServeSettings settings);

  /// Answers any request to the control port; 404 and 400 with {"error":...} otherwise.
  HttpResponse answer(const HttpRequest& request, Instant now);

  /// The peers as they are now; a reset replaces them, so nobody keeps this.
  Peers& peers() { return *peers_; }
  /// The faults that wait for requests to the peers.
  Mischief& mischief() { return mischief_; }
  /// As started; the world's numbers are those of the last reset.
  const ServeSettings& settings() const { return settings_; }

 private:
  HttpResponse post(std::string_view path, const std::string& body, Instant now);
  HttpResponse get(std::string_view path, Instant now);
  HttpResponse reset(const Json& body);
  HttpResponse change(const Json& body, Instant now);
  void begin_anew(WorldOptions world);
  Json world_counts() const;

  ServeSettings settings_;
  const WorldOptions start_;  ///< As started: where a reset goes back to.
  std::unique_ptr<Peers> peers_;
  Mischief mischief_;
  TenantPolicy policy_;
  std::uint64_t mutations_ = 0;  ///< Since the last reset; tells equal requests apart.
};

}  // namespace crosswalk::sim
