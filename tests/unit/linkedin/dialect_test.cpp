// The dialect is the only list of what may leave. It is held against the field table here, so a
// field that LinkedIn needs cannot be forgotten and a field that is only for rules cannot slip in.

#include <gtest/gtest.h>

#include <set>

#include "linkedin/rsc/batches.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

// Written apart from a record's fields: the id, and what the tenant's configuration gives.
const std::set<Field> written_apart = {Field::job_id, Field::candidate_id, Field::application_id,
                                       Field::job_availability, Field::job_integration_context};

bool declared(const Dialect& dialect, const FieldSpec& spec) {
  for (const WireField& wire : dialect.kind(spec.kind).fields) {
    if (wire.field == spec.field) return true;
  }
  return false;
}

TEST(V2Dialect, SendsEveryFieldOfTheTableButThoseForRules) {
  const Dialect v2 = v2_dialect();
  for (const FieldSpec& spec : field_table()) {
    if (written_apart.contains(spec.field)) continue;
    const bool sent = spec.rsc != Requirement::rule_only && spec.rsc != Requirement::unused;
    EXPECT_EQ(declared(v2, spec), sent) << name_of(spec.kind) << '.' << spec.name;
  }
}

TEST(V2Dialect, ListsFieldsInTheOrderOfRecords) {
  const Dialect v2 = v2_dialect();
  for (const WireKind& kind : v2.kinds) {
    std::set<std::string> names;
    Field before{};
    for (const WireField& wire : kind.fields) {
      EXPECT_LT(before, wire.field) << wire.name;
      EXPECT_TRUE(names.insert(wire.name).second) << wire.name;
      before = wire.field;
    }
  }
}

// What the versioned API calls a candidate: other names, a header, no dataProvider. Only data.
Dialect versioned() {
  Dialect dialect = v2_dialect();
  dialect.name = "rest";
  dialect.headers = {{"LinkedIn-Version", "202603"}};
  dialect.key_constants.clear();
  WireKind& candidates = dialect.kinds[static_cast<std::size_t>(RecordKind::candidate)];
  candidates.path = "/rest/candidates";
  candidates.id_name = "externalCandidateId";
  for (WireField& wire : candidates.fields) {
    if (wire.field == Field::candidate_created_at) wire.name = "externalCreatedAt";
    if (wire.field == Field::candidate_last_modified_at) wire.name = "externalLastModifiedAt";
  }
  return dialect;
}

TEST(Dialect, AnotherGenerationIsAnotherValue) {
  const std::vector<Record> records = {sample_candidate()};
  const HttpRequest request =
      upsert_request(versioned(), sample_target(), RecordKind::candidate, records);
  EXPECT_EQ(request.target,
            "/rest/candidates?ids%5B0%5D.externalCandidateId=C-9&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000");
  EXPECT_EQ(header(request.headers, "LinkedIn-Version"), "202603");
  EXPECT_EQ(request.body,
            R"({"entities":{"externalCandidateId=C-9&)"
            R"(integrationContext=urn:li:organization:5000":{"firstName":"Ada",)"
            R"("lastName":"Byron","emailAddresses":["ada@example.com"],"phoneNumbers":[],)"
            R"("addresses":[],"externalCreatedAt":1760000000000,)"
            R"("externalLastModifiedAt":1760000000001}}})");
  const BatchReply reply =
      read_upserts(versioned(), RecordKind::candidate, std::vector<EntityName>{named("C-9")},
                   {200,
                    {},
                    R"({"results":{"integrationContext=urn%3Ali%3Aorganization%3A5000&)"
                    R"(externalCandidateId=C-9":{"status":201}},"errors":{}})"});
  ASSERT_EQ(reply.entities.size(), 1U);
  EXPECT_EQ(reply.entities[0].status, 201);
}

}  // namespace
}  // namespace crosswalk
