// I6 to I12: what is asked, when and how often, and what is shown of it. Each is broken once, and
// each has something close by that must not be told.

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"
#include "held.hpp"
#include "judge/invariants/requests/pacing.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;

class Requests : public Held {
 protected:
  static HttpResponse replied(int status, Headers headers = {}, std::string body = {}) {
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
  }
  void ask(Duration after, int status, Headers headers = {},
           std::string_view endpoint = "greenhouse.candidates.list",
           const std::string& target = "/v3/candidates", Duration took = Duration{0}) {
    HttpRequest request;
    request.target = target;
    const HttpResponse reply = replied(status, std::move(headers));
    const std::string_view peer = endpoint.substr(0, endpoint.find('.'));
    invariants.heard(client.now + after, peer, endpoint, request, &reply, took);
  }

  // A batch that is said and heard: LinkedIn answers, and the invariants are told.
  HttpResponse say(const Entities& entities) {
    HttpRequest request;
    request.method = "PUT";
    request.target = Client::path(candidate_kind) + "?" + Client::ids(candidate_kind, entities);
    request.headers = {{"Authorization", "Bearer " + client.token},
                       {"Content-Type", "application/json"},
                       {"X-RestLi-Method", "batch_update"}};
    request.body = Client::body_of(candidate_kind, entities);
    const HttpResponse reply = client.peer.answer(request, client.now);
    invariants.heard(client.now, "linkedin", "linkedin.candidates.put", request, &reply);
    client.now += 1min;
    return reply;
  }
  std::pair<std::string, std::string> entity(const Candidate& row) {
    return {std::to_string(row.id), told(row)};
  }
  // So many that are held.
  Entities some_people(std::size_t count) {
    Entities out;
    const Truth truth(world, policy);
    for (const Candidate& each : world.all<Candidate>()) {
      if (out.size() < count && truth.of(each) == Standing::sent) out.push_back(entity(each));
    }
    return out;
  }
};

TEST_F(Requests, I6NothingIsAskedBeforeARetryAfterIsOver) {
  ask(0s, 429, {{"Retry-After", "30"}});
  ask(29s, 200);
  ask(29s + 1ms, 200);  // Of one Retry-After it is told once.
  EXPECT_EQ(words(look(false)),
            "I6: greenhouse was asked again 1000 ms before the Retry-After of its 429 was over\n");
}

TEST_F(Requests, I6WhatWaitedOrWasUnderWayIsGood) {
  ask(0s, 429, {{"Retry-After", "30"}}, "greenhouse.candidates.list", "/v3/candidates", 5s);
  ask(4s, 200, {}, "greenhouse.jobs.list");  // Asked before the 429 had come.
  ask(10s, 200, {}, "greenhouse.token");     // A token is asked for elsewhere.
  ask(10s, 200, {}, "linkedin.candidates.put");
  ask(30s, 200);
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I6AtAVendorAllWaitAndAtLinkedInTheResource) {
  ask(0s, 429, {{"Retry-After", "30"}});
  ask(10s, 200, {}, "greenhouse.jobs.list");
  EXPECT_EQ(ids(look(false)), "I6");
  ask(0s, 429, {{"Retry-After", "30"}}, "linkedin.candidates.put");
  ask(10s, 200, {}, "linkedin.jobs.create");
  EXPECT_EQ(words(look(false)), "");
  ask(10s, 200, {}, "linkedin.candidates.delete");
  EXPECT_EQ(ids(look(false)), "I6");
}

TEST_F(Requests, I6ATokenEndpointIsLeftAloneAsLongAsItAsks) {
  for (const std::string endpoint : {"linkedin.token", "greenhouse.token"}) {
    ask(0s, 429, {{"Retry-After", "3600"}}, endpoint, "/token");
    ask(1s, 200, {}, endpoint.substr(0, endpoint.find('.')) + ".candidates.list");
    EXPECT_EQ(words(look(false)), "") << "others may be asked with the token there is";
    ask(2s, 429, {{"Retry-After", "3600"}}, endpoint, "/token");
    EXPECT_EQ(words(look(false)), "I6: " + endpoint +
                                      " was asked again 3598000 ms before the Retry-After of its "
                                      "429 was over\n");
    ask(2s + 1h, 200, {}, endpoint, "/token");
    EXPECT_EQ(words(look(false)), "");
  }
}

TEST_F(Requests, I6EveryFormOfRetryAfterIsUnderstood) {
  const auto wait = [](Headers headers) {
    return judging::asked_to_wait(replied(429, std::move(headers)), noon);
  };
  EXPECT_EQ(wait({{"Retry-After", "7"}}), 7s);
  EXPECT_EQ(wait({{"retry-after", " 7 "}}), 7s);
  EXPECT_EQ(wait({{"Retry-After", format_http_date(noon + 90s)}}), 90s);
  EXPECT_EQ(
      wait({{"Retry-After", format_http_date(noon + 90s)}, {"Date", format_http_date(noon + 60s)}}),
      29s)
      << "by another clock, which says no more than the second";
  EXPECT_EQ(wait({{"Retry-After", format_http_date(noon + 90s)}, {"Date", format_http_date(noon)}}),
            90s);
  EXPECT_EQ(wait({{"Retry-After", "7"}, {"Retry-After", "9"}}), 9s);
  EXPECT_EQ(wait({{"Retry-After", format_http_date(noon - 90s)}}), 0s);
  EXPECT_EQ(wait({{"Retry-After", "-5"}}), 0s);
  EXPECT_EQ(wait({{"Retry-After", "soon"}}), 0s);
  EXPECT_EQ(wait({{"Retry-After", "99999999999999999999"}}), 24h) << "nobody believes more";
  EXPECT_EQ(wait({}), 0s);
}

TEST_F(Requests, I6WithoutARetryAfterNobodyAsksTheSameAgainAtOnce) {
  ask(0s, 429);
  ask(50ms, 200);
  EXPECT_EQ(ids(look(false)), "I6");
  ask(1min, 429);
  ask(1min + 10ms, 200, {}, "greenhouse.candidates.list", "/v3/candidates?cursor=2");
  ask(1min + 500ms, 200);
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I6AWindowThatWasToldToBeEmptyIsLeftAlone) {
  const Headers empty = {{"X-RateLimit-Remaining", "0"},
                         {"X-RateLimit-Reset", std::to_string(to_ms(client.now + 20s) / 1000)}};
  ask(0s, 200, empty);
  ask(21s, 429);
  EXPECT_EQ(words(look(false)), "");
  client.now += 1h;
  ask(0s, 200,
      {{"X-RateLimit-Remaining", "0"},
       {"X-RateLimit-Reset", std::to_string(to_ms(client.now + 20s) / 1000)}});
  ask(10s, 429);
  EXPECT_EQ(ids(look(false)), "I6");
}

TEST_F(Requests, I6LinkedInsQuotaCountsWhereItIsTheDocumentedOne) {
  client.peer.options().quotas.records_per_minute = 10'000;
  client.peer.options().quotas.requests_per_day = 100'000;
  for (int n = 0; n < 101; ++n) {
    Entities all;
    for (int each = 0; each < 100; ++each) all.emplace_back(std::to_string(n * 100 + each), "{}");
    client.put(candidate_kind, all);
  }
  EXPECT_NE(words(look(false)).find("I6: LinkedIn's quota of atsCandidates was exceeded 1 times"),
            std::string::npos);
}

TEST_F(Requests, I6AQuotaThatNobodyCouldKnowOfIsNoBreach) {
  client.peer.options().quotas.records_per_minute = 1;
  say(some_people(2));
  say(some_people(2));  // A minute later.
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I6OnceItWasToldTheMinuteIsOver) {
  client.peer.options().quotas.records_per_minute = 1;
  const Instant minute = client.now - client.now.time_since_epoch() % Duration{60'000};
  client.now = minute + 10s;
  EXPECT_EQ(say(some_people(2)).status, 429);
  client.now = minute + 50s;
  say(some_people(1));
  EXPECT_EQ(words(look(false)),
            "I6: linkedin.candidates was asked again 10000 ms before the minute of its 429 was "
            "over\n");
}

TEST_F(Requests, I6AnotherCustomersBreachIsTheirs) {
  const auto of_other = [](std::string text) {
    constexpr std::string_view mine = "organization:5000", theirs = "organization:6000";
    for (std::size_t at = 0; (at = text.find(mine, at)) != std::string::npos;) {
      text.replace(at, mine.size(), theirs);
    }
    return text;
  };
  client.peer.options().quotas.records_per_minute = 3;
  client.log_in("grant_type=client_credentials&client_id=other&client_secret=x");
  const Entities all = {{"1", "{}"}, {"2", "{}"}};
  for (int n = 0; n < 2; ++n) {
    client.send("PUT",
                Client::path(candidate_kind) + "?" + of_other(Client::ids(candidate_kind, all)),
                of_other(Client::body_of(candidate_kind, all)),
                {{"Content-Type", "application/json"}, {"X-RestLi-Method", "batch_update"}});
  }
  EXPECT_EQ(client.peer.ledger(client.now).tallies().at("atsCandidates").quota_breaches, 1u);
  EXPECT_EQ(words(look(false)), "");
  EXPECT_EQ(judge(world, client.peer.ledger(client.now), policy).quota_breaches, 0u);
  client.log_in();
  EXPECT_EQ(say(some_people(2)).status, 200) << "each application has a quota of its own";
}

TEST_F(Requests, I7ABatchOfMoreThanAHundredIsTold) {
  Entities all;
  for (int n = 0; n < 100; ++n) all.emplace_back(std::to_string(n), "{}");
  client.put(candidate_kind, all);
  EXPECT_EQ(words(look(false)), "");
  all.emplace_back("100", "{}");
  client.put(candidate_kind, all);
  EXPECT_EQ(words(look(false)),
            "I7: a batch of 101 was sent to atsCandidates, and LinkedIn takes 100\n");
  client.put(candidate_kind, all);
  EXPECT_EQ(words(look(false)), "") << "once";
}

TEST_F(Requests, I7WhatHangsOnSomethingComesAfterIt) {
  client.peer.reset();
  client.log_in();
  Invariants fresh;
  invariants = std::move(fresh);
  const Note* note = nullptr;
  const Truth truth(world, policy);
  for (const Note& each : world.all<Note>()) {
    const auto* person = world.find<Candidate>(each.candidate_id);
    const bool sent = each.application_id == 0 && truth.of(each) == Standing::sent &&
                      person != nullptr && truth.of(*person) == Standing::sent;
    if (sent) note = &each;
  }
  ASSERT_NE(note, nullptr);
  put_child(EntityKind::candidate_note, note->candidate_id, note->id, told(*note));
  EXPECT_EQ(words(look(false)), "I7: candidate_note " + std::to_string(note->candidate_id) + "/" +
                                    std::to_string(note->id) +
                                    " was written before what it hangs on was ever accepted\n");
  put(candidate_kind, note->candidate_id, told(*world.find<Candidate>(note->candidate_id)));
  put_child(EntityKind::candidate_note, note->candidate_id, note->id, told(*note));
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I7WhoeverIsDeletedGoesAfterWhatHangsOnThem) {
  const Application& row = some<Application>();
  client.remove(candidate_kind, {{std::to_string(row.candidate_id), ""}});
  const std::string early =
      "I7: candidate " + std::to_string(row.candidate_id) + " was deleted before what hangs on it";
  EXPECT_NE(words(look(false)).find(early), std::string::npos);
  const Candidate* other = nullptr;
  for (const Candidate& each : world.all<Candidate>()) {
    const bool held = client.find(candidate_kind, std::to_string(each.id)) != nullptr;
    if (each.id != row.candidate_id && held) other = &each;
  }
  ASSERT_NE(other, nullptr);
  take_back(*other);
  EXPECT_EQ(words(look(false)).find("I7"), std::string::npos);
}

TEST_F(Requests, I7AnApplicationTakesAlongWhatHangsOnIt) {
  client.remove(application_kind, {{std::to_string(some<Application>().id), ""}});
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I7AJobThatIsStillBeingMadeIsThereForItsApplications) {
  client.peer.reset();
  client.log_in();
  client.peer.options().task_delay = 1h;
  invariants = Invariants();
  const Application& row = some<Application>();
  put(candidate_kind, row.candidate_id, told(*world.find<Candidate>(row.candidate_id)));
  post(row.job_id, told(*world.find<Job>(row.job_id)));
  put(application_kind, row.id, told(row));
  EXPECT_EQ(words(look(false)), "");
}

TEST_F(Requests, I7OnlyWhatWasRefusedIsSentAgain) {
  const Entities people = some_people(3);
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[1].first, .status = 503, .field = {}}};
  say(people);
  say({people[1]});
  EXPECT_EQ(words(look()), "");
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[1].first, .status = 503, .field = {}}};
  say(people);
  say(people);
  EXPECT_EQ(words(look()),
            "I7: 2 entities that LinkedIn had taken were sent again, unchanged, "
            "with 1 that it had refused\n");
}

TEST_F(Requests, I1WhatLinkedInWouldNotTakeIsAPersonsMatterUntilItIsAnother) {
  const Entities people = some_people(1);
  const Id id = std::stoull(people[0].first);
  client.remove(candidate_kind, {{people[0].first, ""}});
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[0].first, .status = 422, .field = "firstName"}};
  say(people);
  EXPECT_EQ(words(look()).find("I1: candidate"), std::string::npos);
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  EXPECT_NE(words(look()).find("I1: candidate " + people[0].first), std::string::npos);
}

TEST_F(Requests, I1WhatFailedOnceHasToBeTriedAgain) {
  const Entities people = some_people(1);
  client.remove(candidate_kind, {{people[0].first, ""}});
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[0].first, .status = 503, .field = {}}};
  say(people);
  EXPECT_NE(words(look()).find("I1: candidate " + people[0].first), std::string::npos);
}

TEST_F(Requests, I7WhatIsAnotherByThenMayGoWithIt) {
  Entities people = some_people(2);
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[0].first, .status = 503, .field = {}}};
  say(people);
  const Id id = std::stoull(people[1].first);
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  people[1] = entity(*world.find<Candidate>(id));
  say(people);
  EXPECT_EQ(words(look()), "");
}

TEST_F(Requests, I7AfterALostAnswerOrAKillAllIsSaidAgain) {
  const Entities people = some_people(3);
  client.peer.options().lost_answers = 1;
  EXPECT_EQ(say(people).status, 504);
  say(people);
  EXPECT_EQ(words(look()), "");
  client.peer.options().refusals = {
      {.kind = candidate_kind, .id = people[1].first, .status = 503, .field = {}}};
  say(people);
  say(people);
  Look after = scene();
  after.killed = true;
  EXPECT_EQ(words(invariants.check(after)), "");
}

TEST_F(Requests, I8AWriteThatCannotBeSaidAgainIsTold) {
  const Entities people = some_people(2);
  say(people);
  EXPECT_EQ(words(look()), "");
  // LinkedIn makes something else of it than it did the first time.
  say(people);
  client.peer.options().journal = false;
  const Entity held = *client.find(candidate_kind, people[0].first);
  Entity other = held;
  other.content.replace(other.content.find("firstName\":\"") + 12, 1, "@");
  client.peer.hold(candidate_kind, org, people[0].first, other);
  client.peer.options().journal = true;
  EXPECT_EQ(words(look()), "I8: candidate " + people[0].first +
                               " becomes another when the write that LinkedIn accepted is said "
                               "again\n");
}

TEST_F(Requests, I8WhatWasWrittenOtherwiseSinceIsNotSaidAgain) {
  Entities people = some_people(1);
  say(people);
  const Id id = std::stoull(people[0].first);
  world.edit<Candidate>(id, client.now, [](Candidate& row) { row.title = "Director"; });
  put(candidate_kind, id, told(*world.find<Candidate>(id)));
  EXPECT_EQ(words(look()), "");
}

TEST_F(Requests, I8SomebodyWhoIsWrittenTwiceAtTheVendorIsTold) {
  PlacedOrder placed;
  placed.order.member = "urn:li:person:nadja";
  placed.order.first_name = "Nadja";
  placed.order.last_name = "Invented";
  exports.orders.push_back(placed);
  Candidate wanted;
  wanted.first_name = "Nadja";
  wanted.last_name = "Invented";
  world.admit(wanted, client.now);
  const auto doubled = [](const std::vector<Breach>& found) {
    return std::ranges::count(found, "I8", &Breach::invariant);
  };
  EXPECT_EQ(doubled(look()), 0);
  world.admit(wanted, client.now);
  EXPECT_EQ(doubled(look(false)), 0) << "LinkedIn may still be told who is who";
  EXPECT_EQ(doubled(look()), 1);
}

TEST_F(Requests, I9ASecretIsNotShownInAnyForm) {
  invariants.secret("open-sesame");
  const std::string encoded = "Basic " + to_base64("open-sesame:");
  for (const std::string& text : {std::string("token open-sesame"), encoded}) {
    Look shown = scene();
    shown.shown = {text};
    const auto found = invariants.check(shown);
    EXPECT_EQ(words(found), "I9: secret number 1 of the tenant is shown\n");
  }
  Look shown = scene();
  shown.shown = {"the vendor refuses the client secret; open a new one"};
  EXPECT_EQ(words(invariants.check(shown)), "");
}

TEST_F(Requests, I9ATokenThatWasIssuedIsNotShown) {
  const HttpResponse issued =
      replied(200, {}, "{\"access_token\":\"AQopen-sesame\",\"expires_in\":1800}");
  for (const char* const endpoint : {"greenhouse.token", "linkedin.token"}) {
    invariants = Invariants();
    Look shown = scene();
    shown.shown = {"sent with AQopen-sesame"};
    EXPECT_EQ(words(invariants.check(shown)), "");
    invariants.heard(client.now, endpoint, endpoint, {}, &issued);
    EXPECT_EQ(ids(invariants.check(shown)), "I9");
  }
}

TEST_F(Requests, I9WhoeverIsGoneIsNotNamed) {
  const Candidate& row = some<Candidate>();
  const std::string address(row.email);
  const std::string text = "cannot send " + address;
  Look shown = scene(false);
  shown.shown = {text};
  EXPECT_EQ(words(invariants.check(shown)), "") << "who is there may be in a test's words";
  world.anonymise(row.id, client.now);
  const auto found = invariants.check(shown);
  EXPECT_EQ(words(found),
            "I9: an address of candidate " + std::to_string(row.id) + ", who is gone, is shown\n");
  EXPECT_EQ(words(found).find(address), std::string::npos);
}

TEST_F(Requests, I9AnotherOfTheSameNameMayBe) {
  const Id first = world.add_candidate(client.now), second = world.add_candidate(client.now);
  for (const Id id : {first, second}) {
    world.edit<Candidate>(id, client.now, [](Candidate& row) {
      row.first_name = "Nadja";
      row.last_name = "Invented";
    });
  }
  Look shown = scene(false);
  invariants.check(shown);
  shown.shown = {"Nadja Invented"};
  world.remove(Kind::candidate, first, client.now);
  EXPECT_EQ(words(invariants.check(shown)), "");
  world.remove(Kind::candidate, second, client.now);
  EXPECT_EQ(ids(invariants.check(shown)), "I9 I9");
}

TEST_F(Requests, I10AStepThatIsNotQuietInTimeIsTold) {
  Look late = scene(false);
  late.overdue = true;
  EXPECT_EQ(ids(invariants.check(late)), "I10");
  EXPECT_EQ(words(look()), "");
}

TEST_F(Requests, I11WhatIsUnderWayIsBounded) {
  Look full = scene(false);
  full.in_flight = in_flight_max;
  full.waiting_bytes = waiting_bytes_max;
  EXPECT_EQ(words(invariants.check(full)), "");
  ++full.in_flight;
  ++full.waiting_bytes;
  EXPECT_EQ(ids(invariants.check(full)), "I11 I11");
}

TEST_F(Requests, I11WhatIsAskedOneAfterTheOtherIsNoCrowd) {
  const auto many = [&](Duration apart) {
    for (std::uint64_t n = 0; n <= in_flight_max; ++n) {
      ask(apart * static_cast<int>(n), 200, {}, "greenhouse.jobs.ids", "/v3/jobs", 1s);
    }
    return ids(look(false));
  };
  EXPECT_EQ(many(1s), "");
  client.now += 1h;
  EXPECT_EQ(many(1ms), "I11");
}

TEST_F(Requests, I1WhileLinkedInTakesNothingNothingIsLate) {
  client.remove(application_kind, {{std::to_string(some<Application>().id), ""}});
  Look closed = scene();
  closed.takes_nothing = true;
  EXPECT_EQ(words(invariants.check(closed)), "");
  EXPECT_NE(ids(look()).find("I1"), std::string::npos);
}

TEST_F(Requests, I1WhoeverGetsNoTokenCanSayNothing) {
  ask(0s, 401, {}, "linkedin.token", "/oauth/v2/accessToken");
  client.remove(application_kind, {{std::to_string(some<Application>().id), ""}});
  EXPECT_EQ(words(look()), "");
  ask(1s, 503, {}, "linkedin.token", "/oauth/v2/accessToken");
  EXPECT_NE(ids(look()).find("I1"), std::string::npos) << "that one is asked again";
}

TEST_F(Requests, I12WhatIsFoundAfterAKillIsTheKills) {
  const Id id = some<Application>().id;
  client.remove(application_kind, {{std::to_string(id), ""}});
  Look dead = scene(false);
  dead.killed = true;
  EXPECT_EQ(words(invariants.check(dead)), "");
  const auto found = look();
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().invariant, "I12");
  EXPECT_EQ(found.front().of, "I1");
  EXPECT_EQ(found.front().words.find("after a kill, I1: "), 0u);
}

TEST_F(Requests, I12EndsWhenAllIsQuietAndGood) {
  Look dead = scene(false);
  dead.killed = true;
  invariants.check(dead);
  look();
  const Id id = some<Application>().id;
  client.remove(application_kind, {{std::to_string(id), ""}});
  EXPECT_EQ(ids(look()).substr(0, 2), "I1");
}

TEST_F(Requests, OfManyBreachesTheFirstAreToldAndTheOthersCounted) {
  client.peer.reset();
  client.log_in();
  invariants = Invariants();
  const auto found = look();
  EXPECT_EQ(std::ranges::count(found, "I1", &Breach::invariant),
            static_cast<std::ptrdiff_t>(breaches_told_max) + 1);
  EXPECT_NE(words(found).find(" more\n"), std::string::npos);
}

TEST(InvariantWords, EachHasOneSentence) {
  const auto all = invariant_words();
  ASSERT_EQ(all.size(), 12u);
  for (std::size_t at = 0; at < all.size(); ++at) {
    EXPECT_EQ(all[at].id, "I" + std::to_string(at + 1));
    EXPECT_TRUE(all[at].words.ends_with('.'));
  }
}

}  // namespace
}  // namespace crosswalk::sim
