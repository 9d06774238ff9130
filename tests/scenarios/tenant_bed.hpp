#pragma once

// One Greenhouse tenant on virtual time: an invented world, the simulated Greenhouse and LinkedIn,
// the real connector loaded into this process, the real flow, the real SQLite store, and the
// judge. Tests meddle with replies, with the engine or with the store where the damage is to be.

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "judge/judge.hpp"
#include "linkedin/linkedin.hpp"
#include "runtime/store/tenant_store.hpp"
#include "scenario/virtual_run.hpp"
#include "vendors/gem/gem.hpp"
#include "vendors/greenhouse/greenhouse.hpp"
#include "world/mutation.hpp"

namespace crosswalk {

inline constexpr const char* bed_organization = "urn:li:organization:5000";

struct BedSettings {
  sim::WorldOptions world = sized_world(60, 20);
  std::string connector = "greenhouse";  // Or "gem": then that peer answers.
  sim::GreenhouseOptions greenhouse;
  std::uint32_t page_items = 0;  // Items a page whatever the manifest asks for; 0: as it asks.
  Settings settings;             // The tenant's settings beside user_id.
  std::map<std::string, std::string> secrets = {{"client_id", "greenhouse-client"},
                                                {"client_secret", "greenhouse-secret"}};
  TenantPolicy policy;
  sim::TenantPolicy judged;  // The same policy as the judge understands it.
  std::string store_path = store_in_memory;
  bool exchange = false;       // The callback is configured, and the vendor's web hooks go there.
  std::string version;         // Of LinkedIn's versioned API; empty: v2.
  OnboardingSetup onboarding;  // Not required unless a test says so.
  ExportGrants grants;
  sim::LinkedInOptions linkedin;  // Apps are filled in.

  static sim::WorldOptions sized_world(std::uint32_t candidates, std::uint32_t jobs);
};

// Thirty people in three pages of ten.
inline BedSettings thirty() { return {.world = BedSettings::sized_world(30, 8), .page_items = 10}; }

class TenantBed {
 public:
  explicit TenantBed(BedSettings settings = {});
  TenantBed(const TenantBed&) = delete;
  TenantBed& operator=(const TenantBed&) = delete;

  // A reply on its way back; returning nothing loses it.
  using Meddling =
      std::function<std::optional<HttpResponse>(Peer, const HttpRequest&, HttpResponse)>;
  Meddling meddle;
  std::function<Result<StoreAnswer>(Store&, const StoreVerb&)> around_store;
  std::function<Result<Answer>(Engine&, const Step&)> around_engine;
  sim::Receiving around_receiving;                   // Instead of the product's at the callback.
  std::function<void(const HttpRequest&)> overhear;  // Every request to LinkedIn.

  // A round of reading, and everything it leads to. False when it never settles.
  bool sync(bool full = false);
  void restart_with(TenantPolicy policy, sim::TenantPolicy judged);
  void restart_as(std::string version);  // In another of LinkedIn's dialects.
  // The same tenant, set up anew at the vendor's.
  void restart_asking(Settings settings, std::map<std::string, std::string> secrets,
                      sim::TenantPolicy judged);
  void close_store();
  void open_store();

  // Something happens at the vendor's, now; then a minute passes. The ids it fell on.
  std::vector<sim::Id> change(sim::Kind kind, sim::Operation operation,
                              std::vector<std::pair<std::string, std::string>> fields = {},
                              std::vector<sim::Id> ids = {}, std::uint32_t count = 1);

  // A recruiter exports somebody to a job; everything it leads to. What LinkedIn said to the order.
  sim::Ordered export_to(const std::string& job, sim::ExportOrder person);
  // The same, before anything is delivered.
  sim::Ordered order(const std::string& job, sim::ExportOrder person);
  // The last order LinkedIn took, if any, must come to nothing, or the judge finds that.
  void expect_refusal();
  static sim::ExportOrder somebody(const std::string& name);
  // The flow told this of a ticket; fails the test when it told nothing.
  Told answer_to(Event event, Ticket ticket);
  Counts counts();  // Straight from the store.
  // Jobs LinkedIn holds open, in order of id.
  std::vector<std::string> open_jobs();
  bool settle() { return run->run_to_quiet(); }

  // Candidates that stand for exported people, for the judge: those the product made it finds by
  // itself, of others who were there before a test says it.
  std::map<sim::Id, std::string> members;
  sim::Verdict verdict();
  testing::AssertionResult agrees();  // With the judge's words when not.
  // What LinkedIn holds: "kind id" -> content.
  std::map<std::string, std::string> contents();
  const sim::Entity* at_linkedin(sim::EntityKind kind, const std::string& id);
  std::uint64_t held(sim::EntityKind kind);
  std::uint64_t written();   // Records in writes that LinkedIn accepted.
  std::uint64_t repeated();  // Of these, writes of what it held already.
  EntityRow row(RecordKind kind, const std::string& id);
  bool alarmed(std::string_view words);
  std::string alarms();

  sim::World world;
  sim::Greenhouse greenhouse;
  sim::Gem gem;
  sim::LinkedIn linkedin;
  sim::VirtualSetup setup;
  std::unique_ptr<sim::VirtualRun> run;

 private:
  class StoreDoor;
  class EngineDoor;

  HttpResponse ask_peer(Peer peer, const HttpRequest& request, Instant now);
  void prepare_tenant();
  void open_door();
  std::string connector_file() const;

  BedSettings settings_;
  std::shared_ptr<StoreDoor> store_;
  std::vector<sim::PlacedOrder> ordered_;
  std::uint64_t turn_ = 0;
};

}  // namespace crosswalk
