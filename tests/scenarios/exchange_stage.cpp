#include "scenarios/exchange_stage.hpp"

#include <algorithm>

#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

std::size_t rows(const sim::World& world) {
  return world.all<sim::Candidate>().rows() + world.all<sim::Application>().rows();
}

}  // namespace

BedSettings exchanging() {
  BedSettings settings;
  settings.world = BedSettings::sized_world(16, 10);
  settings.exchange = true;
  // A vendor that refuses the second hides a client that asks twice.
  settings.greenhouse.one_application_per_job = false;
  return settings;
}

BedSettings with_a_silent_vendor() {
  BedSettings settings = exchanging();
  settings.greenhouse.hooks = {{"https://hooks.example.com/vendor/acme", "hook-secret", {"never"}}};
  return settings;
}

BedSettings exchanging_by_v1() {
  BedSettings settings = exchanging();
  settings.world.posting_url = "https://boards.greenhouse.io/acorn/jobs/";
  const sim::Id user = sim::World(settings.world).all<sim::User>().first_id();
  settings.settings = {
      {"api_version", "v1"}, {"job_board", "acorn"}, {"on_behalf_of", std::to_string(user)}};
  settings.secrets = {{"api_key", "greenhouse-key"}};
  settings.judged.without_history = true;
  settings.judged.withheld_kinds = {"candidate_note", "application_note"};
  settings.judged.withheld_fields = {"feedback.feedback"};
  return settings;
}

Exchange::Exchange(BedSettings settings)
    : TenantBed(settings), told_history_(!settings.judged.without_history) {
  overhear = [this](const HttpRequest&) { ++asked_linkedin_; };
  EXPECT_TRUE(sync());
  EXPECT_TRUE(agrees());
  jobs = open_jobs();
  EXPECT_GE(jobs.size(), 3u);
  at_first_ = rows(world);
}

std::vector<const sim::Candidate*> Exchange::people(std::string_view first_name) const {
  std::vector<const sim::Candidate*> found;
  for (const sim::Candidate& candidate : world.all<sim::Candidate>()) {
    if (candidate.first_name == first_name) found.push_back(&candidate);
  }
  return found;
}

std::size_t Exchange::made() const { return rows(world) - at_first_; }

testing::AssertionResult Exchange::is_there(const std::string& name,
                                            const std::vector<std::string>& to) {
  const auto wrong = [&](const std::string& what) {
    return testing::AssertionFailure() << name << ": " << what << "\nalarms: " << alarms();
  };
  const auto found = people(name);
  if (found.size() != 1) return wrong(std::to_string(found.size()) + " candidates");
  const sim::Candidate& person = *found.front();
  const std::string id = std::to_string(person.id);
  if (std::ranges::count(person.tags, "LinkedIn") != 1) return wrong("not tagged");
  const sim::Entity* held = at_linkedin(sim::EntityKind::candidate, id);
  if (held == nullptr) return wrong("the candidate is not at LinkedIn");
  if (held->member != "urn:li:person:" + name) return wrong("linked to '" + held->member + "'");
  const auto applications = world.applications_of(person);
  if (applications.size() != to.size()) {
    return wrong(std::to_string(applications.size()) + " applications");
  }
  for (const std::string& job : to) {
    const auto on_job = [&](const auto* each) { return std::to_string(each->job_id) == job; };
    const auto application = std::ranges::find_if(applications, on_job);
    if (application == applications.end()) return wrong("no application to job " + job);
    const std::string of = std::to_string((*application)->id);
    if (at_linkedin(sim::EntityKind::application, of) == nullptr) {
      return wrong("an application is not at LinkedIn");
    }
    if (!has_first_stage(**application)) {
      return wrong("the first stage is not at LinkedIn");
    }
  }
  return testing::AssertionSuccess();
}

bool Exchange::has_first_stage(const sim::Application& application) {
  const std::string under = std::to_string(application.id) + "\n";
  if (!told_history_) {
    const auto held = contents();
    const auto found = held.lower_bound("stage " + under);
    return found != held.end() && found->first.starts_with("stage " + under);
  }
  const auto stages = world.stages_of(application);
  if (stages.empty()) return false;
  return at_linkedin(sim::EntityKind::stage, under + std::to_string(stages.front()->id)) != nullptr;
}

testing::AssertionResult Exchange::stands(const std::string& name,
                                          const std::vector<std::string>& to) {
  const testing::AssertionResult there = is_there(name, to);
  return there ? agrees() : there;
}

testing::AssertionResult Exchange::refused(std::string_view word) {
  expect_refusal();
  const ExchangeCounts told = counts().exchange;
  const std::vector<std::pair<std::string, std::uint64_t>> expected{{std::string(word), 1}};
  if (told.refusals == expected && told.exports_created == 0 && made() == 0) return agrees();
  testing::AssertionResult wrong = testing::AssertionFailure() << "refusals:";
  for (const auto& [why, count] : told.refusals) wrong << " " << why << " " << count;
  return wrong << ", created " << told.exports_created << ", made " << made()
               << "\nalarms: " << alarms();
}

const sim::Candidate& Exchange::known_without(const std::string& job) {
  for (const sim::Candidate& person : world.all<sim::Candidate>()) {
    const std::string id = std::to_string(person.id);
    const bool sent = at_linkedin(sim::EntityKind::candidate, id) != nullptr;
    if (!sent || person.email.empty()) continue;
    const auto applied = [&](const auto* each) { return std::to_string(each->job_id) == job; };
    if (std::ranges::none_of(world.applications_of(person), applied)) return person;
  }
  ADD_FAILURE() << "everybody has applied for job " << job;
  return *world.all<sim::Candidate>().begin();
}

sim::ExportOrder Exchange::of(const sim::Candidate& person) {
  sim::ExportOrder order = somebody("Nadja");
  order.first_name = person.first_name;
  order.last_name = person.last_name;
  order.emails = {std::string(person.email)};
  return order;
}

HttpRequest Exchange::take_push() {
  for (const sim::Outgoing& push : linkedin.outbox().take_due(run->now())) {
    linkedin.hear(push.id, 200, "", run->now());
    if (push.request.method == "POST") return push.request;
  }
  ADD_FAILURE() << "LinkedIn pushes nothing";
  return {};
}

HttpRequest Exchange::take_vendor_push() {
  HttpRequest last;
  for (const sim::Outgoing& push : greenhouse.outbox().take_due(run->now())) {
    greenhouse.answered(push.id, 200, run->now());
    last = push.request;
  }
  EXPECT_FALSE(last.body.empty()) << "the vendor pushes nothing";
  return last;
}

HttpRequest Exchange::signed_push(std::string body, std::string_view secret) {
  HttpRequest push;
  push.method = "POST";
  push.target = "/linkedin/acme";
  const std::string proof = to_hex(bytes_of(hmac_sha256(secret, "hmacsha256=" + body)));
  push.headers = {{"Content-Type", "application/json"}, {"X-LI-Signature", proof}};
  push.body = std::move(body);
  return push;
}

std::size_t Exchange::waiting() {
  const Instant some_day = run->now() + 24h * 365;
  const auto taken = setup.store->carry_out(TakeNotices{1000, some_day});
  EXPECT_TRUE(taken);
  return taken ? std::get<Notices>(*taken).notices.size() : 0;
}

void Exchange::pass(Duration time) {
  const Instant end = run->now() + time;
  run->run_to_quiet(time + 1h, time);
  if (run->now() < end) run->advance(end - run->now());
}

}  // namespace crosswalk
