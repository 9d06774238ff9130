#pragma once

/// \file
/// One record of the world as a line of a table: what a person would recognise it by. The same
/// columns for every kind, so that the page needs one table and the search one rule.

#include <string>
#include <string_view>

#include "base/text/json.hpp"
#include "world/world.hpp"

namespace crosswalk::sim {

struct Line {
  Id id = 0;
  std::string title;   ///< "Nadja Invented", "Baker", "Note about 100000005".
  std::string detail;  ///< What tells it from its like: an address, the job, the department.
  std::string state;   ///< "open", "rejected, private"; empty when there is nothing to say.
  Instant updated_at{};
};

/// The line of a record, whatever kind it is of.
Line line_of(const World& world, const Department& row);
Line line_of(const World& world, const Office& row);
Line line_of(const World& world, const User& row);
Line line_of(const World& world, const Source& row);
Line line_of(const World& world, const RejectionReason& row);
Line line_of(const World& world, const Job& row);
Line line_of(const World& world, const JobStage& row);
Line line_of(const World& world, const JobPost& row);
Line line_of(const World& world, const Candidate& row);
Line line_of(const World& world, const Application& row);
Line line_of(const World& world, const ApplicationStage& row);
Line line_of(const World& world, const RejectionDetail& row);
Line line_of(const World& world, const Note& row);
Line line_of(const World& world, const JobAttribute& row);
Line line_of(const World& world, const Scorecard& row);
Line line_of(const World& world, const ScorecardAttribute& row);

/// {"id":..,"title":..,"detail":..,"state":..,"updated_at":..}
Json to_json(const Line& line);

/// Whether the search finds it: by its whole id, or by a part of any text whatever its case.
/// `wanted` is in lower case; the empty one finds everything.
bool matches(const Line& line, std::string_view wanted);

/// The beginning of a text, whole characters only.
std::string excerpt(std::string_view text);

/// ASCII letters in lower case, the rest as it is.
std::string lower_case(std::string_view text);

}  // namespace crosswalk::sim
