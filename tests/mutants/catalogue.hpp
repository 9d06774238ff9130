#pragma once

// The mutants as mutants.yaml tells them: hosts and connectors with one mistake each, which the
// scenario it names must notice.

#include <string>
#include <vector>

#include "base/result.hpp"

namespace crosswalk::mutants {

// Where the mistake is made.
struct Place {
  std::string file;  // Relative to the project: "core/flow/reading/listing.cpp".
  std::string find;  // Stands in it exactly once.
  std::string put;   // In its place; MUTANT is true in this mutant alone.
  int line = 0;
};

struct Mutant {
  std::string id;             // "drops_the_last_page"
  std::vector<Place> places;  // More than one where two places guard against the same mistake.
  std::string why;            // What it does wrong, in a sentence.
  std::string caught_by;      // "pagination/last_page": a file below tests/scenarios.
  std::string ends;           // "hung" or "crashed" where it must; else a check must fail.
  std::string breaks;         // The check that must, whatever else does: "I4". Empty: any.
};

// Whether the mistake is one of a connector's manifest; `put` then simply takes the place of
// `find`.
bool in_a_manifest(const Place& place);

// All of them, in order. Refuses unknown and missing keys and ids that are there twice.
Result<std::vector<Mutant>> read_catalogue(const std::string& path);

}  // namespace crosswalk::mutants
