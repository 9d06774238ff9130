#pragma once

/// \file
/// The list resources of Harvest v3 that a synchronisation reads, each with the filters its
/// reference page names.

#include <memory>
#include <vector>

#include "vendors/greenhouse/listing.hpp"
#include "vendors/greenhouse/options.hpp"
#include "world/world.hpp"

namespace crosswalk::sim::greenhouse {

/// jobs, job_posts, job_interview_stages, job_candidate_attributes, job_owners,
/// job_hiring_managers, candidates, applications, application_stages, rejection_details,
/// rejection_reasons, notes, scorecards, scorecard_candidate_attributes, departments, offices,
/// sources, users, user_emails. All arguments must outlive the listings.
std::vector<std::unique_ptr<Listing>> resources(const World& world,
                                                const GreenhouseOptions& options,
                                                const Unready& unready);

}  // namespace crosswalk::sim::greenhouse
