// A new customer: connected, agreed, enabled, in whatever order people and pushes come. At stake:
// that a person's record reaches LinkedIn before everybody has said yes, that it goes on flowing
// when somebody says no, or that a slip on the way leaves the customer half connected for ever.

#include "linkedin/exchange/integrations.hpp"
#include "scenarios/generations.hpp"
#include "scenarios/tenant_bed.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

constexpr const char* callback = "https://hooks.example.com/linkedin/acme";

// An application that the customer's administrator has not enabled; nothing is configured.
BedSettings not_enabled(const char* version = "") {
  BedSettings settings;
  settings.version = version;
  settings.world = BedSettings::sized_world(20, 8);
  settings.exchange = true;
  settings.onboarding = {.required = true,
                         .title = "Sim ATS - Acme",
                         .foreign_id = "acme",
                         .callback_url = callback,
                         .list_version = 7};
  settings.linkedin.apps = {{"app", "app-secret", bed_organization}};
  settings.linkedin.starts_enabled = false;
  return settings;
}

// The partner's own application, which makes one for the customer.
BedSettings of_a_partner() {
  BedSettings settings = not_enabled();
  settings.onboarding.provisions = true;
  settings.linkedin.apps = {{"parent", "parent-secret", "", true}};
  return settings;
}

class NewCustomer : public TenantBed {
 public:
  explicit NewCustomer(const BedSettings& settings) : TenantBed(settings) {
    if (!settings.onboarding.provisions) return;
    // Whoever has none of their own begins without a client id.
    setup.credentials.linkedin_client_id.clear();
    setup.credentials.linkedin_client_secret.clear();
    restart_as({});
  }

  Told connect() {
    ++ticket_;
    return answer_to(ConnectAsked{ticket_}, ticket_);
  }
  Told agree() {
    ++ticket_;
    return answer_to(ActivateAsked{ticket_, "Jo Example"}, ticket_);
  }
  std::string_view enable() { return linkedin.enable(bed_organization, {}, run->now()); }
  std::string_view disable() { return linkedin.disable(bed_organization, {}, run->now()); }
  std::uint64_t too_early() { return linkedin.ledger(run->now()).writes_before_enabled(); }
  std::uint64_t jobs_refused() {
    const auto& tallies = linkedin.ledger(run->now()).tallies();
    const auto jobs = tallies.find("simpleJobPostings");
    return jobs != tallies.end() && jobs->second.refusals.contains(403)
               ? jobs->second.refusals.at(403)
               : 0;
  }
  std::uint64_t held_records() { return contents().size(); }

  // Connected, agreed, enabled, loaded.
  testing::AssertionResult loaded() {
    if (connect().error) return testing::AssertionFailure() << "not connected";
    if (agree().error) return testing::AssertionFailure() << "not agreed";
    if (const auto why = enable(); !why.empty()) return testing::AssertionFailure() << why;
    if (!settle() || !sync()) return testing::AssertionFailure() << "never quiet";
    return agrees();
  }

 private:
  Ticket ticket_ = 0;
};

bool tells(const Told& told, const std::string& words) {
  for (const std::string& each : told.words) {
    if (each.find(words) != std::string::npos) return true;
  }
  return false;
}

// Each step alone is not enough, and says what is missing.
void opens_step_by_step(NewCustomer& bed) {
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("not connected to LinkedIn yet")) << bed.alarms();
  EXPECT_EQ(bed.held_records(), 0u);

  const Told connected = bed.connect();
  ASSERT_FALSE(connected.error) << to_string(*connected.error);
  EXPECT_TRUE(tells(connected, "integrations named \"Sim ATS - Acme\""));
  EXPECT_TRUE(tells(connected, std::string("CALLBACK_URL = ") + callback));
  EXPECT_TRUE(tells(connected, "JOB_POSTING_VIEWERS = ALL_PRODUCT_USERS"));
  EXPECT_TRUE(tells(connected, "APPLICATION_VIEWERS = ALL_PRODUCT_USERS"));
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("nobody has agreed")) << bed.alarms();
  EXPECT_FALSE(bed.alarmed("not connected"));
  EXPECT_EQ(bed.held_records(), 0u);

  const Told agreed = bed.agree();
  ASSERT_FALSE(agreed.error) << to_string(*agreed.error);
  EXPECT_TRUE(tells(agreed, "ONE_CLICK_EXPORT not enabled"));
  EXPECT_TRUE(tells(agreed, "IN_ATS_INDICATOR not enabled"));
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("has not enabled ONE_CLICK_EXPORT, IN_ATS_INDICATOR")) << bed.alarms();
  EXPECT_EQ(bed.held_records(), 0u);

  ASSERT_EQ(bed.enable(), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_TRUE(bed.agrees()) << "what was read meanwhile goes at once";
  EXPECT_EQ(bed.too_early(), 0u);
}

class NewCustomersInBoth : public InEitherGeneration {};

IN_BOTH_GENERATIONS(NewCustomersInBoth);

TEST_P(NewCustomersInBoth, NothingIsSentBeforeConnectingAgreeingAndEnabling) {
  NewCustomer bed(not_enabled(GetParam()));
  opens_step_by_step(bed);
}

TEST(NewCustomers, TheSameWithAnApplicationTheyGetFromThePartner) {
  NewCustomer bed(of_a_partner());
  opens_step_by_step(bed);
  const auto state = bed.linkedin.callback(bed_organization);
  ASSERT_TRUE(state);
  EXPECT_EQ(state->url, callback);
  bed.run->advance(3h);
  ASSERT_TRUE(bed.settle());
  EXPECT_GE(bed.linkedin.callback(bed_organization)->challenges, 1u)
      << "the receiver answers with the new application's secret";
  EXPECT_EQ(bed.linkedin.callback(bed_organization)->failures, 0u);
}

TEST(NewCustomers, AllUsersSeeJobsAndApplications) {
  NewCustomer bed(not_enabled());
  ASSERT_TRUE(bed.loaded());
  const std::string job = bed.open_jobs().at(0);
  EXPECT_TRUE(bed.linkedin.sees_job(bed_organization, job, "urn:li:person:recruiter1"));
  ASSERT_EQ(bed.export_to(job, TenantBed::somebody("Nadja")).why_not, "");
  EXPECT_EQ(bed.counts().exchange.exports_created, 1u) << bed.alarms();
  EXPECT_TRUE(bed.agrees());
}

TEST(NewCustomers, OrderDoesNotMatterToLinkedInOnlyTheWholeOfIt) {
  NewCustomer bed(not_enabled());
  ASSERT_FALSE(bed.connect().error);
  ASSERT_EQ(bed.enable(), "");
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.held_records(), 0u) << "enabled, and nobody has agreed";
  ASSERT_FALSE(bed.agree().error);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
}

TEST(NewCustomers, AgreeingBeforeConnectingIsRefusedAndKeepsNothing) {
  NewCustomer bed(not_enabled());
  const Told told = bed.agree();
  ASSERT_TRUE(told.error);
  EXPECT_NE(told.error->what.find("connect the tenant first"), std::string::npos);
  EXPECT_EQ(bed.counts().onboarding.agreed_by, "");
}

// ---- what a customer changes ------------------------------------------------------------------

TEST_P(NewCustomersInBoth, DisablingStopsSendingAndWhoeverMustGoStillGoes) {
  NewCustomer bed(not_enabled(GetParam()));
  ASSERT_TRUE(bed.loaded());
  const auto before = bed.contents();
  std::vector<sim::Id> people;
  for (const auto& [entry, content] : before) {
    if (entry.starts_with("candidate ")) people.push_back(std::stoull(entry.substr(10)));
  }
  ASSERT_GE(people.size(), 2u);
  ASSERT_EQ(bed.disable(), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.alarmed("has not enabled")) << bed.alarms();
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {people[0]});
  bed.change(Kind::candidate, Operation::remove, {}, {people[1]});
  ASSERT_TRUE(bed.settle());
  ASSERT_TRUE(bed.sync());
  const std::string edited = "candidate " + std::to_string(people[0]);
  EXPECT_EQ(bed.contents().at(edited), before.at(edited));
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, std::to_string(people[1])), nullptr);
  EXPECT_EQ(bed.too_early(), 0u);
  ASSERT_EQ(bed.enable(), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.too_early(), 0u);
}

TEST(NewCustomers, AJobThatMustGoWhileTheyAreDisabledGoesWhenTheyAreBack) {
  NewCustomer bed(not_enabled());
  ASSERT_TRUE(bed.loaded());
  const std::string job = bed.open_jobs().at(0);
  ASSERT_EQ(bed.disable(), "");
  ASSERT_TRUE(bed.settle());
  bed.change(Kind::job, Operation::remove, {}, {std::stoull(job)});
  ASSERT_TRUE(bed.sync(true));
  EXPECT_EQ(bed.too_early(), 0u) << "a job that is closed is taken back";
  EXPECT_LE(bed.jobs_refused(), 1u) << "LinkedIn closes no job of theirs, and is not asked again";
  ASSERT_EQ(bed.enable(), "");
  ASSERT_TRUE(bed.settle());
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.alarms(), "");
}

TEST(NewCustomers, OneOfTwoIntegrationsIsNotEnough) {
  NewCustomer bed(not_enabled());
  ASSERT_FALSE(bed.connect().error);
  ASSERT_FALSE(bed.agree().error);
  ASSERT_EQ(bed.linkedin.enable(bed_organization, in_ats_indicator, bed.run->now()), "");
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.held_records(), 0u);
  EXPECT_TRUE(bed.alarmed("has not enabled ONE_CLICK_EXPORT;")) << bed.alarms();
}

TEST(NewCustomers, APushThatIsLostIsMadeGoodByTheNextRound) {
  NewCustomer bed(not_enabled());
  ASSERT_FALSE(bed.connect().error);
  ASSERT_FALSE(bed.agree().error);
  bed.run->listening = false;
  ASSERT_EQ(bed.enable(), "");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.held_records(), 0u);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.agrees());
  ASSERT_EQ(bed.disable(), "");
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {}, 3);
  const auto before = bed.contents();
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.contents(), before);
}

// Disabled while nobody listened, and a push that LinkedIn has nothing more to tell of.
TEST(NewCustomers, AnAnswerThatNamesNoIntegrationOpensNothing) {
  NewCustomer bed(not_enabled());
  ASSERT_TRUE(bed.loaded());
  bed.run->listening = false;
  ASSERT_EQ(bed.disable(), "");
  bed.change(Kind::candidate, Operation::update, {{"first_name", "Maren"}}, {}, 3);
  const auto before = bed.contents();
  int pushes_fetched = 0;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    if (peer != Peer::linkedin || request.target.find("Integrations") == std::string::npos) {
      return std::optional(std::move(reply));
    }
    if (request.target.find("requestId=") == std::string::npos)
      return std::optional(HttpResponse{503, {}, {}});
    ++pushes_fetched;
    return std::optional(HttpResponse{200, {}, R"({"elements":[]})"});
  };
  bed.run->restart();
  bed.run->listening = true;
  bed.run->run_to_quiet(std::chrono::minutes{20}, 6h);
  bed.run->ask_sync();
  bed.run->run_to_quiet(std::chrono::minutes{20}, 6h);
  EXPECT_GT(pushes_fetched, 0);
  EXPECT_EQ(bed.contents(), before);
  EXPECT_EQ(bed.too_early(), 0u);
}

// Who may see a job says who works there, and for whom.
TEST(NewCustomers, NobodyIsAddedToAnAccessListOnceTheyAreDisabled) {
  BedSettings settings = not_enabled();
  settings.settings = {{"hiring_team", "yes"}};
  NewCustomer bed(settings);
  for (const sim::User& user : bed.world.all<sim::User>()) {
    bed.setup.tenant.members.emplace(std::to_string(user.id),
                                     "urn:li:person:u" + std::to_string(user.id));
  }
  bed.run = std::make_unique<sim::VirtualRun>(bed.setup);
  int adds = 0, late = 0;
  bed.overhear = [&](const HttpRequest& request) {
    const bool adds_entries =
        request.target.find("Acl") != std::string::npos && request.method == "PUT";
    if (!adds_entries) return;
    if (++adds == 1) bed.disable();
    if (!bed.run->report().closed.empty()) ++late;
  };
  // One by one, so that many are still to be told when the word comes.
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool of_lists = peer == Peer::linkedin && request.target.find("Acl") != std::string::npos;
    if (of_lists && adds == 1) return std::optional(HttpResponse{400, {}, {}});
    return std::optional(std::move(reply));
  };
  ASSERT_FALSE(bed.connect().error);
  ASSERT_FALSE(bed.agree().error);
  ASSERT_EQ(bed.enable(), "");
  bed.settle();
  bed.sync();
  EXPECT_GE(adds, 1);
  EXPECT_EQ(late, 0);
}

TEST(NewCustomers, AnotherListOfFieldsIsAgreedToAnew) {
  NewCustomer bed(not_enabled());
  ASSERT_TRUE(bed.loaded());
  const auto contents = bed.contents();
  bed.setup.tenant.onboarding.list_version = 8;
  bed.restart_as({});
  bed.change(Kind::candidate, Operation::update, {}, {}, 3);
  ASSERT_TRUE(bed.sync());
  EXPECT_TRUE(bed.alarmed("list of fields that are sent has changed since")) << bed.alarms();
  EXPECT_EQ(bed.contents(), contents);
  ASSERT_FALSE(bed.agree().error);
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.alarms(), "");
  EXPECT_TRUE(bed.agrees());
  EXPECT_EQ(bed.repeated(), 0u);
}

// ---- connecting twice, and slips on the way ---------------------------------------------------

TEST(NewCustomers, ConnectingAgainChangesNothing) {
  NewCustomer bed(of_a_partner());
  ASSERT_TRUE(bed.loaded());
  const std::string application = bed.counts().onboarding.client_id;
  EXPECT_NE(application, "");
  const auto contents = bed.contents();
  const Told again = bed.connect();
  ASSERT_FALSE(again.error) << to_string(*again.error);
  EXPECT_TRUE(tells(again, "ONE_CLICK_EXPORT enabled"));
  EXPECT_EQ(bed.counts().onboarding.client_id, application);
  EXPECT_EQ(bed.counts().onboarding.agreed_by, "Jo Example");
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.contents(), contents);
  EXPECT_EQ(bed.repeated(), 0u);
  EXPECT_TRUE(bed.agrees());
}

TEST(NewCustomers, TwoWhoConnectAtOnceMakeOneApplicationAndTheSecondIsTold) {
  NewCustomer bed(of_a_partner());
  bed.run->tell(ConnectAsked{101});
  bed.run->tell(ConnectAsked{102});
  // Too early, and no reason to forget that somebody connects.
  bed.run->tell(ActivateAsked{103, "Jo Example"});
  ASSERT_TRUE(bed.settle());
  std::map<Ticket, std::optional<Error>> errors;
  for (const Told& told : bed.run->report().told) errors[told.ticket] = told.error;
  ASSERT_EQ(errors.size(), 3u);
  EXPECT_FALSE(errors[101]) << to_string(*errors[101]);
  ASSERT_TRUE(errors[102]);
  EXPECT_EQ(errors[102]->code, ErrorCode::conflict);
  EXPECT_TRUE(errors[103]);
  EXPECT_NE(bed.counts().onboarding.connected_at, Instant{});
}

TEST(NewCustomers, AnApplicationMadeBeforeIsTakenOver) {
  NewCustomer bed(of_a_partner());
  bool lost = false;
  bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool makes = peer == Peer::provisioning && request.method == "POST" &&
                       request.target.find("provisionedApplications") != std::string::npos;
    if (!makes || lost) return std::optional(std::move(reply));
    EXPECT_EQ(reply.status, 201);
    lost = true;
    return std::optional<HttpResponse>();
  };
  EXPECT_TRUE(bed.connect().error);
  ASSERT_TRUE(lost);
  const Told again = bed.connect();
  ASSERT_FALSE(again.error) << to_string(*again.error);
  EXPECT_TRUE(tells(again, "application child"));
  ASSERT_TRUE(bed.loaded());
}

TEST(NewCustomers, ASecretThatIsNotToldAgainIsAskedOfAPerson) {
  NewCustomer bed(of_a_partner());
  ASSERT_FALSE(bed.connect().error);
  // Another state directory: what was kept there is gone.
  NewCustomer fresh(of_a_partner());
  fresh.linkedin = std::move(bed.linkedin);
  fresh.linkedin.options().finder_shows_secret = false;
  const Told told = fresh.connect();
  ASSERT_TRUE(told.error);
  EXPECT_EQ(told.error->code, ErrorCode::refused);
  EXPECT_NE(told.error->what.find("client_id and client_secret"), std::string::npos);
  fresh.linkedin.options().finder_shows_secret = true;
  EXPECT_FALSE(fresh.connect().error);
}

TEST(NewCustomers, AStepThatLinkedInRefusesIsNamedAndTheNextTryGoesOn) {
  for (const char* path : {"provisionedApplications", "atsIntegrations?", "/configurations"}) {
    NewCustomer bed(of_a_partner());
    bool refuses = true;
    bed.meddle = [&](Peer peer, const HttpRequest& request, HttpResponse reply) {
      const bool hit =
          refuses && peer != Peer::vendor && request.target.find(path) != std::string::npos;
      if (hit) reply = HttpResponse{403, {}, R"({"message":"no"})"};
      return std::optional(std::move(reply));
    };
    const Told told = bed.connect();
    ASSERT_TRUE(told.error) << path;
    EXPECT_EQ(told.error->code, ErrorCode::refused);
    EXPECT_NE(told.error->what.find("status 403"), std::string::npos) << told.error->what;
    EXPECT_EQ(bed.counts().onboarding.connected_at, Instant{}) << path;
    refuses = false;
    ASSERT_TRUE(bed.loaded()) << path;
  }
}

TEST(NewCustomers, AfterAPowerCutAtAnyEffectConnectingAgainEndsIt) {
  std::uint64_t cuts = 0;
  std::string application;
  for (std::uint64_t at = 1;; ++at) {
    BedSettings settings = of_a_partner();
    settings.world = BedSettings::sized_world(6, 3);
    NewCustomer bed(settings);
    ASSERT_TRUE(bed.settle());
    bed.run->tell(ConnectAsked{1});
    if (!bed.run->run_then_crash(at)) break;
    ++cuts;
    bed.run->restart();
    ASSERT_TRUE(bed.sync()) << "cut after effect " << at;
    ASSERT_EQ(bed.held_records(), 0u) << "cut after effect " << at;
    ASSERT_TRUE(bed.loaded()) << "cut after effect " << at;
    const std::string made = bed.counts().onboarding.client_id;
    if (application.empty()) application = made;
    ASSERT_EQ(made, application);
    ASSERT_EQ(bed.too_early(), 0u);
  }
  EXPECT_GT(cuts, 6u);
}

// ---- the same with the gate taken away --------------------------------------------------------

TEST(NewCustomersTwin, WithoutTheGateLinkedInSeesRecordsTooEarly) {
  BedSettings settings = not_enabled();
  settings.onboarding.required = false;
  NewCustomer bed(settings);
  bed.run->ask_sync();
  bed.run->run_to_quiet(1min, 1h);
  EXPECT_GT(bed.too_early(), 0u);
}

}  // namespace
}  // namespace crosswalk
