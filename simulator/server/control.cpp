#include "server/control.hpp"

#include <algorithm>
#include <span>

#include "server/accounts.hpp"
#include "server/console/doors.hpp"
#include "server/harm/rules.hpp"
#include "server/orders.hpp"
#include "server/policy_words.hpp"
#include "server/requests.hpp"
#include "vendors/query.hpp"
#include "world/words.hpp"

namespace crosswalk::sim {
namespace {

HttpResponse json_answer(int status, const Json& body) {
  HttpResponse reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.body = write_json(body) + "\n";
  return reply;
}

HttpResponse problem(int status, std::string text) {
  Json body;
  body.set("error", std::move(text));
  return json_answer(status, body);
}

constexpr std::string_view fetched[] = {
    "/_sim/health",  "/_sim/world",    "/_sim/ledger", "/_sim/agreement", "/_sim/policy",
    "/_sim/traffic", "/_sim/callback", "/_sim/held",   "/_sim/erased",    "/_sim/faults"};
constexpr std::string_view own_posted[] = {"/_sim/policy", "/_sim/reset",         "/_sim/mutate",
                                           "/_sim/fault",  "/_sim/expire-tokens", "/_sim/advance"};

const std::vector<std::string_view>& posted() {
  static const std::vector<std::string_view> all = [] {
    std::vector<std::string_view> paths(std::begin(own_posted), std::end(own_posted));
    paths.insert(paths.end(), order_paths().begin(), order_paths().end());
    return paths;
  }();
  return all;
}

/// The answer to a path that the method does not know, though another may.
HttpResponse nowhere(std::string_view path, std::span<const std::string_view> known,
                     std::span<const std::string_view> of_another, const char* another) {
  if (std::ranges::find(of_another, path) != of_another.end()) {
    return problem(405, "path: use " + std::string(another));
  }
  return problem(404, to_string(unknown_word("path", "path", path, {known.begin(), known.end()})));
}

std::vector<std::string_view> ids_of(const Faults& faults) {
  std::vector<std::string_view> ids;
  for (const FaultRule& each : faults.rules()) ids.push_back(each.id);
  return ids;
}

template <class T>
void count(Json& out, const World& world, const char* name) {
  out.set(name, std::uint64_t{world.all<T>().size()});
}

}  // namespace

Control::Control(ServeSettings settings, Instant now)
    : settings_(std::move(settings)), start_(settings_.world) {
  begin_anew(start_, now);
  traffic_->listen([this](const Overheard& heard) { console_.journal().note(heard); });
}

void Control::begin_anew(WorldOptions world, Instant now) {
  settings_.world = world;
  std::vector<Listening> listeners;
  if (traffic_) listeners = traffic_->listeners();
  traffic_.reset();
  peers_.reset();  // Two large worlds need not fit side by side.
  peers_ = std::make_unique<Peers>(settings_);
  traffic_ = std::make_unique<Traffic>(settings_, *peers_, now);
  for (Listening& each : listeners) traffic_->listen(std::move(each));
  policy_ = usual_policy(settings_);
  console_.begin_anew();
  mutations_ = 0;
}

HttpResponse Control::answer(const HttpRequest& request, Instant now) {
  if (auto refused = refuse_foreign(request)) return *std::move(refused);
  if (auto shown = console_.answer(request, {*peers_, settings_}, now)) return *std::move(shown);
  const auto target = parse_target(request.target);
  if (!target) return problem(400, to_string(target.error()));
  if (!target->query.empty()) return problem(400, "query: no path of the control side takes one");
  if (request.method == "GET") return get(target->path, now);
  if (request.method == "POST") return post(target->path, request.body, now);
  return problem(405, "use GET or POST");
}

HttpResponse Control::get(std::string_view path, Instant now) {
  Json body;
  if (path == "/_sim/health") {
    body.set("status", "ok");
    return json_answer(200, body);
  }
  if (path == "/_sim/world") return json_answer(200, world_counts());
  if (path == "/_sim/ledger") return json_answer(200, peers_->linkedin.ledger(now).summary());
  if (path == "/_sim/agreement") {
    return json_answer(200, agreement_account(*peers_, policy_, now));
  }
  if (path == "/_sim/policy") return json_answer(200, account_of(policy_, peers_->world));
  if (path == "/_sim/held") return json_answer(200, held_account(*peers_, settings_, now));
  if (path == "/_sim/erased") return json_answer(200, erased_account(*peers_));
  if (path == "/_sim/callback") return json_answer(200, callback_account(*peers_, settings_));
  if (path == "/_sim/faults") return json_answer(200, account_of(traffic_->faults()));
  if (path == "/_sim/traffic") {
    body.set("greenhouse_requests", peers_->greenhouse.requests());
    body.set("greenhouse_refused", peers_->greenhouse.refused());
    body.set("gem_requests", peers_->gem.requests());
    body.set("faults_fired", traffic_->mischief().fired());
    body.set("faults_waiting", std::uint64_t{traffic_->mischief().waiting()});
    return json_answer(200, body);
  }
  return nowhere(path, fetched, posted(), "POST");
}

HttpResponse Control::post(std::string_view path, const std::string& text, Instant now) {
  const auto body = text.empty() ? Result<Json>(Json::object()) : parse_json(text);
  if (!body) return problem(400, to_string(body.error()));
  if (path == "/_sim/mutate") return change(*body, now);
  if (path == "/_sim/reset") return reset(*body, now);
  if (path == "/_sim/policy") {
    auto policy = read_policy(*body, usual_policy(settings_), peers_->world);
    if (!policy) return problem(400, to_string(policy.error()));
    policy_ = std::move(*policy);
    return json_answer(200, account_of(policy_, peers_->world));
  }
  if (path == "/_sim/expire-tokens") {
    if (const auto wrong = refuse_others(*body, {})) return problem(400, to_string(*wrong));
    peers_->greenhouse.revoke_tokens();
    peers_->linkedin.expire_tokens();
    return json_answer(200, Json::object());
  }
  if (path == "/_sim/fault") return fault(*body);
  const auto orders = order_paths();
  if (std::ranges::find(orders, path) != orders.end()) {
    const auto outcome = carry_out_order(path, *body, *peers_, settings_, now);
    if (!outcome) return problem(400, to_string(outcome.error()));
    return json_answer(outcome->find("refused") != nullptr ? 409 : 200, *outcome);
  }
  return nowhere(path, posted(), fetched, "GET");
}

/// A trick, a rule, or an id that is switched.
HttpResponse Control::fault(const Json& body) {
  constexpr std::size_t rules_max = 1000;
  Faults& faults = traffic_->faults();
  const std::string id(body.text_of("id"));
  const bool known = std::ranges::find(faults.rules(), id, &FaultRule::id) != faults.rules().end();
  if (body.find("id") != nullptr && body.find("do") == nullptr) {
    if (const auto others = refuse_others(body, {"id", "off"})) {
      return problem(400, to_string(*others));
    }
    const Json* const off = body.find("off");
    if (off == nullptr || off->flag() == nullptr) {
      return problem(400, "off: it must be true or false; a new rule also says 'at' and 'do'");
    }
    if (!known) return problem(400, to_string(unknown_word("id", "rule", id, ids_of(faults))));
    faults.switch_rule(id, !*off->flag());
    return json_answer(200, account_of(faults));
  }
  if (faults.rules().size() >= rules_max) {
    return problem(400, "body: there are 1000 rules already; POST /_sim/reset forgets them");
  }
  if (body.find("do") != nullptr || body.find("at") != nullptr) {
    auto rule = read_rule(body);
    if (!rule) return problem(400, to_string(rule.error()));
    if (known) return problem(400, "id: there is a rule of this id; choose another");
    faults.add(*std::move(rule));
    return json_answer(200, account_of(faults));
  }
  auto trick = read_trick(body);
  if (!trick) return problem(400, to_string(trick.error()));
  traffic_->order(*std::move(trick));
  return json_answer(200, Json::object());
}

HttpResponse Control::reset(const Json& body, Instant now) {
  const auto world = read_reset(body, start_);
  if (!world) return problem(400, to_string(world.error()));
  begin_anew(*world, now);
  return json_answer(200, world_counts());
}

HttpResponse Control::change(const Json& body, Instant now) {
  const auto mutation = read_mutation(body);
  if (!mutation) return problem(400, to_string(mutation.error()));
  const auto touched = mutate(peers_->world, *mutation, mutations_++, now);
  if (!touched) return problem(400, to_string(touched.error()));
  Json ids = Json::list();
  for (const Id id : *touched) ids.push(std::uint64_t{id});
  Json reply;
  reply.set("ids", std::move(ids));
  return json_answer(200, reply);
}

Json Control::world_counts() const {
  const World& world = peers_->world;
  Json counts;
  counts.set("seed", world.options().seed);
  count<Department>(counts, world, "departments");
  count<Office>(counts, world, "offices");
  count<User>(counts, world, "users");
  count<Source>(counts, world, "sources");
  count<RejectionReason>(counts, world, "rejection_reasons");
  count<Job>(counts, world, "jobs");
  count<JobStage>(counts, world, "job_stages");
  count<JobPost>(counts, world, "job_posts");
  count<Candidate>(counts, world, "candidates");
  count<Application>(counts, world, "applications");
  count<ApplicationStage>(counts, world, "application_stages");
  count<RejectionDetail>(counts, world, "rejection_details");
  count<Note>(counts, world, "notes");
  count<Scorecard>(counts, world, "scorecards");
  counts.set("tombstones", std::uint64_t{world.tombstones().size()});
  return counts;
}

}  // namespace crosswalk::sim
