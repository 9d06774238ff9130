#pragma once

/// \file
/// Where a value comes from, as a manifest writes it: a path of the item, of a joined row
/// ("join:posts[live=true]/title") or of a lookup's entry ("lookup:offices(/office_id)/name").

#include <string>
#include <string_view>
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

/// Whether a text is meant as a source; anything else is a fixed text or a mistake.
bool is_path(std::string_view text);

/// Reads one source. Names nobody declared are told with the nearest known one.
Source read_source(ManifestReading& reading, const YamlNode& node, std::string_view text,
                   ExprScope& scope);

}  // namespace crosswalk
