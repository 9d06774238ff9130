// After a kill, or while LinkedIn is down, records wait in the store. What is at stake: status
// shows them and how long they will take, and a check finds what would stop a start.

#include <signal.h>

#include "base/text/json.hpp"
#include "site_store.hpp"

namespace crosswalk {
namespace {

using test::add_ready_job;
using test::Ended;
using test::holds;
using test::lines;
using test::RunningProgram;
using test::Site;
using test::with_store;

TEST(Waiting, WhatHasNotReachedLinkedInIsShownAndHowLongItTakes) {
  const Site site;
  site.ready();
  EXPECT_FALSE(holds(site.run({"status"}).out, " waits")) << "nothing waits yet";
  with_store(site, add_ready_job);
  const std::string words = "1 job waits: about a minute at LinkedIn's 10,000 records a minute";
  const Ended told = site.run({"status"});
  EXPECT_EQ(told.code, 0) << "what waits needs nobody: " << told.error;
  EXPECT_TRUE(holds(told.out, "erased    waiting\n")) << told.out;
  EXPECT_TRUE(holds(told.out, "note: " + words)) << told.out;
  const auto json = parse_json(site.run({"status", "--json"}).out);
  ASSERT_TRUE(json);
  const Json& tenant = json->find("tenants")->items()->front();
  EXPECT_EQ(*tenant.find("objects")->find("job")->find("waiting"), Json(1));
  EXPECT_EQ(*tenant.find("drain")->find("seconds"), Json(60));
  EXPECT_EQ(tenant.find("drain")->text_of("words"), words);
  site.write(Site::text() + "      records_per_minute: 0\n");
  EXPECT_TRUE(holds(site.run({"status"}).out, "no limit holds them back"));
}

TEST(Waiting, AnUnknownIdMayBelongToARecordThatIsLeftOut) {
  const Site site;
  site.ready();
  const Ended end = site.run({"explain", "--tenant", "acme", "job", "77"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.out, "Nor is what the connector leaves out")) << end.out;
}

TEST(Waiting, AMissingRootKeyIsToldWithTheCommandThatMakesIt) {
  const Site site;
  for (const char* command : {"serve", "sync", "status"}) {
    const Ended end = site.run({command});
    EXPECT_EQ(end.code, 1);
    EXPECT_TRUE(holds(end.error, "'crosswalk keys init' makes one")) << end.error;
  }
  EXPECT_TRUE(holds(site.run({"config", "check"}).error, "'crosswalk keys init' makes one"));
}

TEST(Waiting, ASocketOfAnotherDaemonIsFoundByTheCheck) {
  const Site other;
  other.ready();
  RunningProgram daemon("crosswalk", {"serve", "-c", other.config()}, other.folder);
  ASSERT_TRUE(daemon.makes(other.socket())) << daemon.wait().error;
  EXPECT_EQ(other.run({"config", "check"}).code, 0) << "a daemon's own socket is no mistake";
  const Site site;
  site.ready();
  site.write("socket: " + other.socket() + "\n" + Site::text());
  for (int again = 0; again < 2; ++again) {
    const Ended end = site.run({"config", "check"});
    EXPECT_EQ(end.code, 1);
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    EXPECT_TRUE(holds(end.error, "crosswalk.yaml:1:9: the daemon of another configuration"))
        << end.error;
    mkdir((site.folder + "/state").c_str(), 0700);
  }
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait().code, 0);
}

TEST(Waiting, ASocketPathTooLongIsToldWhichOptionToChange) {
  const Site site;
  site.ready();
  site.write("socket: /tmp/" + std::string(100, 'x') + "\n" + Site::text());
  EXPECT_TRUE(holds(site.run({"config", "check"}).error, "name a shorter path as 'socket'"));
}

}  // namespace
}  // namespace crosswalk
