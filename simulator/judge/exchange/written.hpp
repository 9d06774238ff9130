#pragma once

/// \file
/// What a client may write about an exported member into the ATS: the names, and of headline,
/// company and location what LinkedIn handed over; an address and the profile by the tenant's grant
/// alone; beside them the tag "LinkedIn" and one mark. All else has no business there.

#include <string>
#include <vector>

#include "judge/exports.hpp"
#include "judge/policy.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::judging {

/// The tag that says where somebody came from. Whatever else an exported person is tagged with is
/// a client's mark of one create.
inline constexpr std::string_view origin_tag = "LinkedIn";

/// The fields of the world's record that hold more than the order allows, or something else than it
/// says, in alphabetic order; "tags" also when the origin is missing. A text that is left out is no
/// finding, since a vendor may have no place for it, but a name is.
std::vector<std::string> wrongly_written(const Candidate& person, const ExportOrder& order,
                                         const TenantPolicy& policy);

}  // namespace crosswalk::sim::judging
