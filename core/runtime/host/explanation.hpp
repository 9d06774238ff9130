#pragma once

/// \file
/// What `explain` says of one record: where it stands, what decided that, what LinkedIn has of
/// it, and what a person can do next. Words only; no record's content is kept to be shown.

#include <optional>
#include <string_view>

#include "base/text/json.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// {"tenant","kind","id","known","state","reason","words","next","wanted_version",
/// "sent_version"}. `words` are whole sentences; `next` is empty where there is nothing a person
/// need do. Without a row the store does not know the record: "known" is false, and state,
/// reason and versions are left out.
Json explanation_of(std::string_view tenant, const RecordKey& key,
                    const std::optional<EntityRow>& row);

}  // namespace crosswalk
