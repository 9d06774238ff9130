// The same engine runs here and in a worker. What it answers in process is what every scenario
// on virtual time believes a connector does.

#include <gtest/gtest.h>

#include "engine/load.hpp"
#include "engine/local_engine.hpp"

namespace crosswalk {
namespace {

std::unique_ptr<Engine> loaded(const std::string& name) {
  auto engine = load_engine(CROSSWALK_BINARY_DIR "/lib/connectors/" + name + ".connector.so",
                            {{"api_key", "a-reference"}});
  EXPECT_TRUE(engine) << to_string(engine.error());
  return engine ? *std::move(engine) : nullptr;
}

std::string manifest_of(const std::string& name) {
  const auto text = read_manifest(CROSSWALK_BINARY_DIR "/lib/connectors/" + name + ".connector.so");
  EXPECT_TRUE(text) << to_string(text.error());
  return text ? *text : std::string();
}

ReadPage page_of(std::string object, std::string body, int status = 200) {
  ReadPage page;
  page.object = std::move(object);
  page.reply = {status, {}, std::move(body)};
  return page;
}

std::vector<MappedRecord> records_of(const Result<Answer>& answer) {
  EXPECT_TRUE(answer) << to_string(answer.error());
  if (!answer) return {};
  auto records = decode_mapped(std::get<PageRead>(*answer).mapped);
  EXPECT_TRUE(records);
  return records ? *std::move(records) : std::vector<MappedRecord>{};
}

TEST(Local, TheTemplateMapsAPageAndItsHookCutsANameAtTheComma) {
  const auto engine = loaded("template");
  ASSERT_TRUE(engine);
  const auto records = records_of(engine->take(page_of("candidates", R"({"data":[
      {"id":"1","given_name":" Ada ","family_name":"Example"},
      {"id":"2","display_name":"Sample, Bo"},
      {"id":"3","display_name":"Mononym"}]})")));
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(*records[0].record.text(Field::candidate_first_name), "Ada");
  EXPECT_TRUE(records[0].findings.empty());
  EXPECT_EQ(*records[1].record.text(Field::candidate_first_name), "Bo");
  EXPECT_EQ(*records[1].record.text(Field::candidate_last_name), "Sample");
  ASSERT_EQ(records[1].findings.size(), 1u);
  EXPECT_EQ(records[1].findings[0].code, FindingCode::from_hook);
  EXPECT_EQ(records[2].record.text(Field::candidate_first_name), nullptr);
}

TEST(Local, AHookMayBeWrittenInC) {
  const auto engine = loaded("plain_c");
  ASSERT_TRUE(engine);
  const auto records = records_of(engine->take(page_of("candidate", R"({"candidates":[
      {"id":"1","first_name":"ada"},{"id":"2","first_name":")" + std::string(201, 'x') +
                                                                        R"("},{"id":"3"}]})")));
  ASSERT_EQ(records.size(), 2u) << "the second is held";
  EXPECT_EQ(*records[0].record.text(Field::candidate_first_name), "Ada");
}

TEST(Local, AHookThatCutsPagesIsAskedInPlaceOfTheManifest) {
  const auto engine = loaded("hostile");
  ASSERT_TRUE(engine);
  auto page = page_of("candidate", "no JSON at all");
  page.reply.headers = {{"X-Next", "yes"}};
  const auto answer = engine->take(page);
  ASSERT_EQ(records_of(answer).size(), 2u);
  const auto& read = std::get<PageRead>(*answer);
  ASSERT_TRUE(read.next);
  EXPECT_EQ(read.next->http.target.substr(0, 18), "/candidates?page=2");
  EXPECT_EQ(*records_of(answer)[1].record.text(Field::candidate_first_name), "B.");
}

TEST(Local, AHookFinishesEveryPlannedRequest) {
  const auto engine = loaded("hostile");
  PlanRead plan;
  plan.object = "candidate";
  plan.now = from_ms(99);
  const auto answer = engine->take(plan);
  ASSERT_TRUE(answer) << to_string(answer.error());
  const HttpRequest& request = std::get<Planned>(*answer).requests.at(0).http;
  EXPECT_EQ(request.target, "/candidates?limit=100&signed=1");
  EXPECT_EQ(header(request.headers, "X-Signed-At"), "99");
}

TEST(Local, AHookSaysWhatAReplyMeans) {
  const auto engine = loaded("hostile");
  const auto answer = engine->take(page_of("candidate", "", 418));
  ASSERT_TRUE(answer) << to_string(answer.error());
  EXPECT_EQ(std::get<PageRead>(*answer).meaning, ReplyClass::throttled);
}

TEST(Local, AnErrorIsTheStepsAndTheNextGoesWell) {
  const auto engine = loaded("hostile");
  EXPECT_FALSE(engine->take(page_of("no_such_object", "")));
  EXPECT_FALSE(engine->take(page_of("candidate", "throw")));
  EXPECT_FALSE(engine->take(PlanLookup{"no_such_lookup", {}}));
  EXPECT_FALSE(engine->take(Remember{"sources", "bytes no engine wrote"}));
  EXPECT_TRUE(engine->take(page_of("candidate", "well")));
}

TEST(Local, AManifestsTextAloneMakesAnEngineUnlessItNamesHooks) {
  const auto plain = manifest_of("plain");
  const auto engine = engine_of(plain, "connector.yaml", {{"api_key", "x"}});
  ASSERT_TRUE(engine) << to_string(engine.error());
  EXPECT_EQ(records_of((*engine)->take(page_of(
                           "candidate", R"({"candidates":[{"id":"1","first_name":"Ada"}]})")))
                .size(),
            1u);
  const auto hooked = engine_of(manifest_of("hostile"), "connector.yaml", {{"api_key", "x"}});
  ASSERT_FALSE(hooked);
  EXPECT_EQ(hooked.error().code, ErrorCode::unsupported);
  EXPECT_FALSE(engine_of("manifest: 1\n", "broken.yaml", {}));
}

}  // namespace
}  // namespace crosswalk
