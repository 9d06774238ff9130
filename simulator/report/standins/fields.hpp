#pragma once

/// \file
/// Which members of the peers' documents say who somebody is, or open a door. A table of words,
/// asked for a member and what encloses it: "name" of an interviewer is a person's, of a job it is
/// not. What nobody has heard of counts as a person's where it is called a name.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crosswalk::sim {

/// What a stand-in stands for.
enum class Personal { person, email, phone, address, profile, member, work, text, secret };

/// "PERSON", "EMAIL": what a stand-in begins with.
std::string_view word_of(Personal kind);

/// What the value of a member is, from its name and those of what encloses it, outermost first.
/// Lists have the name of their member. Nothing: it may be shown.
std::optional<Personal> personal_field(std::span<const std::string> path);

/// The same of a single name, of a query or a header: "client_secret", "Authorization".
std::optional<Personal> personal_name(std::string_view name);

}  // namespace crosswalk::sim
