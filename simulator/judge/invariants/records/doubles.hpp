#pragma once

/// \file
/// Whether a client wrote somebody, or an application, a second time at the vendor (I8), as one
/// does that repeats a create whose answer was lost. Looked at once it is quiet, when LinkedIn
/// knows who stands for whom.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/members.hpp"

namespace crosswalk::sim::judging {

class Doubles {
 public:
  std::vector<Breach> read(const Look& look, const Members& members);

 private:
  bool is_double(const World& world, const Candidate& person, const Members& members);
  bool is_double(const World& world, const Application& row) const;

  std::size_t read_ = 0;
  std::set<Id> heirs_;  ///< Two records became one in them, and what they have twice is no wonder.
  std::vector<Id> people_, applications_;         ///< That a client wrote since it was quiet last.
  std::map<std::string, std::vector<Id>> marks_;  ///< Of whoever a client wrote.
};

}  // namespace crosswalk::sim::judging
