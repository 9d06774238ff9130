// One flag of the field table decides whether a record is held or sent. Here each flag is flipped
// in turn and the damage must be noticed: by LinkedIn, which refuses what lacks a required field,
// or by the judge, who misses what was held without reason.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {

// A row of the table this program is built with; see CMakeLists.txt.
FieldSpec& row_to_change(Field field);

namespace {

class Flipped {
 public:
  Flipped(Field field, Requirement to) : row_(row_to_change(field)), was_(row_.rsc) {
    row_.rsc = to;
  }
  ~Flipped() { row_.rsc = was_; }
  Flipped(const Flipped&) = delete;
  Flipped& operator=(const Flipped&) = delete;

 private:
  FieldSpec& row_;
  Requirement was_;
};

// Some posts lack one thing alone: whatever the world invents lacks its text and link together.
sim::Verdict first_load() {
  TenantBed bed({.world = BedSettings::sized_world(150, 60)});
  for (const char* field : {"content", "public_url"}) {
    bed.change(sim::Kind::job_post, sim::Operation::update, {{field, ""}}, {}, 8);
  }
  EXPECT_TRUE(bed.sync());
  return bed.verdict();
}

TEST(FieldFlags, AsTheyAreBothSidesAgree) { EXPECT_TRUE(first_load().agrees()); }

TEST(FieldFlags, ARequiredFieldCalledOptionalIsRefusedByLinkedIn) {
  for (const Field field : {Field::job_description, Field::job_apply_url, Field::job_location,
                            Field::candidate_last_name, Field::candidate_emails}) {
    const Flipped flag(field, Requirement::optional);
    const sim::Verdict verdict = first_load();
    EXPECT_FALSE(verdict.agrees()) << spec_of(field).name;
    EXPECT_GT(verdict.refused_writes, 0u) << spec_of(field).name;
  }
}

TEST(FieldFlags, AnOptionalFieldCalledRequiredIsMissedByTheJudge) {
  for (const Field field : {Field::candidate_linkedin_url, Field::candidate_middle_initial,
                            Field::application_disposition_reason, Field::job_compensation}) {
    const Flipped flag(field, Requirement::required);
    const sim::Verdict verdict = first_load();
    EXPECT_FALSE(verdict.agrees()) << spec_of(field).name;
    std::uint64_t missing = 0;
    for (const sim::Comparison& each : verdict.kinds) missing += each.missing;
    EXPECT_GT(missing, 0u) << spec_of(field).name;
  }
}

}  // namespace
}  // namespace crosswalk
