#pragma once

/// \file
/// What happened in a run: both sides on one axis of time, what was checked and what came of it.
/// Reports are written from it and shrinking reads it; it knows neither clock nor file. Bodies hold
/// invented people only, and reports put stand-ins in place of even these.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.hpp"
#include "base/text/json.hpp"

namespace crosswalk::sim {

/// One line of the timeline.
struct Happening {
  enum class What { step, request, push, effect, alarm };

  Instant at{};
  What what = What::request;
  std::string tenant;
  std::string peer;      ///< "greenhouse", "gem", "linkedin"; empty for what no peer is part of.
  std::string endpoint;  ///< Of a request or push.
  std::string words;     ///< Of a step or an alarm; of a request "PUT /v2/...".
  int status = 0;        ///< 0: nothing came back.
  Duration took{0};
  std::string request_body, reply_body;  ///< At most body_kept bytes of each.
  std::vector<std::string> faults;       ///< Ids of the rules that fired on it.
};

/// How much of a body a history keeps, and how many happenings; beyond, only counts go on.
inline constexpr std::size_t body_kept = 4096;
inline constexpr std::size_t happenings_max = 20'000;

/// Something that was checked.
struct Check {
  std::string name;   ///< "I5", "agree", "held.candidate", "fired.f2", "steps".
  std::string after;  ///< The step's words; empty: at the end.
  bool good = true;
  std::string words;          ///< What was found, and what was expected.
  int line = 0;               ///< Of the step or expectation; 0: none.
  std::uint64_t excused = 0;  ///< Of an invariant that held: what it found and did not count.
};

/// Orders checks by name, I2 before I10.
struct ByName {
  bool operator()(std::string_view a, std::string_view b) const;
};

/// One step as it was played.
struct Played {
  std::string words;
  int line = 0;
  Instant begun{}, ended{};
  std::vector<std::string> ids{};  ///< What it fell on, or what it made: the first ids_kept.
  std::uint64_t ids_more = 0;

  void fell_on(const std::vector<std::string>& all);
};

inline constexpr std::size_t ids_kept = 20;  ///< Of each step; beyond, only counts go on.

/// A run from its first step to its report.
struct History {
  std::string scenario, why, file;
  std::uint64_t seed = 0;
  std::string mode;        ///< "virtual" or "real".
  std::string skipped;     ///< Why it was not run at all; empty: it was.
  std::string broke;       ///< What ended it before its end, such as a crash of the host.
  std::string transcript;  ///< Hex digest over everything that crossed a wire.
  std::string replay;      ///< The command that runs it again.
  std::string played;      ///< The scenario as it was played, as a file says it.
  Instant start{}, end{};  ///< Virtual, or by the clock in real mode.
  double wall_s = 0;
  std::vector<Played> steps;
  std::vector<Check> checks;  ///< Those that failed, and the last good one of each name.
  std::vector<Happening> happenings;
  std::uint64_t happenings_dropped = 0;
  std::map<std::string, std::uint64_t> requests;   ///< By endpoint.
  std::map<std::string, std::uint64_t> fired;      ///< By rule, 0 included.
  std::map<std::string, std::string> fault_words;  ///< By rule: what it does, for a person.
  Json verdict;                   ///< The judge's last, as to_json(Verdict), by tenant.
  std::vector<std::string> told;  ///< What a person was shown.

  bool passed() const;
};

}  // namespace crosswalk::sim
