// Anybody can knock at a callback. At stake: that a stranger's word is kept or acted upon, and that
// a true one is lost because it came late, twice, out of order, or while nobody was at home.

#include <algorithm>
#include <iterator>

#include "base/text/digest.hpp"
#include "linkedin/push/push.hpp"
#include "scenarios/exchange_stage.hpp"
#include "scenarios/generations.hpp"

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

  void strip();
  std::vector<HttpRequest> flipped_everywhere() const;

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

void drop(HttpRequest& request, std::string_view name) {
  std::erase_if(request.headers, [name](const auto& each) { return each.first == name; });
}

// The push as whoever has these secrets would send it.
HttpRequest signed_by(const Doorkeeper& whom, NoticeSource source, HttpRequest push) {
  if (source == NoticeSource::linkedin) {
    push = Exchange::signed_push(std::move(push.body), whom.linkedin_secrets.at(0));
  } else {
    const WebhookSpec& spec = *whom.vendor;
    drop(push, spec.signature_header);
    const Sha256 proof = hmac_sha256(whom.vendor_secrets.at(0), push.body);
    push.headers.emplace_back(spec.signature_header,
                              spec.signature_prefix + to_hex(bytes_of(proof)));
  }
  push.target = callback_path(source, whom.tenant);
  return push;
}

// The push with one bit flipped, at many places of its body and each of its signature.
std::vector<HttpRequest> flipped(const HttpRequest& push, std::string_view signature) {
  std::vector<HttpRequest> all;
  for (std::size_t at = 0; at < push.body.size(); at += 1 + push.body.size() / 200) {
    char& changed = all.emplace_back(push).body[at];
    changed = static_cast<char>(changed ^ (1 << (at % 7)));
  }
  const auto names = [signature](const auto& each) { return each.first == signature; };
  const auto found = std::ranges::find_if(push.headers, names);
  if (found == push.headers.end()) {
    ADD_FAILURE() << "the push has no " << signature;
    return all;
  }
  const auto place = static_cast<std::size_t>(found - push.headers.begin());
  for (std::size_t at = 0; at < found->second.size(); ++at) {
    char& changed = all.emplace_back(push).headers[place].second[at];
    changed = static_cast<char>(changed ^ 1);
  }
  return all;
}

void Pushes::strip() {
  drop(from_linkedin, "X-LI-Signature");
  drop(from_vendor, "Signature");
}

std::vector<HttpRequest> Pushes::flipped_everywhere() const {
  std::vector<HttpRequest> all = flipped(from_linkedin, "X-LI-Signature");
  std::ranges::move(flipped(from_vendor, "Signature"), std::back_inserter(all));
  return all;
}

class Knocking : public InEitherGeneration {
 protected:
  static BedSettings settings() {
    BedSettings settings = exchanging();
    settings.version = GetParam();
    return settings;
  }
};

IN_BOTH_GENERATIONS(Knocking);

TEST_P(Knocking, WithoutTheSignatureIsTurnedAway) {
  Exchange bed(settings());
  Pushes pushes(bed);
  Untouched bed_is(bed);
  pushes.strip();
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 401);
  EXPECT_EQ(bed.knock(pushes.from_vendor), 401);
  EXPECT_TRUE(bed_is.still());
}

TEST_P(Knocking, WithASignatureOfNobodysIsTurnedAway) {
  BedSettings mistaken = settings();
  mistaken.linkedin.push.signature = sim::PushOptions::Signature::wrong;
  mistaken.greenhouse.mischief.missign_every = 1;
  Exchange bed(mistaken);
  const Pushes pushes(bed);
  Untouched bed_is(bed);
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 401);
  EXPECT_EQ(bed.knock(pushes.from_vendor), 401);
  EXPECT_TRUE(bed_is.still());
}

// Another customer has secrets that are good at its own door.
TEST_P(Knocking, WithAnotherTenantsSecretIsTurnedAway) {
  Exchange bed(settings());
  const Pushes pushes(bed);
  Untouched bed_is(bed);
  const Doorkeeper acme = *bed.setup.keeper;
  Doorkeeper bolt = acme;
  bolt.tenant = "bolt";
  bolt.linkedin_secrets = {"app-secret-of-bolt"};
  bolt.vendor_secrets = {"hook-secret-of-bolt"};
  const auto taken = [&bed](const Doorkeeper& keeper, NoticeSource source,
                            const HttpRequest& push) {
    return std::holds_alternative<Kept>(receive(keeper, source, push, bed.run->now()));
  };
  for (const auto& [source, push] : {std::pair{NoticeSource::linkedin, pushes.from_linkedin},
                                     std::pair{NoticeSource::vendor, pushes.from_vendor}}) {
    HttpRequest theirs = signed_by(bolt, source, push);
    EXPECT_TRUE(taken(bolt, source, theirs)) << "or it is no secret of theirs";
    theirs.target = callback_path(source, "acme");
    EXPECT_EQ(bed.knock(theirs), 401);
    HttpRequest ours = signed_by(acme, source, push);
    EXPECT_TRUE(taken(acme, source, ours));
    ours.target = callback_path(source, "bolt");
    EXPECT_FALSE(taken(bolt, source, ours));
  }
  EXPECT_TRUE(bed_is.still());
}

TEST_P(Knocking, WithOneBitFlippedIsTurnedAway) {
  Exchange bed(settings());
  const Pushes pushes(bed);
  Untouched bed_is(bed);
  for (const HttpRequest& push : pushes.flipped_everywhere()) {
    ASSERT_EQ(bed.knock(push), 401) << push.target << "\n" << push.body;
  }
  EXPECT_TRUE(bed_is.still());
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 200) << "as it was, it is taken";
  EXPECT_EQ(bed.knock(pushes.from_vendor), 200);
}

TEST_P(Knocking, AtAnotherTenantsDoorOrThePeersIsTurnedAway) {
  Exchange bed(settings());
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

TEST_P(Knocking, WithTwoLiveSecretsEitherIsTakenUntilOneIsGone) {
  Exchange bed(settings());
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

// What a forged message could do is little, and still too much. Here the door asks for no proof:
// whatever comes is signed with the right secret before the product looks at it. What was turned
// away above is taken then, kept, and makes us ask both peers.
class KnockingTwin : public Knocking {
 protected:
  KnockingTwin() : bed(settings()), pushes(bed) {
    bed.around_receiving = [](const Doorkeeper& keeper, NoticeSource source,
                              const HttpRequest& request, Instant now) {
      const bool push = request.method == "POST";
      return receive(keeper, source, push ? signed_by(keeper, source, request) : request, now);
    };
  }

  Exchange bed;
  Pushes pushes;
};

IN_BOTH_GENERATIONS(KnockingTwin);

TEST_P(KnockingTwin, WithoutTheCheckWhatIsUnsignedIsActedUpon) {
  Untouched bed_is(bed);
  const std::uint64_t asked = bed.greenhouse.requests();
  pushes.strip();
  EXPECT_EQ(bed.knock(pushes.from_linkedin), 200);
  EXPECT_EQ(bed.knock(pushes.from_vendor), 200);
  EXPECT_FALSE(bed_is.still());
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.people("Nadja").size(), 1u);
  EXPECT_GT(bed.greenhouse.requests(), asked);
  EXPECT_FALSE(bed_is.still());
}

TEST_P(KnockingTwin, WithoutTheCheckWhatWasChangedOnTheWayIsActedUpon) {
  Untouched bed_is(bed);
  const std::uint64_t asked = bed.asked_linkedin();
  std::size_t taken = 0;
  for (const HttpRequest& push : pushes.flipped_everywhere()) {
    const bool linkedin = push.target.starts_with("/linkedin/");
    const bool readable = !linkedin || read_push(push.body);
    ASSERT_EQ(bed.knock(push), readable ? 200 : 400) << push.target << "\n" << push.body;
    taken += readable ? 1 : 0;
  }
  EXPECT_GT(taken, 300u);
  EXPECT_FALSE(bed_is.still());
  bed.pass(1min);
  EXPECT_GT(bed.asked_linkedin(), asked);
  EXPECT_FALSE(bed_is.still());
}

TEST_P(Knocking, LinkedInsChallengesAreAnswered) {
  Exchange bed(settings());
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
