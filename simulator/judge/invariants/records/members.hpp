#pragma once

/// \file
/// Who stands for an exported member and who asked to be forgotten, kept up to date: the same
/// answers as stand_ins() and all_erased() give, at the cost of what changed.

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "judge/judge.hpp"

namespace crosswalk::sim::judging {

class Members {
 public:
  /// What they are looked up in; borrowed for the call.
  struct Sources {
    const World& world;
    const Ledger& ledger;
    const TenantPolicy& policy;
    const Exports& exports;
    const Erased& erased;
  };

  /// `touched` are candidates whose fields, applications or matches may be others. Calls `mark` for
  /// everybody of whom another answer is given now.
  void read(const Sources& sources, const std::vector<Id>& touched,
            const std::function<void(Id)>& mark);

  bool linked(Id candidate) const { return members_.contains(candidate); }
  /// Whom the candidate stands for; null: nobody.
  const std::string* member_of(Id candidate) const {
    const auto found = members_.find(candidate);
    return found == members_.end() ? nullptr : &found->second;
  }
  /// Everybody else who stands for whom the candidate stands for.
  std::vector<Id> standing_for_the_same(Id candidate) const;
  /// Since when they are to be forgotten; null: they are not.
  const Instant* erased(Id candidate) const;

 private:
  /// Who may be on an order that was placed since.
  void find_ordered(const Sources& sources, std::vector<Id>& again);
  void note(const World& world, Id candidate);
  void read_link(const Sources& sources, Id candidate);
  void read_erased(const Sources& sources, const std::function<void(Id)>& mark);

  std::map<Id, std::string> members_;  ///< Whoever stands for somebody.
  std::map<Id, std::string> given_;    ///< Those of them that the stage knew.
  std::map<Id, std::string> links_;    ///< Matched by hand at LinkedIn.
  std::map<Id, Instant> erased_;
  std::size_t orders_ = 0;
  std::size_t noted_ = 0;                             ///< Rows of candidates in `named_`.
  std::unordered_multimap<std::uint64_t, Id> named_;  ///< By name, once there are orders.
  std::vector<Id> admitted_;
};

}  // namespace crosswalk::sim::judging
