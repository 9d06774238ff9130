#pragma once

/// \file
/// What is kept of a record after LinkedIn took it: where it stands and what it was, never what
/// it says. The payload lives only while it waits to be sent.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "sdk/record.hpp"

namespace crosswalk {

/// Keyed digest of a record's content as it may leave, before any dialect.
using RecordDigest = std::array<std::uint8_t, 16>;

/// Where an entity stands. Stored: append only.
enum class EntityState : std::uint8_t {
  ready = 1,    ///< Wanted at LinkedIn and may go now.
  waiting,      ///< Wanted, but a parent is not at LinkedIn yet.
  task,         ///< Accepted as a job task, its fate still unknown.
  sent,         ///< LinkedIn confirmed the wanted version.
  held,         ///< Not sendable; `reason` says why. A version sent earlier stays there.
  withheld,     ///< The tenant does not share it, and LinkedIn does not have it.
  withdrawing,  ///< Must go from LinkedIn; `reason` says why.
  withdrawn,    ///< Gone from LinkedIn, confirmed. The row stays as a tombstone.
  restricted    ///< Too many were absent at once: neither sent nor exported until decided.
};

std::string_view name_of(EntityState state);

/// Why a record leaves that hangs on another parent now: LinkedIn keeps it under the former one,
/// and it follows under its own as soon as it has left there.
inline constexpr std::string_view moved_reason = "moved";

/// What is kept of an entity, as the flow needs it to decide about a page.
struct EntityRow {
  RecordKey key;
  std::uint32_t wanted = 0;  ///< Local version counter; 0: never wanted.
  std::uint32_t sent = 0;    ///< The last version LinkedIn confirmed; 0: none.
  RecordDigest digest{};     ///< Of the wanted version.
  EntityState state = EntityState::held;
  std::string reason;
  std::uint64_t policy = 0;  ///< Policy version the decision was made under.
  std::string person;        ///< Of a candidate: the URN of the LinkedIn member it is; or empty.
};

/// Whether the row leaves LinkedIn only to come back.
inline bool comes_back(const EntityRow& row) {
  return row.state == EntityState::withdrawing && row.reason == moved_reason;
}

}  // namespace crosswalk
