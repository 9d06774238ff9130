// The real programs, as an operator meets them. What is at stake: a daemon killed at any moment
// of its first load loses nobody and tells LinkedIn of nobody for nothing; a start that cannot be
// safe is refused in one line with place and remedy; who vanishes in numbers stays at LinkedIn
// until a person has said that they are gone; and no person's name, address or number is written
// anywhere in the clear, not even by the most talkative log.

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <unordered_map>

#include "base/text/digest.hpp"
#include "base/text/json.hpp"
#include "scenarios/real_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Until both sides agree, looking often; false after a minute.
template <class Each>
bool agreed_within_a_minute(RealStage& stage, Each each) {
  const auto deadline = Clock::now() + 60s;
  while (Clock::now() < deadline) {
    each();
    if (stage.agrees()) return true;
    std::this_thread::sleep_for(5ms);
  }
  return false;
}

constexpr std::uint32_t people = 200;
constexpr std::uint32_t openings = 30;

// How many records a first load brings to LinkedIn: what the moments of the kills are spread over.
std::int64_t first_load() {
  RealStage stage(people, openings);
  auto daemon = stage.serve();
  EXPECT_LE(stage.run({"sync"}).status, 1);
  EXPECT_TRUE(stage.agrees()) << stage.judged();
  EXPECT_TRUE(daemon && daemon->stop(20s) == 0);
  EXPECT_EQ(stage.repeated(), 0);
  return stage.held();
}

// Starts a daemon and kills it once LinkedIn has so many records, however slow the machine is
// today. How many LinkedIn had in the end.
std::int64_t killed_at(RealStage& stage, std::int64_t records) {
  const auto give_up = Clock::now() + 60s;
  auto daemon = stage.serve();
  if (!daemon) return -1;
  while (stage.held() < records && Clock::now() < give_up) {
    std::this_thread::sleep_for(2ms);
  }
  daemon->kill_now();
  return stage.held();
}

TEST(Programs, KilledAtTwentyMomentsOfAFirstLoadTheNextLifeFinishesIt) {
  constexpr int moments = 20;
  const std::int64_t all = first_load();
  std::set<std::int64_t> reached;
  for (int moment = 0; moment < moments; ++moment) {
    RealStage stage(people, openings);
    const std::int64_t there = killed_at(stage, all * moment / moments);
    reached.insert(there);
    // Every other life is a daemon's, the others are the command's own.
    std::optional<sim::Running> again;
    if (moment % 2 == 0) again = stage.serve();
    const sim::Ended sync = stage.run({"sync"});
    ASSERT_LE(sync.status, 1) << sync.errors;
    ASSERT_TRUE(stage.agrees()) << "moment " << moment << ": " << stage.judged();
    // At most what no outcome had been written of when the power went: of each kind a batch on its
    // way and five that wait for the disk.
    const std::int64_t repeated = stage.repeated();
    EXPECT_LE(repeated, openings + 2 * 600) << "moment " << moment;
    if (moment % 5 != 0) continue;
    ASSERT_LE(stage.run({"sync", "--full"}).status, 1);
    EXPECT_EQ(stage.repeated(), repeated) << "moment " << moment;
  }
  EXPECT_GE(reached.size(), 4u) << "the kills fell into too few moments to prove anything";
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void write(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void replace_in(const std::string& path, const std::string& word, const std::string& instead) {
  std::string text = text_of(path);
  const std::size_t at = text.find(word);
  ASSERT_NE(at, std::string::npos) << word;
  write(path, text.replace(at, word.size(), instead));
}

// One installation, spoilt in one way at a time; it must start when it is whole.
TEST(Programs, AStartThatCannotBeSafeIsRefusedInOneLineWithItsPlace) {
  RealStage stage(10, 5);
  const std::string home = stage.installed().directory;
  const std::string config = stage.installed().config;
  const std::string whole = text_of(config);
  const std::string secret = home + "/secrets/client_secret";
  struct Spoilt {
    const char* name;
    std::function<void()> spoil;
    std::string place;  // Must be named.
    std::function<void()> mend;
  };
  const auto rewrite = [&] { write(config, whole); };
  const auto open_mode = [](const std::string& path, mode_t mode) {
    return [=] { ASSERT_EQ(chmod(path.c_str(), mode), 0); };
  };
  mkdir(stage.state().c_str(), 0700);
  const std::vector<Spoilt> all{
      {"unknown key", [&] { replace_in(config, "state_dir:", "state_dri:"); }, "crosswalk.yaml:2:1",
       rewrite},
      {"wrong type", [&] { replace_in(config, "allow_loopback: true", "allow_loopback: [1]"); },
       "crosswalk.yaml:", rewrite},
      {"bad duration", [&] { replace_in(config, "poll: 5m", "poll: soon"); },
       "crosswalk.yaml:", rewrite},
      {"missing secret", [&] { std::filesystem::rename(secret, secret + ".away"); },
       "client_secret", [&] { std::filesystem::rename(secret + ".away", secret); }},
      {"secret others can read", open_mode(secret, 0644), "secrets/client_secret",
       open_mode(secret, 0600)},
      {"empty secret",
       [&] {
         std::filesystem::copy(secret, secret + ".kept");
         write(secret, "");
       },
       "client_secret", [&] { std::filesystem::rename(secret + ".kept", secret); }},
      {"configuration others can write", open_mode(config, 0666), "crosswalk.yaml",
       open_mode(config, 0600)},
      {"no connector", [&] { replace_in(config, "connector: greenhouse", "connector: gone"); },
       "gone", rewrite},
      {"state others can write", open_mode(stage.state(), 0777), "/state",
       open_mode(stage.state(), 0700)},
      {"socket path in use", [&] { write(stage.state() + "/admin.sock", "not a socket"); },
       "admin.sock", [&] { std::filesystem::remove(stage.state() + "/admin.sock"); }}};
  for (const Spoilt& each : all) {
    each.spoil();
    const sim::Ended end = stage.run({"serve"});
    EXPECT_EQ(end.status, 1) << each.name;
    EXPECT_NE(end.errors.find(each.place), std::string::npos) << each.name << ": " << end.errors;
    EXPECT_EQ(std::ranges::count(end.errors, '\n'), 1) << each.name << ": " << end.errors;
    EXPECT_EQ(end.output, "") << each.name;
    each.mend();
  }
  auto daemon = stage.serve();
  ASSERT_TRUE(daemon);
  const sim::Ended second = stage.run({"serve"});
  EXPECT_EQ(second.status, 1);
  EXPECT_NE(second.errors.find("/state"), std::string::npos) << second.errors;
  EXPECT_EQ(daemon->stop(20s), 0);
}

// What happens at the vendor, ordered at the simulator's control side.
void change_world(const Json& announced, const std::string& body) {
  const std::string origin(announced.find("origins")->text_of("control"));
  const std::size_t host = origin.find("://") + 3, colon = origin.rfind(':');
  boost::asio::ip::tcp::iostream control(origin.substr(host, colon - host),
                                         origin.substr(colon + 1));
  control << "POST /_sim/mutate HTTP/1.1\r\nHost: " << origin.substr(host)
          << "\r\nContent-Length: " << body.size() << "\r\n\r\n"
          << body << std::flush;
  std::string version;
  int status = 0;
  control >> version >> status;
  ASSERT_EQ(status, 200) << body;
}

bool says(const sim::Ended& end, const std::string& words) {
  return end.errors.find(words) != std::string::npos;
}

TEST(Programs, WhoVanishesInNumbersStaysUntilAPersonSaysThatTheyAreGone) {
  RealStage stage(300, 20);
  const auto announced = parse_json(text_of(stage.installed().directory + "/simulator.json"));
  ASSERT_TRUE(announced);
  const std::string tenant(announced->text_of("tenant"));
  const std::string missing = "candidate records are missing from the vendor's listing";
  const std::string word = "crosswalk sync --tenant " + tenant + " --full --confirm-absent";
  EXPECT_LE(stage.run({"sync"}).status, 1);
  ASSERT_TRUE(stage.agrees()) << stage.judged();
  const std::int64_t people_before = stage.held("candidate");
  change_world(*announced, R"({"kind":"candidate","op":"delete","count":40})");
  EXPECT_FALSE(stage.agrees());

  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"sync", "--full"}, {"status"}, {"sync"}, {"status"}}) {
    const sim::Ended end = stage.run(words);
    EXPECT_EQ(end.status, 1) << words[0];
    EXPECT_TRUE(says(end, missing)) << words[0] << ": " << end.errors;
    EXPECT_TRUE(says(end, word)) << words[0] << ": " << end.errors;
  }
  auto daemon = stage.serve();
  ASSERT_TRUE(daemon);
  EXPECT_TRUE(says(stage.run({"sync", "--full"}), missing));
  EXPECT_TRUE(says(stage.run({"status"}), word));
  EXPECT_EQ(stage.held("candidate"), people_before);

  const sim::Ended confirmed =
      stage.run({"sync", "--tenant", tenant, "--full", "--confirm-absent"});
  EXPECT_FALSE(says(confirmed, missing)) << confirmed.errors;
  EXPECT_LT(stage.held("candidate"), people_before);
  EXPECT_TRUE(stage.agrees()) << stage.judged();
  EXPECT_FALSE(says(stage.run({"status"}), missing));
  EXPECT_EQ(daemon->stop(20s), 0);
  EXPECT_NE(text_of(stage.installed().log).find("absence_confirmed"), std::string::npos)
      << "who said so, and when, must stand in the log";
}

std::string first_held(RealStage& stage, const char* what) {
  const Json held = stage.ask("/_sim/held");
  const Json* ids = held.find(what);
  if (ids != nullptr && ids->items() != nullptr && !ids->items()->empty()) {
    return *ids->items()->front().text();
  }
  ADD_FAILURE() << "LinkedIn holds no " << what;
  return {};
}

// One of the product's receipts; the command must have ended with success.
Json receipt(RealStage& stage, std::vector<std::string> words) {
  words.emplace_back("--json");
  const sim::Ended end = stage.run(std::move(words));
  EXPECT_EQ(end.status, 0) << end.errors;
  auto json = parse_json(end.output);
  EXPECT_TRUE(json) << end.output;
  return json ? *std::move(json) : Json::object();
}

TEST(Programs, SomebodyExportedStandsOnBothSidesAndErasingTakesThemOutForGood) {
  sim::InstallOptions options;
  options.listens = true;
  RealStage stage(60, 20, options);
  auto daemon = stage.serve();
  ASSERT_TRUE(daemon);
  EXPECT_LE(stage.run({"sync"}).status, 1);
  ASSERT_TRUE(stage.agrees()) << stage.judged();
  const std::int64_t held = stage.held("candidate");

  Json order = Json::object();
  order.set("job", first_held(stage, "open_jobs"));
  order.set("member", "urn:li:person:nadja");
  order.set("first_name", "Nadja");
  order.set("last_name", "Invented");
  const Json ordered = stage.order("/_sim/export", order);
  ASSERT_NE(ordered.text_of("request"), "") << write_json(ordered);
  const auto give_up = Clock::now() + 60s;
  while (stage.held("candidate") == held && Clock::now() < give_up) {
    std::this_thread::sleep_for(20ms);
  }
  ASSERT_EQ(stage.held("candidate"), held + 1) << stage.run({"status"}).output;
  EXPECT_TRUE(agreed_within_a_minute(stage, [] {})) << stage.judged();
  EXPECT_EQ(stage.ask("/_sim/agreement").find("exports")->integer_of("fulfilled"), 1);

  const auto announced = parse_json(text_of(stage.installed().directory + "/simulator.json"));
  ASSERT_TRUE(announced);
  const std::string tenant(announced->text_of("tenant"));
  for (const auto& [word, whom] : std::vector<std::pair<std::string, std::string>>{
           {"--member", "urn:li:person:nadja"}, {"--candidate", first_held(stage, "candidates")}}) {
    const Json erased = receipt(stage, {"erase", "--tenant", tenant, word, whom});
    EXPECT_EQ(*erased.find("confirmed"), Json(true)) << write_json(erased);
    EXPECT_EQ(write_json(erased).find("nadja"), std::string::npos) << "a receipt names nobody";
    EXPECT_FALSE(stage.agrees()) << "the ATS has them still, and the judge knows of no promise";
    Json promise = Json::object();
    promise.set(word.substr(2), whom);
    stage.order("/_sim/erased", promise);
    EXPECT_TRUE(stage.agrees()) << stage.judged();
  }
  EXPECT_EQ(stage.held("candidate"), held - 1);
  EXPECT_EQ(daemon->stop(20s), 0);
  const std::string log = text_of(stage.installed().log);
  for (const char* event : {"push_kept", "export_created", "erasure_begun", "erasure_confirmed"}) {
    EXPECT_NE(log.find(std::string("event=") + event + " tenant="), std::string::npos) << event;
  }
  EXPECT_LE(stage.run({"sync", "--full"}).status, 1);
  EXPECT_TRUE(stage.agrees()) << "another life does not bring them back: " << stage.judged();
}

// The texts a leak would show: each as it is, in hex, and in base64 at each of the three places
// a text can begin in a group of four.
std::vector<std::string> disguises(const std::string& text) {
  std::vector<std::string> all{text, to_hex(text)};
  for (const std::size_t before : {0u, 1u, 2u}) {
    const std::string whole = to_base64(std::string(before, '\0') + text);
    // The groups that hold bytes of the text alone.
    const std::size_t begin = before == 0 ? 0 : 4;
    const std::size_t bytes = before + text.size();
    all.push_back(whole.substr(begin, bytes / 3 * 4 - begin));
  }
  return all;
}

// All of them at once: a text is looked through eight bytes at a time.
class Canaries {
 public:
  explicit Canaries(const sim::World& world) {
    for (const sim::Candidate& person : world.all<sim::Candidate>()) {
      for (const sim::Text text : {person.email, person.work_email, person.phone,
                                   person.linkedin_url, person.first_name, person.last_name}) {
        // Shorter words stand in any text by chance.
        if (text.size() >= 8) words_.insert(std::string(text));
      }
    }
    for (const std::string& word : words_) {
      for (const std::string& form : disguises(word)) {
        if (form.size() >= 8) forms_.emplace(eight(form.data()), form);
      }
    }
  }

  // The first one that stands in the text; empty when none does.
  std::string found_in(const std::string& text) const {
    for (std::size_t at = 0; at + 8 <= text.size(); ++at) {
      const auto [first, last] = forms_.equal_range(eight(text.data() + at));
      for (auto each = first; each != last; ++each) {
        if (text.compare(at, each->second.size(), each->second) == 0) return each->second;
      }
    }
    return {};
  }

  const std::set<std::string>& words() const { return words_; }

 private:
  static std::uint64_t eight(const char* from) {
    std::uint64_t value = 0;
    std::memcpy(&value, from, sizeof value);
    return value;
  }

  std::set<std::string> words_;
  std::unordered_multimap<std::uint64_t, std::string> forms_;
};

// Every file of the installation but those that must hold a secret.
std::string everything_written(const RealStage& stage) {
  std::string all = text_of(stage.installed().log);
  std::error_code failed;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(stage.state(), failed)) {
    if (entry.is_regular_file(failed)) all += text_of(entry.path().string());
  }
  return all;
}

TEST(Programs, NoPersonIsWrittenInTheClearWhileTheyLoadOrAfterwards) {
  RealStage stage(400, 30);
  const Canaries canaries(stage.world());
  ASSERT_GT(canaries.words().size(), 500u);
  for (const std::string& form : disguises(*canaries.words().begin())) {
    ASSERT_EQ(canaries.found_in("before " + form + " behind"), form);
  }
  replace_in(stage.installed().config, "keys:", "log:\n  level: debug\nkeys:");
  auto daemon = stage.serve();
  ASSERT_TRUE(daemon);
  std::size_t looks = 0, most = 0;
  ASSERT_TRUE(agreed_within_a_minute(stage, [&] {
    const std::string written = everything_written(stage);
    most = std::max(most, written.size());
    ++looks;
    EXPECT_EQ(canaries.found_in(written), "");
  })) << stage.judged();
  EXPECT_GT(looks, 2u);
  EXPECT_GT(most, 100'000u);
  ASSERT_LE(stage.run({"sync", "--full"}).status, 1);
  EXPECT_EQ(daemon->stop(20s), 0);
  EXPECT_EQ(canaries.found_in(everything_written(stage)), "");
  const std::string log = text_of(stage.installed().log);
  EXPECT_NE(log.find("debug"), std::string::npos) << "the log was not at its most talkative";
}

}  // namespace
}  // namespace crosswalk
