#pragma once

/// \file
/// Who a candidate is, without saying it: keyed digests, and the sealed name of the LinkedIn
/// member it was found to be. Both leave with the candidate.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class People {
 public:
  /// Borrows both for its life.
  People(Database& database, Sealer& sealer);

  /// Replaces what is known of a candidate; `fresh` when nothing is.
  void identify(const std::string& candidate, const std::vector<Identity>& identities, bool fresh);

  std::vector<Identity> identities(const std::string& candidate);

  /// Candidates that carry it, or are linked to the member it stands for, in id order.
  std::vector<std::string> carriers(const Identity& identity);

  /// Keeps the link in place of any other; unlink() drops it.
  void link(const std::string& candidate, std::string_view urn, const Identity& member);
  void unlink(const std::string& candidate);

  /// Whether anybody is linked at all: most tenants have nobody while they are first read.
  bool any_linked();

  /// Who the linked member is; nothing without a link.
  std::optional<Identity> linked_member(const std::string& candidate);

  /// The member's URN, or empty. One that does not open fails the transaction as `refused`.
  std::string member_of(const std::string& candidate);

  /// Drops identities and link.
  void forget(const std::string& candidate);

 private:
  Database& database_;
  Sealer& sealer_;
  Statement add_, drop_, identities_, link_, unlink_, any_, member_of_, linked_, member_;
};

}  // namespace crosswalk::store
