#pragma once

/// \file
/// The lookups and objects of a manifest: which requests read them, how a body is cut, what is
/// joined to an item. Their maps are read in expressions.hpp.

#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `lookups:`; fields are added as the maps name them, so lookups come before objects.
std::vector<LookupProgram> read_lookups(ManifestReading& reading, const YamlNode& node);

/// `objects:`, into the program and, for the host, into the plan.
void read_objects(ManifestReading& reading, const YamlNode& node, Plan& plan,
                  MappingProgram& program);

}  // namespace crosswalk
