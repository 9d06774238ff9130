#pragma once

/// \file
/// Which records a mutation falls on and where new ones belong: what it names, and where it names
/// nothing what the seed draws.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "world/growth/chance.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {

/// The whole text as an id.
std::optional<Id> id_in(std::string_view text);

/// Where a mistake in a field is reported: "fields.NAME".
std::string place_of(const std::string& field);

/// Whether `name` says where new records of the kind belong, which is no field of theirs.
bool is_place(Kind kind, std::string_view name);

/// Fills `ids` with those the mutation names, or draws some; an error for one that nobody living
/// has.
std::optional<Error> choose(const World& world, const Mutation& mutation, Draw& draw,
                            std::vector<Id>& ids);

/// Makes one new record of the kind where it belongs. invalid_input for the kinds that come with
/// others only, and for a place that is not there.
Result<Id> insert_one(World& world, const Mutation& mutation, Draw& draw, Instant at);

/// What is wrong with a field of a merge: only `into` is one, the id of a living candidate.
std::optional<Error> wrong_survivor(const World& world, const std::string& name,
                                    const std::string& value);

/// Merges candidate `id` into the one named, or into another that is drawn.
bool merge_one(World& world, const Mutation& mutation, Id id, Draw& draw, Instant at);

}  // namespace crosswalk::sim
