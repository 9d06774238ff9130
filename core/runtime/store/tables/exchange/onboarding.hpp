#pragma once

/// \file
/// How far a tenant has come, as one sealed row: it holds a secret, and an address that is one.

#include "flow/store_port.hpp"
#include "runtime/store/sealer.hpp"
#include "runtime/store/sqlite.hpp"

namespace crosswalk::store {

class OnboardingRow {
 public:
  /// Borrows both for its life.
  OnboardingRow(Database& database, Sealer& sealer);

  void put(const Onboarding& onboarding);

  /// Empty when nothing was put. A row that does not open fails the transaction as `refused`.
  Onboarding get();

 private:
  Database& database_;
  Sealer& sealer_;
  Statement put_, get_;
};

}  // namespace crosswalk::store
