#pragma once

/// \file
/// Invented people, companies and advertisements, from word lists and a draw. Names come in
/// seven scripts with a Latin spelling beside each, because addresses are written in that.

#include <span>
#include <string>
#include <string_view>

#include "world/growth/chance.hpp"
#include "world/table.hpp"

namespace crosswalk::sim {

/// A name as its bearer writes it, and in lower-case ASCII.
struct Name {
  Text text;
  Text ascii;
};

/// First and last names that go together.
struct Culture {
  std::span<const Name> first;
  std::span<const Name> last;
};

std::span<const Culture> cultures();

std::span<const Text> professions();       ///< "Welder", "Data Engineer".
std::span<const Text> cities();            ///< "Leeds, United Kingdom".
std::span<const Text> department_names();  ///< "Engineering".
std::span<const Text> plan_names();        ///< Stages of an interview plan, first to last.

/// "Nordlicht Marine", never a name that is registered anywhere we know of.
std::string company(Draw& draw);

/// "+44 7700 900123", always from a range that regulators keep for fiction.
std::string telephone(Draw& draw);

/// "12 Elm Row\nLeeds, United Kingdom".
std::string street_address(Draw& draw);

/// An advertisement as HTML with entities, a list and at least 300 characters of text; `brief`
/// makes it shorter than 100.
std::string advertisement(Draw& draw, std::string_view title, std::string_view city, bool brief);

}  // namespace crosswalk::sim
