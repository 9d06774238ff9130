#pragma once

/// \file
/// One installation of the real programs against one simulator, for the trials of certification:
/// daemon, worker, sockets, TLS, a store on disk. What LinkedIn holds is read in the simulator
/// itself; the product is asked nothing but what a person would ask it.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "scenario/binaries.hpp"
#include "scenario/installation.hpp"
#include "server/peers.hpp"
#include "server/server.hpp"

namespace crosswalk::sim {

inline constexpr std::string_view second_tenant = "second";
inline constexpr std::string_view second_organization = "urn:li:organization:6000";

/// How a trial differs from the usual one.
struct TrialOptions {
  std::uint32_t candidates = 60, jobs = 20;
  bool partner = false;      ///< The tenant's application is made by a partner's.
  bool second = false;       ///< Another tenant beside it, of another organization.
  bool viewers = false;      ///< Jobs are seen by their hiring teams alone.
  std::string tenant_lines;  ///< Further lines of the tenant, indented by four.
};

/// Both sides as they are now; borrowed for the length of a look.
struct Sides {
  Peers& peers;
  const Ledger& ledger;
  const std::string& organization;
  Instant now{};

  /// What LinkedIn holds of it; null when it holds nothing.
  const Entity* held(EntityKind kind, const std::string& id) const;
  std::uint64_t count(EntityKind kind) const { return ledger.held(kind, organization); }
  /// A member of what it holds, as text; empty when there is none.
  std::string field(EntityKind kind, const std::string& id, const std::string& name) const;
  /// Jobs LinkedIn shows, in order of id.
  std::vector<Id> open_jobs() const;
};

class Trial {
 public:
  /// Serves, installs, starts the daemon. `unavailable` with the place of its words.
  static Result<std::unique_ptr<Trial>> start(const Programs& programs, TrialOptions options);
  ~Trial();

  /// `crosswalk WORDS -c ... --json`; what it printed, or an error when it failed.
  Result<Json> command(std::vector<std::string> words);
  /// A POST to the control side.
  Result<Json> order(const std::string& path, const Json& body);
  /// While nothing else touches the peers.
  void look(const std::function<void(const Sides&)>& look);
  /// What `see` gives; its result must not refer to the peers.
  template <class See>
  auto seen(See see) {
    std::optional<decltype(see(std::declval<const Sides&>()))> value;
    look([&](const Sides& sides) { value = see(sides); });
    return *std::move(value);
  }

  /// Reads until `there` or for half a minute; true when it came true. A vendor's window ends with
  /// the running second, so what just changed is read by the next round.
  bool sync_until(const std::function<bool(const Sides&)>& there);
  /// The same without reading: what pushes and daemon do by themselves.
  bool wait_until(const std::function<bool(const Sides&)>& there);
  bool sync(bool full = false);
  /// Reads until the running second, too, is in the past, so that nothing is left to be read.
  bool settle();

  /// Stops the daemon, replaces a text in the configuration, starts it again.
  Result<Done> restart_with(const std::string& text, const std::string& instead);

  const std::string& organization() const { return organization_; }
  const Installation& installed() const { return installed_; }

 private:
  Trial() = default;
  Result<Done> serve();

  std::string organization_;
  Programs programs_;
  std::unique_ptr<Server> server_;
  std::thread serving_;
  Installation installed_;
  std::unique_ptr<Running> daemon_;
};

/// The trials of one certification, each begun when a rule first needs it and kept for the next.
class Trials {
 public:
  explicit Trials(Programs programs) : programs_(std::move(programs)) {}

  /// Null, with the cause in `why`, when it could not be set up.
  Trial* usual();      ///< Exports, web hooks, everything read once.
  Trial* partnered();  ///< A new customer, not connected yet.
  Trial* paired();     ///< Two new customers of one partner.
  Trial* chosen();     ///< One whose availability is chosen anew.
  Trial* secured();    ///< Jobs seen by their hiring teams.
  const std::string& why() const { return why_; }

 private:
  Trial* begin(std::unique_ptr<Trial>& kept, const TrialOptions& options, bool reads);
  Programs programs_;
  std::unique_ptr<Trial> usual_, partnered_, paired_, chosen_, secured_;
  std::string why_;
};

}  // namespace crosswalk::sim
