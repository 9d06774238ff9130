#pragma once

/// \file
/// What `sync`, `status` and `explain` say, as JSON. Scripts rely on these shapes: an object of
/// every tenant has an entry for every record kind with every number, zero or not, so that a
/// missing number is a bug and never a case.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "flow/flow.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// One tenant of `sync`, and of `status` while its flow runs: what the round did, from the
/// flow's report, and what is held and withheld now, from the store's counts.
Json round_report(std::string_view tenant, const FlowReport& report, const Counts& counts);

/// One tenant of `status` when no flow runs: what the store holds. `read` are the records it
/// knows, `sent` those LinkedIn has in their wanted version.
Json standing_report(std::string_view tenant, const Counts& counts);

/// {"tenants":[…],"elapsed_s":…}
Json reports_of(Json::List tenants, double elapsed_s);

/// Whether a person is needed: an alarm, or a record that LinkedIn refused. Records held for a
/// missing field are everyday business and need nobody.
bool needs_a_person(const Json& reports);

/// Of `explain`: where the entity stands and why, in words. No row: the store does not know it.
Json explanation_of(std::string_view tenant, const RecordKey& key,
                    const std::optional<EntityRow>& row);

}  // namespace crosswalk
