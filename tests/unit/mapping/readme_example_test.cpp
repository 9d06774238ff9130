// An author learns the language from the one whole connector in plugins/README.md. What is at
// stake: that page compiles, carries what LinkedIn requires, and becomes what stands behind it.
// CROSSWALK_UPDATE=1 writes the accounts anew.

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "mapping/coverage.hpp"
#include "unit/mapping/fixtures.hpp"

namespace crosswalk {
namespace {

using namespace testing;

const std::string readme = "plugins/README.md";

/// Where the first fenced block of `language` stands behind a heading, without its fences.
struct Block {
  std::size_t from = 0;
  std::size_t size = 0;
};

Block block_of(const std::string& page, const std::string& heading, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const std::size_t section = page.find("\n### " + heading + "\n");
  const std::size_t end = page.find("\n#", section + 1);
  const std::size_t open = page.find(fence, section);
  EXPECT_LT(open, end) << heading << " has no block of " << language;
  const std::size_t from = open + fence.size();
  return {from, page.find("```\n", from) - from};
}

std::string text_at(const std::string& heading, const std::string& language) {
  const std::string page = file_text(readme);
  const Block block = block_of(page, heading, language);
  return page.substr(block.from, block.size);
}

/// The account under a heading is `made`, or is made so.
void expect_account(const std::string& heading, const std::string& made) {
  if (std::getenv("CROSSWALK_UPDATE") != nullptr) {
    std::string page = file_text(readme);
    const Block block = block_of(page, heading, "text");
    page.replace(block.from, block.size, made);
    std::ofstream(CROSSWALK_SOURCE_DIR "/" + readme, std::ios::binary) << page;
  }
  EXPECT_EQ(text_at(heading, "text"), made) << "CROSSWALK_UPDATE=1 writes it anew; read the diff";
}

Plan readme_plan(const Settings& settings = {}) {
  Result<Plan> plan = compile_manifest(text_at("The manifest", "yaml"), readme, settings);
  EXPECT_TRUE(plan) << to_string(plan.error());
  return plan ? *std::move(plan) : Plan();
}

std::string account_of(const std::string& object, const PageRead& page) {
  std::string text = object + ": " + std::to_string(page.items) + " read, " +
                     std::to_string(page.skipped) + " skipped\n";
  for (const MappedRecord& each : records_of(page)) {
    const Record& record = each.record;
    text += "  " + std::string(name_of(record.key.kind)) + " " + record.key.id + "\n";
    for (const FieldValue& value : record.fields) {
      std::string line = "    " + std::string(spec_of(value.field).name) + " ";
      line.resize(std::max<std::size_t>(line.size(), 23), ' ');
      text += line + text_of(value.value) + "\n";
    }
    if (!each.findings.empty()) text += "    doubted: " + doubts(each.findings) + "\n";
  }
  return text;
}

TEST(ReadmeExample, TheManifestCarriesAllThatLinkedInRequiresOfWhatItReads) {
  for (const char* notes : {"yes", "no"}) {
    std::string read;
    for (const KindCoverage& kind : coverage(readme_plan({{"notes", notes}}))) {
      if (!kind.read) continue;
      read += std::string(name_of(kind.kind)) + " ";
      EXPECT_TRUE(lacking(kind).empty()) << name_of(kind.kind);
    }
    EXPECT_EQ(read, std::string("job candidate application stage ") +
                        (notes == std::string("yes") ? "candidate_note " : ""));
  }
}

TEST(ReadmeExample, ThePageBecomesWhatStandsBehindIt) {
  const std::string heading = "A page, and what it becomes";
  Mapper mapper(readme_plan(), nullptr);
  std::string made;
  for (const char* object : {"people", "applications", "stages"}) {
    ReadPage ask = page_of(object, text_at(heading, "json"));
    ask.asked = "/v1/people?limit=200";
    const Result<PageRead> page = mapper.read_page(ask);
    ASSERT_TRUE(page) << to_string(page.error());
    made += account_of(object, *page);
    ASSERT_TRUE(page->next);
    if (std::string(object) != "stages") continue;
    made += "next: " + page->next->http.method + " " + page->next->http.target + "\n";
  }
  expect_account(heading, made);
}

TEST(ReadmeExample, AJobSaysWhoMaySeeIt) {
  Mapper mapper(readme_plan(), nullptr);
  const Result<PageRead> page = mapper.read_page(page_of(
      "jobs", R"({"rows":[{"id":7,"team":[{"user_id":4},{"user_id":9}]},{"status":"draft"}]})"));
  ASSERT_TRUE(page) << to_string(page.error());
  EXPECT_EQ(page->skipped, 1u);
  ASSERT_EQ(records_of(*page).size(), 1u);
  EXPECT_EQ(field(records_of(*page)[0].record, Field::job_viewers), "[4|9]");
}

TEST(ReadmeExample, ANoteThatOnlySomeMaySeeIsMarked) {
  Mapper mapper(readme_plan(), nullptr);
  const Result<PageRead> page = mapper.read_page(page_of(
      "notes", R"({"rows":[{"id":1,"person_id":51,"visible_to":"everyone","text":"<p>Late</p>"},
                           {"id":2,"person_id":51,"visible_to":"the moon"},{"id":3}]})"));
  ASSERT_TRUE(page) << to_string(page.error());
  std::string marks;
  for (const MappedRecord& each : records_of(*page)) {
    marks += field(each.record, Field::candidate_note_private) + " ";
  }
  EXPECT_EQ(marks, "false true true ");
  EXPECT_EQ(field(records_of(*page)[0].record, Field::candidate_note_text), "Late");
}

TEST(ReadmeExample, ThePushTellsWhatStandsBehindIt) {
  const std::string heading = "A push, and what it tells";
  const Plan plan = readme_plan();
  ASSERT_TRUE(plan.webhook);
  EXPECT_EQ(plan.webhook->signature_header, "X-Plainhire-Proof");
  EXPECT_EQ(plan.webhook->secrets.size(), 2u);
  Mapper mapper(plan, nullptr);
  const Result<WebhookRead> told = mapper.read_webhook({text_at(heading, "json")});
  ASSERT_TRUE(told) << to_string(told.error());
  std::string made;
  for (const Signal& signal : told->signals) {
    made += signal.what == Signal::What::gone ? "gone: " : "changed: ";
    made += std::string(name_of(signal.kind)) + " " + signal.id;
    made += signal.into.empty() ? "\n" : ", into " + signal.into + "\n";
  }
  expect_account(heading, made);
}

TEST(ReadmeExample, TheExportIsWrittenAsItStandsThere) {
  const Plan plan = readme_plan();
  EXPECT_TRUE(plan.writes.export_candidates);
  EXPECT_TRUE(plan.writes.creates_application);
  Mapper mapper(plan, nullptr);
  PlanWrite ask;
  ask.values.marker = "crosswalk-3f1c";
  ask.values.job = "7";
  ask.values.person = {
      {"first_name", "Ben"}, {"last_name", "Example"}, {"headline", "Welder at sea"}};
  const Result<Planned> planned = mapper.plan_write(ask);
  ASSERT_TRUE(planned) << to_string(planned.error());
  const HttpRequest& create = planned->requests.at(0).http;
  expect_account("An exported person, written",
                 create.method + " " + create.target + "\n" + create.body + "\n");
  const Result<Written> written = mapper.read_write(
      {ask.step, ask.values, {201, {}, R"({"id":88,"applications":[{"id":9100}]})"}});
  ASSERT_TRUE(written) << to_string(written.error());
  EXPECT_EQ(written->candidate, "88");
  EXPECT_EQ(written->application, "9100");
}

}  // namespace
}  // namespace crosswalk
