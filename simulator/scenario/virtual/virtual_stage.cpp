#include "scenario/virtual/virtual_stage.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "faults/endpoints.hpp"
#include "scenario/virtual/deeds.hpp"
#include "scenario/virtual/quirks.hpp"
#include "scenario/virtual/turns.hpp"

namespace crosswalk::sim {
namespace {

// History ends before the run begins, so that the first reading has something to overlap with.
constexpr Duration after_history = std::chrono::hours{1};

// What people at LinkedIn and the vendor have done is told within these.
constexpr std::uint64_t first_organization = 5000;

// Whoever has not read once, or waits for another day, has not come to the end.
bool nothing_waits(const FlowReport& report) { return report.rounds > 0 && !report.due; }

}  // namespace

WorldOptions world_of(const Scenario& scenario, const TenantSpec& tenant) {
  WorldOptions options = tenant.world;
  options.seed = mix64(tenant.name, mix64(std::to_string(tenant.world.seed), scenario.seed));
  options.start = scenario.start;
  const auto vendor = std::ranges::find(vendors(), tenant.vendor, &Vendor::word);
  if (vendor != vendors().end()) options.posting_url = vendor->posting_url;
  return options;
}

std::string organization_of(std::size_t place) {
  return "urn:li:organization:" + std::to_string(first_organization + place);
}

VirtualStage::VirtualStage(const Scenario& scenario, LinkedInOptions options,
                           std::string connectors, bool keeps)
    : scenario_(scenario),
      connectors_(std::move(connectors)),
      start_(scenario.start + after_history),
      now_(start_),
      transcript_(keeps),
      faults_(scenario.seed, scenario.faults, start_),
      linkedin_(std::move(options)),
      mail_(
          faults_,
          [this](const Sender& from, std::string_view tenant, const HttpRequest& push, Instant now,
                 const std::vector<std::string>& fired) {
            return knock(from, tenant, push, now, fired);
          },
          [this](const Sender& from, std::string_view tenant, const HttpRequest& push, Instant now,
                 std::string_view fate, const std::vector<std::string>& fired) {
            transcript_.kept_back(now, tenant, from.peer, endpoint_of("hook", push), push, fate,
                                  fired);
          }) {}

GroundPlan VirtualStage::plan_of(const Ground& ground) const {
  const auto at = std::ranges::find(scenario_.tenants, ground.spec.name, &TenantSpec::name);
  return {scenario_, static_cast<std::size_t>(at - scenario_.tenants.begin()), connectors_, start_};
}

Result<Done> VirtualStage::set_up() {
  for (std::size_t place = 0; place < scenario_.tenants.size(); ++place) {
    const GroundPlan plan{scenario_, place, connectors_, start_};
    auto made = make_ground(plan);
    if (!made) return std::move(made).error();
    grounds_.push_back(*std::move(made));
    Ground& ground = *grounds_.back();
    give_hands(ground);
    auto settled = settle_in(ground, plan,
                             [this, &ground](Peer peer, const HttpRequest& request, Instant now) {
                               return answer(ground, peer, request, now);
                             });
    if (!settled) return settled;
  }
  add_senders();
  for (const auto& ground : grounds_) {
    if (ground->spec.onboarding) connect(*this, *ground);
  }
  return Done{};
}

void VirtualStage::give_hands(Ground& ground) {
  ground.vendor_hand = {[&ground](const HttpRequest& request, Instant now) {
                          return ground.vendor->answer(request, now);
                        },
                        [&ground](const FaultDeed& deed, const HttpRequest&, std::uint64_t turn_no,
                                  Instant now) { turn_vendor(ground, deed, turn_no, now); }};
  ground.linkedin_hand = {
      [this](const HttpRequest& request, Instant now) {
        linkedin_now_ = std::max(linkedin_now_, now);
        return linkedin_.answer(request, linkedin_now_);
      },
      [this, &ground](const FaultDeed& deed, const HttpRequest& request, std::uint64_t turn_no,
                      Instant) { turn_linkedin(linkedin_, ground, deed, request, turn_no); }};
}

void VirtualStage::add_senders() {
  mail_.add({.peer = "linkedin",
             .outbox = [this] { return &linkedin_.outbox(); },
             .answered =
                 [this](std::uint64_t id, const HttpResponse* reply, Instant now) {
                   linkedin_.hear(id, reply ? reply->status : 0, reply ? reply->body : "", now);
                 }});
  for (const auto& ground : grounds_) {
    mail_.add(
        {.peer = std::string(ground->vendor->peer()),
         .tenant = ground->spec.name,
         .outbox = [vendor = ground->vendor.get()] { return vendor->outbox(); },
         .answered = [vendor = ground->vendor.get()](
                         std::uint64_t id, const HttpResponse* reply,
                         Instant now) { vendor->answered(id, reply ? reply->status : 0, now); }});
  }
}

Answered VirtualStage::answer(Ground& ground, Peer peer, const HttpRequest& request, Instant now) {
  const bool of_vendor = peer == Peer::vendor;
  const std::string_view name = of_vendor ? ground.vendor->peer() : "linkedin";
  const PeerHand& hand = of_vendor ? ground.vendor_hand : ground.linkedin_hand;
  Arrival arrival = faults_.pass(ground.spec.name, name, request, hand, now);
  const std::vector<std::string> fired = std::move(arrival.fired);
  Received got = received(std::move(arrival), virtual_patience);
  const Duration took = http_round_trip + got.after;
  const std::string_view endpoint = endpoint_of(name, request);
  const HttpResponse* const reply = got.reply ? &*got.reply : nullptr;
  transcript_.request(now, ground.spec.name, name, endpoint, request, reply, took, fired);
  if (hearing_) {
    hearing_(now, ground.spec.name, name, endpoint, request, reply, took,
             candour_of(faults_.rules(), fired));
  }
  return {std::move(got.reply), took};
}

std::optional<HttpResponse> VirtualStage::knock(const Sender& from, std::string_view tenant,
                                                const HttpRequest& push, Instant now,
                                                const std::vector<std::string>& fired) {
  std::optional<HttpResponse> reply;
  for (const auto& ground : grounds_) {
    if (ground->spec.name != tenant || ground->run->died()) continue;
    ground->run->arrive(now);
    reply = ground->run->knock(push);
  }
  transcript_.push(now, tenant, from.peer, endpoint_of("hook", push), push,
                   reply ? &*reply : nullptr, fired);
  return reply;
}

std::map<std::string, std::uint64_t> VirtualStage::requests() const {
  const auto& asked = faults_.asked();
  return {asked.begin(), asked.end()};
}

std::map<std::string, std::string> VirtualStage::undone() const {
  std::map<std::string, std::string> all;
  for (const auto& ground : grounds_) all.insert(ground->undone.begin(), ground->undone.end());
  for (const auto& ground : grounds_) {
    for (const auto& [change, trouble] : ground->undone) {
      if (trouble.empty()) all.erase(change);  // One tenant's was there.
    }
  }
  return all;
}

bool VirtualStage::step(Instant until) {
  VirtualRun* soonest = nullptr;
  std::optional<Instant> due = mail_.next();
  for (const auto& ground : grounds_) {
    const auto next = ground->run->next();
    if (!next || (due && *due <= *next)) continue;
    due = next;
    soonest = ground->run.get();
  }
  if (!due || *due > until) return false;
  now_ = std::max(now_, *due);
  if (soonest != nullptr) return soonest->step(until);
  mail_.deliver(now_);
  return true;
}

void VirtualStage::run_until(Instant at) {
  while (step(at)) {
  }
  now_ = std::max(now_, at);
  for (const auto& ground : grounds_) {
    ground->run->arrive(now_);
    collect(*ground);
  }
}

bool VirtualStage::quiet(Duration patience) {
  for (const auto& ground : grounds_) {
    if (ground->run->under_way()) return false;
  }
  const auto due = mail_.next();
  if (due && *due <= now_ + patience) return false;
  return std::ranges::all_of(grounds_, [&](const auto& ground) {
    ground->run->arrive(now_);
    return ground->run->quiet(patience);
  });
}

bool VirtualStage::run_to_quiet(Duration patience, Duration limit) {
  const Instant until = now_ + limit;
  bool over = quiet(patience);
  while (!over && step(until)) over = quiet(patience);
  for (const auto& ground : grounds_) collect(*ground);
  return over;
}

void VirtualStage::tell(Ground& ground, Event event) {
  ground.run->arrive(now_);
  ground.run->tell(std::move(event));
}

void VirtualStage::collect(Ground& ground) {
  const FlowReport report = ground.run->report();
  const auto show = [&](const std::string& words) {
    if (words.empty() || !ground.told_once.insert(words).second) return;
    ground.told.push_back(words);
    note(Happening::What::alarm, ground, words);
  };
  for (const std::string& each : report.alarms) show(each);
  show(report.closed);
  for (const Told& told : report.told) {
    if (told.error) show(to_string(*told.error));
    for (const std::string& each : told.words) show(each);
  }
}

void VirtualStage::note(Happening::What what, const Ground& ground, std::string_view words) {
  transcript_.note(now_, what, ground.spec.name, words);
}

void VirtualStage::look(const std::function<void(const Scene&)>& look) {
  const bool calm = quiet(quiet_patience);
  linkedin_now_ = std::max(linkedin_now_, now_);
  linkedin_.ledger(linkedin_now_);  // Tasks that are due by now have been carried out.
  for (const auto& ground : grounds_) {
    collect(*ground);
    ground->exports.now = now_;
    look({.tenant = ground->spec.name,
          .world = ground->world.get(),
          .linkedin = linkedin_,
          .policy = ground->judged,
          .exports = ground->exports,
          .erased = ground->erased,
          .told = ground->told,
          .quiet = calm && !ground->shut && nothing_waits(ground->run->report()),
          .now = now_,
          .killed = std::exchange(ground->killed, false),
          .secrets = &ground->secrets});
  }
}

Result<std::unique_ptr<Stage>> virtual_stage(const Scenario& scenario,
                                             const std::string& connectors, bool keeps) {
  auto options = linkedin_options(scenario.tenants);
  if (!options) return std::move(options).error();
  for (const TenantSpec& tenant : scenario.tenants) {
    options->apps.push_back({.client_id = application_of(tenant),
                             .client_secret = application_secret_of(tenant),
                             .organization = organization_of(options->apps.size()),
                             .parent = false,
                             .callback_url = callback_for(tenant)});
  }
  auto stage = std::make_unique<VirtualStage>(scenario, *std::move(options), connectors, keeps);
  auto done = stage->set_up();
  if (!done) return std::move(done).error();
  return std::unique_ptr<Stage>(std::move(stage));
}

}  // namespace crosswalk::sim
