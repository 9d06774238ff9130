// A recruiter exports a member to a job, and the candidate stands in the ATS. At stake: two of the
// same person, none at all, somebody at the wrong job, or somebody who asked to be forgotten.

#include <gtest/gtest.h>

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

BedSettings exchanging() {
  BedSettings settings;
  settings.exchange = true;
  return settings;
}

// Candidates of the vendor's that carry this name.
std::vector<const sim::Candidate*> named(const TenantBed& bed, std::string_view first_name) {
  std::vector<const sim::Candidate*> found;
  for (const sim::Candidate& candidate : bed.world.all<sim::Candidate>()) {
    if (std::string_view(candidate.first_name) == first_name) found.push_back(&candidate);
  }
  return found;
}

class Exporting : public testing::Test {
 protected:
  Exporting() : bed(exchanging()) {
    EXPECT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    jobs = bed.open_jobs();
  }

  TenantBed bed;
  std::vector<std::string> jobs;
};

TEST_F(Exporting, BringsOneCandidateWithOneApplicationAndLinksThem) {
  const sim::Ordered ordered = bed.export_to(jobs.at(0), TenantBed::somebody("Nadja"));
  ASSERT_EQ(ordered.why_not, "");
  const auto people = named(bed, "Nadja");
  ASSERT_EQ(people.size(), 1u) << bed.alarms();
  const auto applications = bed.world.applications_of(*people[0]);
  ASSERT_EQ(applications.size(), 1u);
  EXPECT_EQ(std::to_string(applications[0]->job_id), jobs.at(0));
  const std::string id = std::to_string(people[0]->id);
  const sim::Entity* held = bed.at_linkedin(sim::EntityKind::candidate, id);
  ASSERT_NE(held, nullptr) << bed.alarms();
  EXPECT_EQ(held->member, "urn:li:person:Nadja");
  EXPECT_NE(bed.at_linkedin(sim::EntityKind::application, std::to_string(applications[0]->id)),
            nullptr);
  EXPECT_EQ(bed.counts().exchange.exports_created, 1u);
  EXPECT_TRUE(bed.agrees());
}

}  // namespace
}  // namespace crosswalk
