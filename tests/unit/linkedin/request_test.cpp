// What leaves for LinkedIn, byte for byte. A PUT replaces the whole entity, so a field that is
// missing from these texts is a field that LinkedIn forgets; one too many is a leak.

#include <gtest/gtest.h>

#include "linkedin/wire/request.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

HttpRequest upsert(RecordKind kind, const std::vector<Record>& records) {
  return upsert_request(v2, sample_target(), kind, records);
}

std::vector<Record> candidates(std::size_t count) {
  std::vector<Record> records;
  for (const EntityName& name : numbered(count)) records.push_back(sample_candidate(name.id));
  return records;
}

std::string json_type() { return "application/json"; }

TEST(UpsertRequest, OfACandidateIsAFullReplacement) {
  const HttpRequest request = upsert(RecordKind::candidate, {sample_candidate()});
  EXPECT_EQ(request.method, "PUT");
  EXPECT_EQ(request.origin, "https://api.linkedin.example");
  EXPECT_EQ(request.target,
            "/v2/atsCandidates?ids%5B0%5D.atsCandidateId=C-9&ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_EQ(header(request.headers, "Content-Type"), json_type());
  EXPECT_EQ(header(request.headers, "Authorization"), "");
  EXPECT_EQ(request.body,
            R"({"entities":{"atsCandidateId=C-9&dataProvider=ATS&)"
            R"(integrationContext=urn:li:organization:5000":{"firstName":"Ada",)"
            R"("lastName":"Byron","emailAddresses":["ada@example.com"],"phoneNumbers":[],)"
            R"("addresses":[],"atsCreatedAt":1760000000000,"atsLastModifiedAt":1760000000001}}})");
}

TEST(UpsertRequest, OfACandidateWithEverything) {
  Record person = sample_candidate();
  person.set(Field::candidate_phones,
             std::vector<Row>{{{"number", "+441134960000"}, {"extension", "7"}},
                              {{"number", "+441134960001"}, {"extension", ""}}});
  person.set(Field::candidate_addresses, std::vector<Row>{{{"city", "Leeds"},
                                                           {"country", "gb"},
                                                           {"secret", "x"},
                                                           {"line1", "1 Long Row"},
                                                           {"postalCode", "LS1 1AA"},
                                                           {"geographicArea", "Yorkshire"},
                                                           {"geographicAreaType", "PROVINCE"},
                                                           {"line2", "Flat 2"}}});
  person.set(Field::candidate_company, std::string("Analytical Engines"));
  person.set(Field::candidate_title, std::string("Programmer"));
  person.set(Field::candidate_do_not_contact, true);
  person.set(Field::candidate_profile_url, std::string("https://ats.example.com/C-9"));
  person.set(Field::candidate_linkedin_url, std::string("https://www.linkedin.com/in/x-test"));
  person.set(Field::candidate_middle_initial, std::string("K"));
  person.set(Field::candidate_prefix, std::string("Lady"));
  person.set(Field::candidate_suffix, std::string("I"));
  person.set(Field::candidate_person, std::string("urn:li:person:abc"));
  EXPECT_NE(upsert(RecordKind::candidate, {person})
                .body.find(R"("phoneNumbers":[{"number":"+441134960000","extension":"7"},)"
                           R"({"number":"+441134960001"}],"addresses":[{"line1":"1 Long Row",)"
                           R"("line2":"Flat 2","city":"Leeds","geographicArea":"Yorkshire",)"
                           R"("geographicAreaType":"PROVINCE","postalCode":"LS1 1AA",)"
                           R"("country":"gb"}],"atsCreatedAt":1760000000000,)"
                           R"("atsLastModifiedAt":1760000000001,)"
                           R"("currentCompanyName":"Analytical Engines",)"
                           R"("currentJobTitle":"Programmer","doNotContact":true,)"
                           R"("externalProfileUrl":"https://ats.example.com/C-9",)"
                           R"("linkedInProfileUrl":"https://www.linkedin.com/in/x-test",)"
                           R"("middleInitial":"K","prefix":"Lady","suffix":"I",)"
                           R"("manualMatchedMember":"urn:li:person:abc"}}})"),
            std::string::npos);
}

TEST(UpsertRequest, NeverSendsWhatTheDialectDoesNotDeclare) {
  Record person = sample_candidate();
  person.set(Field::candidate_private, true);
  person.set(Field::candidate_id, std::string("C-9"));
  EXPECT_EQ(upsert(RecordKind::candidate, {person}).body,
            upsert(RecordKind::candidate, {sample_candidate()}).body);
  Record application = sample_application();
  application.set(Field::application_stage, std::string("Screening"));
  application.set(Field::application_status, std::string("active"));
  EXPECT_EQ(upsert(RecordKind::application, {application}).body,
            upsert(RecordKind::application, {sample_application()}).body);
  Record job = sample_job();
  job.set(Field::job_confidential, false);
  job.set(Field::job_department, std::vector<std::string>{"Steel"});
  job.set(Field::job_created_at, std::int64_t{1});
  job.set(Field::job_last_modified_at, std::int64_t{2});
  EXPECT_EQ(upsert(RecordKind::job, {job}).body, upsert(RecordKind::job, {sample_job()}).body);
}

TEST(UpsertRequest, OfAJobIsABatchCreateWithTheTenantsChoices) {
  const HttpRequest request = upsert(RecordKind::job, {sample_job()});
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v2/simpleJobPostings");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_create");
  EXPECT_EQ(request.body,
            R"({"elements":[{"externalJobPostingId":"J-1",)"
            R"("integrationContext":"urn:li:organization:5000",)"
            R"("availability":"PRIVATE_TO_ATS_INTEGRATION","title":"Welder","description":")" +
                std::string(100, 'd') +
                R"(","state":"LISTED","listedAt":1760000000000,)"
                R"("companyApplyUrl":"https://jobs.example.com/J-1",)"
                R"("location":"Leeds, United Kingdom"}]})");
}

TEST(UpsertRequest, OfAJobWithEverything) {
  Record job = sample_job();
  job.set(Field::job_country_code, std::string("gb"));
  job.set(Field::job_postal_code, std::string("LS1"));
  job.set(Field::job_company_job_code, std::string("W7"));
  job.set(Field::job_categories, std::vector<std::string>{"eng", "mnfc"});
  job.set(Field::job_industries, std::vector<std::string>{"urn:li:industry:4"});
  job.set(Field::job_skills_description, std::string("MIG"));
  job.set(Field::job_workplace_types, std::vector<std::string>{"On-site"});
  job.set(Field::job_remote_allowed, false);
  job.set(Field::job_employment_status, std::string("FULL_TIME"));
  job.set(Field::job_experience_level, std::string("ASSOCIATE"));
  job.set(Field::job_tracking_pixel_url, std::string("https://p.example.com"));
  job.set(Field::job_company_page_url, std::string("https://c.example.com"));
  job.set(Field::job_alternate_locations, std::vector<std::string>{"York, United Kingdom"});
  job.set(Field::job_compensation, std::vector<Row>{{{"start", "30000"},
                                                     {"end", "40000"},
                                                     {"currency", "GBP"},
                                                     {"period", "YEARLY"},
                                                     {"type", "BASE_SALARY"}},
                                                    {{"amount", "500"}}});
  job.set(Field::job_expires_at, std::int64_t{1'770'000'000'000});
  job.set(Field::job_listing_type, std::string("BASIC"));
  job.set(Field::job_contract, std::string("urn:li:contract:8"));
  job.set(Field::job_poster_email, std::string("p@example.com"));
  job.set(Field::job_show_poster, true);
  job.set(Field::job_owner_email, std::string("o@example.com"));
  job.set(Field::job_owner_first_name, std::string("Grace"));
  job.set(Field::job_owner_last_name, std::string("Murray"));
  job.set(Field::job_requisition_id, std::string("R-1"));
  const std::string body = upsert(RecordKind::job, {job}).body;
  EXPECT_TRUE(body.ends_with(
      R"("location":"Leeds, United Kingdom","countryCode":"gb","postalCode":"LS1",)"
      R"("companyJobCode":"W7","categories":["eng","mnfc"],"industries":["urn:li:industry:4"],)"
      R"("skillsDescription":"MIG","workplaceTypes":["On-site"],"workRemoteAllowed":false,)"
      R"("employmentStatus":"FULL_TIME","experienceLevel":"ASSOCIATE",)"
      R"("trackingPixelUrl":"https://p.example.com","companyPageUrl":"https://c.example.com",)"
      R"("alternateLocations":["York, United Kingdom"],"compensation":{"compensations":[)"
      R"({"value":{"start":{"amount":"30000","currencyCode":"GBP"},)"
      R"("end":{"amount":"40000","currencyCode":"GBP"}},"period":"YEARLY",)"
      R"("type":"BASE_SALARY"},{"amount":{"amount":"500"}}]},"expireAt":1770000000000,)"
      R"("listingType":"BASIC","contract":"urn:li:contract:8","posterEmail":"p@example.com",)"
      R"("showPosterInfo":true,"requisitionOwnerEmail":"o@example.com",)"
      R"("requisitionOwnerFirstName":"Grace","requisitionOwnerLastName":"Murray",)"
      R"("partnerRequisitionId":"R-1"}]})"))
      << body;
}

TEST(UpsertRequest, AClosedJobIsTheSameJobWithAnotherState) {
  const std::string open = upsert(RecordKind::job, {sample_job()}).body;
  std::string closed = upsert(RecordKind::job, {closed_job(sample_job())}).body;
  const auto at = closed.find("\"CLOSED\"");
  ASSERT_NE(at, std::string::npos);
  closed.replace(at, 8, "\"LISTED\"");
  EXPECT_EQ(closed, open);
}

TEST(UpsertRequest, AnUnknownStateIsNotTakenForOpen) {
  Record job = sample_job();
  job.set(Field::job_state, std::string("draft"));
  EXPECT_NE(upsert(RecordKind::job, {job}).body.find(R"("state":"draft")"), std::string::npos);
}

TEST(UpsertRequest, OfAnApplicationNamesItsParents) {
  const HttpRequest request = upsert(RecordKind::application, {sample_application()});
  EXPECT_EQ(request.target,
            "/v2/atsApplications?ids%5B0%5D.atsJobApplicationId=A-3&ids%5B0%5D.dataProvider=ATS&"
            "ids%5B0%5D.integrationContext=urn:li:organization:5000");
  EXPECT_EQ(request.body, R"({"entities":{"atsJobApplicationId=A-3&dataProvider=ATS&)"
                          R"(integrationContext=urn:li:organization:5000":{"atsCandidateId":"C-9",)"
                          R"("atsJobPostingId":"J-1","atsCreatedAt":1760000000000,)"
                          R"("atsLastModifiedAt":1760000000001,"atsJobPostingName":"Welder",)"
                          R"("firstName":"Ada","lastName":"Byron"}}})");
}

TEST(UpsertRequest, OfAnApplicationWithEverything) {
  Record application = sample_application();
  application.set(Field::application_candidate, std::string("C-10"));
  application.set(Field::application_job, std::string("J-2"));
  application.set(Field::application_candidate_email, std::string("ada@example.com"));
  application.set(Field::application_source, std::string("Referral"));
  application.set(Field::application_disposition_reason, std::string(""));
  const std::string body = upsert(RecordKind::application, {application}).body;
  EXPECT_NE(body.find(R"("atsCandidateId":"C-10","atsJobPostingId":"J-2",)"), std::string::npos);
  EXPECT_TRUE(body.ends_with(R"("candidateEmail":"ada@example.com","firstName":"Ada",)"
                             R"("lastName":"Byron","source":"Referral","dispositionReason":""}}})"))
      << body;
}

TEST(UpsertRequest, TextsAreEscapedAsJson) {
  Record person = sample_candidate();
  person.set(Field::candidate_first_name, std::string("A\"\\\n\x01\0z\xe6\x9d\x8e", 10));
  EXPECT_NE(upsert(RecordKind::candidate, {person})
                .body.find("\"firstName\":\"A\\\"\\\\\\n\\u0001\\u0000z\xe6\x9d\x8e\""),
            std::string::npos);
}

TEST(UpsertRequest, ALongQueryTravelsInTheBody) {
  const HttpRequest request = upsert(RecordKind::candidate, candidates(100));
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v2/atsCandidates");
  EXPECT_EQ(header(request.headers, "X-HTTP-Method-Override"), "PUT");
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "batch_update");
  EXPECT_EQ(header(request.headers, "Content-Type"), "multipart/mixed; boundary=_crosswalk_part_0");
  EXPECT_TRUE(request.body.starts_with(
      "--_crosswalk_part_0\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n"
      "ids%5B0%5D.atsCandidateId=C-0&"));
  EXPECT_NE(request.body.find("ids%5B99%5D.integrationContext=urn:li:organization:5000\r\n"
                              "--_crosswalk_part_0\r\nContent-Type: application/json\r\n\r\n"
                              "{\"entities\":{"),
            std::string::npos);
  EXPECT_TRUE(request.body.ends_with("}}}\r\n--_crosswalk_part_0--\r\n"));
}

TEST(UpsertRequest, ABoundaryThatAPersonWroteIsNotUsed) {
  std::vector<Record> records = candidates(100);
  records[3].set(Field::candidate_title, std::string("--_crosswalk_part_0 _crosswalk_part_1"));
  EXPECT_EQ(header(upsert(RecordKind::candidate, records).headers, "Content-Type"),
            "multipart/mixed; boundary=_crosswalk_part_2");
}

TEST(RestliRequest, TheLineIsDrawnAtTheLimitOfLinkedInsClient) {
  const auto sized = [](std::size_t bytes) {
    return restli_request(v2, {.method = "GET",
                               .origin = "https://a.example.com",
                               .path = "/x",
                               .query = std::string(bytes, 'q'),
                               .json = {},
                               .restli_method = {}});
  };
  EXPECT_EQ(sized(query_bytes_max).method, "GET");
  EXPECT_EQ(sized(query_bytes_max).target.size(), query_bytes_max + 3);
  EXPECT_EQ(sized(query_bytes_max + 1).method, "POST");
  EXPECT_EQ(sized(query_bytes_max + 1).target, "/x");
  EXPECT_EQ(sized(0).target, "/x");
}

TEST(UpsertRequest, EveryQueryThatIsSentFitsTheLimit) {
  for (std::size_t count = 1; count <= batch_entities_max; ++count) {
    const HttpRequest request = upsert(RecordKind::candidate, candidates(count));
    EXPECT_LE(request.target.size(), query_bytes_max + 30) << count;
  }
}

TEST(UpsertRequestDeathTest, AHundredEntitiesAndNotOneMore) {
  EXPECT_FALSE(upsert(RecordKind::candidate, candidates(100)).body.empty());
  EXPECT_DEATH(upsert(RecordKind::candidate, candidates(101)), "broken promise");
  EXPECT_DEATH(upsert(RecordKind::candidate, {}), "broken promise");
  EXPECT_DEATH(upsert(RecordKind::candidate, {sample_job()}), "broken promise");
}

TEST(DeleteRequest, HasNoBodyAndNoMethodHeader) {
  const std::vector<EntityName> ids = {named("C-9"), named("a b&c")};
  const HttpRequest request = delete_request(v2, sample_target(), RecordKind::candidate, ids);
  EXPECT_EQ(request.method, "DELETE");
  EXPECT_TRUE(request.body.empty());
  EXPECT_EQ(header(request.headers, "X-RestLi-Method"), "");
  EXPECT_NE(request.target.find("ids%5B1%5D.atsCandidateId=a%20b%26c&"), std::string::npos);
}

TEST(DeleteRequest, OfManyIsAFormThatNamesTheMethod) {
  const HttpRequest request =
      delete_request(v2, sample_target(), RecordKind::application, numbered(100, "A-"));
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.target, "/v2/atsApplications");
  EXPECT_EQ(header(request.headers, "X-HTTP-Method-Override"), "DELETE");
  EXPECT_EQ(header(request.headers, "Content-Type"), "application/x-www-form-urlencoded");
  EXPECT_TRUE(request.body.starts_with("ids%5B0%5D.atsJobApplicationId=A-0&"));
}

TEST(DeleteRequestDeathTest, JobsAreClosedAndNeverDeleted) {
  EXPECT_DEATH(delete_request(v2, sample_target(), RecordKind::job, numbered(1)), "broken promise");
  EXPECT_DEATH(delete_request(v2, sample_target(), RecordKind::candidate, numbered(101)),
               "broken promise");
}

TEST(ReadRequest, AsksForEntitiesByTheirKeys) {
  const HttpRequest request = read_request(v2, sample_target(), RecordKind::candidate, numbered(2));
  EXPECT_EQ(request.method, "GET");
  EXPECT_TRUE(request.target.starts_with("/v2/atsCandidates?ids%5B0%5D.atsCandidateId=C-0&"));
  EXPECT_EQ(read_request(v2, sample_target(), RecordKind::job, numbered(2, "J/")).target,
            "/v2/jobPostingStatus?ids=J%2F0&ids=J%2F1");
}

TEST(TaskRequest, AsksForTasksByTheirUrns) {
  const std::vector<std::string> tasks = {"urn:li:simpleJobPostingTask:1", "urn:li:x:2"};
  EXPECT_EQ(task_request(v2, sample_target(), tasks).target,
            "/v2/simpleJobPostingTasks?ids=urn%3Ali%3AsimpleJobPostingTask%3A1&"
            "ids=urn%3Ali%3Ax%3A2");
}

}  // namespace
}  // namespace crosswalk
