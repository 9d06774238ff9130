#pragma once

/// \file
/// What must hold at every moment of a run, whatever goes wrong: the invariants I1 to I12. They
/// look at the peers alone, never at the product's own books, and at what changed since they
/// looked last, so that looking after every step costs as much as the step changed.
///
///  I1 completeness: whatever is visible and in scope is at LinkedIn, once quiet.
///  I2 no invention: LinkedIn holds nothing the source never had or never let out, and the vendor
///     nobody and nothing that was not exported and granted.
///  I3 freshness: once quiet, LinkedIn has the last version the source acknowledged.
///  I4 no stale overwrite: what LinkedIn holds of a record never goes back to an earlier version.
///  I5 deletion: deleted at the source is gone at LinkedIn once quiet, and never comes back;
///     whoever was promised to be forgotten is written nowhere.
///  I6 quota: no window is exceeded; after a 429 nothing is asked before its Retry-After is over.
///  I7 batch: at most 100 records, parents first, people last when they are deleted, and only what
///     failed is sent again at once.
///  I8 idempotency: saying any accepted write again leaves LinkedIn as it is.
///  I9 no leak: no token, secret or word of a deleted person in what is shown or kept.
///  I10 liveness: once faults have stopped, it is quiet within the time a step gives.
///  I11 bounds: requests under way and memory of what is under way stay bounded.
///  I12 checkpoint: after a kill all of the above still hold.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "judge/judge.hpp"
#include "linkedin/options.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim {

/// Where an invariant is broken: its id and what was found, without a value of anybody's.
struct Breach {
  std::string invariant;  ///< "I5"; "I12" for whatever was found after a kill.
  std::string words;      ///< "candidate 4711 is back at LinkedIn 3 minutes after its deletion"
  std::string of{};       ///< Which one it was, when `invariant` is I12.
};

/// What is looked at; borrowed for the call. The ledger must keep its journal
/// (LinkedInOptions::journal), and `world` stays the same one for a run.
struct Look {
  const World* world = nullptr;
  const Ledger& ledger;
  const TenantPolicy& policy;
  const Exports& exports;
  const Erased& erased;
  bool quiet = false;   ///< Nothing waits: what must be there in the end must be there.
  bool killed = false;  ///< The product was killed since the last look.
  Instant now{};
  std::vector<std::string_view> shown{};  ///< Words, logs and reports since the last look.
  std::vector<EntityKind> asked_about{};  ///< Of these a person was asked who may be deleted,
  bool answered = false;                  ///< or has said so; both since the last look.
  bool takes_nothing = false;   ///< LinkedIn refuses this customer's records, whatever they are.
  bool overdue = false;         ///< The step's time was over before it was quiet.
  std::uint64_t in_flight = 0;  ///< Requests under way at once, at most, since the last look.
  std::uint64_t waiting_bytes = 0;  ///< Memory of what is under way, at most, since the last look.
  const LinkedInOptions* linkedin = nullptr;  ///< As it is set; null: as usual.
};

/// How far a peer's reply can be believed; whoever runs the faults knows. It counts for whatever is
/// made of that resource.
enum class Candour : std::uint8_t {
  full,
  unreadable,  ///< Whatever its status says, there is nothing in it: it is asked for again.
  late,        ///< It leaves out or misdates what is new: the next listing tells.
  falsified    ///< It says something else than the peer has: only reading everything again helps.
};

/// What is under way at once is bounded (I11). A choice: far above what the product's lanes and a
/// vendor's own bounds ever need together, and far below what a leak reaches.
inline constexpr std::uint64_t in_flight_max = 64;
inline constexpr std::uint64_t waiting_bytes_max = 64ull << 20;

/// So many breaches of one invariant are told at one look; of more, their number.
inline constexpr std::size_t breaches_told_max = 20;
using Excused = std::map<std::string, std::uint64_t, std::less<>>;

/// One tenant's invariants over one run.
class Invariants {
 public:
  Invariants();
  ~Invariants();
  Invariants(Invariants&&) noexcept;
  Invariants& operator=(Invariants&&) noexcept;

  /// Told of each request of the tenant's when it is asked, and of what came back (null: nothing)
  /// and how long that took. `peer` and `endpoint` as the faults name them.
  void heard(Instant at, std::string_view peer, std::string_view endpoint,
             const HttpRequest& request, const HttpResponse* reply, Duration took = Duration{0},
             Candour candour = Candour::full);
  /// A text that nobody may show: a token, a secret.
  void secret(std::string text);

  /// Looks; the breaches since the last look, each once.
  std::vector<Breach> check(const Look& look);

  /// By invariant, what the last quiet look excused: untold, or left to a person.
  const Excused& excused() const;

  /// The other policy holds from now on; everything is looked at again.
  void begin_again();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// "I1".."I12", with one sentence each.
struct InvariantWord {
  std::string_view id, words;
};
std::vector<InvariantWord> invariant_words();

}  // namespace crosswalk::sim
