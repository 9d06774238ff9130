#pragma once

/// \file
/// Who may see which job, what LinkedIn was told of it, and what it may have heard besides. Members
/// are keyed digests here; their URNs stand once, sealed, and leave with the last word about them.

#include <optional>
#include <string>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class Access {
 public:
  /// Borrows both for its life.
  Access(Database& database, Sealer& sealer);

  /// These members and no others; whether somebody came who was not there before, or came back.
  bool configure(const std::vector<AccessMember>& members);

  /// Who may see one job, in place of whoever might before.
  void want(const JobViewers& viewers);

  /// Whatever waits for its time may be tried again.
  void unpark();

  /// Whether there is anything to keep in step.
  bool any();

  /// Changes that are due, each marked as one that LinkedIn may have heard of. A member who does
  /// not open fails the transaction as `refused`.
  AccessChanges take(const TakeAccess& verb);

  void settle(const CommitAccess::Outcome& outcome);

 private:
  void set(const std::string& job, const RecordDigest& member, bool wanted);
  std::string urn_of(const RecordDigest& member);
  void forget_settled();

  Database& database_;
  Sealer& sealer_;
  Statement of_job_, set_, dismiss_, dismiss_strangers_, keep_member_, member_, unpark_, any_;
  Statement due_, next_, leaves_, settle_, forget_, forget_members_;
};

}  // namespace crosswalk::store
