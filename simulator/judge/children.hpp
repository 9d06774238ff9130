#pragma once

/// \file
/// What hangs on candidates and applications, against the truth. Only parents that must be held
/// and are count: of the others their own absence is told, and of what hangs on them nothing may
/// be there.

#include <array>
#include <string>
#include <vector>

#include "judge/minutes.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim::judging {

/// By row of its table: whether the record must be held and is.
struct Parents {
  std::vector<bool> candidates;
  std::vector<bool> applications;
};

class Children {
 public:
  /// All must outlive it.
  Children(const World& world, const Ledger& ledger, const TenantPolicy& policy, const Truth& truth,
           const Parents& parents, Minutes& minutes)
      : world_(world),
        ledger_(ledger),
        policy_(policy),
        truth_(truth),
        parents_(parents),
        minutes_(minutes) {}

  /// Stages, notes of both kinds and feedback.
  void compare();

 private:
  template <class T>
  void compare_all();
  /// Stages of a vendor that tells no history: by name and time, whatever their ids.
  void compare_observed();
  /// One child whose parent must be held and is.
  template <class T>
  void compare_one(const T& row, EntityKind kind, Id parent);
  /// Looks through all that is held of a kind for what must not be.
  template <class T>
  void hunt(EntityKind kind);
  /// Whether the row belongs there, or did before its parent lost something.
  template <class T>
  bool may_be_held(EntityKind kind, Id parent, const T& row) const;
  /// Whether the parent of a child of that kind must be held and is.
  bool fits(EntityKind kind, Id parent) const;
  /// Whether it is held, whatever it must be.
  bool parent_held(EntityKind kind, std::string_view parent) const;
  /// Whether LinkedIn may hold an earlier version of a parent that cannot be sent any more.
  bool parent_lost_something(EntityKind kind, Id parent) const;
  bool of_deleted_person(EntityKind kind, Id parent) const;
  bool of_erased_person(EntityKind kind, Id parent) const;
  /// Tells, in order of key, what must not be held; of the erased it is told elsewhere.
  void tell_extras(EntityKind kind, std::vector<std::string_view> keys);

  const World& world_;
  const Ledger& ledger_;
  const TenantPolicy& policy_;
  const Truth& truth_;
  const Parents& parents_;
  Minutes& minutes_;
  std::array<std::uint64_t, entity_kinds> met_{};  ///< Held as they must be, by kind.
  std::string key_;                                ///< "PARENT\nID", and
  std::string expected_;                           ///< content; reused from row to row.
};

}  // namespace crosswalk::sim::judging
