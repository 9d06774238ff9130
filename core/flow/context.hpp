#pragma once

/// \file
/// What the parts of one tenant's flow share: how it is set up, the desk, the two peers, and the
/// account of the round under way.

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "access/linkedin_budget.hpp"
#include "flow/courier.hpp"
#include "flow/desk.hpp"
#include "flow/flow.hpp"
#include "flow/gate.hpp"
#include "flow/reading/freshness.hpp"

namespace crosswalk {

/// One per flow; every part of the flow borrows it and lives no longer.
struct Context {
  /// Needs a compiled plan and a digest key of 32 bytes in `given`.
  explicit Context(TenantSetup given);

  /// Adds a sentence for a person, once.
  void alarm(std::string sentence);
  /// Takes a sentence back: what it told of is over.
  void calm(const std::string& sentence);

  /// Answers a ticket; the oldest answer goes when there are too many.
  void answer(Told told);

  /// Why nothing may be sent to LinkedIn (FlowReport::closed), in words; empty: it may. Whoever
  /// must go still goes. An open gate nudges the lanes. Of what passes by itself there is no alarm.
  void set_closed(std::string why, bool passing = false);
  bool closing_passes() const { return passing_; }

  /// A person, or a new round: LinkedIn is asked once whether it serves our version again.
  void doubt_sunset() { linkedin.reopen(); }

  /// Alarms that stand whatever round it is.
  void tell_standing();

  /// What is used of LinkedIn's day, and what processes before this one used.
  DayUse used() const;
  void restore(const DayUse& used);

  /// The account of one kind in the round under way.
  KindReport& report_of(RecordKind kind) { return report.kinds[static_cast<std::size_t>(kind)]; }
  TenantSetup setup;  ///< As given; never changes while the flow lives.
  Desk desk;
  Freshness fresh;       ///< Of what was asked for by name beside listings.
  Gate gate;             ///< Around "look rows up, then write" and around outcomes.
  Courier vendor;        ///< The vendor, within the limits its headers tell.
  Courier provisioning;  ///< LinkedIn as the partner's own application: onboarding alone.
  Courier linkedin;      ///< LinkedIn; its own budget stands beside it, because it counts records.
  /// Writing and withdrawing records of one kind never overlap: a deletion that LinkedIn took
  /// before a write still on its way would bring somebody back.
  Gate& turn_of(RecordKind kind) { return turns_[static_cast<std::size_t>(kind)]; }

  LinkedInBudget linkedin_budget;
  LinkedInBudget job_budget;                    ///< Jobs have lower limits of records of their own.
  std::uint64_t policy_version;                 ///< Of setup.policy; stored beside every decision.
  std::uint32_t mark = 0;                       ///< Of the round under way; stamped on all it sees.
  std::map<std::string, AccessMember> members;  ///< By the vendor's user; see TenantSetup.
  bool access_news = false;     ///< Who may see a job, or which job there is, may have changed.
  std::uint64_t revisions = 0;  ///< Counts verbs that may take back what a lane holds ready.
  FlowReport report;
  std::function<void()> nudge;  ///< Makes every lane look for work. Set before the first event.

 private:
  void hear_version(const HttpResponse& reply);

  bool passing_ = false;  // What closed the gate is about to be answered.
  std::string sunset_;    // The alarm while LinkedIn does not serve our version.
  std::array<Gate, record_kind_count> turns_;
};

}  // namespace crosswalk
