#pragma once

/// \file
/// A record as the JSON LinkedIn takes, written straight into a buffer. The dialect's field list
/// is walked beside the record's fields, both in ascending order: what the dialect does not
/// declare cannot leave, and what LinkedIn wants even when empty is always there.

#include <span>
#include <string>

#include "linkedin/rsc/batches.hpp"
#include "linkedin/wire/keys.hpp"

namespace crosswalk {

/// Writes the keys of a tenant's entities of one kind; of a kind that lives below its parents, the
/// keys of those.
KeyWriter keys_of(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind);

/// The id of the one parent that a child hangs on; empty for records that stand alone.
std::string_view parent_id(const Record& record);

/// {"elements":[...]} for batch_create; jobs carry their id, the tenant's organization and the
/// availability it chose as members.
std::string encode_elements(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                            std::span<const Record> records);

/// {"entities":{KEY:{...}}} for batch_update.
std::string encode_entities(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                            std::span<const Record> records);

}  // namespace crosswalk
