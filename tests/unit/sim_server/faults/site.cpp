#include "unit/sim_server/faults/site.hpp"

#include "base/text/digest.hpp"
#include "unit/simulator/linkedin_client.hpp"

namespace crosswalk::sim {
namespace {

ServeSettings serving(const FaultRule& rule, bool tls) {
  ServeSettings settings;
  settings.world.candidates = 30;
  settings.world.jobs = 6;
  settings.tls = tls;
  settings.quotas = false;
  settings.faults = {rule};
  return settings;
}

std::uint16_t port_in(const std::string& origin) {
  return static_cast<std::uint16_t>(std::stoul(origin.substr(origin.rfind(':') + 1)));
}

constexpr std::string_view form = "Content-Type: application/x-www-form-urlencoded\r\n";

}  // namespace

Site::Site(const FaultRule& rule, bool tls) : tls_(tls) {
  server_ = *Server::start(serving(rule, tls));
  serving_ = std::thread([this] { server_->run(); });
  connect_again();
}

Site::~Site() {
  vendor_.reset();
  linkedin_.reset();
  server_->stop();
  serving_.join();
}

void Site::connect_again() {
  vendor_ = std::make_unique<RawClient>(port_in(server_->greenhouse_origin()), tls_);
  linkedin_ = std::make_unique<RawClient>(port_in(server_->linkedin_origin()), tls_);
}

Heard Site::vendor_token() {
  const std::string fields = "Authorization: Basic " +
                             to_base64("greenhouse-client:greenhouse-secret") + "\r\n" +
                             std::string(form);
  Heard heard = vendor_->ask("POST", "/token", fields, "grant_type=client_credentials&sub=3001");
  if (heard.status() == 200) token_ = json_of(heard).text_of("access_token");
  return heard;
}

Heard Site::vendor(std::string_view target, Millis patience) {
  if (token_.empty()) vendor_token();
  return vendor_->ask("GET", target, "Authorization: Bearer " + token_ + "\r\n", {}, patience);
}

Heard Site::linkedin(std::string_view method, std::string_view target, std::string_view fields,
                     std::string_view body) {
  if (linkedin_token_.empty()) {
    const Heard heard = linkedin_->ask(
        "POST", "/oauth/v2/accessToken", form,
        "grant_type=client_credentials&client_id=linkedin-client&client_secret=linkedin-secret");
    linkedin_token_ = json_of(heard).text_of("access_token");
  }
  return linkedin_->ask(method, target,
                        "Authorization: Bearer " + linkedin_token_ + "\r\n" + std::string(fields),
                        body);
}

Heard Site::put_candidates(const std::vector<std::string>& ids) {
  Entities entities;
  for (const std::string& id : ids) entities.emplace_back(id, candidate_json());
  constexpr EntityKind kind = EntityKind::candidate;
  return linkedin("POST", Client::path(kind),
                  "Content-Type: multipart/mixed; boundary=cut\r\nX-HTTP-Method-Override: PUT\r\n"
                  "X-RestLi-Method: batch_update\r\n",
                  "--cut\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" +
                      Client::ids(kind, entities) +
                      "\r\n--cut\r\nContent-Type: application/json\r\n\r\n" +
                      Client::body_of(kind, entities) + "\r\n--cut--\r\n");
}

Heard Site::post_job(const std::string& id) {
  return linkedin("POST", "/v2/simpleJobPostings",
                  "Content-Type: application/json\r\nX-RestLi-Method: batch_create\r\n",
                  "{\"elements\":[" + job_json(id) + "]}");
}

std::vector<Id> Site::change(Kind kind, Operation operation, std::vector<Id> ids,
                             std::vector<std::pair<std::string, std::string>> fields) {
  std::vector<Id> touched;
  server_->visit([&](Control& control, Instant now) {
    const Mutation mutation{kind, operation, ids, 1, fields};
    auto done = mutate(control.peers().world, mutation, 1, now);
    EXPECT_TRUE(done);
    touched = *std::move(done);
  });
  return touched;
}

void Site::hook_to(const std::string& origin) {
  server_->visit([&](Control& control, Instant) {
    control.peers().greenhouse.save_hooks({{origin + "/hook", "s", {}}});
  });
}

void Site::look(const std::function<void(Control&)>& what) {
  server_->visit([&](Control& control, Instant) { what(control); });
}

bool Site::held(EntityKind kind, const std::string& id) {
  bool is = false;
  server_->visit([&](Control& control, Instant now) {
    const Entity* found = control.peers().linkedin.ledger(now).find(kind, org, id);
    is = found != nullptr && found->held;
  });
  return is;
}

std::uint64_t Site::fired() {
  std::uint64_t times = 0;
  look([&](Control& control) { times = control.traffic().faults().fired().at("f"); });
  return times;
}

Json json_of(const Heard& heard) {
  const auto json = parse_json(heard.body());
  EXPECT_TRUE(json) << heard.bytes.substr(0, 400);
  return json ? *json : Json();
}

std::vector<std::int64_t> ids_on(const Heard& page) {
  std::vector<std::int64_t> ids;
  const Json items = json_of(page);
  if (items.items() == nullptr) return ids;
  for (const Json& item : *items.items()) ids.push_back(item.integer_of("id"));
  return ids;
}

std::string next_of(const Heard& page) {
  const std::string link = page.field("Link");
  const std::size_t from = link.find("/v3/");
  return from == std::string::npos ? std::string() : link.substr(from, link.find('>') - from);
}

}  // namespace crosswalk::sim
