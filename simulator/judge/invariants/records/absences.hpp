#pragma once

/// \file
/// Whom a person was asked about, because too many were missing from a listing at once: until
/// somebody has answered, they may stay at LinkedIn (I5). It is only about those who are missing at
/// that moment; whoever is deleted later is another matter.

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "judge/invariants/invariants.hpp"

namespace crosswalk::sim::judging {

class Absences {
 public:
  /// Reads who is asked about, and who has been answered.
  void read(const Look& look);

  /// Whether that entity, or whatever it hangs on, waits for a person's word.
  bool excuse(const World& world, EntityKind kind, const std::string& key) const;

 private:
  void note(const Look& look, EntityKind kind);

  std::set<std::pair<EntityKind, std::string>> waits_;
};

/// The kinds that a sentence to a person is about: "12 of 60 candidates are missing ...". Nothing
/// for any other sentence.
std::vector<EntityKind> asked_about(std::string_view told, std::string_view missing_words);
/// The same of all that was told.
std::vector<EntityKind> asked_about(const std::vector<std::string_view>& told,
                                    std::string_view missing_words);

}  // namespace crosswalk::sim::judging
