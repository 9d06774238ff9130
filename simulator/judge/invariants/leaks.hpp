#pragma once

/// \file
/// Whether a text that people or programs are shown says what nobody may read (I9): a secret, as it
/// is or as it is encoded on its way, or the name or address of somebody who was deleted or asked
/// to be forgotten.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "judge/invariants/invariants.hpp"

namespace crosswalk::sim::judging {

class Leaks {
 public:
  void secret(std::string text);
  /// A token endpoint's answer, which holds what may be shown no more than the secret it was given
  /// for; null: there was none.
  void issued(const HttpResponse* reply);

  /// Searches what was shown since the last look.
  std::vector<Breach> read(const Look& look);

 private:
  /// What a person was called before they were gone; the texts live as long as the world.
  struct Person {
    Text first_name, last_name, email, work_email;
  };

  void follow(const Look& look);
  void find_secrets(std::string_view shown, std::vector<Breach>& out) const;
  void find_people(const Look& look, std::string_view shown, std::vector<Breach>& out) const;
  bool lives(const World& world, const Person& person) const;

  std::vector<std::vector<std::string>> secrets_;  ///< Each in every form it may be shown in.
  std::vector<Person> people_;                     ///< By row.
  std::map<Id, Person> gone_;
  std::size_t read_ = 0;
};

}  // namespace crosswalk::sim::judging
