#pragma once

/// \file
/// The map of an object: from YAML to expressions over slots. This is where the grammar of the
/// mapping language stands; plugins/README.md tells it to authors.

#include <cstdint>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"
#include "mapping/manifest/sources.hpp"

namespace crosswalk {

/// One condition set: {path: word, path: [words], path: none | any}. All must hold.
Conditions read_conditions(ManifestReading& reading, const YamlNode& node, Shape& item);

/// One expression: a path, or a map of one source and its transforms.
Expr read_expr(ManifestReading& reading, const YamlNode& node, ExprScope& scope);

/// The whole `map:` of an object of `kind`, ascending by field; `id` must be among them.
std::vector<Output> read_map(ManifestReading& reading, const YamlNode& node, RecordKind kind,
                             ExprScope& scope);

}  // namespace crosswalk
