// Coverage is what an operator promises a customer by. A field told as carried that never comes,
// or a kind told as complete that lacks a required field, is a promise broken later.

#include <gtest/gtest.h>

#include <algorithm>

#include "mapping/coverage.hpp"

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

Carried carried(const KindCoverage& kind, std::string_view name) {
  const auto found = std::ranges::find_if(
      kind.fields, [&](const FieldCoverage& each) { return each.field->name == name; });
  EXPECT_NE(found, kind.fields.end()) << name;
  return found == kind.fields.end() ? Carried::no : found->carried;
}

const std::string whole =
    "      id: /id\n      first_name: /f\n      last_name: /l\n      emails: '/e[]'\n"
    "      phones: { rows: { number: '/p[]' } }\n      addresses: { rows: { line1: '/a[]' } }\n"
    "      created_at: /c\n      last_modified_at: /m\n";

TEST(Coverage, TellsWhoGivesEachField) {
  const auto all = coverage(plan_of(whole));
  const KindCoverage& candidates = of(all, RecordKind::candidate);
  EXPECT_TRUE(candidates.read);
  EXPECT_TRUE(candidates.complete());
  EXPECT_EQ(carried(candidates, "emails"), Carried::connector);
  EXPECT_EQ(carried(candidates, "company"), Carried::no);
  EXPECT_EQ(carried(candidates, "person"), Carried::host);
}

TEST(Coverage, ARequiredFieldThatNobodyGivesIsNotComplete) {
  const auto all = coverage(plan_of("      id: /id\n      first_name: /f\n"));
  EXPECT_FALSE(of(all, RecordKind::candidate).complete());
}

TEST(Coverage, AKindThatIsNotReadCarriesNothing) {
  const auto all = coverage(plan_of(whole));
  EXPECT_EQ(all.size(), record_kind_count);
  EXPECT_FALSE(of(all, RecordKind::stage).read);
  EXPECT_FALSE(of(all, RecordKind::stage).complete());
  EXPECT_EQ(carried(of(all, RecordKind::stage), "name"), Carried::no);
}

}  // namespace
}  // namespace crosswalk
