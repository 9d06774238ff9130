#pragma once

/// \file
/// Whom a client wrote at the vendor: nobody that no recruiter had ordered, of whoever was ordered
/// no more than LinkedIn handed over and the tenant granted then (I2), and nobody who had been
/// promised to be forgotten (I5). People are looked at as soon as they are there, applications once
/// it is quiet, when LinkedIn knows who stands for whom.

#include <string>
#include <vector>

#include "judge/invariants/invariants.hpp"
#include "judge/invariants/records/members.hpp"

namespace crosswalk::sim::judging {

class Entrants {
 public:
  std::vector<Breach> read(const Look& look, const Members& members);

 private:
  void look_at(const Look& look, const Candidate& person, const Members& members,
               std::vector<Breach>& out) const;
  void look_at(const Look& look, const Application& row, const Members& members,
               std::vector<Breach>& out) const;
  bool was_changed(const Look& look, Id candidate) const;

  std::size_t read_ = 0;
  std::vector<Id> applications_;  ///< That a client wrote since it was quiet last.
};

}  // namespace crosswalk::sim::judging
