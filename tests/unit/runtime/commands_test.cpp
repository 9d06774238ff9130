// Scripts and supervisors drive the product by its commands. What is at stake: exit codes mean
// the same everywhere, every refusal names a place and a remedy in one line, and two owners
// never touch one state.

#include <signal.h>

#include "base/text/json.hpp"
#include "site_store.hpp"
#include "tls_peer.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::holds;
using test::lines;
using test::RunningProgram;
using test::Site;

TEST(Commands, WrongWordsAreWrongUsageInOneLine) {
  const Site site;
  for (const std::vector<std::string>& words : {std::vector<std::string>{},
                                                {"fly"},
                                                {"sync", "--fast"},
                                                {"explain", "job", "1"},
                                                {"explain", "--tenant", "acme", "person", "1"},
                                                {"config"},
                                                {"connector", "show"},
                                                {"connector", "coverage"},
                                                {"tenant"},
                                                {"tenant", "connect"},
                                                {"tenant", "activate"}}) {
    const Ended end = site.run(words, false);
    EXPECT_EQ(end.code, 2) << end.error;
    EXPECT_EQ(lines(end.error), 1U) << end.error;
    EXPECT_TRUE(end.error.starts_with("crosswalk: "));
    EXPECT_EQ(end.out, "");
  }
}

TEST(Commands, EveryCommandHelpsWithAnExample) {
  const Site site;
  for (const std::vector<std::string>& command : {std::vector<std::string>{},
                                                  {"serve"},
                                                  {"sync"},
                                                  {"status"},
                                                  {"explain"},
                                                  {"erase"},
                                                  {"tenant", "connect"},
                                                  {"tenant", "activate"},
                                                  {"config", "check"},
                                                  {"keys", "init"},
                                                  {"connector", "show"},
                                                  {"connector", "coverage"}}) {
    auto words = command;
    words.push_back("--help");
    const Ended end = site.run(words, false);
    EXPECT_EQ(end.code, 0);
    EXPECT_TRUE(holds(end.out, "Example: crosswalk")) << end.out;
  }
}

TEST(Commands, AMistakeInTheConfigurationIsToldWithItsPlace) {
  const Site site;
  site.ready();
  EXPECT_EQ(site.run({"config", "check"}).code, 0);
  site.write(Site::text() + "polll: 5m\n");
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "crosswalk.yaml:16:1")) << end.error;
  EXPECT_EQ(lines(end.error), 1U);
  EXPECT_EQ(site.run({"status", "-c", "/nonexistent.yaml"}, false).code, 1);
}

TEST(Commands, ASecretOthersCanReadIsRefusedAndNotRepeated) {
  const Site site;
  site.ready();
  chmod((site.folder + "/api-key").c_str(), 0644);
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "api-key")) << end.error;
}

TEST(Commands, KeysAreMadeOnceAndNeverReplaced) {
  const Site site;
  site.ready();
  const std::string key = test::file_text(site.folder + "/root.key");
  EXPECT_FALSE(key.empty());
  const Ended again = site.run({"keys", "init"});
  EXPECT_EQ(again.code, 1);
  EXPECT_EQ(test::file_text(site.folder + "/root.key"), key);
}

TEST(Commands, StatusWithoutADaemonReadsTheStateItself) {
  const Site site;
  site.ready();
  const Ended end = site.run({"status", "--json"});
  ASSERT_EQ(end.code, 0) << end.error;
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out;
  const Json& tenant = json->find("tenants")->items()->front();
  EXPECT_EQ(tenant.text_of("tenant"), "acme");
  EXPECT_NE(tenant.find("objects")->find("application")->find("held_reasons"), nullptr);
  EXPECT_TRUE(holds(site.run({"status"}).out, "allow_loopback"))
      << "whoever looks must see that this tenant may send to the machine itself";
}

TEST(Commands, ATenantOrKindNobodyKnowsIsWrongUsage) {
  const Site site;
  site.ready();
  EXPECT_EQ(site.run({"status", "--tenant", "umbrella"}).code, 2);
  EXPECT_EQ(site.run({"explain", "--tenant", "umbrella", "job", "1"}).code, 2);
  const Ended unknown = site.run({"explain", "--tenant", "acme", "candidate", "77"});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_TRUE(holds(unknown.out, "77"));
}

TEST(Commands, AStateAnotherOwnerHoldsIsNotTouched) {
  const Site site;
  site.ready();
  const auto held = StateDirectory::open(site.folder + "/state");
  ASSERT_TRUE(held) << to_string(held.error());
  for (const char* command : {"status", "serve", "sync"}) {
    const Ended end = site.run({command});
    EXPECT_EQ(end.code, 1);
    EXPECT_EQ(lines(end.error), 1U) << end.error;
  }
}

TEST(Commands, AStateOthersCanWriteIsRefused) {
  const Site site;
  site.ready();
  mkdir((site.folder + "/state").c_str(), 0700);
  chmod((site.folder + "/state").c_str(), 0777);
  const Ended end = site.run({"serve"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "/state")) << end.error;
}

TEST(Commands, AConnectorIsShownWithoutBeingRun) {
  const Site site;
  const std::string lib = CROSSWALK_BINARY_DIR "/lib/connectors/";
  const Ended shown = site.run({"connector", "show", lib + "plain.connector.so"}, false);
  EXPECT_EQ(shown.code, 0) << shown.error;
  EXPECT_TRUE(holds(shown.out, "title: Plain"));
  EXPECT_EQ(site.run({"connector", "show", lib + "aborts_early.connector.so"}, false).code, 0);
  const Ended garbage = site.run({"connector", "show", site.config()}, false);
  EXPECT_EQ(garbage.code, 1);
  EXPECT_TRUE(holds(garbage.error, "crosswalk.yaml"));
}

TEST(Commands, ASyncWhosePeerCannotBeTrustedNeedsSomebody) {
  const Site site;
  ready_to_send(site);
  test::TlsPeer stranger(test::make_identity("localhost"),
                         [](const std::string&, test::Line&) { return false; });
  std::string yaml = Site::text();
  const std::string nobody = "https://localhost:1";
  for (std::size_t at = 0; (at = yaml.find(nobody, at)) != std::string::npos;) {
    yaml.replace(at, nobody.size(), stranger.origin());
    at += stranger.origin().size();
  }
  site.write(yaml);
  const Ended end = site.run({"sync", "--json"});
  EXPECT_EQ(end.code, 1) << end.out;
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out << end.error;
  const Json* alarms = json->find("tenants")->items()->front().find("alarms");
  ASSERT_FALSE(alarms->items()->empty());
  EXPECT_TRUE(holds(write_json(*alarms), "does not verify")) << end.out;
}

TEST(Commands, ADaemonAnswersOnItsSocketAndLeavesOnSigterm) {
  const Site site;
  ready_to_send(site);
  RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
  ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
  EXPECT_EQ(site.run({"status", "--json"}).code, 0);
  const Ended second = site.run({"serve"});
  EXPECT_EQ(second.code, 1);
  EXPECT_EQ(lines(second.error), 1U) << second.error;
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait().code, 0);
  EXPECT_NE(access(site.socket().c_str(), F_OK), 0);
}

TEST(Commands, AKilledDaemonLeavesNothingInTheWayOfTheNext) {
  const Site site;
  ready_to_send(site);
  {
    RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
    ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
    daemon.signal(SIGKILL);
    daemon.wait();
  }
  EXPECT_EQ(site.run({"status"}).code, 0);
}

}  // namespace
}  // namespace crosswalk
