// A recorder stands between a real client and a real vendor, and what it writes leaves the house.
// At stake: the client notices nothing, and no invented person and no credential is in the file.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "cassette/diff.hpp"
#include "cassette/replay.hpp"
#include "server/recording/playback.hpp"
#include "server/recording/recorder.hpp"
#include "unit/sim_server/loopback.hpp"

namespace crosswalk::sim {
namespace {

namespace fs = std::filesystem;

// Serves on a thread of its own; Recorder and Playback alike.
template <class Peer>
class Going {
 public:
  explicit Going(std::unique_ptr<Peer> given) : peer(std::move(given)) {
    thread_ = std::thread([this] { sum = peer->run(); });
  }
  ~Going() { end(); }
  void end() {
    if (!thread_.joinable()) return;
    peer->stop();
    thread_.join();
  }
  std::unique_ptr<Peer> peer;
  decltype(std::declval<Peer&>().run()) sum{};

 private:
  std::thread thread_;
};

template <>
class Going<Recorder> {
 public:
  explicit Going(std::unique_ptr<Recorder> given) : peer(std::move(given)) {
    thread_ = std::thread([this] {
      const auto ended = peer->run();
      ASSERT_TRUE(ended.has_value()) << to_string(ended.error());
      sum = *ended;
    });
  }
  ~Going() { end(); }
  void end() {
    if (!thread_.joinable()) return;
    peer->stop();
    thread_.join();
  }
  std::unique_ptr<Recorder> peer;
  Recorder::Sum sum;

 private:
  std::thread thread_;
};

class Recorded : public testing::Test {
 protected:
  Recorded() {
    std::string place = (fs::temp_directory_path() / "cassette-XXXXXX").string();
    EXPECT_NE(mkdtemp(place.data()), nullptr);
    folder = place;
    std::ofstream(folder / "ca.pem") << running.server->ca_pem();
  }
  ~Recorded() override { fs::remove_all(folder); }

  RecordSettings to(const std::string& origin, const std::string& name) {
    return {.to = origin,
            .file = (folder / name).string(),
            .ca_file = (folder / "ca.pem").string(),
            .tenant = {},
            .port = 0};
  }

  std::string text_of(const std::string& name) {
    std::ifstream file(folder / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  // Every page of a listing, by its links, as the client sees them.
  static std::vector<std::string> walk(Wire& wire, const std::string& origin, std::string target,
                                       const std::string& token) {
    std::vector<std::string> pages;
    while (!target.empty() && pages.size() < 50) {
      const Response reply = wire.get(target, token);
      EXPECT_EQ(reply.result_int(), 200U) << target << ' ' << reply.body();
      pages.push_back(reply.body());
      const std::string link(reply["Link"]);
      if (link.empty()) break;
      EXPECT_EQ(link.find("<" + origin), 0U) << link;
      target = link.substr(1 + origin.size(), link.find('>') - 1 - origin.size());
    }
    return pages;
  }

  static void look_at_everything(Wire& wire, const std::string& origin) {
    const std::string token = greenhouse_token(wire);
    for (const char* list : {"candidates", "applications", "jobs", "job_posts", "users", "notes",
                             "departments", "scorecards", "user_emails"}) {
      walk(wire, origin, std::string("/v3/") + list + "?per_page=50", token);
    }
    wire.get("/v3/jobs", "a-token-that-nobody-gave-out");
  }

  Running running;
  fs::path folder;
};

// Every text of a JSON document.
void texts_in(const Json& json, std::set<std::string>& found) {
  if (const auto* members = json.members()) {
    for (const auto& [name, value] : *members) texts_in(value, found);
  } else if (const auto* items = json.items()) {
    for (const Json& item : *items) texts_in(item, found);
  } else if (json.text() != nullptr) {
    found.insert(*json.text());
  }
}

// What of the invented people nobody may find: as the vendor itself serves them.
std::set<std::string> personal_values(Running& running) {
  Wire wire(running.server->greenhouse_origin(), running.server->ca_pem());
  const std::string token = greenhouse_token(wire);
  std::set<std::string> values;
  const auto keep = [&](const Json& item, std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (const Json* const found = item.find(name)) texts_in(*found, values);
    }
  };
  const auto each = [&](const char* list, std::initializer_list<const char*> names) {
    const auto page =
        parse_json(wire.get(std::string("/v3/") + list + "?per_page=500", token).body());
    for (const Json& item : *page->items()) keep(item, names);
  };
  each("candidates", {"first_name", "last_name", "preferred_name", "company", "email_addresses",
                      "phone_numbers", "addresses", "website_addresses", "social_media_addresses"});
  each("users", {"name", "first_name", "last_name", "primary_email"});
  each("notes", {"body"});
  each("scorecards", {"public_notes", "private_notes"});
  for (const char* word : {"personal", "work", "home", "mobile", "other"}) values.erase(word);
  std::erase_if(values, [](const std::string& value) { return value.size() < 2; });
  return values;
}

TEST_F(Recorded, TheFileShowsNobodyAndNoCredential) {
  auto started = Recorder::start(to(running.server->greenhouse_origin(), "a.cassette"));
  ASSERT_TRUE(started.has_value()) << to_string(started.error());
  Going<Recorder> recorder(*std::move(started));
  const std::string origin = recorder.peer->origin();
  Wire wire(origin, {});
  const std::string token = greenhouse_token(wire);
  look_at_everything(wire, origin);
  wire.get("/v3/candidates?per_page=50&email=asked.for%40corp.test", greenhouse_token(wire));
  recorder.end();
  EXPECT_GT(recorder.sum.exchanges, 12U);
  const std::string file = text_of("a.cassette");
  for (const std::string& secret :
       {token, std::string("greenhouse-secret"), std::string("greenhouse-client"),
        to_base64("greenhouse-client:greenhouse-secret"),
        std::string("a-token-that-nobody-gave-out"), std::string("asked.for")}) {
    EXPECT_EQ(file.find(secret), std::string::npos) << "a credential is in the file";
  }
  const auto cassette = load_cassette((folder / "a.cassette").string());
  ASSERT_TRUE(cassette.has_value()) << to_string(cassette.error());
  std::set<std::string> texts;
  for (const Exchange& exchange : cassette->exchanges) {
    if (const auto body = parse_json(exchange.body)) texts_in(*body, texts);
  }
  const std::set<std::string> personal = personal_values(running);
  ASSERT_GT(personal.size(), 200U);
  std::size_t found = 0;
  for (const std::string& value : personal) {
    if (value == "Anonymized") continue;
    found += texts.contains(value) ? 1U : 0U;
    const bool telling = value.size() >= 8;  // Shorter ones are parts of ordinary words.
    if (telling) found += file.find(value) != std::string::npos ? 1U : 0U;
  }
  EXPECT_EQ(found, 0U);
}

TEST_F(Recorded, TheClientSeesWhatTheVendorSaid) {
  auto started = Recorder::start(to(running.server->greenhouse_origin(), "a.cassette"));
  ASSERT_TRUE(started.has_value()) << to_string(started.error());
  Going<Recorder> recorder(*std::move(started));
  Wire through(recorder.peer->origin(), {});
  const std::string token = greenhouse_token(through);
  Wire direct(running.server->greenhouse_origin(), running.server->ca_pem());
  EXPECT_EQ(walk(through, recorder.peer->origin(), "/v3/candidates?per_page=7", token).size(), 9U);
  EXPECT_EQ(through.get("/v3/candidates?per_page=500", token).body(),
            direct.get("/v3/candidates?per_page=500", token).body());
  EXPECT_EQ(through.get("/v3/nothing", token).result_int(), 404U);
}

TEST_F(Recorded, AReplayAnswersAsItWasRecorded) {
  auto started = Recorder::start(to(running.server->greenhouse_origin(), "a.cassette"));
  ASSERT_TRUE(started.has_value()) << to_string(started.error());
  Going<Recorder> recorder(*std::move(started));
  Wire wire(recorder.peer->origin(), {});
  look_at_everything(wire, recorder.peer->origin());
  recorder.end();
  const auto first = load_cassette((folder / "a.cassette").string());
  ASSERT_TRUE(first.has_value());

  auto replayed = Playback::start(*first, {.port = 0, .speed = 0});
  ASSERT_TRUE(replayed.has_value()) << to_string(replayed.error());
  Going<Playback> playback(*std::move(replayed));
  auto again = Recorder::start(to(playback.peer->origin(), "b.cassette"));
  ASSERT_TRUE(again.has_value()) << to_string(again.error());
  Going<Recorder> second(*std::move(again));
  Wire client(second.peer->origin(), {});
  look_at_everything(client, second.peer->origin());
  second.end();
  playback.end();
  EXPECT_EQ(playback.sum.missed, 0U);
  const auto other = load_cassette((folder / "b.cassette").string());
  ASSERT_TRUE(other.has_value());
  ASSERT_EQ(first->exchanges.size(), other->exchanges.size());
  for (std::size_t at = 0; at < first->exchanges.size(); ++at) {
    EXPECT_EQ(first->exchanges[at].status, other->exchanges[at].status);
  }
}

TEST_F(Recorded, TwoRecordingsOfOneVendorAreTheSame) {
  for (const char* name : {"a.cassette", "b.cassette"}) {
    auto started = Recorder::start(to(running.server->greenhouse_origin(), name));
    ASSERT_TRUE(started.has_value()) << to_string(started.error());
    Going<Recorder> recorder(*std::move(started));
    Wire wire(recorder.peer->origin(), {});
    walk(wire, recorder.peer->origin(), "/v3/candidates?per_page=20", greenhouse_token(wire));
  }
  const auto left = load_cassette((folder / "a.cassette").string());
  const auto right = load_cassette((folder / "b.cassette").string());
  ASSERT_TRUE(left && right);
  const CassetteDiff diff = diff_of(*left, *right);
  EXPECT_TRUE(diff.same()) << words_of(diff.differences.at(0));
  EXPECT_GT(diff.expected, 0U);
}

TEST_F(Recorded, LatenciesAreKeptAndScaled) {
  Cassette cassette;
  Exchange slow;
  slow.tenant = "nobody";
  slow.resource = slow.asked = "GET /jobs";
  slow.status = 200;
  slow.body = "[]";
  slow.latency = Duration{400};
  cassette.exchanges.push_back(slow);
  const auto took = [&](double speed) {
    auto started = Playback::start(cassette, {.port = 0, .speed = speed});
    Going<Playback> playback(*std::move(started));
    Wire wire(playback.peer->origin(), {});
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(wire.ask(http::verb::get, "/jobs").body(), "[]");
    return std::chrono::steady_clock::now() - began;
  };
  EXPECT_GE(took(2), std::chrono::milliseconds(200));
  EXPECT_LT(took(0), std::chrono::milliseconds(200));
}

TEST_F(Recorded, APeerThatIsNotBelievedOrNotThereIsAnExchangeWithoutAnAnswer) {
  RecordSettings strangers = to(running.server->greenhouse_origin(), "a.cassette");
  Running other;
  std::ofstream(folder / "ca.pem") << other.server->ca_pem();
  std::vector<std::string> told;
  strangers.tell = [&](const Error& error) { told.push_back(to_string(error)); };
  auto started = Recorder::start(strangers);
  ASSERT_TRUE(started.has_value()) << to_string(started.error());
  EXPECT_NE((*started)->trust().find("must be signed by an authority in " + strangers.ca_file),
            std::string::npos)
      << (*started)->trust();
  Going<Recorder> recorder(*std::move(started));
  Wire wire(recorder.peer->origin(), {});
  const Response reply = wire.get("/v3/jobs");
  EXPECT_EQ(reply.result_int(), 502U);
  EXPECT_NE(reply.body().find("certificate"), std::string::npos) << reply.body();
  recorder.end();
  EXPECT_EQ(recorder.sum.unanswered, 1U);
  ASSERT_EQ(told.size(), 1U) << "whoever records hears of it, not the client alone";
  EXPECT_NE(told[0].find("--ca FILE"), std::string::npos) << told[0];
  const auto cassette = load_cassette((folder / "a.cassette").string());
  ASSERT_TRUE(cassette.has_value());
  EXPECT_EQ(cassette->exchanges.at(0).status, 0);
}

TEST_F(Recorded, WhomARecorderBelievesIsSaid) {
  const auto trust = [&](const char* origin, const char* name) {
    RecordSettings settings = to(origin, name);
    settings.ca_file.clear();
    const auto started = Recorder::start(settings);
    return started ? (*started)->trust() : to_string(started.error());
  };
  EXPECT_NE(
      trust("https://a.test", "a").find("an authority of this system (none was given by --ca"),
      std::string::npos);
  EXPECT_NE(trust("http://a.test", "b").find("no TLS"), std::string::npos);
}

TEST_F(Recorded, WhatCannotBeginSaysWhy) {
  const auto refused = [](const RecordSettings& settings) {
    const auto started = Recorder::start(settings);
    EXPECT_FALSE(started.has_value());
    return started ? std::string() : to_string(started.error());
  };
  EXPECT_EQ(refused(to("ftp://a.test", "x")).find("--to: "), 0U);
  EXPECT_EQ(refused(to("https://a.test/path", "x")).find("--to: "), 0U);
  EXPECT_NE(refused(to("https://a.test", "ca.pem")).find("there is such a file already"),
            std::string::npos);
  EXPECT_NE(refused(to("https://a.test", "no/such/folder")).find("cannot be made"),
            std::string::npos);
  RecordSettings strange = to("https://a.test", "x");
  strange.ca_file = strange.file;
  EXPECT_EQ(refused(strange).find("--ca: "), 0U);
  std::ofstream(folder / "half") << "{\"cassette\":1";
  const auto half = load_cassette((folder / "half").string());
  ASSERT_FALSE(half.has_value());
  EXPECT_EQ(half.error().where, (folder / "half").string() + ":1");
}

}  // namespace
}  // namespace crosswalk::sim
