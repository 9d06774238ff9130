#pragma once

/// \file
/// The map of an object: from YAML to expressions over slots. This is where the grammar of the
/// mapping language stands; plugins/README.md tells it to authors.

#include <cstdint>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// What the expressions of one object may speak of. Paths add slots to the shapes; looking
/// something up adds its field to the lookup and the lookup to `used`.
struct ExprScope {
  Shape& item;
  std::vector<JoinProgram>& joins;
  const std::vector<std::string>& absent_joins;  ///< Left out by only_if: they give nothing.
  std::vector<LookupProgram>& lookups;
  std::vector<std::uint16_t>& used;
};

/// One condition set: {path: word, path: [words], path: none | any}. All must hold.
Conditions read_conditions(ManifestReading& reading, const YamlNode& node, Shape& item);

/// One expression: a path, or a map of one source and its transforms.
Expr read_expr(ManifestReading& reading, const YamlNode& node, ExprScope& scope);

/// The whole `map:` of an object of `kind`, ascending by field; `id` must be among them.
std::vector<Output> read_map(ManifestReading& reading, const YamlNode& node, RecordKind kind,
                             ExprScope& scope);

}  // namespace crosswalk
