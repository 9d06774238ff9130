#pragma once

/// \file
/// What whoever ran the exports knows of them, and what must have become of each: one person in
/// the ATS with one application on exactly the job that was named, described as LinkedIn described
/// them and no further, and linked to the member they were exported as. Or nothing at all, where
/// the order had to be refused.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "judge/policy.hpp"
#include "linkedin/ledger.hpp"
#include "linkedin/recruiter/exports.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

struct Erased;

/// An order that LinkedIn took.
struct PlacedOrder {
  ExportOrder order;
  Instant at{};
  bool to_be_refused = false;  ///< Must come to nothing, for a reason that whoever ordered knows.
};

/// What the tenant allowed to be written about exported people, and since when.
struct Grants {
  Instant since{};
  bool email = false, profile_url = false;
};

struct Exports {
  std::vector<PlacedOrder> orders;
  /// In order of time, once a policy was ever changed; empty: those of the policy in force.
  std::vector<Grants> grants{};
  /// Candidates that stand for members beside those whom the orders show, with the member's URN:
  /// people the vendor knew before. Who stands for somebody needs no e-mail address.
  std::map<Id, std::string> members;
  Instant now{};  ///< The moment of the verdict.
  /// An order that nothing came of is open for so long, and lost from then on.
  Duration patience{0};
};

/// What became of the orders.
struct Orders {
  std::uint64_t placed = 0;
  std::uint64_t fulfilled = 0;
  std::uint64_t refused = 0;  ///< Had to be, or the member was erased meanwhile.
  std::uint64_t open = 0;     ///< Nothing came of them yet.
};

/// Notes that a policy with the grants of `now` takes the place of one with those of `before`.
void change_grants(Exports& exports, const TenantPolicy& before, const TenantPolicy& now,
                   Instant at);

namespace judging {

class Minutes;

/// The policy with the grants that were in force then; in the moment of a change, both.
TenantPolicy as_of(TenantPolicy policy, const Exports& exports, Instant at);

/// What tells one person apart from all others that a client wrote: an address, a profile, or a
/// client's mark of one create.
std::vector<std::string> marks_of(const Candidate& person);

/// `exports.members` must be complete, as stand_ins() gives them. Every order that nothing came of
/// in time is a lost_export. Everybody, and every application, that a client wrote and nobody
/// ordered is not_ordered, those of orders that had to be refused among them. Two living candidates
/// are one person when they stand for one member, or a client wrote both and they share an e-mail
/// address, a profile or a mark: each after the first is exported_twice, and so is an application
/// that a client wrote where the person had one for the job. What was written wrongly about
/// somebody is miswritten. A candidate whose manualMatchedMember is not the expected one, or that
/// has one and none is expected, is a wrong_member. Of candidates in `erased` no link is asked for,
/// and of members in it no export.
void check_exports(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                   const Exports& exports, const Erased& erased, Minutes& minutes);

}  // namespace judging
}  // namespace crosswalk::sim
