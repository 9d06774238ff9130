// Anybody can knock at a callback. At stake: that a stranger's word is kept or acted upon, and that
// a true one is lost because it came late, twice, out of order, or while nobody was at home.

#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

// Of both peers one true push each, not delivered yet.
struct Pushes {
  explicit Pushes(Exchange& bed) {
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    from_linkedin = bed.take_push();
    const sim::Candidate& person = bed.known_without(bed.jobs[0]);
    bed.world.edit<sim::Candidate>(person.id, bed.run->now(),
                                   [](sim::Candidate& row) { row.title = "Fitter"; });
    from_vendor = bed.take_vendor_push();
  }

  HttpRequest from_linkedin;
  HttpRequest from_vendor;
};

// Whatever came to nothing: nothing kept, nobody asked, nobody made.
class Untouched {
 public:
  explicit Untouched(Exchange& bed)
      : bed_(bed), linkedin_(bed.asked_linkedin()), vendor_(bed.greenhouse.requests()) {}

  testing::AssertionResult still() {
    if (bed_.waiting() != 0) return testing::AssertionFailure() << "a notice was kept";
    if (!bed_.settle()) return testing::AssertionFailure() << "never settles";
    const ExchangeCounts told = bed_.counts().exchange;
    if (bed_.asked_linkedin() != linkedin_) return testing::AssertionFailure() << "asked LinkedIn";
    if (bed_.greenhouse.requests() != vendor_) {
      return testing::AssertionFailure() << "asked the vendor";
    }
    if (told.exports_received != 0 || bed_.made() != 0) {
      return testing::AssertionFailure() << "took an export";
    }
    return testing::AssertionSuccess();
  }

 private:
  Exchange& bed_;
  std::uint64_t linkedin_;
  std::uint64_t vendor_;
};

std::string& field(HttpRequest& request, std::string_view name) {
  for (auto& [each, value] : request.headers) {
    if (each == name) return value;
  }
  ADD_FAILURE() << "the push has no " << name;
  return request.headers.emplace_back(name, "").second;
}

void drop(HttpRequest& request, std::string_view name) {
  std::erase_if(request.headers, [name](const auto& each) { return each.first == name; });
}

TEST(Knocking, WithoutTheSignatureIsTurnedAway) {
  Exchange bed;
  Pushes pushes(bed);
  Untouched bed_is(bed);
  drop(pushes.from_linkedin, "X-LI-Signature");
  drop(pushes.from_vendor, "Signature");
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 401);
  EXPECT_EQ(bed.knock(pushes.from_vendor), 401);
  EXPECT_TRUE(bed_is.still());
}

TEST(Knocking, WithAnotherTenantsSecretIsTurnedAway) {
  BedSettings settings = exchanging();
  settings.linkedin.push.signature = sim::PushOptions::Signature::wrong;
  settings.greenhouse.mischief.missign_every = 1;
  Exchange bed(settings);
  Pushes pushes(bed);
  Untouched bed_is(bed);
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 401);
  EXPECT_EQ(bed.knock(pushes.from_vendor), 401);
  EXPECT_TRUE(bed_is.still());
}

TEST(Knocking, WithOneBitFlippedIsTurnedAway) {
  Exchange bed;
  Pushes pushes(bed);
  Untouched bed_is(bed);
  const std::vector<std::pair<HttpRequest*, const char*>> both{
      {&pushes.from_linkedin, "X-LI-Signature"}, {&pushes.from_vendor, "Signature"}};
  for (const auto& [push, signature] : both) {
    const std::string body = push->body;
    for (std::size_t at = 0; at < body.size(); at += 1 + body.size() / 200) {
      push->body = body;
      push->body[at] = static_cast<char>(push->body[at] ^ (1 << (at % 7)));
      ASSERT_EQ(bed.knock(*push), 401) << signature << ", byte " << at << " of the body";
    }
    push->body = body;
    const std::string proof = field(*push, signature);
    for (std::size_t at = 0; at < proof.size(); ++at) {
      std::string& changed = field(*push, signature);
      changed = proof;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      ASSERT_EQ(bed.knock(*push), 401) << signature << ", byte " << at;
    }
    field(*push, signature) = proof;
  }
  EXPECT_TRUE(bed_is.still());
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 200) << "as it was, it is taken";
  EXPECT_EQ(bed.knock(pushes.from_vendor), 200);
}

TEST(Knocking, AtAnotherTenantsDoorOrThePeersIsTurnedAway) {
  Exchange bed;
  const Pushes pushes(bed);
  Untouched bed_is(bed);
  for (HttpRequest push : {pushes.from_linkedin, pushes.from_vendor}) {
    const bool linkedin = push.target.starts_with("/linkedin/");
    for (const char* tenant : {"globex", "ACME", "acme2", "", "acme/", "..%2Facme"}) {
      push.target = std::string(linkedin ? "/linkedin/" : "/vendor/") + tenant;
      EXPECT_GE(bed.knock(push), 400) << push.target;
    }
    push.target = linkedin ? "/vendor/acme" : "/linkedin/acme";
    EXPECT_EQ(bed.knock(push), 401);
  }
  EXPECT_TRUE(bed_is.still());
}

TEST(Knocking, WithTwoLiveSecretsEitherIsTakenUntilOneIsGone) {
  Exchange bed;
  const auto told = [&bed](const char* title) {
    const sim::Id id = bed.known_without(bed.jobs.at(0)).id;
    bed.world.edit<sim::Candidate>(id, bed.run->now(), [&bed, title](sim::Candidate& row) {
      row.title = bed.world.keep(title);
    });
    return bed.take_vendor_push();
  };
  const auto rotate = [&bed](std::vector<std::string> secrets) {
    bed.setup.keeper->vendor_secrets = std::move(secrets);
    bed.restart_with({}, {});
  };
  const HttpRequest old = told("Fitter");
  rotate({"hook-secret", "next-secret"});
  auto options = bed.greenhouse.options();
  options.hooks.at(0).secret = "next-secret";
  bed.greenhouse.set_options(options);
  ASSERT_TRUE(bed.settle());
  ASSERT_TRUE(bed.greenhouse.hooks().is_on(0)) << "its ping was answered";
  EXPECT_EQ(bed.knock(old), 200) << "it was on its way";
  const HttpRequest fresh = told("Welder");
  EXPECT_EQ(bed.knock(fresh), 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.agrees());
  rotate({"next-secret"});
  const std::size_t kept = bed.waiting();
  EXPECT_EQ(bed.knock(old), 401);
  EXPECT_EQ(bed.knock(told("Turner")), 200);
  EXPECT_EQ(bed.waiting(), kept + 1);
}

// What a forged message could do is little, and still too much: with the check taken away it is
// kept, and makes us ask both peers.
TEST(KnockingTwin, WithoutTheCheckAStrangersWordIsActedUpon) {
  Exchange bed;
  Pushes pushes(bed);
  Untouched bed_is(bed);
  const Instant now = bed.run->now();
  const std::string known_by_guess = pushes.from_linkedin.body;
  ASSERT_TRUE(bed.setup.store->carry_out(
      KeepNotice{NoticeSource::linkedin, "guessed", known_by_guess, now}));
  ASSERT_TRUE(bed.setup.store->carry_out(
      KeepNotice{NoticeSource::vendor, "guessed", pushes.from_vendor.body, now}));
  EXPECT_FALSE(bed_is.still());
  bed.run->tell(Knocked{});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.people("Nadja").size(), 1u);
  EXPECT_FALSE(bed_is.still());
}

TEST(Knocking, LinkedInsChallengesAreAnswered) {
  Exchange bed;
  bed.pass(24h);
  const auto state = bed.linkedin.callback(bed_organization);
  ASSERT_TRUE(state);
  EXPECT_GE(state->challenges, 12u);
  EXPECT_EQ(state->failures, 0u);
  EXPECT_FALSE(state->blocked);
}

// ---- what LinkedIn pushes ------------------------------------------------------------------

TEST(LinkedInPush, MissedWhileTheReceiverIsDownForAnHourIsDeliveredByItsRetries) {
  Exchange bed;
  bed.run->listening = false;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.pass(1h);
  EXPECT_EQ(bed.made(), 0u);
  bed.run->listening = true;
  bed.pass(1h);
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

TEST(LinkedInPush, ThatTheStoreCannotKeepIsNotAcknowledgedAndComesAgain) {
  Exchange bed;
  int times = 2;
  bed.around_store = [&times](Store& store, const StoreVerb& verb) {
    if (std::holds_alternative<KeepNotice>(verb) && times-- > 0) {
      return Result<StoreAnswer>(Error{ErrorCode::unavailable, "the disk is full", "store"});
    }
    return store.carry_out(verb);
  };
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  ASSERT_TRUE(bed.settle());
  EXPECT_LT(times, 0) << "it came a third time";
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
}

TEST(LinkedInPush, WhoseIdIsUnknownToLinkedInMakesNobody) {
  Exchange bed;
  const std::int64_t expires = to_ms(bed.run->now() + 24h);
  EXPECT_EQ(bed.knock(Exchange::signed_push(
                R"({"id":"4711","type":"EXPORT_CANDIDATE_PROFILE","expiresAt":)" +
                std::to_string(expires) + "}")),
            200);
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.refused("not_available"));
}

void refuse_to_hand_out(Exchange& bed, int status) {
  bed.meddle = [status](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool fetch = request.target.find("exportedCandidates") != std::string::npos;
    if (peer == Peer::linkedin && fetch) reply = {status, {}, "{}"};
    return std::optional(std::move(reply));
  };
}

TEST(LinkedInPush, WhoseIdCannotBeFetchedIsTriedForHoursAndThenToldToAPerson) {
  for (const int status : {401, 403, 429, 500, 503}) {
    Exchange bed;
    refuse_to_hand_out(bed, status);
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    bed.pass(2h);
    EXPECT_EQ(bed.counts().exchange.notices_waiting, 1u) << status;
    bed.pass(23h);
    const ExchangeCounts told = bed.counts().exchange;
    ASSERT_EQ(told.refusals.size(), 1u) << status;
    EXPECT_TRUE(told.refusals[0].first == "gave_up" || told.refusals[0].first == "expired")
        << told.refusals[0].first;
    EXPECT_EQ(bed.made(), 0u);
  }
}

TEST(LinkedInPush, WhoseIdCannotBeFetchedForAnHourIsOneExportAfterwards) {
  for (const int status : {403, 429, 500}) {
    Exchange bed;
    refuse_to_hand_out(bed, status);
    bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
    bed.pass(1h);
    bed.meddle = nullptr;
    bed.pass(6h);
    EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]})) << status;
  }
}

TEST(LinkedInPush, OfATypeOrAShapeNobodyKnowsIsDroppedWithAWord) {
  Exchange bed;
  EXPECT_EQ(bed.knock(Exchange::signed_push(R"({"id":"1","type":"SOMETHING_NEW"})")), 200);
  EXPECT_EQ(bed.knock(Exchange::signed_push("{")), 400);
  EXPECT_EQ(bed.knock(Exchange::signed_push("")), 400);
  EXPECT_EQ(bed.knock(Exchange::signed_push(std::string(push_bytes_max + 1, ' '))), 413);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.waiting(), 0u);
  EXPECT_TRUE(bed.alarmed("of a type that this release does not know"));
  EXPECT_TRUE(bed.agrees());
}

}  // namespace
}  // namespace crosswalk
