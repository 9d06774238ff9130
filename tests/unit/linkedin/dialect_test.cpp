// The dialect is the only list of what may leave. It is held against the field table here, so a
// field that LinkedIn needs cannot be forgotten and a field that is only for rules cannot slip in.

#include <gtest/gtest.h>

#include <set>

#include "linkedin/rsc/batches.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

// Written apart from a record's fields: the id, the parent in a key, and what the tenant's
// configuration gives.
bool written_apart(const FieldSpec& spec) {
  if (spec.field == Field::job_availability || spec.field == Field::job_integration_context) {
    return true;
  }
  if (is_child(spec.kind) && spec.field == parent_field(spec.kind, parents_of(spec.kind).front())) {
    return true;
  }
  return spec.field == id_field(spec.kind);
}

// What LinkedIn takes in newer versions only, or nowhere that is documented.
bool newer(const Dialect& dialect, Field field) {
  if (field == Field::candidate_note_last_modified_at) return dialect.version.empty();
  return field == Field::application_note_last_modified_at;
}

bool declared(const Dialect& dialect, const FieldSpec& spec) {
  for (const WireField& wire : dialect.kind(spec.kind).fields) {
    if (wire.field == spec.field) return true;
    if (wire.shape == WireShape::person && wire.second == spec.field) return true;
  }
  return false;
}

class EachDialect : public testing::TestWithParam<std::string> {
 protected:
  const Dialect dialect = dialect_named(GetParam());
};

INSTANTIATE_TEST_SUITE_P(Dialects, EachDialect, testing::Values("v2", "rest"),
                         [](const auto& name) { return name.param; });

TEST_P(EachDialect, SendsEveryFieldOfTheTableButThoseForRules) {
  for (const FieldSpec& spec : field_table()) {
    if (written_apart(spec)) continue;
    const bool sent = spec.rsc != Requirement::rule_only && spec.rsc != Requirement::unused &&
                      !newer(dialect, spec.field);
    EXPECT_EQ(declared(dialect, spec), sent) << name_of(spec.kind) << '.' << spec.name;
  }
}

TEST_P(EachDialect, ListsFieldsInTheOrderOfRecords) {
  for (const WireKind& kind : dialect.kinds) {
    std::set<std::string> names;
    Field before{};
    for (const WireField& wire : kind.fields) {
      EXPECT_LT(before, wire.field) << wire.name;
      EXPECT_TRUE(names.insert(wire.name).second) << wire.name;
      before = wire.field;
    }
  }
}

TEST_P(EachDialect, NamesTheParentOfEveryChildAndOfNothingElse) {
  for (const RecordKind kind : record_kinds) {
    const WireKind& wire = dialect.kind(kind);
    EXPECT_EQ(wire.parent_name.empty(), !is_child(kind)) << name_of(kind);
    EXPECT_EQ(wire.id_name.empty(), !wire.below.empty()) << name_of(kind);
    EXPECT_EQ(one_parent(dialect, kind), !wire.below.empty()) << name_of(kind);
  }
}

TEST(Dialects, DifferInWhatTheyPutBelowAParent) {
  for (const RecordKind kind : record_kinds) {
    EXPECT_EQ(one_parent(v2_dialect(), kind), is_child(kind)) << name_of(kind);
    EXPECT_EQ(one_parent(rest_dialect("202603"), kind), kind == RecordKind::feedback)
        << name_of(kind);
  }
}

TEST(Dialects, OnlyTheVersionedOneNamesAVersionAndLeavesOutTheDataProvider) {
  EXPECT_TRUE(v2_dialect().headers.empty());
  const Dialect older = rest_dialect("202511");
  EXPECT_EQ(header(older.headers, "LinkedIn-Version"), "202511");
  EXPECT_EQ(header(older.headers, "X-RestLi-Protocol-Version"), "2.0.0");
  EXPECT_EQ(older.version, "202511");
  EXPECT_TRUE(older.key_constants.empty());
  for (const WireKind& kind : older.kinds) EXPECT_TRUE(kind.path.starts_with("/rest/"));
}

}  // namespace
}  // namespace crosswalk
