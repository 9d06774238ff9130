#pragma once

/// \file
/// What the parts of one tenant's flow share: how it is set up, the desk, the two peers, and the
/// account of the round under way.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "access/linkedin_budget.hpp"
#include "flow/courier.hpp"
#include "flow/desk.hpp"
#include "flow/flow.hpp"
#include "flow/gate.hpp"

namespace crosswalk {

struct Context {
  explicit Context(TenantSetup given);

  /// Adds a sentence for a person, once.
  void alarm(std::string sentence);

  KindReport& report_of(RecordKind kind) { return report.kinds[static_cast<std::size_t>(kind)]; }
  const ObjectSpec* object_of(RecordKind kind) const;

  TenantSetup setup;
  Desk desk;
  Gate gate;  ///< Around "look rows up, then write" and around outcomes.
  Courier vendor;
  Courier linkedin;
  LinkedInBudget linkedin_budget;
  std::uint64_t policy_version;
  std::uint32_t mark = 0;  ///< Of the round under way; stamped on all it sees.
  FlowReport report;
};

}  // namespace crosswalk
