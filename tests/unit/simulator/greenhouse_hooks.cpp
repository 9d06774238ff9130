// Web hooks are how the product hears at once of people who left. A hook that says too much, comes
// in another form than documented, or is signed in another way would teach the product nonsense;
// one that never fails would teach it nothing.

#include <algorithm>
#include <set>

#include "unit/simulator/greenhouse_client.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

GreenhouseOptions hooked(std::vector<std::string> actions = {}) {
  GreenhouseOptions account = GreenhouseClient::no_limit();
  account.hooks = {
      {"https://crosswalk.test:9000/hooks/greenhouse/demo", "hook-secret", std::move(actions)}};
  return account;
}

class GreenhouseHooks : public testing::Test, public GreenhouseClient {
 protected:
  GreenhouseHooks() : GreenhouseClient({}, hooked()) { take(200); }

  /// All that is due, answered with `status`.
  std::vector<HttpRequest> take(int status = 200) {
    std::vector<HttpRequest> requests;
    for (Outgoing& each : peer.outbox().take_due(now)) {
      peer.answered(each.id, status, now);
      requests.push_back(std::move(each.request));
    }
    return requests;
  }

  std::vector<std::string> actions() {
    std::vector<std::string> told;
    for (const HttpRequest& each : take()) told.emplace_back(body(each).text_of("action"));
    return told;
  }

  static Json body(const HttpRequest& request) {
    const auto parsed = parse_json(request.body);
    EXPECT_TRUE(parsed.has_value()) << request.body;
    return parsed ? *parsed : Json();
  }

  static std::string signature(const HttpRequest& request, std::string_view secret) {
    return "sha256 " + to_hex(bytes_of(hmac_sha256(secret, request.body)));
  }

  void change(HookMischief mischief) {
    GreenhouseOptions account = peer.options();
    account.mischief = mischief;
    peer.set_options(account);
  }

  /// So many edits of one person, a second apart.
  void edit(int times) {
    for (int at = 0; at < times; ++at) {
      now += 1s;
      world.edit<Candidate>(world.all<Candidate>().first_id(), now, [&](Candidate& row) {
        row.title = world.keep("edit " + std::to_string(at));
      });
    }
  }

  static std::string title(const HttpRequest& request) {
    return std::string(body(request).find("payload")->find("candidate")->text_of("title"));
  }

  Id applied() {
    const Id job = world.add_job(now);
    return world.add_application(world.add_candidate(now), job, now);
  }
};

TEST_F(GreenhouseHooks, EveryChangeHasTheActionTheVendorNames) {
  const Id job = world.add_job(now);
  EXPECT_EQ(actions(), (std::vector<std::string>{"job_created", "job_post_created"}));
  const Id person = world.add_candidate(now);
  EXPECT_TRUE(actions().empty()) << "a person without an application is told by none";
  const Id id = world.add_application(person, job, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"new_candidate_application"});
  world.advance(id, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"candidate_stage_change"});
  world.edit<Application>(id, now, [](Application& row) { row.location = "Leeds"; });
  EXPECT_EQ(actions(), std::vector<std::string>{"application_updated"});
  world.reject(id, world.all<RejectionReason>().first_id(), now);
  EXPECT_EQ(actions(), std::vector<std::string>{"reject_candidate"});
  world.add_application(person, 0, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"new_prospect_application"});
  world.edit<Candidate>(person, now, [](Candidate& row) { row.title = "Baker"; });
  EXPECT_EQ(actions(), std::vector<std::string>{"update_candidate"});
  world.close_job(job, now);
  EXPECT_EQ(actions(), (std::vector<std::string>{"job_updated", "job_post_updated"}));
  world.remove(Kind::application, id, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"delete_application"});
  world.remove(Kind::job_post, world.find<Job>(job)->post_ids.front(), now);
  EXPECT_EQ(actions(), std::vector<std::string>{"job_post_deleted"});
  world.anonymise(person, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"candidate_anonymized"});
  world.remove(Kind::job, job, now);
  EXPECT_EQ(actions(), std::vector<std::string>{"job_deleted"}) << "its stages go without a word";
}

TEST_F(GreenhouseHooks, TheBytesAreSignedAsTheyAreSent) {
  const Id job = world.add_job(now);
  take();
  world.edit<Job>(job, now, [](Job& row) { row.name = "<b>R&D</b>"; });
  const auto sent = take();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(sent[0].method, "POST");
  EXPECT_EQ(sent[0].origin, "https://crosswalk.test:9000");
  EXPECT_EQ(sent[0].target, "/hooks/greenhouse/demo");
  EXPECT_NE(sent[0].body.find("\\u003cb\\u003eR\\u0026D\\u003c/b\\u003e"), std::string::npos);
  EXPECT_EQ(sent[0].body.find_first_of("<>&"), std::string::npos);
  EXPECT_EQ(body(sent[0]).find("payload")->find("job")->text_of("name"), "<b>R&D</b>");
  EXPECT_EQ(header(sent[0].headers, "Signature"), signature(sent[0], "hook-secret"));
  EXPECT_EQ(header(sent[0].headers, "Greenhouse-Event-ID").size(), 36U);
}

TEST_F(GreenhouseHooks, ADeletedPersonNamesTheApplicationsThatWent) {
  const Id id = applied();
  const Id person = world.find<Application>(id)->candidate_id;
  const Id second = world.add_application(person, 0, now);
  take();
  world.remove(Kind::candidate, person, now);
  const auto sent = take();
  ASSERT_EQ(sent.size(), 1U) << "no delete_application beside it";
  const Json told = *body(sent[0]).find("payload")->find("person");
  EXPECT_EQ(body(sent[0]).text_of("action"), "delete_candidate");
  EXPECT_EQ(*told.find("id"), Json(person));
  const auto gone = *told.find("deleted_application_ids")->items();
  EXPECT_EQ(gone, (std::vector<Json>{Json(id), Json(second)}));
}

TEST_F(GreenhouseHooks, AMergeReplacesTheDeletionUnlessTheHookDoesNotKnowIt) {
  GreenhouseOptions account = hooked();
  account.hooks.push_back({"https://old.test/in", "old", {"delete_candidate"}});
  peer.set_options(account);
  take();
  const Id from = world.add_candidate(now);
  const Id into = world.add_candidate(now);
  world.merge(from, into, now);
  const auto sent = take();
  ASSERT_EQ(sent.size(), 2U);
  EXPECT_EQ(body(sent[0]).text_of("action"), "merge_candidate");
  const Json told = *body(sent[0]).find("payload")->find("person");
  EXPECT_EQ(*told.find("id"), Json(from));
  EXPECT_EQ(*told.find("new_candidate_id"), Json(into));
  EXPECT_EQ(body(sent[1]).text_of("action"), "delete_candidate");
  EXPECT_EQ(sent[1].origin, "https://old.test");
}

TEST_F(GreenhouseHooks, AnAnonymisedPersonIsAnIdAndWhatWasEmptied) {
  const Id person = world.all<Candidate>().first_id();
  const std::string name(world.find<Candidate>(person)->first_name);
  world.anonymise(person, now);
  const auto sent = take();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_EQ(*body(sent[0]).find("payload")->find("candidate_id"), Json(person));
  EXPECT_FALSE(body(sent[0]).find("payload")->find("anonymized_fields")->items()->empty());
  EXPECT_EQ(sent[0].body.find(name), std::string::npos);
}

TEST_F(GreenhouseHooks, OneIsTriedSevenTimesInFifteenHours) {
  edit(1);
  std::vector<Instant> attempts;
  std::set<std::string> event_ids;
  for (int step = 0; step < 1200; ++step, now += 1min) {
    for (const HttpRequest& each : take(500)) {
      attempts.push_back(now);
      event_ids.emplace(header(each.headers, "Greenhouse-Event-ID"));
    }
  }
  ASSERT_EQ(attempts.size(), 7U);
  const Duration waits[] = {1min, 15min, 60min, 120min, 240min, 480min};
  for (std::size_t at = 0; at < 6; ++at) EXPECT_EQ(attempts[at + 1] - attempts[at], waits[at]);
  EXPECT_EQ(event_ids.size(), 1U) << "one delivery, whichever attempt";
  EXPECT_EQ(peer.outbox().given_up(), 1U);
}

TEST_F(GreenhouseHooks, AnythingButAPlain200IsAFailure) {
  edit(1);
  EXPECT_EQ(take(204).size(), 1U);
  now += 1min;
  EXPECT_EQ(take(200).size(), 1U);
  now += 24h;
  EXPECT_TRUE(take().empty());
}

TEST_F(GreenhouseHooks, AHookWhosePingFailsIsOff) {
  GreenhouseOptions account = hooked();
  account.hooks[0].secret = "another";
  peer.set_options(account);
  const auto ping = take(503);
  ASSERT_EQ(ping.size(), 1U);
  EXPECT_EQ(body(ping[0]).text_of("action"), "ping");
  EXPECT_EQ(header(ping[0].headers, "Signature"), signature(ping[0], "another"));
  EXPECT_FALSE(peer.hooks().is_on(0));
  edit(2);
  EXPECT_TRUE(take().empty());
  account.hooks[0].secret = "hook-secret";
  peer.set_options(account);
  take(200);
  edit(1);
  EXPECT_EQ(take().size(), 1U) << "on again, and the past is not told";
}

TEST_F(GreenhouseHooks, AHookThatIsSavedAgainIsPingedAgainAndOnWhenThatGoesWell) {
  peer.save_hooks(hooked().hooks);
  EXPECT_TRUE(peer.hooks().states().at(0).pinged);
  ASSERT_EQ(take(500).size(), 1U);
  EXPECT_FALSE(peer.hooks().is_on(0));
  edit(2);
  peer.save_hooks(hooked().hooks);
  const auto ping = take(200);
  ASSERT_EQ(ping.size(), 1U) << "the past is not told";
  EXPECT_EQ(body(ping[0]).text_of("action"), "ping");
  EXPECT_TRUE(peer.hooks().is_on(0));
  edit(1);
  EXPECT_EQ(take().size(), 1U);
}

TEST_F(GreenhouseHooks, AHookTellsHowItFares) {
  const auto state = [&] { return peer.hooks().states().at(0); };
  EXPECT_EQ(state().url, hooked().hooks[0].url);
  EXPECT_TRUE(state().on);
  EXPECT_FALSE(state().pinged);
  EXPECT_EQ(state().last_answer, 200);
  edit(2);
  EXPECT_EQ(take(503).size(), 2U);
  EXPECT_EQ(state().last_answer, 503);
  EXPECT_EQ(state().waiting, 2U) << "they are tried again";
  peer.save_hooks(hooked().hooks);
  EXPECT_EQ(state().waiting, 2U);
  now += 1min;
  EXPECT_EQ(take(200).size(), 3U) << "a ping and both";
  EXPECT_EQ(state().waiting, 0U);
  edit(1);
  take(0);
  EXPECT_EQ(state().last_answer, 0) << "nobody answered";
}

TEST_F(GreenhouseHooks, AnUnchangedHookIsNotPingedAgain) {
  change({.late = 1s});
  EXPECT_TRUE(take().empty());
}

TEST_F(GreenhouseHooks, SomeAreLostSomeComeTwiceAndSomeAreMissigned) {
  change({.lose_every = 3});
  edit(6);
  EXPECT_EQ(take().size(), 4U);
  change({.double_every = 2});
  edit(2);
  auto sent = take();
  ASSERT_EQ(sent.size(), 3U);
  EXPECT_EQ(header(sent[1].headers, "Greenhouse-Event-ID"),
            header(sent[2].headers, "Greenhouse-Event-ID"));
  change({.missign_every = 1});
  edit(1);
  sent = take();
  ASSERT_EQ(sent.size(), 1U);
  EXPECT_NE(header(sent[0].headers, "Signature"), signature(sent[0], "hook-secret"));
}

TEST_F(GreenhouseHooks, SomeComeLateAndOvertakeEachOther) {
  change({.reorder_every = 2, .late = 10s});
  edit(2);
  peer.outbox();
  EXPECT_TRUE(take().empty());
  edit(1);
  now += 9s;
  std::vector<std::string> titles;
  for (int step = 0; step < 20; ++step, now += 1s) {
    for (const HttpRequest& each : take()) titles.push_back(title(each));
  }
  ASSERT_EQ(titles.size(), 3U);
  EXPECT_EQ(titles.back(), "edit 1") << "the second of them comes last";
}

TEST_F(GreenhouseHooks, ANewRecordIsToldWhenItCanBeReadOrBeforeIfSoWanted) {
  for (const bool early : {false, true}) {
    GreenhouseOptions account = hooked();
    account.write_lag = 30s;
    account.mischief.before_readable = early;
    peer.set_options(account);
    const Id job = world.add_job(now);
    const Id person = created("/v3/candidates", R"({"first_name":"A","last_name":"B"})");
    take();
    const Id id = created("/v3/applications", "{\"candidate_id\":" + std::to_string(person) +
                                                  ",\"job_id\":" + std::to_string(job) + "}");
    const auto told = actions();
    EXPECT_EQ(told.size(), early ? 1U : 0U) << "one event, not a second for its source";
    EXPECT_EQ(get("/v3/applications?ids=" + std::to_string(id)).body, "[]");
    now += 30s;
    EXPECT_EQ(actions().size(), early ? 0U : 1U);
    EXPECT_NE(get("/v3/applications?ids=" + std::to_string(id)).body, "[]");
  }
}

TEST_F(GreenhouseHooks, TheSameChangesGiveTheSameBytes) {
  GreenhouseClient twin({}, hooked());
  for (Outgoing& each : twin.peer.outbox().take_due(now)) twin.peer.answered(each.id, 200, now);
  Mutation wanted;
  wanted.kind = Kind::candidate;
  wanted.count = 5;
  ASSERT_TRUE(mutate(world, wanted, 3, now));
  ASSERT_TRUE(mutate(twin.world, wanted, 3, now));
  const auto mine = take();
  const auto theirs = twin.peer.outbox().take_due(now);
  ASSERT_EQ(mine.size(), 5U);
  ASSERT_EQ(theirs.size(), 5U);
  for (std::size_t at = 0; at < 5; ++at) {
    EXPECT_EQ(mine[at].body, theirs[at].request.body);
    EXPECT_EQ(mine[at].headers, theirs[at].request.headers);
  }
}

}  // namespace
}  // namespace crosswalk::sim
