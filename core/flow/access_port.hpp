#pragma once

/// \file
/// The store's verbs for who may see a job in Recruiter, where the vendor says so. Each member has
/// one list of jobs at LinkedIn. Kept are keyed digests of members, and their URNs sealed; wanted
/// and sent stand side by side, so that whoever stops or crashes goes on where they differ.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.hpp"
#include "sync/entity.hpp"

namespace crosswalk {

/// A LinkedIn member that the tenant's configuration names.
struct AccessMember {
  RecordDigest digest{};  ///< Of member_identity(); never zero.
  std::string urn;        ///< "urn:li:person:..."; sealed on disk.
};

/// Stands for nobody: a job in nobody's list is seen by no one, whatever else LinkedIn was told.
inline constexpr RecordDigest nobody_digest{};

/// Who may see a job, as it was just read. With it the job goes into nobody's list as well.
struct JobViewers {
  std::string job;
  std::vector<RecordDigest> members;  ///< Of configured members.
};

/// Up to `limit` changes whose time has come at `now`, removals first. An entry is added when
/// LinkedIn has its job, and goes when the job does or is restricted; a member who is configured
/// no more loses their list. What is taken may have reached LinkedIn from then on, whatever is
/// answered. Answered by AccessChanges.
struct TakeAccess {
  std::uint32_t limit = 100;
  Instant now{};
  bool removals = false;  ///< Nothing is added.
};
struct AccessChange {
  bool adds = false;
  std::string job;  ///< Empty: it is about the member being assigned to their own list.
  RecordDigest member{};
  std::string urn;  ///< Where `job` is empty.
  std::uint32_t attempts = 0;
};
struct AccessChanges {
  std::vector<AccessChange> changes;
  std::optional<Instant> next;  ///< When the next of those that wait for their time is due.
};

/// What became of changes. Whoever wanted the opposite meanwhile is taken again.
/// Answered by AccessCommitted.
struct CommitAccess {
  struct Outcome {
    AccessChange change;
    bool taken = false;
    Instant retry_at{};  ///< When it was not.
  };
  std::vector<Outcome> outcomes;
};
struct AccessCommitted {};

}  // namespace crosswalk
