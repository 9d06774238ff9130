#pragma once

/// \file
/// What `sync` and `status` say, as JSON. Scripts rely on these shapes: an object of every tenant
/// has an entry for every record kind with every number, zero or not, so that a missing number is
/// a bug and never a case.

#include <string>
#include <string_view>
#include <vector>

#include "base/text/json.hpp"
#include "flow/flow.hpp"
#include "flow/store_port.hpp"

namespace crosswalk {

/// One tenant of `sync`: what the round did and exchanged, from the flow's report, and what is held
/// and withheld now, from the store's counts. Alarms are the flow's, those the store kept, and one
/// for each kind of which too many records are missing.
Json round_report(std::string_view tenant, const FlowReport& report, const Counts& counts);

/// One tenant of `status` while its flow runs: the same, but all exports and erasures there were.
Json running_report(std::string_view tenant, const FlowReport& report, const Counts& counts);

/// One tenant of `status` when no flow runs: what the store holds, alarms included. `read` are
/// the records it knows, `sent` those LinkedIn has in their wanted version.
Json standing_report(std::string_view tenant, const Counts& counts);

/// {"tenants":[…],"elapsed_s":…}
Json reports_of(Json::List tenants, double elapsed_s);

/// What needs a person, a sentence each: the alarms, and the records that LinkedIn refused.
/// Records held for a missing field are everyday business and need nobody.
std::vector<std::string> needs_of(const Json& reports);

/// Whether an alarm of the flow says what a report tells better: that too many are missing.
bool tells_missing(std::string_view alarm);

/// How such a sentence begins: "tenant acme needs you: " and the words.
std::string need_words(std::string_view tenant, std::string_view words);

/// The command that says, for a person, that who is missing is really gone.
std::string confirm_absent_command(std::string_view tenant);

}  // namespace crosswalk
