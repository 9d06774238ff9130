// The words by which a person decides about other people and about a customer: erase, tenant
// connect and activate, and what a connector can carry. What is at stake: nobody is erased, let go
// or agreed for by a slip of the keyboard, and what was decided stands after the program ended.

#include <signal.h>

#include "base/text/json.hpp"
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

Counts counts(const Site& site) {
  Counts counted;
  with_store(site, [&counted](Store& store) {
    const auto answer = store.carry_out(Tally{});
    ASSERT_TRUE(answer);
    counted = std::get<Counts>(*answer);
  });
  return counted;
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
  EXPECT_EQ(counts(site).exchange.erasures_requested, 0u) << "no slip may erase anybody";
}

TEST(EraseCommand, SomebodyNobodyKnowsIsSuppressedAllTheSameAndConfirmed) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended end =
      site.run({"erase", "--tenant", "acme", "--email", "nadja@example.com", "--json"});
  EXPECT_EQ(end.code, 0) << end.error;
  EXPECT_FALSE(holds(end.out + end.error, "nadja")) << "the receipt names a case and no person";
  const auto json = parse_json(end.out);
  ASSERT_TRUE(json) << end.out;
  EXPECT_TRUE(json->text_of("erasure").starts_with("erasure-"));
  EXPECT_EQ(*json->find("confirmed"), Json(true));
  EXPECT_EQ(json->find("need"), nullptr);
  const ExchangeCounts exchange = counts(site).exchange;
  EXPECT_EQ(exchange.erasures_requested, 1u);
  EXPECT_EQ(exchange.erasures_confirmed, 1u);
}

TEST(EraseCommand, ACandidateIsBuriedBeforeAnybodyHasReadIt) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  EXPECT_EQ(site.run({"erase", "--tenant", "acme", "--candidate", "4021"}).code, 0);
  with_store(site, [](Store& store) {
    EntityWrite write;
    write.key = {RecordKind::candidate, "4021"};
    write.version = 1;
    write.state = EntityState::ready;
    write.payload = "payload";
    CommitPage page;
    page.cursor.object = "candidates";
    page.mark = page.cursor.mark = 1;
    page.writes.push_back(std::move(write));
    ASSERT_TRUE(store.carry_out(std::move(page)));
    const auto answer = store.carry_out(TakeReady{.kind = RecordKind::candidate, .after = {}});
    ASSERT_TRUE(answer);
    EXPECT_TRUE(std::get<Work>(*answer).items.empty());
  });
}

TEST(EraseCommand, NobodyIsLetGoWhoIsNotHeld) {
  const Site site;
  ready_to_send(site);
  const Stranger stranger;
  stranger.stands_in_at(site);
  const Ended end = site.run({"erase", "--tenant", "acme", "--candidate", "4021", "--release"});
  EXPECT_NE(end.code, 0);
  EXPECT_TRUE(holds(end.error, "no candidate with this id is held")) << end.error;
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

TEST(TenantCommands, ActivatingShowsTheListAndAsksForConnectingFirst) {
  const Site site;
  site.ready();
  const Ended end = site.run({"tenant", "activate", "--tenant", "acme", "--agreed-by", "Jo"});
  EXPECT_EQ(end.code, 1);
  EXPECT_TRUE(holds(end.error, "fields LinkedIn requires (list ")) << end.error;
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

TEST(CoverageCommand, ShowsEveryKindAgainstWhatAConnectorCarries) {
  const Site site;
  const std::string file = CROSSWALK_BINARY_DIR "/lib/connectors/plain.connector.so";
  const Ended text = site.run({"connector", "coverage", file}, false);
  EXPECT_EQ(text.code, 0) << text.error;
  for (const RecordKind kind : record_kinds) {
    EXPECT_TRUE(holds(text.out, "\n" + std::string(name_of(kind)) + ": ")) << text.out;
  }
  EXPECT_TRUE(holds(text.out, "not read")) << text.out;
  const auto json = parse_json(site.run({"connector", "coverage", file, "--json"}, false).out);
  ASSERT_TRUE(json);
  ASSERT_EQ(json->find("kinds")->items()->size(), record_kinds.size());
  std::size_t fields = 0;
  for (const Json& kind : *json->find("kinds")->items()) {
    EXPECT_NE(kind.find("read")->flag(), nullptr);
    fields += kind.find("fields")->items()->size();
  }
  const auto of_linkedin = [](const FieldSpec& spec) {
    return spec.rsc == Requirement::required || spec.rsc == Requirement::conditional ||
           spec.rsc == Requirement::optional;
  };
  const auto known = std::ranges::count_if(field_table(), of_linkedin);
  EXPECT_EQ(fields, static_cast<std::size_t>(known)) << "every field of LinkedIn's has its line";
}

TEST(CoverageCommand, WhatIsNoConnectorIsRefusedWithItsPlace) {
  const Site site;
  const Ended garbage = site.run({"connector", "coverage", site.config()}, false);
  EXPECT_EQ(garbage.code, 1);
  EXPECT_TRUE(holds(garbage.error, "crosswalk.yaml")) << garbage.error;
  EXPECT_EQ(site.run({"connector", "coverage", "nothing"}).code, 1);
}

}  // namespace
}  // namespace crosswalk
