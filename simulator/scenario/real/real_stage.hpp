#pragma once

/// \file
/// The stage with the real programs: the product's daemon, its sandboxed worker, its store on disk,
/// and between it and the simulator sockets and TLS. It waits where the virtual stage lets time
/// pass, for as long as a person would; time itself cannot be moved, and why_one_mode() says what
/// else cannot be done here.

#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "scenario/play.hpp"
#include "scenario/real/ear.hpp"
#include "scenario/real/product.hpp"
#include "scenario/stage.hpp"
#include "server/server.hpp"

namespace crosswalk::sim {

/// The scenario's stage with the programs of `programs`. `unsupported`, with the reason, when it
/// can only be played on virtual time; invalid_input or `unavailable` when it cannot be set up.
Result<std::unique_ptr<Stage>> real_stage(const Scenario& scenario, const Programs& programs);

/// Sets up a real stage and plays. A scenario for virtual time alone is a history that was skipped
/// with the reason, and so is one that passes there and waits for more than longest_wait; what
/// cannot be set up is one that broke.
History run_real(const Scenario& scenario, const Programs& programs,
                 const PlayOptions& options = {});

namespace real {

/// How long a scenario may wait on virtual time to be played here, where everybody waits as long.
inline constexpr Duration longest_wait = std::chrono::seconds{100};

/// How long one step waits for quiet, at most.
inline constexpr Duration wait_max = std::chrono::seconds{180};

class RealStage : public Stage {
 public:
  /// real_stage() makes one; `scenario` has one tenant.
  RealStage(const Scenario& scenario, const Programs& programs, std::string directory);
  ~RealStage() override;

  /// Peers and product are there, connected and agreed to; nothing runs yet. From here on the
  /// scenario's faults are in force.
  Result<Done> set_up();

  StepResult play(const Step& step) override;
  void look(const std::function<void(const Scene&)>& look) override;
  Instant now() const override;
  std::map<std::string, std::uint64_t> fired() const override;
  std::map<std::string, std::uint64_t> requests() const override;
  Transcript& transcript() override;
  void overhear(Overhearing hearing) override { hearing_ = std::move(hearing); }

  // For whoever plays the steps (real/steps.cpp).

  const TenantSpec& spec() const { return spec_; }
  TenantSpec& spec() { return spec_; }
  Product& product() { return product_; }
  TenantPolicy& judged() { return judged_; }
  Exports& exports() { return exports_; }
  Erased& erased() { return erased_; }
  std::uint64_t& turn() { return turn_; }
  /// Where nothing else touches the peers.
  void at_peers(const std::function<void(Control&, Instant)>& what) const;
  /// The product's configuration and secrets as `spec` says now.
  Result<Done> install();
  /// The daemon runs, and the vendor's web hooks reach it; it reads at once when it begins.
  Result<Done> start();
  /// Until nothing is under way; an error when that takes longer than `limit`.
  Result<Done> settle(Duration limit = wait_max);
  /// From here on nobody has waited for quiet.
  void unsettle() { calm_ = false; }
  void was_killed();
  /// The integration is off at LinkedIn, or on again: while it is off whatever is to go waits.
  void shut(bool is) { shut_ = is; }
  /// Sets the peers as the quirks of `spec` say now.
  Result<Done> set_peers();
  /// Takes a secret over from the peer, which has another one now.
  void use_secret(const std::string& name, const std::string& value);

 private:
  Result<Done> serve();
  Result<Done> connect();
  Result<bool> at_rest();
  Result<bool> nothing_waits();
  bool nothing_to_push() const;
  void catch_up();

  Scenario scenario_;
  TenantSpec spec_;
  std::string directory_;
  Product product_;
  Json announcement_;
  std::unique_ptr<Server> server_;
  std::thread serving_;
  Ear ear_;
  Transcript transcript_;
  Overhearing hearing_;
  TenantPolicy judged_;
  Exports exports_;
  Erased erased_;
  std::uint64_t turn_ = 0;
  std::size_t told_ = 0;  ///< How much of what was told is in the transcript.
  bool calm_ = true, killed_ = false, hooked_ = false, shut_ = false;
  std::uint64_t calm_at_ = 0;
  Ear::Clock::time_point busy_at_{}, began_at_{};
  std::uint64_t began_with_ = 0;  ///< Requests there had been when the daemon began.
};

}  // namespace real
}  // namespace crosswalk::sim
