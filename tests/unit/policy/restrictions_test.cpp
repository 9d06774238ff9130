// What a policy keeps back, by which two of them are compared. A choice that is not counted leaves
// at LinkedIn what the tenant has taken back; one that differs from itself takes away what may
// stay.

#include "policy/restrictions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace crosswalk {
namespace {

RecordRule rule(RecordKind kind, Field field, std::vector<std::string> values) {
  return {"a rule", kind, field, std::move(values)};
}

// Of the second, what the first does not keep back.
std::vector<Restriction> added(const TenantPolicy& first, const TenantPolicy& second) {
  const std::vector<Restriction> before = restrictions_of(first), after = restrictions_of(second);
  std::vector<Restriction> more;
  std::ranges::set_difference(after, before, std::back_inserter(more));
  return more;
}

TEST(Restrictions, EveryChoiceThatKeepsMoreBackIsCountedForItsKind) {
  using Choose = std::function<void(TenantPolicy&)>;
  const std::vector<std::pair<RecordKind, Choose>> choices{
      {RecordKind::stage, [](auto& policy) { policy.withheld_kinds = {RecordKind::stage}; }},
      {RecordKind::candidate,
       [](auto& policy) { policy.withheld_fields = {Field::candidate_phones}; }},
      {RecordKind::stage,
       [](auto& policy) {
         policy.rules = {rule(RecordKind::stage, Field::stage_name, {"Offer"})};
       }},
      {RecordKind::job,
       [](auto& policy) {
         policy.rules = {rule(RecordKind::job, Field::job_department, {"Yard"})};
       }},
  };
  for (const auto& [kind, choose] : choices) {
    TenantPolicy narrow;
    choose(narrow);
    const auto more = added({}, narrow);
    ASSERT_EQ(more.size(), 1u);
    EXPECT_EQ(more[0].kind, kind);
    EXPECT_TRUE(added(narrow, {}).empty()) << "who lets more out keeps nothing more back";
  }
}

TEST(Restrictions, AGroupStandsForItsFields) {
  TenantPolicy narrow;
  for (const FieldSpec& spec : field_table()) {
    if (spec.group != OptOutGroup::none) narrow.withheld_groups = {spec.group};
  }
  std::size_t fields = 0;
  for (const FieldSpec& spec : field_table()) fields += spec.group == narrow.withheld_groups[0];
  EXPECT_EQ(added({}, narrow).size(), fields);
}

TEST(Restrictions, ToHeedAMarkOfTheVendorsIsOne) {
  TenantPolicy wide;
  wide.private_candidates = wide.confidential_jobs = wide.private_notes = true;
  const auto more = added(wide, {});
  ASSERT_EQ(more.size(), 5u);
  EXPECT_EQ(more[0].kind, RecordKind::job);
  EXPECT_EQ(more[1].kind, RecordKind::candidate);
  EXPECT_EQ(more[4].kind, RecordKind::feedback);
  EXPECT_TRUE(restrictions_of(wide).empty());
}

TEST(Restrictions, OneMoreValueOfARuleIsOneMoreAndItsNameIsNone) {
  TenantPolicy one, two;
  one.rules = {rule(RecordKind::stage, Field::stage_name, {"Offer"})};
  two.rules = {rule(RecordKind::stage, Field::stage_name, {"Hired", "Offer"})};
  EXPECT_EQ(added(one, two).size(), 1u);
  EXPECT_TRUE(added(two, one).empty());
  two = one;
  two.rules[0].name = "another name";
  EXPECT_EQ(restrictions_of(one), restrictions_of(two));
}

}  // namespace
}  // namespace crosswalk
