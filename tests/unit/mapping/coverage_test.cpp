// Coverage is what an operator promises a customer by. A field told as carried that never comes,
// or a kind told as complete that lacks a required field, is a promise broken later.

#include <gtest/gtest.h>

#include <algorithm>

#include "mapping/coverage.hpp"
#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

Plan plan_of(const std::string& map) {
  const std::string manifest =
      "manifest: 1\nconnector: acorn\nversion: 1.0.0\ntitle: Acorn\n"
      "hosts: { api: 'https://api.example.com' }\n"
      "settings: { key: { help: Key, secret: true, required: true } }\n"
      "auth: { basic: { user: key } }\n"
      "objects:\n  candidates:\n    kind: candidate\n    full: GET /c\n    next: none\n"
      "    complete: when next is absent\n    map:\n" +
      map;
  Result<Plan> plan = compile_manifest(manifest, "acorn.yaml", {});
  EXPECT_TRUE(plan) << to_string(plan.error());
  return plan ? *std::move(plan) : Plan{};
}

const KindCoverage& of(const std::vector<KindCoverage>& all, RecordKind kind) {
  return all.at(static_cast<std::size_t>(kind));
}

Carrier carrier(const KindCoverage& kind, std::string_view name) {
  for (const auto* fields : {&kind.required, &kind.conditional, &kind.optional}) {
    for (const FieldCoverage& each : *fields) {
      if (spec_of(each.field).name == name) return each.carrier;
    }
  }
  ADD_FAILURE() << name;
  return Carrier::nobody;
}

bool complete(const KindCoverage& kind) {
  return std::ranges::none_of(
      kind.required, [](const FieldCoverage& each) { return each.carrier == Carrier::nobody; });
}

const std::string whole =
    "      id: /id\n      first_name: /f\n      last_name: /l\n      emails: '/e[]'\n"
    "      phones: { rows: { number: '/p[]' } }\n      addresses: { rows: { line1: '/a[]' } }\n"
    "      created_at: /c\n      last_modified_at: /m\n";

TEST(Coverage, TellsWhoGivesEachField) {
  const auto all = coverage(plan_of(whole));
  const KindCoverage& candidates = of(all, RecordKind::candidate);
  EXPECT_TRUE(candidates.read);
  EXPECT_TRUE(complete(candidates));
  EXPECT_EQ(carrier(candidates, "emails"), Carrier::map);
  EXPECT_EQ(carrier(candidates, "company"), Carrier::nobody);
  EXPECT_EQ(carrier(candidates, "person"), Carrier::host);
}

TEST(Coverage, ARequiredFieldThatNobodyGivesIsNotComplete) {
  const auto all = coverage(plan_of("      id: /id\n      first_name: /f\n"));
  EXPECT_FALSE(complete(of(all, RecordKind::candidate)));
}

TEST(Coverage, AKindThatIsNotReadCarriesNothing) {
  const auto all = coverage(plan_of(whole));
  EXPECT_EQ(all.size(), record_kind_count);
  EXPECT_FALSE(of(all, RecordKind::stage).read);
  EXPECT_FALSE(complete(of(all, RecordKind::stage)));
  EXPECT_EQ(carrier(of(all, RecordKind::stage), "name"), Carrier::nobody);
}

TEST(Coverage, GreenhouseCarriesWhatIsRequiredOfEveryKind) {
  for (const char* version : {"v1", "v3"}) {
    const Result<Plan> plan =
        compile_manifest(testing::file_text("plugins/greenhouse/connector.yaml"), "m.yaml",
                         {{"api_version", version}, {"job_board", "b"}});
    ASSERT_TRUE(plan) << to_string(plan.error());
    for (const KindCoverage& kind : coverage(*plan)) {
      const bool note =
          kind.kind == RecordKind::candidate_note || kind.kind == RecordKind::application_note;
      EXPECT_EQ(kind.read, !note || version == std::string("v3")) << name_of(kind.kind);
      EXPECT_EQ(complete(kind), kind.read) << version << " " << name_of(kind.kind);
    }
  }
}

}  // namespace
}  // namespace crosswalk
