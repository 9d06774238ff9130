#pragma once

/// \file
/// One tenant of a virtual run: its world, its account at the vendor, the product with its store,
/// and what the judge must know of it. LinkedIn is not here, because all tenants share it.

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "faults/faults.hpp"
#include "judge/judge.hpp"
#include "language/scenario.hpp"
#include "scenario/virtual/vendor_seat.hpp"
#include "scenario/virtual_run.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// Where the product's callbacks are reached from outside.
inline constexpr std::string_view virtual_door = "https://hooks.example.com";

/// What a tenant's application is called at LinkedIn, and by what it proves itself at first.
std::string application_of(const TenantSpec& tenant);
std::string application_secret_of(const TenantSpec& tenant);

/// Where LinkedIn's notifications for the tenant go; empty where it takes none.
std::string callback_for(const TenantSpec& tenant);

struct Ground {
  TenantSpec spec;
  std::string organization;
  TenantPolicy judged;  ///< The policy in force, with all that the judge must know beside it.
  std::unique_ptr<World> world;
  std::unique_ptr<VendorSeat> vendor;
  std::unique_ptr<Store> store;
  std::unique_ptr<VirtualRun> run;
  PeerHand vendor_hand, linkedin_hand;
  Exports exports;
  Erased erased;
  std::vector<std::string> told;     ///< What a person was shown, each once.
  std::set<std::string> told_once;   ///< The same, to look up.
  std::vector<std::string> secrets;  ///< Every one there was, for whoever looks for leaks.
  bool killed = false;
  bool shut = false;       ///< Its integration is off at LinkedIn: whatever is to go waits.
  std::uint64_t turn = 0;  ///< Of changes in the world.
  /// Changes of named records by faults: why they cannot be made; empty once they were.
  std::map<std::string, std::string> undone;
  Ticket ticket = 0;
};

/// What of a scenario a ground is made for.
struct GroundPlan {
  const Scenario& scenario;
  std::size_t place = 0;   ///< Of the tenant in it.
  std::string connectors;  ///< The folder of the connectors' files.
  Instant start{};
};

/// World, vendor, judge's policy: everything but the product. invalid_input with the remedy for a
/// vendor or policy there is not, `unsupported` for what this vendor cannot be asked for.
Result<std::unique_ptr<Ground>> make_ground(const GroundPlan& plan);

/// The product over the ground's peers, which `answering` reaches; `ground` must outlive it.
Result<Done> settle_in(Ground& ground, const GroundPlan& plan, Answering answering);

/// The policy in the judge's words from here on; the product has it from its next restart on.
Result<Done> use_policy(Ground& ground, const GroundPlan& plan, const TenantPolicy& policy);

}  // namespace crosswalk::sim
