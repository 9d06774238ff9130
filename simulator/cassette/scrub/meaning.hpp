#pragma once

/// \file
/// What the name of a member, a parameter or a collection says about its content. What no table
/// knows is taken for personal: a field that a customer invented shows up as a stand-in, never as
/// itself.

#include <string_view>

namespace crosswalk::sim {

enum class Meaning {
  none,   ///< The name says nothing.
  id,     ///< Kept when it looks like one.
  time,   ///< Kept when it is one.
  word,   ///< Of a list of choices or of the customer's set-up: kept.
  label,  ///< name, title: kept in a set-up, replaced elsewhere.
  value,  ///< As the member around it says.
  email,
  phone,
  person,  ///< A name, word by word.
  url,     ///< Profiles and sites alike.
  address,
  birth,
  sensitive,  ///< Replaced whatever its type.
  secret,
  cursor,
  text
};

/// `name` as written; see squeezed().
Meaning meaning_of(std::string_view name);

/// Whether what lies in a member or a collection of that name is about people, is how the customer
/// has set up the system, or was invented by the customer.
enum class Around { unsaid, plain, people, setup, custom };

Around around_of(std::string_view name);

}  // namespace crosswalk::sim
