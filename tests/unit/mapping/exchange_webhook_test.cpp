// A webhook is a stranger's word about a person: it may make us look, and look at the right one.
// A message taken for another person would hide a deletion until the next full listing.

#include "mapping/exchange/exchange.hpp"
#include "unit/mapping/exchange_fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

std::string signals_in(const WebhookRead& read) {
  std::string text;
  for (const Signal& signal : read.signals) {
    if (!text.empty()) text += ' ';
    text += std::string(signal.what == Signal::What::gone ? "-" : "+") +
            std::string(name_of(signal.kind)) + ":" + signal.id;
    if (!signal.into.empty()) text += ">" + signal.into;
  }
  return text;
}

std::string told_by(Mapper& mapper, const std::string& body) {
  const Result<WebhookRead> read = mapper.read_webhook({body});
  return read ? signals_in(*read) : "error: " + read.error().what;
}

std::string told(const std::string& body) {
  Mapper mapper = mapper_of(with_exchange(webhook_section()));
  return told_by(mapper, body);
}

TEST(Webhook, AnActionTellsTheSignalsItHasInTheManifest) {
  EXPECT_EQ(told(R"({"event":"person.deleted","data":{"person":7,"applications":[1,2]}})"),
            "-candidate:7 -application:1 -application:2");
  EXPECT_EQ(told(R"({"event":"person.merged","data":{"loser":7,"winner":8}})"),
            "-candidate:7 +candidate:8");
  EXPECT_EQ(told(R"({"data":{"job":"j-1"},"event":"job.edited"})"), "+job:j-1");
}

TEST(Webhook, OfSeveralPathsEachThatHasAnIdCounts) {
  EXPECT_EQ(told(R"({"event":"person.merged","data":{"other":{"winner":"8"}}})"), "+candidate:8");
}

TEST(Webhook, OfACandidateThatWentIntoAnotherBothAreTold) {
  const auto joined = [](const std::string& people) {
    return told(R"({"event":"person.joined","data":{)" + people + "}}");
  };
  EXPECT_EQ(joined(R"("loser":7,"winner":"8")"), "-candidate:7>8");
  EXPECT_EQ(joined(R"("winner":8)"), "") << "nobody is gone";
  for (const char* nobody : {R"("loser":7)", R"("loser":7,"winner":null)",
                             R"("loser":7,"winner":"a\nb")", R"("loser":7,"winner":7)"}) {
    EXPECT_EQ(joined(nobody), "-candidate:7") << nobody;
  }
}

TEST(Webhook, WhatNobodyNamedTellsNothing) {
  EXPECT_EQ(told(R"({"event":"ping","data":{"person":7}})"), "");
  EXPECT_EQ(told(R"({"event":"person","data":{"person":7}})"), "");
  EXPECT_EQ(told(R"({"data":{"person":7}})"), "");
  EXPECT_EQ(told(R"({"event":["person.deleted"],"data":{"person":7}})"), "");
  EXPECT_EQ(told(R"({"event":true,"data":{"person":7}})"), "");
}

TEST(Webhook, AnIdThatNoRecordMayHaveIsNoSignal) {
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":null}})"), "");
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":""}})"), "");
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":{"id":1}}})"), "");
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":true}})"), "");
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":"a\nb"}})"), "");
  const std::string longest(record_id_bytes_max, 'x');
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":")" + longest + "\"}}"), "+job:" + longest);
  EXPECT_EQ(told(R"({"event":"job.edited","data":{"job":"x)" + longest + "\"}}"), "");
}

TEST(Webhook, ARecordIsToldOnceHoweverOftenItStandsThere) {
  EXPECT_EQ(told(R"({"event":"person.deleted","data":{"person":7,"applications":[1,1,2,1]}})"),
            "-candidate:7 -application:1 -application:2");
}

TEST(Webhook, AListWithoutEndIsCutAndTheRestIsLeftToThePoll) {
  std::string body = R"({"event":"person.deleted","data":{"applications":[0)";
  for (int id = 1; id < 5000; ++id) body += "," + std::to_string(id);
  Mapper mapper = mapper_of(with_exchange(webhook_section()));
  const Result<WebhookRead> read = mapper.read_webhook({body + "]}}"});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->signals.size(), signals_max);
}

TEST(Webhook, ABodyThatIsNoJsonObjectIsRefused) {
  for (const char* body :
       {"", "   ", "null", "7", "[]", R"([{"event":"job.edited","data":{"job":1}}])", "{",
        R"({"event":"job.edited","data":{"job":1)", R"({"event":"job.edited"}{)", "<html></html>",
        "{\"event\":\"\xFF\"}"}) {
    EXPECT_TRUE(told(body).starts_with("error: ")) << body;
  }
}

TEST(Webhook, ABodyThatNamesTwoPeopleAtOnePlaceIsRefused) {
  // Which of the two a reader sees would depend on the reader.
  EXPECT_TRUE(told(R"({"event":"job.edited","data":{"job":1,"job":2}})").starts_with("error: "));
}

TEST(Webhook, MoreThanAMegabyteIsRefusedBeforeItIsRead) {
  std::string body = R"({"event":"job.edited","data":{"job":1},"padding":")";
  body += std::string(webhook_bytes_max - body.size() - 2, 'x') + "\"}";
  EXPECT_EQ(told(body), "+job:1");
  EXPECT_TRUE(told(body + " ").starts_with("error: "));
}

TEST(Webhook, AConnectorWithoutOneSaysSo) {
  Mapper mapper = mapper_of(candidates(""));
  const Result<WebhookRead> read = mapper.read_webhook({"{}"});
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::unsupported);
}

TEST(Webhook, GreenhousesDocumentedMessagesAreUnderstood) {
  Mapper mapper = mapper_of(file_text("plugins/greenhouse/connector.yaml"));
  const std::pair<const char*, const char*> messages[] = {
      {R"({"action":"delete_candidate","payload":{"person":{"id":37,"first_name":"Ida",
           "deleted_application_ids":[46,47]}}})",
       "-candidate:37 -application:46 -application:47"},
      {R"({"action":"merge_candidate","payload":{"person":{"id":37,"new_candidate_id":45}}})",
       "-candidate:37>45"},
      {R"({"action":"candidate_anonymized","payload":{"candidate_id":37,
           "anonymized_fields":["full_name"]}})",
       "-candidate:37"},
      {R"({"action":"new_candidate_application","payload":{"application":{"id":71,
           "candidate":{"id":60,"tags":[]},"jobs":[{"id":27}]}}})",
       "+candidate:60 +application:71"},
      {R"({"action":"new_prospect_application","payload":{"application":{"id":97,
           "candidate":{"id":61},"jobs":[]}}})",
       "+candidate:61"},
      {R"({"action":"candidate_stage_change","payload":{"application":{"id":26}}})",
       "+application:26"},
      {R"({"action":"delete_application","payload":{"application":{"id":46,"job_id":3}}})",
       "-application:46"},
      {R"({"action":"update_candidate","payload":{"candidate":{"id":15}}})", "+candidate:15"},
      {R"({"action":"job_deleted","payload":{"job":{"id":20,"name":"Welder"}}})", "-job:20"},
      {R"({"action":"job_post_updated","payload":{"id":18,"job_id":19}})", "+job:19"},
      {R"({"action":"job_post_deleted","payload":{"job_post":{"id":25,"job_id":28}}})", "+job:28"},
      {R"({"action":"job_post_created","payload":{"id":18,"job_id":null}})", ""},
      {R"({"action":"offer_created","payload":{"id":1,"application_id":2}})", ""}};
  for (const auto& [body, signals] : messages) EXPECT_EQ(told_by(mapper, body), signals) << body;
}

}  // namespace
}  // namespace crosswalk
