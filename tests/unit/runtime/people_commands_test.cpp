// The words by which a person decides about other people and about a customer: erase, tenant
// connect and activate. What is at stake: nobody is erased, let go
// or agreed for by a slip of the keyboard, and what was decided stands after the program ended.

#include <signal.h>

#include "base/text/json.hpp"
#include "privacy/identity.hpp"
#include "runtime/admin/client.hpp"
#include "site_store.hpp"
#include "tls_peer.hpp"

namespace crosswalk {
namespace {

using test::activated;
using test::Ended;
using test::holds;
using test::lines;
using test::RunningProgram;
using test::Site;
using test::with_store;

Onboarding standing(const Site& site) {
  Onboarding known;
  with_store(site, [&known](Store& store) {
    const auto answer = store.carry_out(ReadOnboarding{});
    ASSERT_TRUE(answer);
    known = std::get<Onboarding>(*answer);
  });
  return known;
}

Counts counted(const Site& site) {
  Counts counts;
  with_store(site, [&counts](Store& store) {
    const auto answer = store.carry_out(Tally{});
    ASSERT_TRUE(answer);
    counts = std::get<Counts>(*answer);
  });
  return counts;
}

// Whoever answers for LinkedIn here holds a certificate that nobody trusts.
struct Stranger {
  test::TlsPeer peer{test::make_identity("localhost"),
                     [](const std::string&, test::Line&) { return false; }};

  void stands_in_at(const Site& site) const {
    const std::string api = "api: https://localhost:1\n      token: https://localhost:1";
    site.write(Site::text_with(api, "api: " + peer.origin() + "\n      token: " + peer.origin()));
  }
};

TEST(EraseCommand, WhomIsSaidByExactlyOneWord) {
  const Site site;
  site.ready();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"erase"},
        {"erase", "--tenant", "acme"},
        {"erase", "--candidate", "7"},
        {"erase", "--tenant", "acme", "--candidate"},
        {"erase", "--tenant", "acme", "--candidate", "7", "--email", "nadja@example.com"},
        {"erase", "--tenant", "acme", "--email", "nadja@example.com", "--release"},
        {"erase", "--tenant", "acme", "--release"},
        {"erase", "--tenant", "acme", "--member", "nadja"},
        {"erase", "--tenant", "umbrella", "--candidate", "7"}}) {
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, 2) << words.back() << ": " << end.error;
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    EXPECT_EQ(end.out, "");
  }
  EXPECT_EQ(counted(site).exchange.erasures_requested, 0u) << "no slip may erase anybody";
}

TEST(EraseCommand, SomebodyNobodyKnowsIsSuppressedAndNeverCalledConfirmed) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended end =
      site.run({"erase", "--tenant", "acme", "--email", "nadja@example.com", "--json"});
  EXPECT_EQ(end.code, 3) << end.error;
  EXPECT_FALSE(holds(end.out + end.error, "nadja")) << "the receipt names a case and no person";
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out;
  EXPECT_TRUE(json->text_of("erasure").starts_with("erasure-"));
  EXPECT_EQ(json->text_of("state"), "not_found");
  EXPECT_EQ(*json->find("confirmed"), Json(false)) << "LinkedIn was never asked";
  EXPECT_TRUE(holds(end.out, "nobody was found here by that, and LinkedIn was not asked"));
  EXPECT_EQ(json->find("need"), nullptr);
  const ExchangeCounts exchange = counted(site).exchange;
  EXPECT_EQ(exchange.erasures_requested, 1u);
  EXPECT_EQ(exchange.erasures_confirmed, 0u);
  EXPECT_EQ(exchange.erasures_of_nobody, 1u);
  const Ended again = site.run({"erase", "--tenant", "acme", "--email", "nadja@example.com"});
  EXPECT_EQ(again.code, 3);
  EXPECT_TRUE(holds(again.out, std::string(json->text_of("erasure")) + ": suppressed, as asked"));
  EXPECT_EQ(counted(site).exchange.erasures_requested, 1u);
  EXPECT_TRUE(holds(site.run({"status"}).out, "0 confirmed, 1 of nobody found here"));
}

TEST(EraseCommand, ACandidateIsBuriedBeforeAnybodyHasReadIt) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended erased = site.run({"erase", "--tenant", "acme", "--candidate", "4021"});
  EXPECT_EQ(erased.code, 1) << "LinkedIn cannot be asked";
  EXPECT_TRUE(holds(erased.out, "0 candidates known, 1 record to leave LinkedIn")) << erased.out;
  EXPECT_FALSE(holds(erased.out, "confirmed: ")) << erased.out;
  EXPECT_TRUE(holds(erased.error, "tenant acme: suppressed as erasure-")) << erased.error;
  EXPECT_TRUE(holds(erased.error, "has not confirmed every deletion")) << erased.error;
  EXPECT_EQ(counted(site).exchange.erasures_confirmed, 0u);
  const Ended explained = site.run({"explain", "--tenant", "acme", "candidate", "4021"});
  EXPECT_EQ(explained.code, 0);
  EXPECT_TRUE(holds(explained.out, "This candidate was erased at a person's request"))
      << explained.out;
  with_store(site, [](Store& store) {
    test::add_ready(store, {RecordKind::candidate, "4021"}, "candidates");
    const auto answer = store.carry_out(TakeReady{.kind = RecordKind::candidate, .after = {}});
    ASSERT_TRUE(answer);
    EXPECT_TRUE(std::get<Work>(*answer).items.empty());
  });
}

// LinkedIn does not answer for minutes: whoever waits knows what is decided and why it takes time.
TEST(EraseCommand, TellsTheCaseAtOnceWhyItWaitsAndWhoGoesOnWhenStopped) {
  const Site site;
  ready_to_send(site);
  RunningProgram erase("crosswalk",
                       {"erase", "--tenant", "acme", "--candidate", "4021", "-c", site.config()},
                       site.folder);
  ASSERT_TRUE(erase.says("tenant acme: suppressed as erasure-")) << erase.wait().error;
  EXPECT_TRUE(erase.says("tenant acme waits: LinkedIn does not serve us"));
  erase.signal(SIGINT);
  const Ended end = erase.wait();
  EXPECT_EQ(end.code, 1) << end.error;
  EXPECT_TRUE(holds(end.error, "crosswalk: stopped: suppressed as erasure-")) << end.error;
  EXPECT_TRUE(holds(end.error, "; serve or sync goes on with it")) << end.error;
  EXPECT_TRUE(holds(end.out, "1 record to leave LinkedIn")) << end.out;
  EXPECT_EQ(counted(site).exchange.erasures_confirmed, 0u);
}

// Candidate 4040 is at LinkedIn.
void send_one(const Site& site) {
  with_store(site, [](Store& store) {
    test::add_ready(store, {RecordKind::candidate, "4040"}, "candidates");
    ASSERT_TRUE(store.carry_out(CommitOutcomes{{{.key = {RecordKind::candidate, "4040"},
                                                 .version = 1,
                                                 .kind = OutcomeKind::confirmed,
                                                 .reason = {},
                                                 .task = {}}},
                                               1}));
  });
}

TEST(EraseCommand, ABackupFromBeforeItBringsNobodyBack) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  send_one(site);
  const std::string store = site.folder + "/state/tenant-acme.db";
  std::filesystem::copy_file(store, site.folder + "/backup.db");
  EXPECT_EQ(site.run({"status"}).code, 0);
  EXPECT_EQ(site.run({"erase", "--tenant", "acme", "--candidate", "4040"}).code, 1);
  for (const char* rest : {"-wal", "-shm"}) std::filesystem::remove(store + rest);
  std::filesystem::copy_file(site.folder + "/backup.db", store,
                             std::filesystem::copy_options::overwrite_existing);
  const Ended explained = site.run({"explain", "--tenant", "acme", "candidate", "4040"});
  EXPECT_TRUE(holds(explained.out, "This candidate was erased at a person's request"))
      << explained.out;
  const Ended status = site.run({"status"});
  EXPECT_EQ(status.code, 1);
  EXPECT_EQ(lines(status.error), 1u) << status.error;
  EXPECT_TRUE(
      holds(status.error, "tenant acme needs you: the state is older than its journal of erasures"))
      << status.error;
}

// Outside of what is backed up, as the operator's page advises.
TEST(EraseCommand, TheJournalLiesWhereTheConfigurationSays) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  std::filesystem::create_directory(site.folder + "/apart");
  site.write("erasures_dir: apart\n" + test::file_text(site.config()));
  EXPECT_EQ(site.run({"erase", "--tenant", "acme", "--candidate", "4040"}).code, 1);
  EXPECT_TRUE(holds(test::file_text(site.folder + "/apart/tenant-acme.erasures"), " erased 4040 "));
  EXPECT_FALSE(std::filesystem::exists(site.folder + "/state/tenant-acme.erasures"));
  std::ofstream(site.folder + "/apart/tenant-acme.erasures", std::ios::app) << "x\n";
  const Ended end = site.run({"status"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "tenant-acme.erasures:")) << end.error;
  EXPECT_TRUE(holds(end.error, "the journal of erasures is damaged here")) << end.error;
  const Ended checked = site.run({"config", "check"});
  EXPECT_EQ(checked.code, 1);
  EXPECT_TRUE(holds(checked.error, "tenant-acme.erasures:")) << checked.error;
  std::filesystem::remove_all(site.folder + "/apart");
  EXPECT_TRUE(holds(site.run({"config", "check"}).error, "(erasures_dir) is not there; make it"));
}

TEST(EraseCommand, NobodyIsLetGoWhoIsNotHeld) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended end = site.run({"erase", "--tenant", "acme", "--candidate", "4021", "--release"});
  EXPECT_EQ(end.code, 1) << "it is no wrong usage: the id may have been right a moment ago";
  EXPECT_EQ(lines(end.error), 1u) << end.error;
  EXPECT_TRUE(holds(end.error, "no candidate with this id is held")) << end.error;
  EXPECT_TRUE(holds(end.error, "crosswalk explain")) << end.error;
}

// Candidate 4033 carries the address of somebody who was erased.
void hold_one_back(const Site& site) {
  with_store(site, [](Store& store) {
    const Identity address = email_identity("nadja@example.com", std::string(32, 'k'));
    ASSERT_TRUE(store.carry_out(Suppress{"case-1", {}, {address}, from_ms(1'767'225'600'000)}));
    EntityWrite write;
    write.key = {RecordKind::candidate, "4033"};
    write.version = 1;
    write.state = EntityState::ready;
    write.payload = "payload";
    write.identities = {address};
    CommitPage page;
    page.cursor.object = "candidates";
    page.mark = page.cursor.mark = 1;
    page.writes.push_back(std::move(write));
    ASSERT_TRUE(store.carry_out(std::move(page)));
  });
}

TEST(EraseCommand, WhoIsHeldForALikenessIsNamedByStatusExplainedAndLetGo) {
  const Site site;
  ready_to_send(site);
  hold_one_back(site);
  const auto status = parse_json(site.run({"status", "--json"}).out);
  ASSERT_TRUE(status);
  const Json& tenant = status->find("tenants")->items()->front();
  EXPECT_EQ(write_json(*tenant.find("erasures")->find("erased_before")), R"(["4033"])");
  const Ended text = site.run({"status"});
  EXPECT_TRUE(holds(text.out, "candidate 4033: crosswalk explain --tenant acme candidate ID"))
      << text.out;
  const Ended explained = site.run({"explain", "--tenant", "acme", "candidate", "4033"});
  EXPECT_EQ(explained.code, 0);
  EXPECT_TRUE(holds(explained.out, "candidate 4033: held (erased_before)")) << explained.out;
  EXPECT_TRUE(holds(explained.out, "crosswalk erase --tenant acme --candidate 4033 --release"))
      << explained.out;
  EXPECT_FALSE(holds(text.out + explained.out, "nadja"));
  const Ended end =
      site.run({"erase", "--tenant", "acme", "--candidate", "4033", "--release", "--json"});
  EXPECT_EQ(end.code, 0) << end.error;
  EXPECT_EQ(end.out,
            R"({"tenant":"acme","words":["released; the record is read again with the next sync"]})"
            "\n");
}

TEST(TenantCommands, NamesATenantThatIsThere) {
  const Site site;
  site.ready();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"tenant", "connect", "--tenant", "umbrella"},
        {"tenant", "activate", "--tenant", "umbrella"},
        {"tenant", "activate", "--tenant", "acme", "--agreed-by"},
        {"tenant", "connect", "--tenant", "acme", "--agreed-by", "Jo"}}) {
    const Ended end = site.run(words);
    EXPECT_EQ(end.code, 2) << words[1] << ": " << end.error;
    EXPECT_EQ(end.out, "");
  }
}

TEST(TenantCommands, NobodyAgreesWithoutAName) {
  const Site site;
  site.ready();
  keep(site, [] {
    Onboarding connected = activated();
    connected.agreed_by.clear();
    return connected;
  }());
  for (const std::string name : {"", "  ", "\t \n"}) {
    const Ended end = site.run({"tenant", "activate", "--tenant", "acme", "--agreed-by", name});
    EXPECT_EQ(end.code, 2) << "'" << name << "': " << end.out;
    EXPECT_EQ(lines(end.error), 1u) << end.error;
    EXPECT_TRUE(holds(end.error, "--agreed-by: names nobody; give the name")) << end.error;
  }
  RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
  ASSERT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
  auto client = AdminClient::connect(site.socket());
  ASSERT_TRUE(client);
  const AdminRequest blank{.command = "tenant activate",
                           .tenant = "acme",
                           .full = false,
                           .absence_confirmed = false,
                           .kind = {},
                           .id = {},
                           .candidate = {},
                           .email = {},
                           .member = {},
                           .release = false,
                           .agreed_by = "   "};
  const auto answer = client->ask(blank, [](const AdminProgress&) {});
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().where, "--agreed-by");
  daemon.signal(SIGTERM);
  EXPECT_EQ(daemon.wait().code, 0);
  EXPECT_EQ(standing(site).agreed_by, "");
}

TEST(TenantCommands, ActivatingShowsTheListAndAsksForConnectingFirst) {
  const Site site;
  site.ready();
  const Ended end = site.run({"tenant", "activate", "--tenant", "acme", "--agreed-by", "Jo"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "fields LinkedIn requires (list ")) << end.error;
  EXPECT_TRUE(holds(end.error, "    last_name: ")) << "with what each of them means: " << end.error;
  EXPECT_TRUE(holds(end.error, "candidate: ")) << end.error;
  EXPECT_TRUE(holds(end.error, "connect the tenant first")) << end.error;
  EXPECT_EQ(standing(site).agreed_by, "") << "nobody agrees to what was never connected";
  const Ended json = site.run({"tenant", "activate", "--tenant", "acme", "--json"});
  EXPECT_EQ(json.code, 1);
  EXPECT_EQ(lines(json.out), 1u);
  EXPECT_TRUE(holds(json.out, R"({"error":{"code":"refused")")) << json.out;
}

TEST(TenantCommands, WhatCannotBeConnectedIsToldAndLeavesNothingBehind) {
  const Site site;
  site.ready();
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended end = site.run({"tenant", "connect", "--tenant", "acme"});
  EXPECT_EQ(end.code, 1) << end.out;
  EXPECT_TRUE(holds(end.error, "LinkedIn did not take")) << end.error;
  EXPECT_TRUE(holds(end.error, "run it again")) << end.error;
  EXPECT_EQ(standing(site).connected_at, Instant{});
}

TEST(TenantCommands, AnAgreementStandsAlthoughLinkedInCannotBeAsked) {
  const Site site;
  site.ready();
  Onboarding connected = activated();
  connected.agreed_by.clear();
  connected.agreed_list = 0;
  keep(site, connected);
  const Stranger stranger;
  stranger.stands_in_at(site);
  EXPECT_EQ(site.run({"tenant", "activate", "--tenant", "acme"}).code, 1);
  EXPECT_EQ(standing(site).agreed_by, "") << "asking agrees to nothing";
  const Ended end = site.run({"tenant", "activate", "--tenant", "acme", "--agreed-by", "Jo"});
  EXPECT_EQ(end.code, 1) << end.out;
  EXPECT_EQ(standing(site).agreed_by, "Jo");
  EXPECT_EQ(standing(site).agreed_list, required_list_version());
}

TEST(TenantCommands, WhoeverMayNotSendYetIsToldByStatusOfTheDaemon) {
  const Site site;
  ready_to_send(site);
  const auto said_of = [&site](const Onboarding& known) {
    keep(site, known);
    RunningProgram daemon("crosswalk", {"serve", "-c", site.config()}, site.folder);
    EXPECT_TRUE(daemon.makes(site.socket())) << daemon.wait().error;
    const Ended status = site.run({"status"});
    daemon.signal(SIGTERM);
    EXPECT_EQ(daemon.wait().code, 0);
    return std::to_string(status.code) + " " + status.error;
  };
  const std::string nothing = "1 crosswalk: tenant acme needs you: nothing is sent to LinkedIn: ";
  EXPECT_EQ(said_of(activated()), "0 ");
  Onboarding known = activated();
  known.agreed_list = required_list_version() + 1;
  EXPECT_TRUE(said_of(known).starts_with(nothing + "the list of fields that are sent has changed"));
  known = activated();
  known.integrations.at(0).enabled = false;
  const std::string type = known.integrations.at(0).type;
  EXPECT_TRUE(said_of(known).starts_with(
      nothing + "LinkedIn says that the customer has not enabled " + type + ";"));
  EXPECT_TRUE(said_of({}).starts_with(nothing + "the tenant is not connected"));
}

}  // namespace
}  // namespace crosswalk
