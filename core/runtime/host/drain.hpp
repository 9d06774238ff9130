#pragma once

/// \file
/// How long LinkedIn's limits keep what waits from being sent. An estimate from numbers alone,
/// which knows of no peer that is down and of nothing sent earlier in the day: it tells an
/// operator whether a backlog is a matter of minutes or of days.

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

#include "access/linkedin_budget.hpp"
#include "base/text/json.hpp"
#include "flow/flow.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// Of each kind, whether a request holds the children of one parent only.
using OneParent = std::array<bool, record_kind_count>;
OneParent one_parent_kinds(const Dialect& dialect);

/// What has still to reach LinkedIn, by record kind.
struct Backlog {
  std::array<std::uint64_t, record_kind_count> waiting{};   ///< To be sent, now or after a parent.
  std::array<std::uint64_t, record_kind_count> leaving{};   ///< To be taken away from there.
  std::array<std::uint64_t, record_kind_count> requests{};  ///< That what waits takes; 0: as many
                                                            ///< as full batches.
};

Backlog backlog_of(const Counts& counts, const OneParent& one_parent = {});

struct Drain {
  std::chrono::seconds time{0};               ///< Whole minutes or days, rounded up.
  LinkedInLimit limit = LinkedInLimit::none;  ///< Which takes longest. `none`: nothing waits, or
                                              ///< nothing limits it.
};

/// What leaves counts against a limit of records, and not against the requests: those have their
/// reserve. Of a day's requests children get what jobs, candidates and applications leave.
Drain drain_of(const Backlog& backlog, const LinkedInLimits& limits);

/// "10,859 candidates wait: about 2 minutes at LinkedIn's 10,000 records a minute", and what hangs
/// on them behind that; empty when nothing waits or leaves.
std::string drain_words(const Backlog& backlog, const LinkedInLimits& limits);

/// {"records","seconds","words","children":{"records","requests","seconds"}}: how many wait or
/// leave, and for how long; how many of them wait that hang on others, and in how many requests.
Json drain_json(const Counts& counts, const LinkedInLimits& limits,
                const OneParent& one_parent = {});

/// Why records wait although nothing else moves: "LinkedIn's 10,000 records a minute; it goes on
/// by itself". The same each time.
std::string limited_words(const Limited& limited, const LinkedInLimits& limits);

/// So many records of a kind: "1 candidate note", "2,000 stages", "3 feedback records".
std::string counted(std::uint64_t number, RecordKind kind);

}  // namespace crosswalk
