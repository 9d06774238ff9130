#pragma once

/// \file
/// What a scenario is played on. Two stages exist: the virtual one has product and peers in one
/// thread on virtual time, the real one has the real programs and sockets. Whoever plays a scenario
/// knows neither; whatever is checked is looked up at the peers.

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "history/transcript.hpp"
#include "judge/invariants/invariants.hpp"
#include "judge/judge.hpp"
#include "language/scenario.hpp"
#include "linkedin/linkedin.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

/// One tenant's peers, as they are now. Borrowed for the length of a look.
struct Scene {
  const std::string& tenant;
  const World* world = nullptr;  ///< Null where a fixture stands in for one.
  LinkedIn& linkedin;            ///< Shared by all tenants.
  const TenantPolicy& policy;    ///< The judge's; organization, grants and members filled in.
  const Exports& exports;        ///< Orders and who stands for whom.
  const Erased& erased;
  const std::vector<std::string>& told;  ///< What a person was shown since the run began.
  bool quiet = false;                    ///< Nothing is under way and nothing waits.
  Instant now{};
  bool killed = false;                                ///< The product was, since the last look.
  const std::vector<std::string>* secrets = nullptr;  ///< Nobody may show these; null: unknown.
};

/// Told of each request when it is asked, and of what came back after how long and how far that can
/// be believed; null: nothing did.
using Overhearing = std::function<void(Instant at, std::string_view tenant, std::string_view peer,
                                       std::string_view endpoint, const HttpRequest&,
                                       const HttpResponse*, Duration took, Candour)>;

/// What a step gave, to be captured, and why it could not be done.
using StepResult = Result<std::vector<std::string>>;

class Stage {
 public:
  virtual ~Stage() = default;

  /// Plays one step whose captured values are filled in, to the end where it waits. An error says
  /// what broke: a crash of the product with its cause, or a step that cannot be done.
  virtual StepResult play(const Step& step) = 0;

  /// Calls `look` for each tenant, in order, while nothing else touches the peers.
  virtual void look(const std::function<void(const Scene&)>& look) = 0;

  virtual Instant now() const = 0;
  virtual std::map<std::string, std::uint64_t> fired() const = 0;     ///< By rule.
  virtual std::map<std::string, std::uint64_t> requests() const = 0;  ///< By endpoint.
  /// Changes that a fault names and that could never be made, with why not.
  virtual std::map<std::string, std::string> undone() const { return {}; }
  virtual Transcript& transcript() = 0;

  /// Whoever looks after the invariants listens here, from before the first step on.
  virtual void overhear(Overhearing hearing) { (void)hearing; }
};

/// What a tenant's world is made of: its seed follows from the run's and the tenant's name, its
/// history ends where the run starts, its posts are where its vendor has them. Its vendor is one of
/// server/settings.hpp.
WorldOptions world_of(const Scenario& scenario, const TenantSpec& tenant);

/// A tenant's organization at LinkedIn, by its place in the scenario.
std::string organization_of(std::size_t place);

/// How far a reply can be believed that these rules have struck.
Candour candour_of(const std::vector<FaultRule>& rules, const std::vector<std::string>& fired);

/// The scenario's stage on virtual time. invalid_input when the scenario cannot be set up.
/// `connectors` is the folder of the connectors' files.
/// Without `keeps` its transcript has the digest alone.
Result<std::unique_ptr<Stage>> virtual_stage(const Scenario& scenario,
                                             const std::string& connectors, bool keeps = true);

}  // namespace crosswalk::sim
