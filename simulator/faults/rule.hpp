#pragma once

/// \file
/// What goes wrong in a run, as values: where, when and what. A rule strikes a request by what the
/// request is, never by when it happened to arrive, so that one more rule, or another interleaving,
/// changes nobody else's fate.

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "faults/kinds.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {

/// When a rule strikes; what is not said does not narrow it. All that is said must hold.
struct FaultTrigger {
  double probability = 1;          ///< Of each attempt, drawn from seed, rule and request: 0..1.
  std::vector<std::uint32_t> nth;  ///< Logical requests of tenant and endpoint, counted from 1.
  std::uint32_t first = 0;         ///< Only the first so many of them.
  std::uint32_t every = 0;         ///< Every so manyth.
  std::uint32_t page = 0;          ///< That page of a listing, counted from 1.
  std::uint32_t attempts = 0;      ///< So many attempts of each; 0: all, though a listing that
                                   ///< never answers never ends. Of page_empty 0 means 1.
  Duration from{0};                ///< Since the run began.
  Duration until = Duration::max();
  std::string contains;  ///< Target or body hold this text.

  friend bool operator==(const FaultTrigger&, const FaultTrigger&) = default;
};

enum class Distribution { fixed, uniform, log_normal, recorded };

/// How a peer tells how long to wait when it answers 429.
enum class RetryAfter { none, seconds, date, past_date, negative, huge, twice, words };

/// What happens; each kind reads the members its row in kinds.hpp names.
struct FaultDeed {
  FaultKind kind = FaultKind::status;
  Duration wait{0};  ///< A delay; the median of a log-normal one; a granularity; a skew.
  Duration most{0};  ///< The longest of a uniform delay.
  Distribution distribution = Distribution::fixed;
  double spread = 1;               ///< Sigma of a log-normal delay; drift in seconds per hour.
  std::vector<Duration> recorded;  ///< One of these is drawn.
  int status = 503;
  RetryAfter retry_after = RetryAfter::none;
  std::string path;         ///< JSON pointer into the reply; "*" stands for every item of a list.
  double part = 0.5;        ///< Of the head or the body that still arrives: 0..1.
  std::uint32_t count = 1;  ///< Entities refused, items shown, requests of a quota, copies.
  Duration per{0};          ///< The window of a quota.
  std::string scope;        ///< A permission that is taken away, such as "candidates".
  std::vector<Mutation> mutations;  ///< What happens at the vendor just before the page is made.

  friend bool operator==(const FaultDeed&, const FaultDeed&) = default;
};

/// One line of a scenario's `faults`.
struct FaultRule {
  std::string id;  ///< Unique in the scenario; reports and `fired` name it.
  std::string at;  ///< An endpoint of endpoints.hpp, "*" standing for any part of a name.
  FaultTrigger when;
  FaultDeed what;
  bool off = false;  ///< Not in force until a step switches it on.
  int line = 0;      ///< Where it was written; 0: nowhere.

  friend bool operator==(const FaultRule&, const FaultRule&) = default;
};

/// Where two rules differ only in `line` they are the same.
bool same(const FaultRule& a, const FaultRule& b);

}  // namespace crosswalk::sim
