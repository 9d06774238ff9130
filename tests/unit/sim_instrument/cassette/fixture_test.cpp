// A case's folder as a vendor. At stake: what the connector was seen to ask for when the case was
// accounted is answered with the case's replies, and nothing else is made up.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text/json.hpp"
#include "cassette/fixture.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

const fs::path root = CROSSWALK_SOURCE_DIR;

std::string read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// As the build joins it for Gem, which lies over Greenhouse.
std::string manifest_of(const std::string& connector) {
  const std::string own = read_text(root / "plugins" / connector / "connector.yaml");
  if (connector != "gem") return own;
  return "--- # greenhouse\n" + read_text(root / "plugins/greenhouse/connector.yaml") +
         "\n--- # gem\n" + own;
}

FixtureTexts texts_of(const fs::path& folder) {
  FixtureTexts texts;
  for (const auto& file : fs::directory_iterator(folder)) {
    const std::string ending = file.path().extension();
    if (ending == ".json" || ending == ".headers") {
      texts[file.path().filename()] = read_text(file.path());
    }
  }
  return texts;
}

struct FixtureCase {
  explicit FixtureCase(const std::string& folder) : texts(texts_of(root / "fixtures" / folder)) {
    auto made = fixture_vendor(texts, manifest_of(folder.substr(0, folder.find('/'))));
    EXPECT_TRUE(made.has_value()) << folder << ' ' << to_string(made.error());
    if (made) vendor = *std::move(made);
  }
  HttpResponse ask(std::string target) {
    HttpRequest request{.origin = "http://127.0.0.1:7", .target = std::move(target)};
    return vendor.answer(request, {});
  }
  FixtureTexts texts;
  FixtureVendor vendor;
};

TEST(Fixture, EveryCaseAnswersWhatItsAccountSaysWasAsked) {
  std::size_t cases = 0, asked = 0;
  for (const auto& each : fs::recursive_directory_iterator(root / "fixtures")) {
    if (each.path().filename() != "page-1.json") continue;
    const fs::path folder = each.path().parent_path();
    FixtureCase one(folder.parent_path().filename().string() + "/" + folder.filename().string());
    ++cases;
    const auto account = parse_json(one.texts["expected.json"], 32U << 20);
    ASSERT_TRUE(account.has_value()) << folder;
    const Json* const needs = account->find("asked");
    if (needs == nullptr) continue;
    std::map<std::string, int> numbers;
    for (const Json& need : *needs->items()) {
      std::string join(need.text_of("join"));
      std::ranges::replace(join, ':', '-');
      const std::string_view request = need.text_of("request");
      const std::string target(request.substr(
          request.find('/', request.find("://") == request.npos ? 0 : request.find("://") + 3)));
      const std::string file = "join-" + join + "-" + std::to_string(++numbers[join]) + ".json";
      EXPECT_EQ(one.ask(target).body, one.texts[file]) << folder << ' ' << target;
      EXPECT_EQ(one.ask(target).body, one.texts[file]) << "a second time, " << folder;
      ++asked;
    }
  }
  EXPECT_GE(cases, 50U);
  EXPECT_GE(asked, 20U);
}

TEST(Fixture, ThePageIsListedAndEverythingElseIsEmpty) {
  FixtureCase full("greenhouse/candidate-full");
  EXPECT_EQ(full.ask("/v3/candidates?per_page=500").body, full.texts["page-1.json"]);
  EXPECT_EQ(full.ask("/v3/jobs?per_page=500").body, "[]");
  EXPECT_EQ(full.ask("/v3/users?per_page=500").body, "[]");
  EXPECT_EQ(full.ask("/v3/candidates?per_page=500&updated_at=gte|a|lt|b").body, "[]");
  EXPECT_EQ(full.ask("/v3/unheard_of").status, 404);
  EXPECT_TRUE(full.vendor.unasked().empty());
}

TEST(Fixture, AReadByIdFindsThePagesItems) {
  FixtureCase full("greenhouse/candidate-linkedin-answer");
  const auto found = parse_json(full.ask("/v3/candidates?per_page=500&ids=2,77").body);
  ASSERT_TRUE(found && found->items() != nullptr);
  ASSERT_EQ(found->items()->size(), 1U);
  EXPECT_EQ(found->items()->front().integer_of("id"), 2);
  EXPECT_EQ(full.vendor.unasked(),
            (std::vector<std::string>{"join-answered-1.json", "page-1.json"}));
}

TEST(Fixture, ALinkLeadsToTheNextPageHere) {
  FixtureTexts texts{{"case.json", R"({"object":"candidates"})"},
                     {"page-1.json", "[1]"},
                     {"page-1.headers",
                      "Link: <https://harvest.greenhouse.io/v3/candidates?"
                      "cursor=p2>; rel=\"next\"\n"},
                     {"page-2.json", "[2]"}};
  auto vendor = fixture_vendor(texts, manifest_of("greenhouse"));
  ASSERT_TRUE(vendor.has_value()) << to_string(vendor.error());
  HttpRequest request{.origin = "http://127.0.0.1:7", .target = "/v3/candidates?per_page=500"};
  EXPECT_EQ(header(vendor->answer(request, {}).headers, "Link"),
            "<http://127.0.0.1:7/v3/candidates?cursor=p2>; rel=\"next\"");
  request.target = "/v3/candidates?cursor=p2";
  EXPECT_EQ(vendor->answer(request, {}).body, "[2]");
  EXPECT_EQ(vendor->answer(request, {}).body, "[2]");
  request.target = "/v3/candidates?cursor=p3";
  EXPECT_EQ(vendor->answer(request, {}).body, "[]");
}

TEST(Fixture, WhoeverAsksForATokenGetsOne) {
  FixtureCase full("greenhouse/candidate-full");
  HttpRequest request{.method = "POST", .target = "/token", .body = "grant_type=x"};
  const auto reply = parse_json(full.vendor.answer(request, {}).body);
  EXPECT_EQ(reply->text_of("token_type"), "Bearer");
  EXPECT_GT(reply->integer_of("expires_in"), 0);
}

TEST(Fixture, AMistakeIsToldByItsFile) {
  const auto refused = [](FixtureTexts texts) {
    const auto made = fixture_vendor(std::move(texts), manifest_of("greenhouse"));
    EXPECT_FALSE(made.has_value());
    return made ? std::string() : to_string(made.error());
  };
  EXPECT_EQ(refused({}).find("case.json: "), 0U);
  EXPECT_EQ(refused({{"case.json", "{"}}).find("case.json, line 1"), 0U);
  EXPECT_NE(refused({{"case.json", R"({"object":"candidate"})"}}).find("did you mean 'candidates'"),
            std::string::npos);
  EXPECT_NE(refused({{"case.json", R"({"object":"stages","mode":"delta"})"}}).find("no such mode"),
            std::string::npos);
  EXPECT_EQ(refused({{"case.json", R"({"object":"jobs"})"}, {"join-post-1.json", "[]"}})
                .find("join-post-1.json: "),
            0U);
  EXPECT_FALSE(fixture_vendor({{"case.json", R"({"object":"jobs"})"}}, "a: 1").has_value());
}

}  // namespace
}  // namespace crosswalk::sim
