#pragma once

/// \file
/// What the name of a member, a parameter or a collection says about its content. What no table
/// knows is taken for personal: a field that a customer invented shows up as a stand-in, never as
/// itself.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Whether a query or a form is a step of OAuth, whose `state` is a secret.
bool asks_for_a_grant(const Parameters& parameters);

/// A parameter's name says something else than a member's: `code` is a secret there.
Meaning meaning_of_parameter(std::string_view name, bool grants);

/// Whether what lies in a member or a collection of that name is about people, is how the customer
/// has set up the system, or was invented by the customer.
enum class Around { unsaid, plain, people, setup, custom };

Around around_of(std::string_view name);

/// Whether what lies there is of the kind of what lies around it: an envelope, a place, a type. All
/// else that nobody knows is about somebody.
bool is_of_its_owner(std::string_view name);

}  // namespace crosswalk::sim
