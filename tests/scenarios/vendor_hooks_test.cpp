// The vendor tells of a change, and LinkedIn has it within the minute instead of with the next
// poll. A message is only a hint: lost, doubled, late or out of order it must lead to the same end.
// At stake: that somebody's old state overwrites the new one, or a lost message loses a change.

#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;
using sim::EntityKind;
using sim::Kind;
using sim::Operation;

struct HookEvent {
  const char* name;
  Kind kind;
  Operation operation;
  std::vector<std::pair<std::string, std::string>> fields{};
};

const std::vector<HookEvent>& events() {
  static const std::vector<HookEvent> all{
      {"a person moves house", Kind::candidate, Operation::update, {{"address", "Hull"}}},
      {"a person applies", Kind::application, Operation::insert},
      {"an application advances", Kind::application, Operation::advance},
      {"an application is rejected", Kind::application, Operation::reject},
      {"a job gets another number", Kind::job, Operation::update, {{"requisition_id", "R-9"}}},
      {"a post gets another text", Kind::job_post, Operation::update},
      {"a job closes", Kind::job, Operation::close},
      {"a job opens again", Kind::job, Operation::reopen},
      {"a person is deleted", Kind::candidate, Operation::remove},
      {"a person is anonymised", Kind::candidate, Operation::anonymise},
      {"an application is deleted", Kind::application, Operation::remove}};
  return all;
}

// A larger world, so that whatever falls on somebody falls on somebody whom LinkedIn has.
BedSettings told_by_the_vendor(sim::HookMischief mischief = {}) {
  BedSettings settings = exchanging();
  settings.world = BedSettings::sized_world(40, 14);
  settings.greenhouse.mischief = mischief;
  return settings;
}

TEST(VendorHooks, BringAChangeToLinkedInWithoutAPoll) {
  Exchange bed(told_by_the_vendor());
  const std::uint64_t rounds = bed.run->report().rounds;
  std::uint64_t changes = 0;
  for (const HookEvent& event : events()) {
    const auto before = bed.contents();
    bed.change(event.kind, event.operation, event.fields);
    ASSERT_TRUE(bed.settle()) << event.name;
    EXPECT_TRUE(bed.agrees()) << event.name;
    changes += bed.contents() != before ? 1 : 0;
  }
  EXPECT_GE(changes, 6u) << "most of these concern what LinkedIn has";
  EXPECT_EQ(bed.run->report().rounds, rounds);
}

// An application repeats its candidate's name and its job's; the vendor tells of the candidate.
TEST(VendorHooks, OfANameBringItsOwnerAtOnceAndItsCopiesWithTheNextPoll) {
  Exchange bed(told_by_the_vendor());
  const auto [kind, name] = std::pair{Kind::candidate, "Maren"};
  for (const sim::Application& application : bed.world.all<sim::Application>()) {
    const std::string id = std::to_string(application.id);
    if (bed.at_linkedin(EntityKind::application, id) == nullptr) continue;
    bed.change(kind, Operation::update, {{"first_name", name}}, {application.candidate_id});
    ASSERT_TRUE(bed.settle());
    const auto held = bed.contents();
    const std::string owner = std::to_string(application.candidate_id);
    EXPECT_NE(held.at("candidate " + owner).find(name), std::string::npos);
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    return;
  }
  FAIL() << "no application is at LinkedIn";
}

// What LinkedIn is shown of a job is its post's title; its own name is repeated by its
// applications.
TEST(VendorHooks, OfAJobsOwnNameBringItToItsApplicationsWithTheNextPollAndTheJobNotAtAll) {
  Exchange bed(told_by_the_vendor());
  for (const sim::Application& application : bed.world.all<sim::Application>()) {
    const std::string id = std::to_string(application.id);
    if (bed.at_linkedin(EntityKind::application, id) == nullptr) continue;
    const std::string job = "job " + std::to_string(application.job_id);
    const std::string shown = bed.contents().at(job);
    bed.run->advance(1h);
    bed.change(Kind::job, Operation::update, {{"name", "Rigger"}}, {application.job_id});
    ASSERT_TRUE(bed.settle());
    const std::uint64_t repeated = bed.repeated();
    ASSERT_TRUE(bed.sync());
    const auto held = bed.contents();
    EXPECT_NE(held.at("application " + id).find("Rigger"), std::string::npos);
    EXPECT_EQ(held.at(job), shown);
    EXPECT_EQ(bed.repeated(), repeated) << "nothing is sent that LinkedIn has";
    EXPECT_TRUE(bed.agrees());
    return;
  }
  FAIL() << "no application is at LinkedIn";
}

TEST(VendorHooks, LostOnesAreHealedByTheNextPoll) {
  Exchange bed(told_by_the_vendor({.lose_every = 1}));
  std::uint64_t missed = 0;
  for (const HookEvent& event : events()) {
    bed.change(event.kind, event.operation, event.fields);
    ASSERT_TRUE(bed.settle());
    missed += bed.agrees() ? 0 : 1;
    bed.run->advance(1h);
    const bool leaves =
        event.operation == Operation::remove || event.operation == Operation::anonymise;
    ASSERT_TRUE(bed.sync(leaves));
    EXPECT_TRUE(bed.agrees()) << event.name;
  }
  EXPECT_GE(missed, 6u) << "without a message nothing is known before the poll";
}

TEST(VendorHooks, DoubledReorderedAndLateLeadToTheSameEnd) {
  const std::vector<sim::HookMischief> mischiefs{
      {.double_every = 1},
      {.reorder_every = 2, .reorder_by = 10min},
      {.late = 40min},
      {.lose_every = 0, .double_every = 2, .reorder_every = 3, .reorder_by = 5min, .late = 5min}};
  for (const sim::HookMischief& mischief : mischiefs) {
    Exchange bed(told_by_the_vendor(mischief));
    const std::uint64_t rounds = bed.run->report().rounds;
    for (const HookEvent& event : events()) bed.change(event.kind, event.operation, event.fields);
    ASSERT_TRUE(bed.run->run_to_quiet(1h));
    EXPECT_TRUE(bed.agrees());
    EXPECT_EQ(bed.run->report().rounds, rounds);
  }
}

TEST(VendorHooks, OfARecordThatCannotBeReadYetWaitForIt) {
  BedSettings settings = exchanging();
  settings.greenhouse.write_lag = 60s;
  settings.greenhouse.mischief.before_readable = true;
  Exchange bed(settings);
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(bed.stands("Nadja", {bed.jobs[0]}));
  EXPECT_EQ(bed.waiting(), 0u);
}

TEST(VendorHooks, MissedWhileTheReceiverIsDownAreDeliveredByItsRetries) {
  Exchange bed(told_by_the_vendor());
  bed.run->listening = false;
  for (const HookEvent& event : events()) bed.change(event.kind, event.operation, event.fields);
  bed.pass(1h);
  EXPECT_FALSE(bed.agrees());
  bed.run->listening = true;
  bed.pass(3h);
  EXPECT_TRUE(bed.agrees());
}

TEST(VendorHooks, ReplayedAMonthLaterUndoNothing) {
  Exchange bed(told_by_the_vendor());
  const sim::Id id = bed.known_without(bed.jobs.at(0)).id;
  const auto titled = [&](const char* title) {
    bed.world.edit<sim::Candidate>(id, bed.run->now(),
                                   [&](sim::Candidate& row) { row.title = bed.world.keep(title); });
  };
  titled("Fitter");
  const HttpRequest old = bed.take_vendor_push();
  EXPECT_EQ(bed.knock(old), 200);
  ASSERT_TRUE(bed.settle());
  bed.pass(24h * 30);
  titled("Welder");
  ASSERT_TRUE(bed.settle());
  ASSERT_TRUE(bed.agrees());
  const std::uint64_t asked = bed.greenhouse.requests();
  EXPECT_EQ(bed.knock(old), 200);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.greenhouse.requests(), asked) << "its id is remembered";
  EXPECT_TRUE(bed.agrees());
}

// The vendor's word that somebody is gone is asked after by id before anybody is withdrawn.
// LinkedIn took them, and its answer was lost; then the ATS made them unfit to be sent.
TEST(VendorHooks, OfADeletionTakeAwayWhoeverLinkedInMayHave) {
  Exchange bed(told_by_the_vendor());
  bed.meddle = [](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool people = request.target.find("tsCandidates") != std::string::npos;
    const bool lost = peer == Peer::linkedin && people;
    return lost ? std::nullopt : std::optional(std::move(reply));
  };
  const auto added = bed.change(Kind::candidate, Operation::insert);
  ASSERT_EQ(added.size(), 1u);
  const std::string id = std::to_string(added[0]);
  bed.run->ask_sync();
  bed.run->run_to_quiet(1min, 5min);
  ASSERT_NE(bed.at_linkedin(EntityKind::candidate, id), nullptr);
  bed.change(Kind::candidate, Operation::update, {{"last_name", ""}}, added);
  bed.run->run_to_quiet(1min, 5min);
  ASSERT_EQ(bed.row(RecordKind::candidate, id).sent, 0u) << "or nothing was lost";
  ASSERT_EQ(bed.row(RecordKind::candidate, id).state, EntityState::held);
  bed.meddle = nullptr;
  bed.change(Kind::candidate, Operation::remove, {}, added);
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.at_linkedin(EntityKind::candidate, id), nullptr);
}

TEST(VendorHooks, ThatSpeakOfADeletionFalselyRemoveNobody) {
  Exchange bed(told_by_the_vendor());
  sim::Id gone = 0;
  for (const sim::Candidate& each : bed.world.all<sim::Candidate>()) {
    if (bed.at_linkedin(EntityKind::candidate, std::to_string(each.id)) == nullptr) continue;
    if (gone == 0) gone = each.id;
  }
  const std::string body = R"({"action":"delete_candidate","payload":{"person":{"id":)" +
                           std::to_string(gone) + R"(,"deleted_application_ids":[]}}})";
  ASSERT_TRUE(
      bed.setup.store->carry_out(KeepNotice{NoticeSource::vendor, "false", body, bed.run->now()}));
  bed.run->tell(Knocked{});
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.waiting(), 0u);
  EXPECT_TRUE(bed.agrees());
}

// ---- oddities of what is told --------------------------------------------------------------

TEST(Oddities, ANoteOf64KiBAndFiftyStagesAtOneMomentArrive) {
  for (const char* version : {"", "202603"}) {
    BedSettings settings{.world = BedSettings::sized_world(40, 14)};
    settings.version = version;
    settings.world.odd.note_of_64_kib = 3;
    settings.world.odd.stages_at_once = 5;
    TenantBed bed(settings);
    ASSERT_TRUE(bed.sync());
    EXPECT_TRUE(bed.agrees());
    std::size_t longest = 0, most = 0;
    for (const sim::Note& note : bed.world.all<sim::Note>()) {
      const std::string parent =
          std::to_string(note.application_id != 0 ? note.application_id : note.candidate_id);
      const auto kind =
          note.application_id != 0 ? EntityKind::application_note : EntityKind::candidate_note;
      const sim::Entity* held = bed.at_linkedin(kind, parent + "\n" + std::to_string(note.id));
      if (held != nullptr) longest = std::max(longest, note.body.size());
    }
    for (const sim::Application& application : bed.world.all<sim::Application>()) {
      std::map<Instant, std::size_t> at;
      for (const sim::ApplicationStage* stage : bed.world.stages_of(application)) {
        const std::string id = std::to_string(application.id) + "\n" + std::to_string(stage->id);
        if (bed.at_linkedin(EntityKind::stage, id) != nullptr) ++at[stage->entered_at];
      }
      for (const auto& [moment, count] : at) most = std::max(most, count);
    }
    EXPECT_GE(longest, 65'000u) << version;
    EXPECT_GE(most, 50u) << version;
  }
}

}  // namespace
}  // namespace crosswalk
