#pragma once

// The product's real programs between a simulator on loopback: one directory, one world, one
// tenant. What a test does to them is what a supervisor, a person or a power cut could do.

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "scenario/binaries.hpp"
#include "scenario/installation.hpp"
#include "server/server.hpp"
#include "world/world.hpp"

namespace crosswalk {

inline const sim::Programs real_programs{CROSSWALK_PROGRAMS, CROSSWALK_CONNECTORS};

class RealStage {
 public:
  // The simulator serves, the installation is written, nothing of the product runs yet.
  RealStage(std::uint32_t candidates, std::uint32_t jobs, const sim::InstallOptions& options = {});
  ~RealStage();
  RealStage(const RealStage&) = delete;
  RealStage& operator=(const RealStage&) = delete;

  // `crosswalk serve`, answering on its socket; nothing, and a failed test, when it does not.
  std::optional<sim::Running> serve();
  // Runs a command with this installation's configuration.
  sim::Ended run(std::vector<std::string> words);
  // Orders something of the simulator, through its control side.
  Json order(const std::string& path, const Json& body);
  Json ask(const std::string& path);
  bool agrees();         // What the judge says now,
  std::string judged();  // and in its words.
  std::int64_t held();   // Jobs, candidates and applications together.
  std::int64_t held(const std::string& kind);
  std::int64_t repeated();  // Writes that brought what LinkedIn held already.

  const sim::World& world() const { return world_; }
  std::string state() const { return installed_.directory + "/state"; }
  const sim::Installation& installed() const { return installed_; }

 private:
  Json sums();  // What LinkedIn counts of each kind.

  sim::World world_;  // A copy of the simulator's: equal options, equal worlds.
  std::unique_ptr<sim::Server> server_;
  std::thread serving_;
  sim::Programs programs_;
  sim::Installation installed_;
};

}  // namespace crosswalk
