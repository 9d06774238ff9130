// Somebody on call, or a script, has only what the program tells. What is at stake: what needs a
// person is told until it is over, whoever holds the state; a sync that waits says why, in a pipe
// too; a start that cannot be is refused alike by every command that starts; and with --json there
// is always one object to read.

#include <signal.h>

#include <filesystem>

#include "base/text/json.hpp"
#include "runtime/store/schema.hpp"
#include "site.hpp"
#include "site_store.hpp"

namespace crosswalk {
namespace {

using test::Ended;
using test::holds;
using test::lines;
using test::RunningProgram;
using test::Site;
using test::with_store;

void restrict_one_job(Store& store) {
  test::add_ready_job(store);
  EntityOutcome confirmed;
  confirmed.key = {RecordKind::job, "4021"};
  confirmed.version = 1;
  confirmed.kind = OutcomeKind::confirmed;
  ASSERT_TRUE(store.carry_out(CommitOutcomes{.outcomes = {confirmed}, .mark = 1}));
  ASSERT_TRUE(
      store.carry_out(Mark{RecordKind::job, {"4021"}, EntityState::restricted, "many_absent"}));
}

TEST(Told, WhatNeedsAPersonIsShownWithoutADaemonAndStatusSaysSoByItsExitCode) {
  const Site site;
  site.ready();
  EXPECT_EQ(site.run({"status"}).code, 0);
  with_store(site, [](Store& store) {
    ASSERT_TRUE(store.carry_out(KeepAlarms{{"the vendor forbids reading jobs"}}));
  });
  const Ended end = site.run({"status"});
  EXPECT_EQ(end.code, 1);
  EXPECT_EQ(end.error, "crosswalk: tenant acme needs you: the vendor forbids reading jobs\n");
  EXPECT_TRUE(holds(end.out, "tenant acme"));
  EXPECT_FALSE(holds(end.out, "needs you")) << "the report is for standard output, the cause not";
  const Ended json = site.run({"status", "--json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_EQ(json.error, end.error);
  EXPECT_TRUE(holds(json.out, R"("alarms":["the vendor forbids reading jobs"])")) << json.out;
}

TEST(Told, ARestrictedRecordNeedsAPersonAndExplainNamesTheCommand) {
  const Site site;
  site.ready();
  with_store(site, restrict_one_job);
  const std::string command = "crosswalk sync --tenant acme --full --confirm-absent";
  const Ended status = site.run({"status"});
  EXPECT_EQ(status.code, 1);
  EXPECT_TRUE(holds(status.error, "1 job record is missing")) << status.error;
  EXPECT_TRUE(holds(status.error, command)) << status.error;
  const Ended explained = site.run({"explain", "--tenant", "acme", "job", "4021"});
  EXPECT_EQ(explained.code, 0);
  EXPECT_TRUE(holds(explained.out, command)) << explained.out;
}

TEST(Told, AWordOnWhoIsAbsentIsGivenForOneTenantAndAFullListing) {
  const Site site;
  site.ready();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"sync", "--confirm-absent"},
        {"sync", "--confirm-absent", "--full"},
        {"sync", "--confirm-absent", "--tenant", "acme"}}) {
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(lines(end.error), 1u);
    EXPECT_TRUE(holds(end.error, "needs --tenant and --full")) << end.error;
  }
  EXPECT_TRUE(holds(site.run({"sync", "--help"}, false).out, "Look at the ATS first"));
}

TEST(Told, ASyncThatWaitsForAPeerSaysSoOnceInAPipeAndItsEndInJson) {
  const Site site;
  ready_to_send(site);
  RunningProgram sync("crosswalk", {"sync", "--json", "-c", site.config()}, site.folder);
  ASSERT_TRUE(sync.says("tenant acme waits: the vendor does not serve us"));
  sync.signal(SIGTERM);
  sync.signal(SIGTERM);
  const Ended end = sync.wait();
  EXPECT_EQ(end.code, 1);
  const std::string vendor = "waits: the vendor does not serve us";
  EXPECT_EQ(end.error.find(vendor), end.error.rfind(vendor)) << end.error;
  EXPECT_LE(lines(end.error), 3u) << "each peer once, and the end: " << end.error;
  EXPECT_EQ(end.out,
            R"({"error":{"code":"unavailable","what":"stopped before it was done","where":""}})"
            "\n");
}

TEST(Told, AClientOfTheDaemonHearsWhyItWaits) {
  const Site site;
  site.ready();
  RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
  ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
  RunningProgram sync("crosswalk", {"sync", "-c", site.config()}, site.folder);
  EXPECT_TRUE(sync.says("tenant acme waits: the vendor does not serve us"));
  const Ended status = site.run({"status"});
  EXPECT_TRUE(holds(status.out, "note: waits: the vendor")) << status.out;
  const Ended checked = site.run({"config", "check"});
  EXPECT_EQ(checked.code, 0) << checked.error;
  EXPECT_TRUE(holds(checked.out, "the stores were not tried")) << checked.out;
  daemon.signal(SIGTERM);
  const Ended served = daemon.wait();
  EXPECT_EQ(served.code, 0);
  EXPECT_TRUE(holds(served.error, "event=waits tenant=acme")) << served.error;
  EXPECT_EQ(sync.wait().code, 1);
}

TEST(Told, ASecondSyncLearnsWhoHoldsTheStateAndWhatToDo) {
  const Site site;
  site.ready();
  RunningProgram first("crosswalk", {"sync", "-c", site.config()}, site.folder);
  ASSERT_TRUE(first.says("waits"));
  const Ended second = site.run({"sync"});
  EXPECT_EQ(second.code, 1);
  EXPECT_EQ(lines(second.error), 1u);
  EXPECT_TRUE(holds(second.error, "process " + std::to_string(first.pid()))) << second.error;
  EXPECT_TRUE(holds(second.error, "wait until it has ended")) << second.error;
}

TEST(Told, AWorkerThatCannotRunIsRefusedByAllThatStart) {
  const Site site;
  site.ready();
  site.write("worker: api-key\n" + Site::text());
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"config", "check"}, {"serve"}, {"sync"}, {"status"}}) {
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, 1);
    EXPECT_TRUE(holds(end.error, "crosswalk.yaml:1:9: ")) << words[0] << ": " << end.error;
    EXPECT_TRUE(holds(end.error, "the worker cannot be run")) << words[0] << ": " << end.error;
  }
  EXPECT_FALSE(std::filesystem::exists(site.folder + "/state")) << "nothing may be made before";
}

TEST(Told, CertificatesThatAreNoneAreRefusedByAllThatStart) {
  const Site site;
  site.ready();
  site.write("tls: { ca_file: api-key }\n" + Site::text());
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"config", "check"}, {"serve"}, {"sync"}}) {
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, 1);
    EXPECT_TRUE(holds(end.error, "crosswalk.yaml:1:17: ")) << words[0] << ": " << end.error;
    EXPECT_TRUE(holds(end.error, "no readable certificate")) << words[0] << ": " << end.error;
  }
}

TEST(Told, ACheckMakesNoStoreAndFindsOneOfAnotherKey) {
  const Site site;
  site.ready();
  EXPECT_EQ(site.run({"config", "check"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(site.folder + "/state"));
  mkdir((site.folder + "/state").c_str(), 0700);
  EXPECT_EQ(site.run({"config", "check"}).code, 0);
  EXPECT_FALSE(std::filesystem::exists(site.folder + "/state/tenant-acme.db"));
  with_store(site, [](Store&) {});
  EXPECT_EQ(site.run({"config", "check"}).code, 0);
  std::filesystem::remove(site.folder + "/root.key");
  site.ready();
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "tenant-acme.db: the store was sealed")) << end.error;
  EXPECT_TRUE(holds(site.run({"serve"}).error, "tenant-acme.db: the store was sealed"));
}

TEST(Told, ACheckLeavesAStoreOfAnOlderSchemaAsItIs) {
  const Site site;
  site.ready();
  with_store(site, [](Store&) {});
  const auto opened = [&site] {
    auto database = store::Database::open(site.folder + "/state/tenant-acme.db",
                                          store::tenant_store_application);
    EXPECT_TRUE(database) << to_string(database.error());
    return *std::move(database);
  };
  opened()->execute("PRAGMA user_version=1");
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 0) << end.error;
  EXPECT_TRUE(holds(end.out, "its schema is older")) << end.out;
  EXPECT_EQ(opened()->integer_of("PRAGMA user_version"), 1);
}

TEST(Told, ACheckTriesTheSettingsOnTheConnectorsManifest) {
  const Site site;
  site.ready();
  site.write(Site::text_with("    hosts:", "    settings: { regoin: eu }\n    hosts:"));
  const Ended end = site.run({"config", "check"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "crosswalk.yaml:8:25: ")) << end.error;
}

TEST(Told, ASocketThatCannotBeMadeIsFoundByTheCheck) {
  const Site site;
  site.ready();
  site.write("socket: gone/admin.sock\n" + Site::text());
  EXPECT_TRUE(holds(site.run({"config", "check"}).error, "crosswalk.yaml:1:9: "));
  site.write("socket: api-key\n" + Site::text());
  EXPECT_TRUE(holds(site.run({"config", "check"}).error, "is in the way and is no socket"));
}

TEST(Told, EveryFailureIsOneJsonObjectOnStandardOutput) {
  const Site site;
  site.ready();
  const auto failed = [&site](std::vector<std::string> words, int code, const std::string& name) {
    words.emplace_back("--json");
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, code) << words[0];
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    EXPECT_EQ(lines(end.out), 1u) << words[0];
    const auto json = parse_json(end.out);
    ASSERT_TRUE(json) << words[0] << ": " << end.out;
    const Json* error = json->find("error");
    ASSERT_NE(error, nullptr) << end.out;
    EXPECT_EQ(error->text_of("code"), name) << end.out;
    EXPECT_FALSE(error->text_of("what").empty());
    EXPECT_NE(error->find("where"), nullptr);
  };
  failed({"keys", "init"}, 1, "refused");
  failed({"connector", "show", "nothing"}, 1, "refused");
  failed({"status", "--tenant", "umbrella"}, 2, "invalid_input");
  failed({"sync", "--fast"}, 2, "invalid_input");
  site.write(Site::text() + "polll: 5m\n");
  for (const char* command : {"serve", "sync", "status"}) failed({command}, 1, "invalid_input");
  failed({"config", "check"}, 1, "invalid_input");
  failed({"connector", "show", "plain"}, 1, "invalid_input");
}

TEST(Told, AMistypedWordIsToldWithTheNearestOrAllThereAre) {
  const Site site;
  const auto said = [&site](std::vector<std::string> words) {
    const Ended end = site.run(words, false);
    EXPECT_EQ(end.code, 2);
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    return end.error;
  };
  EXPECT_TRUE(holds(said({"config", "chek"}), "'config chek'; did you mean 'config check'?"));
  EXPECT_TRUE(holds(said({"statsu"}), "did you mean 'status'?"));
  EXPECT_TRUE(holds(said({"fly"}),
                    "there are: serve, sync, status, explain, erase, tenant, "
                    "config, keys, connector"));
  EXPECT_TRUE(holds(said({"keys", "rotate"}), "there are: keys init"));
  EXPECT_TRUE(holds(said({"connector"}),
                    "a command is missing; there are: connector show, "
                    "connector coverage"));
  EXPECT_TRUE(holds(said({"tenant", "activte"}), "did you mean 'tenant activate'?"));
  EXPECT_TRUE(holds(said({"sync", "--tennant", "a"}), "did you mean '--tenant'?"));
  EXPECT_TRUE(holds(said({"sync", "--fast=1"}), "no option '--fast'; there are: "));
  EXPECT_TRUE(holds(said({"explain", "--tenant", "acme", "person", "1"}), "job,candidate"));
  EXPECT_TRUE(holds(said({"-c", "x.yaml", "sync"}), "as in: crosswalk sync -c ..."));
  EXPECT_TRUE(holds(said({"--json", "status"}), "'--json' stands before the command"));
}

TEST(Told, TheProgramSaysItsVersion) {
  const Ended end = Site().run({"--version"}, false);
  EXPECT_EQ(end.code, 0);
  EXPECT_TRUE(end.out.starts_with("crosswalk ")) << end.out;
  EXPECT_EQ(lines(end.out), 1u);
}

}  // namespace
}  // namespace crosswalk
