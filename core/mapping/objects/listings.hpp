#pragma once

/// \file
/// What a listing is made of, whatever is listed: its request and the blanks it must have, where
/// the items of a body stand, how it goes on; and the two kinds that serve an object: lookups and
/// joins.

#include <cstdint>
#include <vector>

#include "mapping/manifest/program.hpp"
#include "mapping/manifest/reading.hpp"

namespace crosswalk {

/// Ids asked for in one request, at most.
inline constexpr std::uint32_t batch_max = 500;

/// The blanks a request must and must not have, or a list that never narrows is read for ever.
void check_blanks(ManifestReading& reading, const YamlNode& node, const RequestTemplate& request,
                  bool ids, bool from);

/// `items:`; null where the body itself is the list.
Envelope read_envelope(ManifestReading& reading, const YamlNode* items);

/// `next:`; null where there is one page. Adds the slot it needs to the envelope.
Paging read_paging(ManifestReading& reading, const YamlNode* next, Envelope& envelope);

/// One of an object's `joins:`. Adds the slots it needs to the item's shape.
JoinProgram read_join(ManifestReading& reading, const YamlNode& name, const YamlNode& node,
                      Shape& item);

/// `lookups:`; fields are added as the maps name them, so lookups come before objects.
std::vector<LookupProgram> read_lookups(ManifestReading& reading, const YamlNode& node);

}  // namespace crosswalk
