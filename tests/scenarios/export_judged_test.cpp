// The product with one promise taken away: the judge has to say which. At stake: scenarios that go
// on ending in agreement after an export has gone to the wrong job, nowhere, or too far.

#include "scenarios/exchange_stage.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

bool names(const sim::Verdict& verdict, std::string_view what, std::string_view field = {}) {
  return std::ranges::any_of(verdict.first, [&](const sim::Disagreement& each) {
    const bool of_field = field.empty() || std::ranges::count(each.fields, field) > 0;
    return each.what == what && of_field;
  });
}

// What the client plans to write, changed on the way.
using Change = std::function<void(WriteStep, WriteValues&)>;
void change_writes(Exchange& bed, Change change) {
  bed.around_engine = [change = std::move(change)](Engine& engine, const Step& step) {
    const auto* plan = std::get_if<PlanWrite>(&step);
    if (plan == nullptr) return engine.take(step);
    PlanWrite other = *plan;
    change(other.step, other.values);
    return engine.take(other);
  };
}

TEST(ExportJudged, OntoAnotherJobItIsLostThereAndUnorderedHere) {
  Exchange bed;
  change_writes(bed, [other = bed.jobs.at(1)](WriteStep step, WriteValues& values) {
    if (step == WriteStep::create_application) values.job = other;
  });
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.pass(30min);
  EXPECT_EQ(bed.people("Nadja").size(), 1u);
  EXPECT_EQ(bed.verdict().lost_exports, 1u);
  EXPECT_TRUE(names(bed.verdict(), "not_ordered"));
  EXPECT_FALSE(bed.agrees());
}

TEST(ExportJudged, ForgottenAtTheDoorItIsLost) {
  Exchange bed;
  bed.around_store = [](Store& store, const StoreVerb& verb) {
    if (std::holds_alternative<KeepNotice>(verb)) return Result<StoreAnswer>(NoticeKept{true});
    return store.carry_out(verb);
  };
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_EQ(bed.made(), 0u);
  EXPECT_EQ(bed.verdict().lost_exports, 1u);
  EXPECT_FALSE(bed.agrees());
}

TEST(ExportJudged, RefusedForNoReasonItIsLost) {
  Exchange bed;
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.linkedin.opt_out("urn:li:person:Nadja");
  ASSERT_TRUE(bed.settle());
  EXPECT_EQ(bed.verdict().lost_exports, 1u) << "nobody told the judge that it must be refused";
  bed.expect_refusal();
  EXPECT_TRUE(bed.agrees());
}

TEST(ExportJudged, WithAnAddressThatNobodyGrantedItIsMiswritten) {
  Exchange bed;
  change_writes(bed, [](WriteStep step, WriteValues& values) {
    if (step != WriteStep::create_candidate) return;
    values.person.emplace_back("email", "nadja@example.com");
  });
  sim::ExportOrder person = TenantBed::somebody("Nadja");
  person.emails = {"nadja@example.com"};
  bed.export_to(bed.jobs.at(0), person);
  EXPECT_TRUE(names(bed.verdict(), "miswritten", "email"));
  EXPECT_FALSE(bed.agrees());
}

TEST(ExportJudged, UnderAnotherNameItIsMiswritten) {
  Exchange bed;
  change_writes(bed, [](WriteStep step, WriteValues& values) {
    if (step != WriteStep::create_candidate) return;
    for (auto& [name, text] : values.person) {
      if (name == "last_name") text = "Mistaken";
    }
  });
  bed.export_to(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  EXPECT_TRUE(names(bed.verdict(), "miswritten", "last_name"));
  EXPECT_FALSE(bed.agrees());
}

// A vendor that makes every application it is asked for. The first answer is lost, and whoever does
// not look whether it took place asks again.
TEST(ExportJudged, WithASecondApplicationForTheJobItIsDoubled) {
  Exchange bed;
  int asked = 0;
  bed.meddle = [&asked](Peer peer, const HttpRequest& request, HttpResponse reply) {
    const bool create =
        peer == Peer::vendor && request.method == "POST" && request.target == "/v3/applications";
    return create && asked++ == 0 ? std::nullopt : std::optional(std::move(reply));
  };
  bed.around_store = [&asked](Store& store, const StoreVerb& verb) {
    if (std::holds_alternative<FindApplications>(verb) && asked < 2) {
      return Result<StoreAnswer>(Rows{});
    }
    return store.carry_out(verb);
  };
  bed.order(bed.jobs.at(0), TenantBed::somebody("Nadja"));
  bed.pass(2h);
  EXPECT_EQ(asked, 2);
  EXPECT_TRUE(names(bed.verdict(), "exported_twice"));
  EXPECT_GT(bed.verdict().doubled_exports, 0u);
  EXPECT_FALSE(bed.agrees());
}

// The vendor that refuses the second: what it refuses is there, and found.
TEST(ExportJudged, ToAJobTheyAppliedForAMomentAgoIsNoSecondApplication) {
  BedSettings settings = with_a_silent_vendor();
  settings.greenhouse.one_application_per_job = true;
  Exchange bed(settings);
  const sim::Candidate& person = bed.known_without(bed.jobs.at(0));
  bed.world.add_application(person.id, std::stoull(bed.jobs[0]), bed.run->now());
  const std::size_t before = bed.world.applications_of(person).size();
  bed.export_to(bed.jobs[0], Exchange::of(person));
  ASSERT_TRUE(bed.sync());
  EXPECT_EQ(bed.world.applications_of(person).size(), before);
  bed.members[person.id] = "urn:li:person:Nadja";
  EXPECT_TRUE(bed.agrees()) << bed.alarms();
}

}  // namespace
}  // namespace crosswalk
