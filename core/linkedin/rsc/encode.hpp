#pragma once

/// \file
/// A record as the JSON LinkedIn takes, written straight into a buffer. The dialect's field list
/// is walked beside the record's fields, both in ascending order: what the dialect does not
/// declare cannot leave, and what LinkedIn wants even when empty is always there.

#include <memory>
#include <span>
#include <string>

#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// The parts of an entity's key, sorted by name.
std::vector<std::pair<std::string, std::string>> key_of(const Dialect& dialect,
                                                        const LinkedInTarget& target,
                                                        RecordKind kind, std::string_view id);

/// {"elements":[...]} for batch_create; jobs carry their id, the tenant's organization and the
/// availability it chose as members.
std::string encode_elements(const Dialect& dialect, const LinkedInTarget& target,
                            RecordKind kind, std::span<const Record> records);

/// {"entities":{KEY:{...}}} for batch_update.
std::string encode_entities(const Dialect& dialect, const LinkedInTarget& target,
                            RecordKind kind, std::span<const Record> records);

}  // namespace crosswalk
