#pragma once

/// \file
/// The stage on virtual time: every tenant's product and vendor and the one LinkedIn in this
/// thread, under one clock that jumps to whatever is due next. Whoever is due first moves first, so
/// LinkedIn never sees time go back, and a run is exact.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "faults/faults.hpp"
#include "history/transcript.hpp"
#include "linkedin/linkedin.hpp"
#include "scenario/stage.hpp"
#include "scenario/virtual/ground.hpp"
#include "scenario/virtual/mail.hpp"

namespace crosswalk::sim {

/// How long the product waits for one reply: the deadline of its runner.
inline constexpr Duration virtual_patience{std::chrono::minutes{1}};

/// The longest it may take until all is quiet after a step that waits.
inline constexpr Duration quiet_patience{std::chrono::minutes{20}};
inline constexpr Duration quiet_limit{std::chrono::hours{48}};

class VirtualStage : public Stage {
 public:
  /// virtual_stage() makes one; `scenario` is copied.
  VirtualStage(const Scenario& scenario, LinkedInOptions options, std::string connectors,
               bool keeps);

  /// Sets the tenants up; an error says what cannot be.
  Result<Done> set_up();

  StepResult play(const Step& step) override;
  void look(const std::function<void(const Scene&)>& look) override;
  Instant now() const override { return now_; }
  std::map<std::string, std::uint64_t> fired() const override { return faults_.fired(); }
  std::map<std::string, std::uint64_t> requests() const override;
  std::map<std::string, std::string> undone() const override;
  Transcript& transcript() override { return transcript_; }
  void overhear(Overhearing hearing) override { hearing_ = std::move(hearing); }

  // For whoever plays the steps (virtual/deeds.cpp).

  const Scenario& scenario() const { return scenario_; }
  LinkedIn& linkedin() { return linkedin_; }
  Faults& faults() { return faults_; }
  std::vector<std::unique_ptr<Ground>>& grounds() { return grounds_; }
  /// What a ground was made for.
  GroundPlan plan_of(const Ground& ground) const;

  /// The next event, unless it is due after `until`; false when there was none.
  bool step(Instant until);
  /// Until the clock is there; what is due meanwhile happens.
  void run_until(Instant at);
  /// Nothing is under way, and nothing that waits is due within `patience`.
  bool quiet(Duration patience);
  /// False when the limit passes first.
  bool run_to_quiet(Duration patience = quiet_patience, Duration limit = quiet_limit);
  /// A person tells the tenant's product something.
  void tell(Ground& ground, Event event);
  /// Writes down what people have been shown since the last time.
  void collect(Ground& ground);
  /// What is shown of a run beside its requests.
  void note(Happening::What what, const Ground& ground, std::string_view words);

 private:
  Answered answer(Ground& ground, Peer peer, const HttpRequest& request, Instant now);
  std::optional<HttpResponse> knock(const Sender& from, std::string_view tenant,
                                    const HttpRequest& push, Instant now,
                                    const std::vector<std::string>& fired);
  void give_hands(Ground& ground);
  void add_senders();

  Scenario scenario_;
  std::string connectors_;
  Instant start_;
  Instant now_;
  Transcript transcript_;
  Faults faults_;
  LinkedIn linkedin_;
  Instant linkedin_now_{};
  std::vector<std::unique_ptr<Ground>> grounds_;
  Mail mail_;
  Overhearing hearing_;
};

}  // namespace crosswalk::sim
