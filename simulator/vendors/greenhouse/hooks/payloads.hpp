#pragma once

/// \file
/// What a web hook says: the envelope of action and payload. Payloads are in the manner of v1,
/// with nested objects, and show records as they are now, those that are gone as they were last.

#include <string>
#include <vector>

#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

/// {"application":{...}} with the person and the job inside.
std::string application_payload(const World& world, Id id);

/// {"application":{...}}, flat: all that is left of a deleted one.
std::string gone_application_payload(const World& world, Id id);

/// {"candidate":{...}}.
std::string candidate_payload(const World& world, Id id);

/// {"person":{...}} of one deleted, with the applications that went along; of one merged, with
/// the id of the survivor in their place, unless `into` is 0.
std::string gone_candidate_payload(const World& world, Id id, const std::vector<Id>& applications,
                                   Id into);

/// {"candidate_id":..,"anonymized_fields":[..]}.
std::string anonymised_payload(Id id);

/// {"job":{...}}; with `brief` only id and name, as of a deleted one.
std::string job_payload(const World& world, Id id, bool brief);

/// The post itself, or {"job_post":{...}} of a deleted one.
std::string post_payload(const World& world, Id id, bool gone);

/// {"job_interview_stage":{...}}.
std::string stage_payload(const World& world, Id id);

/// {"action":..,"payload":..} as sent: '<', '>' and '&' are escaped.
std::string envelope(std::string_view action, std::string_view payload);

}  // namespace crosswalk::sim::greenhouse
