#pragma once

// A world that LinkedIn was told of truly, and the invariants that look after it: a test does one
// thing and looks.

#include <algorithm>
#include <string>
#include <vector>

#include "judge/invariants/invariants.hpp"
#include "unit/simulator/judged_world.hpp"

namespace crosswalk::sim {

class Held : public JudgedWorld {
 protected:
  Held() {
    client.now += std::chrono::hours{1};
    client.peer.options().token_life = std::chrono::hours{24};
    client.log_in();
    look();
  }

  Look scene(bool quiet = true) {
    return {.world = &world,
            .ledger = client.peer.ledger(client.now),
            .policy = policy,
            .exports = exports,
            .erased = erased,
            .quiet = quiet,
            .now = client.now,
            .linkedin = &client.peer.options()};
  }
  std::vector<Breach> look(bool quiet = true) { return invariants.check(scene(quiet)); }

  // What was found, as "I1 I5".
  static std::string ids(const std::vector<Breach>& found) {
    std::string out;
    for (const Breach& each : found) out += (out.empty() ? "" : " ") + each.invariant;
    return out;
  }
  static std::string words(const std::vector<Breach>& found) {
    std::string out;
    for (const Breach& each : found) out += each.invariant + ": " + each.words + "\n";
    return out;
  }

  // The product reads whole listings of the vendor, or what was changed since.
  void listing(bool whole, const HttpResponse& reply = {.status = 200, .headers = {}, .body = {}},
               Candour candour = Candour::full, Duration after = std::chrono::minutes{1}) {
    client.now += after;
    for (const char* name : {"jobs", "candidates", "applications"}) {
      HttpRequest request;
      request.target = std::string("/v3/") + name + "?per_page=500";
      if (!whole) request.target += "&updated_at=gte|2026-01-01";
      invariants.heard(client.now, "greenhouse", std::string("greenhouse.") + name + ".list",
                       request, &reply, Duration{0}, candour);
    }
  }

  // One request to the vendor, by the name of its listing or route.
  void asked(const std::string& name, int status, Candour candour = Candour::full,
             std::string target = {}) {
    HttpRequest request;
    request.target = target.empty() ? "/v3/" + name + "?per_page=500" : std::move(target);
    const HttpResponse reply{.status = status, .headers = {}, .body = {}};
    const std::string verb = request.target.find("ids=") == std::string::npos ? ".list" : ".ids";
    invariants.heard(client.now, "greenhouse", "greenhouse." + name + verb, request, &reply,
                     Duration{0}, candour);
  }

  template <class T>
  std::string told(const T& row) {
    return content(Truth(world, policy, exports, erased), row);
  }

  Invariants invariants;
};

}  // namespace crosswalk::sim
