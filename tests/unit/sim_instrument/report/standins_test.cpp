// A report is handed to somebody else. At stake: that nobody named in what crossed a wire can be
// read in it, however the body was cut, broken or nested, and that it stays readable all the same.

#include "report/standins/standins.hpp"

#include <gtest/gtest.h>

#include "report/standins/patterns.hpp"
#include "report/standins/scan.hpp"
#include "unit/sim_instrument/report/sample.hpp"

namespace crosswalk::sim {
namespace {

using sample::shows;

std::string body(std::string_view text, std::string_view endpoint = "", bool cut = false) {
  NumberedStandIns all;
  all.learn(text, endpoint);
  return all.in_body(text, {.endpoint = endpoint, .cut = cut});
}

TEST(StandIns, StandForMembersByTheirNames) {
  EXPECT_EQ(body(R"({"first_name":"Ada","lastName":"Byron","id":7})"),
            R"({"first_name":"PERSON-1","lastName":"PERSON-2","id":7})");
  EXPECT_EQ(body(R"({"email_addresses":[{"value":"a@b.test","type":"work"}],"can_email":true})"),
            R"({"email_addresses":[{"value":"EMAIL-1","type":"work"}],"can_email":true})");
  EXPECT_EQ(
      body(R"({"phoneNumbers":[{"number":"12","extension":"3"}],"addresses":[{"city":"X"}]})"),
      R"({"phoneNumbers":[{"number":"PHONE-1","extension":"PHONE-2"}],)"
      R"("addresses":[{"city":"ADDRESS-1"}]})");
  EXPECT_EQ(body(R"({"access_token":"abc","token_type":"Bearer","expires_in":1800})"),
            R"({"access_token":"SECRET-1","token_type":"Bearer","expires_in":1800})");
}

TEST(StandIns, TheSameValueHasTheSameStandInThroughout) {
  NumberedStandIns all;
  EXPECT_EQ(all.in_body(R"({"first_name":"Ada"})", {}), R"({"first_name":"PERSON-1"})");
  EXPECT_EQ(all.in_body(R"({"firstName":"Edda"})", {}), R"({"firstName":"PERSON-2"})");
  EXPECT_EQ(all.in_body(R"({"firstName":"\u0041da"})", {}), R"({"firstName":"PERSON-1"})");
  EXPECT_EQ(all.in_body("first_name=Ada&x=1", {}), "first_name=PERSON-1&x=1");
  EXPECT_EQ(all.shown().at(Personal::person), 2U);
}

TEST(StandIns, ANameIsAPersonsUnlessItIsAThings) {
  EXPECT_EQ(body(R"([{"name":"Ada Byron"}])", "greenhouse.users.list"), R"([{"name":"PERSON-1"}])");
  EXPECT_EQ(body(R"([{"name":"Welder"}])", "greenhouse.jobs.list"), R"([{"name":"Welder"}])");
  EXPECT_EQ(body(R"({"recruiter":{"name":"Ada"},"source":{"name":"Fair"}})"),
            R"({"recruiter":{"name":"PERSON-1"},"source":{"name":"Fair"}})");
  EXPECT_EQ(body(R"([{"title":"Welder","company":"Weir"}])", "greenhouse.candidates.list"),
            R"([{"title":"WORK-1","company":"WORK-2"}])");
  EXPECT_EQ(body(R"([{"title":"Welder","company":"urn:li:organization:5"}])", "linkedin.jobs.put"),
            R"([{"title":"Welder","company":"urn:li:organization:5"}])");
}

TEST(StandIns, NamesAreFoundInTheFreeTextOfOthers) {
  NumberedStandIns all;
  all.learn(R"({"first_name":"Ada","last_name":"van der Berg"})", "");
  EXPECT_EQ(all.in_words("refused: Ada van der Berg, Adamant, ada"),
            "refused: PERSON-1 PERSON-2, Adamant, ada");
  EXPECT_EQ(all.in_words("“Ada’s” note"), "“PERSON-1’s” note");
  EXPECT_EQ(all.in_body(R"({"detail":"told Ada","n":"{\"q\":\"Ada\"}"})", {}),
            R"({"detail":"told PERSON-1","n":"{\"q\":\"PERSON-1\"}"})");
}

TEST(StandIns, FullNamesTeachTheirParts) {
  NumberedStandIns all;
  all.learn(R"({"interviewer":{"name":"Grace Okonkwo"}})", "");
  EXPECT_FALSE(shows(all.in_words("said Okonkwo, and Grace"), "Okonkwo"));
}

TEST(StandIns, WordsOfEverydayAreNotTakenForPeople) {
  NumberedStandIns all;
  all.learn(R"({"addresses":[{"country":"us"}],"first_name":"me"})", "");
  EXPECT_EQ(all.in_words("tell us and me"), "tell us and me");
}

TEST(StandIns, PatternsTellWithoutAName) {
  NumberedStandIns all;
  EXPECT_EQ(all.in_words("mail ada@example.test."), "mail EMAIL-1.");
  EXPECT_EQ(all.in_words("ring +44 20 7946 0123, or 020 7946 0124"), "ring PHONE-1, or PHONE-2");
  EXPECT_EQ(all.in_words("see https://www.linkedin.com/in/ada-b now"), "see PROFILE-1 now");
  EXPECT_EQ(all.in_words("to urn:li:person:p-1, of urn:li:organization:5"),
            "to MEMBER-1, of urn:li:organization:5");
  EXPECT_EQ(all.in_words("GET /people/urn%3Ali%3Aperson%3Ap-1/x"), "GET /people/MEMBER-1/x");
  EXPECT_EQ(all.in_words("Bearer AQX-91 was sent"), "Bearer SECRET-1 was sent");
  EXPECT_EQ(all.in_words("Authorization: Basic Z3JlZW4=\nHost: x"),
            "Authorization: SECRET-2\nHost: x");
  EXPECT_EQ(all.in_words("at 2026-01-01T00:00:00Z, 1760000000000 ms, 429"),
            "at 2026-01-01T00:00:00Z, 1760000000000 ms, 429");
  EXPECT_EQ(all.in_words("Basic terms"), "Basic terms");
}

TEST(StandIns, FormsAreReadByTheirNames) {
  EXPECT_EQ(body("grant_type=client_credentials&client_id=app&client_secret=s%2Fe"),
            "grant_type=client_credentials&client_id=app&client_secret=SECRET-1");
  NumberedStandIns all;
  EXPECT_EQ(all.in_words("GET /v3/candidates?email=ada%40example.test&page=2"),
            "GET /v3/candidates?email=EMAIL-1&page=2");
  EXPECT_EQ(all.in_body(R"({"email":"ada@example.test"})", {}), R"({"email":"EMAIL-1"})");
}

TEST(StandIns, MultipartIsReadPartByPart) {
  const std::string shown = body(
      "--cut\r\nContent-Type: application/json\r\n\r\n{\"entities\":{\"a=1&b=2\":"
      "{\"firstName\":\"Ada\"}}}\r\n--cut--\r\n");
  EXPECT_EQ(shown,
            "--cut\r\nContent-Type: application/json\r\n\r\n{\"entities\":{\"a=1&b=2\":"
            "{\"firstName\":\"PERSON-1\"}}}\r\n--cut--\r\n");
}

TEST(StandIns, ACutBodyShowsNoHalfName) {
  const std::string whole =
      R"([{"id":1,"first_name":"Marguerite","note_text":"Marguerite rang","website":"x.test"}])";
  NumberedStandIns all;
  all.learn(whole, "greenhouse.candidates.list");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const std::string shown =
        all.in_body(whole.substr(0, size), {.endpoint = "greenhouse.candidates.list", .cut = true});
    EXPECT_FALSE(shows(shown, "Mar")) << shown;
    EXPECT_FALSE(shows(shown, "x.t")) << shown;
  }
}

TEST(StandIns, ABodyBrokenOnPurposeShowsNobody) {
  const std::string whole =
      R"([{"first_name":"Ada","last_name":"Byron","email":"ada@example.test","id":12}])";
  NumberedStandIns all;
  all.learn(whole, "");
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string lost = whole, changed = whole;
    lost.erase(at, 1);
    changed[at] = '\xff';
    for (const std::string& each : {lost, changed}) {
      NumberedStandIns fresh;  // Nobody has taught it what the names are.
      fresh.learn(each, "");
      const std::string shown = fresh.in_body(each, {});
      // What breaks a member's name takes away what tells its kind.
      const bool name_broken = !shows(each, "\"first_name\"") || !shows(each, "\"last_name\"");
      EXPECT_TRUE(name_broken || !shows(shown, "Byron")) << shown;
      EXPECT_FALSE(shows(shown, "ada@")) << shown;
      EXPECT_FALSE(shows(all.in_body(each, {}), "Byron")) << all.in_body(each, {});
    }
  }
}

TEST(StandIns, IndentedBodiesKeepTheirStructure) {
  NumberedStandIns all;
  EXPECT_EQ(all.in_body(R"({"a":[1,{"b":null}],"c":{},"d":[]})", {.indented = true}),
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n  \"c\": {},\n"
            "  \"d\": []\n}");
}

TEST(StandIns, DeepNestingAndNonsenseEnd) {
  NumberedStandIns all;
  const std::string deep(5'000, '[');
  EXPECT_EQ(all.in_body(deep, {}), deep);
  EXPECT_EQ(all.in_body(std::string(3'000, '"'), {}).size(), 3'000U);
  EXPECT_EQ(all.in_body("", {}), "");
  EXPECT_EQ(all.in_body("}]", {}), "}]");
  EXPECT_EQ(all.in_body("{\"a\":\"\\", {}), "{\"a\":\"\\");
}

TEST(Scan, EscapesAreUndone) {
  EXPECT_EQ(unescaped_json(R"(a\"\\\/\n\u00e9\ud83d\ude00)"), "a\"\\/\n\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(unescaped_json(R"(\x\u12)"), R"(\x\u12)");
  EXPECT_EQ(unescaped_json(R"(\ud83d!)"), "\xEF\xBF\xBD!");
}

TEST(Patterns, PhonesAreToldFromOtherNumbers) {
  EXPECT_EQ(phone_size("+44 20 7946 0123 x"), 16U);
  EXPECT_EQ(phone_size("(020) 7946 0123"), 15U);
  EXPECT_EQ(phone_size("0123456789"), 0U);
  EXPECT_EQ(phone_size("+12"), 0U);
  EXPECT_EQ(phone_size("07700 900123abc"), 0U);
  EXPECT_EQ(percent_decoded("a%40b+c%2", true), "a@b c%2");
}

}  // namespace
}  // namespace crosswalk::sim
