#pragma once

/// \file
/// Objects that are read by way of another: one that rides on another's listing, one that is asked
/// for by its parents' ids, and one whose items merely name what changed elsewhere.

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `rides: OBJECT`: the pages of that object are cut as its own items are, and their ends are its.
/// The object must stand above and have a listing.
void begin_ride(ManifestReading& reading, const YamlNode& rides, const MappingProgram& program,
                ObjectProgram& object);

/// After the map: keeps, for every item of a rider, which item of the ridden object it came with.
void end_ride(ManifestReading& reading, const YamlNode& node, const MappingProgram& program,
              ObjectProgram& object);

/// `asked_by: KIND`: by_id takes the ids of the parents of that kind, which the map must take from
/// a path of the item itself.
void read_asked_by(ManifestReading& reading, const YamlNode& node, ObjectProgram& object);

/// `group_by` and `group_read`.
void read_regroup(ManifestReading& reading, const YamlNode& node, const MappingProgram& program,
                  ObjectProgram& object);

/// What is read anew for a group is mapped for whatever rides on it, too: adds for each such pair
/// the object that does it, under the name of rider_step().
void add_riding_groups(MappingProgram& program);

}  // namespace crosswalk
