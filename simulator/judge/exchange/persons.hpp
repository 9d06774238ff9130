#pragma once

/// \file
/// Who among the vendor's candidates stands for which exported member. A client says so at
/// LinkedIn, but what it says is judged here: a name it wrote counts first, and its word alone only
/// where a name tells nothing any more.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "judge/exports.hpp"
#include "judge/policy.hpp"
#include "linkedin/ledger.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::judging {

/// Words as they are compared: control characters are blanks, a run of blanks is one, and none
/// stands at an end.
std::string plain(std::string_view text);

/// Who is on the orders, and whom of them a candidate stands for. Its arguments must outlive it.
class Roll {
 public:
  Roll(const World& world, const Ledger& ledger, const TenantPolicy& policy,
       const Exports& exports);

  /// The member, or an empty text: by the rules of stand_ins().
  std::string member_of(const Candidate& person) const;

  /// What persons are told apart by on it.
  static std::string name_of(std::string_view first, std::string_view last);

 private:
  const std::string& link_of(const Candidate& person) const;

  const World& world_;
  const Ledger& ledger_;
  const TenantPolicy& policy_;
  std::map<std::string, std::vector<const ExportOrder*>, std::less<>> by_name_;
  std::set<std::string, std::less<>> ordered_;
};

/// The members of `exports` with everybody else who stands for an ordered one, living or gone:
/// - of the candidates a client wrote, whoever bears the name of an order, and without such a name
///   whoever is linked to an ordered member;
/// - of all others, whoever has the name and an address of an order and was linked to its member,
///   or has an application that a client wrote for its job.
std::map<Id, std::string> stand_ins(const World& world, const Ledger& ledger,
                                    const TenantPolicy& policy, const Exports& exports);

}  // namespace crosswalk::sim::judging
