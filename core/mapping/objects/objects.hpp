#pragma once

/// \file
/// The objects of a manifest: which requests read them, how a body is cut, what is joined to an
/// item. Their maps are read in manifest/expressions.hpp, lookups and joins in listings.hpp, and
/// what one object has to do with another in families.hpp.

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// `objects:`, into the program and, for the host, into the plan. An object that its only_if leaves
/// out is read all the same, so that its mistakes are told, and then dropped; only which others it
/// names is not looked at.
void read_objects(ManifestReading& reading, const YamlNode& node, Plan& plan,
                  MappingProgram& program);

}  // namespace crosswalk
