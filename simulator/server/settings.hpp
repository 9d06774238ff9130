#pragma once

/// \file
/// What `crosswalk-sim serve` is asked for. One instance serves one tenant: its Greenhouse
/// account, its LinkedIn application, and the world both belong to.

#include <cstdint>
#include <string>

#include "world/options.hpp"

namespace crosswalk::sim {

struct ServeSettings {
  WorldOptions world;
  bool tls = true;
  bool quotas = true;                 ///< False switches the limits of every peer off.
  bool prepare = false;               ///< Writes every record's text at the start, for benchmarks.
  std::string directory;              ///< For ca.pem and simulator.json; empty: neither is written.
  std::uint16_t greenhouse_port = 0;  ///< On 127.0.0.1; 0 takes any free one.
  std::uint16_t linkedin_port = 0;
  std::uint16_t control_port = 0;  ///< Always plain HTTP.

  std::string tenant = "demo";
  std::string organization = "urn:li:organization:5000";
  std::string greenhouse_client_id = "greenhouse-client";
  std::string greenhouse_client_secret = "greenhouse-secret";
  std::string linkedin_client_id = "linkedin-client";
  std::string linkedin_client_secret = "linkedin-secret";
};

}  // namespace crosswalk::sim
