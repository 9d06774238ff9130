// An export creates a person in somebody's ATS. What is read here decides who, and for which
// tenant; a text that is cut must not name somebody else, and what cannot be read is nobody.

#include <gtest/gtest.h>

#include "linkedin/exchange/exports.hpp"
#include "unit/linkedin/samples.hpp"

namespace crosswalk {
namespace {

ExportReply read_one(std::string body, int status = 200) {
  return read_export(v2, sample_target(), {status, {}, std::move(body)});
}

std::string element(const std::string& candidate, const std::string& more = "") {
  return R"({"elements":[{"integrationContext":"urn:li:organization:5000",)"
         R"("externalJobPostingId":"J-1","candidate":{)" +
         candidate + "}" + more + R"(}],"paging":{"start":0,"count":10}})";
}

TEST(ExportRequest, NamesTheRequestInBothDialects) {
  const HttpRequest old = export_request(v2, sample_target(), "42/a&b");
  EXPECT_EQ(old.method, "GET");
  EXPECT_EQ(old.origin, "https://api.linkedin.example");
  EXPECT_EQ(old.target, "/v2/exportedCandidates?q=request&requestId=42%2Fa%26b");
  EXPECT_TRUE(old.body.empty());
  const HttpRequest versioned = export_request(rest, sample_target(), "42");
  EXPECT_EQ(versioned.target, "/rest/exportedCandidates?q=request&requestId=42");
  EXPECT_EQ(header(versioned.headers, "LinkedIn-Version"), "202603");
}

TEST(Export, IsAStubProfileForAJob) {
  const ExportReply reply = read_one(element(
      R"("member":"urn:li:person:abc","firstName":"Ada","lastName":"Byron",)"
      R"("headline":"Welder","location":"Leeds","profileUrl":"https://www.linkedin.com/in/x-test",)"
      R"("currentEmployerNames":["Steel Ltd","Iron Ltd"],"emailAddresses":["ada@example.com"],)"
      R"("positions":[{"title":"Foreman"},{"title":"Apprentice"}],"skills":["MIG"])",
      R"(,"exportedBy":"urn:li:seat:1","exportedAt":1760000000000)"));
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.readable);
  EXPECT_TRUE(reply.found);
  EXPECT_TRUE(reply.ours);
  EXPECT_EQ(reply.job, "J-1");
  EXPECT_EQ(reply.person.member, "urn:li:person:abc");
  EXPECT_EQ(reply.person.first_name, "Ada");
  EXPECT_EQ(reply.person.last_name, "Byron");
  EXPECT_EQ(reply.person.headline, "Welder");
  EXPECT_EQ(reply.person.location, "Leeds");
  EXPECT_EQ(reply.person.profile_url, "https://www.linkedin.com/in/x-test");
  EXPECT_EQ(reply.person.employers, (std::vector<std::string>{"Steel Ltd", "Iron Ltd"}));
  EXPECT_EQ(reply.person.title, "Foreman");
  EXPECT_EQ(reply.person.emails, std::vector<std::string>{"ada@example.com"});
}

TEST(Export, WhatIsNotThereIsAbsent) {
  const ExportReply reply = read_one(element(R"("firstName":"Ada")"));
  EXPECT_TRUE(reply.found);
  EXPECT_EQ(reply.person.first_name, "Ada");
  EXPECT_EQ(reply.person.last_name, "");
  EXPECT_EQ(reply.person.member, "");
  EXPECT_TRUE(reply.person.emails.empty());
  EXPECT_EQ(read_one(element(R"("positions":[])")).person.title, "");
  EXPECT_EQ(read_one(element(R"("positions":{},"headline":7,"location":{"country":"gb"})"))
                .person.location,
            "");
  EXPECT_TRUE(read_one(R"({"elements":[{}]})").found);
  EXPECT_EQ(read_one(R"({"elements":[{"candidate":"Ada"}]})").person.first_name, "");
}

TEST(Export, OfAnInMailsStubHasOneAddressOfItsOwn) {
  EXPECT_EQ(read_one(element(R"("emailAddress":"ada@example.com")")).person.emails,
            std::vector<std::string>{"ada@example.com"});
  EXPECT_EQ(
      read_one(element(R"("emailAddress":"b@example.com","emailAddresses":["a@example.com"])"))
          .person.emails,
      std::vector<std::string>{"a@example.com"});
}

TEST(Export, MayNameTheJobByAnotherMember) {
  const auto job = [](const std::string& members) {
    return read_one(R"({"elements":[{)" + members + "}]}").job;
  };
  EXPECT_EQ(job(R"("referenceEntityId":"J-2")"), "J-2");
  EXPECT_EQ(job(R"("referenceEntityId":"J-2","externalJobPostingId":"J-1")"), "J-1");
  EXPECT_EQ(job(R"("externalJobPostingId":17)"), "");
}

TEST(Export, OfAnotherTenantIsNotOurs) {
  for (const auto* context :
       {R"("integrationContext":"urn:li:organization:50001")", R"("integrationContext":5000)",
        R"("integrationContext":"urn:li:organization:500")", R"("company":"x")"}) {
    const ExportReply reply = read_one(R"({"elements":[{)" + std::string(context) + "}]}");
    EXPECT_TRUE(reply.found) << context;
    EXPECT_FALSE(reply.ours) << context;
  }
}

TEST(Export, WithoutAnElementIsReadableAndFindsNobody) {
  const ExportReply reply = read_one(R"({"elements":[],"paging":{}})");
  EXPECT_TRUE(reply.readable);
  EXPECT_FALSE(reply.found);
  EXPECT_FALSE(reply.ours);
}

TEST(Export, ThatIsNoFindersReplyIsNotReadable) {
  const std::string whole = element(R"("firstName":"Ada")");
  std::vector<std::string> bodies = {"",
                                     "null",
                                     "[]",
                                     "{}",
                                     R"({"elements":{}})",
                                     R"({"elements":["Ada"]})",
                                     R"({"elements":[null]})",
                                     whole + "x",
                                     "{\"elements\":[{\"candidate\":{\"firstName\":\"\xff\"}}]}",
                                     std::string(1024 * 1024, ' ') + whole};
  for (std::size_t cut = 0; cut < whole.size(); cut += 7) bodies.push_back(whole.substr(0, cut));
  for (const std::string& body : bodies) {
    const ExportReply reply = read_one(body);
    EXPECT_FALSE(reply.readable) << body.substr(0, 60);
    EXPECT_FALSE(reply.found);
    EXPECT_EQ(reply.person.first_name, "");
  }
}

TEST(Export, ARefusalIsNotRead) {
  for (const int status : {0, 302, 401, 403, 404, 426, 429, 500}) {
    const ExportReply reply = read_one(element(R"("firstName":"Ada")"), status);
    EXPECT_EQ(reply.status, status);
    EXPECT_FALSE(reply.readable);
    EXPECT_FALSE(reply.found);
  }
}

TEST(Export, LongTextsForPeopleAreCutBetweenCharacters) {
  const std::string e_acute = "\xc3\xa9";
  std::string name = "x";
  while (name.size() < 1200) name += e_acute;
  const ExportReply reply = read_one(element(R"("headline":")" + name + "\""));
  EXPECT_EQ(reply.person.headline.size(), 999U);
  EXPECT_EQ(reply.person.headline, name.substr(0, 999));
  EXPECT_EQ(
      read_one(element(R"("headline":")" + std::string(1000, 'h') + "\"")).person.headline.size(),
      1000U);
}

TEST(Export, WhatNamesSomebodyIsWholeOrAbsent) {
  const std::string endless(1001, 'x');
  const ExportReply reply =
      read_one(element(R"("member":"urn:li:person:)" + endless + R"(","profileUrl":")" + endless +
                       R"(","emailAddresses":[")" + endless + R"(","ada@example.com"])"));
  EXPECT_EQ(reply.person.member, "");
  EXPECT_EQ(reply.person.profile_url, "");
  EXPECT_EQ(reply.person.emails, std::vector<std::string>{"ada@example.com"});
  EXPECT_EQ(read_one(R"({"elements":[{"externalJobPostingId":")" + endless + "\"}]}").job, "");
}

TEST(Export, AMemberIsAPersonsUrnOrNobody) {
  for (const auto* urn : {"abc", "urn:li:person:", "urn:li:organization:5000", "urn:li:person:a b",
                          "urn:li:person:\\u00e9", "urn:li:person:a\\nb"}) {
    EXPECT_EQ(read_one(element(R"("member":")" + std::string(urn) + "\"")).person.member, "")
        << urn;
  }
}

TEST(Export, ListsHaveABound) {
  std::string names = "\"e\"";
  for (int at = 0; at < 40; ++at) names += ",\"e\"";
  const ExportReply reply = read_one(element(R"("currentEmployerNames":[7,"",)" + names +
                                             R"(],"emailAddresses":[)" + names + "]"));
  EXPECT_EQ(reply.person.employers.size(), 20U);
  EXPECT_EQ(reply.person.emails.size(), 20U);
}

}  // namespace
}  // namespace crosswalk
