#pragma once

/// \file
/// What `crosswalk-sim serve` is asked for. One instance serves one tenant: its account at a
/// vendor, its LinkedIn application, and the world both belong to. Every vendor answers; which one
/// the tenant uses decides how posts are addressed and what the judge expects.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "faults/rule.hpp"
#include "judge/policy.hpp"
#include "world/options.hpp"

namespace crosswalk::sim {

struct ServeSettings {
  WorldOptions world;
  bool tls = true;
  bool quotas = true;                 ///< False switches the limits of every peer off.
  bool prepare = false;               ///< Writes every record's text at the start, for benchmarks.
  std::string directory;              ///< For ca.pem and simulator.json; empty: neither is written.
  std::uint16_t greenhouse_port = 0;  ///< On 127.0.0.1; 0 takes any free one.
  std::uint16_t gem_port = 0;
  std::uint16_t linkedin_port = 0;
  std::uint16_t control_port = 0;  ///< Always plain HTTP.
  std::vector<FaultRule> faults;   ///< In force from the start, and again after a reset.
  std::uint64_t fault_seed = 1;    ///< Of what is drawn for them.

  std::string vendor = "greenhouse";  ///< A word of vendors(); see use_vendor().
  std::string tenant = "demo";
  std::string organization = "urn:li:organization:5000";
  std::string greenhouse_client_id = "greenhouse-client";
  std::string greenhouse_client_secret = "greenhouse-secret";
  std::string greenhouse_api_key = "greenhouse-key";  ///< Of Harvest v1.
  std::string gem_api_key = "gem-key";
  std::string gem_application_secret = "gem-secret";
  std::string linkedin_client_id = "linkedin-client";
  std::string linkedin_client_secret = "linkedin-secret";
  std::string partner_client_id;  ///< Of a parent application beside it; empty: there is none.
  std::string partner_client_secret = "partner-secret";
};

/// One of the systems a tenant can use.
struct Vendor {
  std::string_view word;         ///< "greenhouse", "greenhouse-v1" or "gem".
  std::string_view connector;    ///< Which of the product's connectors reads it.
  std::string_view posting_url;  ///< What the public addresses of its posts begin with.
  std::string_view job_board;    ///< Under that name, where the addresses are put together of it.
  bool calls_hooks = false;      ///< Has web hooks.
  TenantPolicy judged;           ///< What its connector cannot tell, as the judge must know it.
};

std::span<const Vendor> vendors();

/// The one of that name, which must be there.
const Vendor& vendor_of(const ServeSettings& settings);

/// Has the tenant use that vendor; posts are addressed as it does. invalid_input, with the words
/// there are, for any other.
Result<Done> use_vendor(ServeSettings& settings, std::string_view word);

/// What the judge expects while nobody tells it of a policy.
TenantPolicy usual_policy(const ServeSettings& settings);

}  // namespace crosswalk::sim
