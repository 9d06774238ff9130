// A recorded vendor is worth something only if the real connector makes the same of it as of the
// real one. At stake: a replay that drops, doubles or reshapes records, and a fixture that nobody
// can sync.

#include "cassette/fixture.hpp"
#include "cassette/recording.hpp"
#include "cassette/replay.hpp"
#include "engine/load.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

constexpr const char* harvest = "https://harvest.greenhouse.io";

// Everything the vendor said to a first load, scrubbed.
sim::Cassette recorded(TenantBed& bed) {
  sim::Recording recording("sixteen bytes of salt", harvest);
  sim::Cassette cassette = recording.about(bed.run->now());
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer == Peer::vendor) {
      cassette.exchanges.push_back(recording.take(request, &reply, Duration{5}));
    }
    return std::optional(std::move(reply));
  };
  EXPECT_TRUE(bed.sync(true));
  bed.meddle = nullptr;
  return cassette;
}

std::vector<std::string> members_of(const std::string& content) {
  std::vector<std::string> names;
  const auto json = parse_json(content);
  for (const auto& [name, value] : *json->members()) names.push_back(name);
  return names;
}

TEST(Cassette, TheRealConnectorMapsAReplayToTheSameRecords) {
  TenantBed real;
  const sim::Cassette cassette = recorded(real);
  ASSERT_GT(cassette.exchanges.size(), 10U);
  const auto text = sim::write_cassette(cassette);
  ASSERT_TRUE(text.has_value());
  auto read = sim::read_cassette(*text, "a.cassette");
  ASSERT_TRUE(read.has_value());
  sim::CassetteVendor vendor(*std::move(read));

  TenantBed replayed;
  replayed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    return peer == Peer::vendor ? vendor.answer(request, {}) : std::optional(std::move(reply));
  };
  EXPECT_TRUE(replayed.sync(true));
  EXPECT_EQ(vendor.missed(), 0U);
  const auto ours = real.contents(), theirs = replayed.contents();
  ASSERT_GT(ours.size(), 100U);
  ASSERT_EQ(ours.size(), theirs.size()) << replayed.alarms();
  std::size_t same = 0;
  for (const auto& [key, content] : ours) {
    const auto other = theirs.find(key);
    ASSERT_NE(other, theirs.end()) << key;
    EXPECT_EQ(members_of(content), members_of(other->second)) << key;
    same += content == other->second ? 1U : 0U;
    const bool person = key.starts_with("candidate ");
    EXPECT_FALSE(person && content == other->second) << key;
  }
  EXPECT_GT(same, 0U) << "stages are the customer's words, and nobody's";
}

TEST(Cassette, AFixtureIsSyncedAsAVendor) {
  const auto person = [](int id) {
    const std::string number = std::to_string(id);
    return R"({"id":)" + number + R"(,"first_name":"Ida","last_name":"Berg","private":false,
      "created_at":"2026-01-02T08:00:00.000Z","updated_at":"2026-02-04T08:00:00.000Z",
      "email_addresses":[{"value":"p)" +
           number + R"(@example.com","type":"personal"}],
      "phone_numbers":[],"addresses":[],"website_addresses":[],"social_media_addresses":[],
      "tags":[],"can_email":true,"company":null,"title":null,"custom_fields":{}})";
  };
  const sim::FixtureTexts texts{
      {"case.json", R"({"object":"candidates","mode":"full"})"},
      {"page-1.json", "[" + person(71) + "," + person(72) + "]"},
      {"page-1.headers",
       "Link: <https://harvest.greenhouse.io/v3/candidates?cursor=p2>; rel=\"next\"\n"},
      {"page-2.json", "[" + person(73) + "]"}};
  const auto manifest =
      read_manifest(std::string(CROSSWALK_CONNECTORS) + "/greenhouse.connector.so");
  ASSERT_TRUE(manifest.has_value());
  auto vendor = sim::fixture_vendor(texts, *manifest);
  ASSERT_TRUE(vendor.has_value()) << to_string(vendor.error());
  TenantBed bed;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    return std::optional(peer == Peer::vendor ? vendor->answer(request, bed.run->now())
                                              : std::move(reply));
  };
  EXPECT_TRUE(bed.sync(true));
  EXPECT_TRUE(vendor->unasked().empty());
  for (const char* id : {"71", "72", "73"}) {
    EXPECT_NE(bed.at_linkedin(sim::EntityKind::candidate, id), nullptr) << id << bed.alarms();
  }
  EXPECT_EQ(bed.held(sim::EntityKind::candidate), 3U);
  EXPECT_EQ(bed.held(sim::EntityKind::job), 0U);
}

}  // namespace
}  // namespace crosswalk
