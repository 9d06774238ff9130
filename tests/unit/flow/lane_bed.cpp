#include "unit/flow/lane_bed.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

constexpr Duration round_trip{20};
constexpr std::int64_t long_ago = 1'000'000;

void fill_parentless(Record& record) {
  if (record.key.kind == RecordKind::job) {
    record.set(Field::job_title, std::string("Welder"));
    record.set(Field::job_description, std::string(120, 'd'));
    record.set(Field::job_state, std::string("open"));
    record.set(Field::job_listed_at, long_ago);
    record.set(Field::job_apply_url, std::string("https://jobs.example.com/1"));
    record.set(Field::job_location, std::string("Leeds, United Kingdom"));
    return;
  }
  record.set(Field::candidate_first_name, std::string("Ana"));
  record.set(Field::candidate_last_name, std::string("Example"));
  record.set(Field::candidate_emails, std::vector<std::string>{"ana@example.com"});
  record.set(Field::candidate_phones, std::vector<Row>{});
  record.set(Field::candidate_addresses, std::vector<Row>{});
  record.set(Field::candidate_created_at, long_ago);
  record.set(Field::candidate_last_modified_at, long_ago);
}

void fill_application(Record& record) {
  record.set(Field::application_first_name, std::string("Ana"));
  record.set(Field::application_last_name, std::string("Example"));
  record.set(Field::application_job_name, std::string("A job"));
  record.set(Field::application_created_at, long_ago);
  record.set(Field::application_last_modified_at, long_ago);
}

void fill_child(Record& record) {
  switch (record.key.kind) {
    case RecordKind::stage:
      record.set(Field::stage_name, std::string("Interview"));
      record.set(Field::stage_created_at, long_ago);
      break;
    case RecordKind::candidate_note:
      record.set(Field::candidate_note_text, std::string("a note"));
      break;
    case RecordKind::application_note:
      record.set(Field::application_note_text, std::string("a note"));
      break;
    default:
      record.set(Field::feedback_text, std::string("well done"));
  }
}

// Long queries travel in the body of a POST.
Departure departure_of(const HttpRequest& request, Instant at) {
  const std::string_view meant = header(request.headers, "X-HTTP-Method-Override");
  const std::string method(meant.empty() ? request.method : meant);
  const std::string path = request.target + (meant.empty() ? "" : "?");
  return {at, method, path, path + "\n" + request.body};
}

}  // namespace

Record sample_record(RecordKind kind, const std::string& id,
                     const std::vector<std::string>& parents) {
  Record record;
  record.key = {kind, id};
  for (std::size_t at = 0; at < parents.size(); ++at) {
    record.parents.push_back({parents_of(kind)[at], parents[at]});
  }
  if (is_child(kind)) {
    fill_child(record);
  } else if (kind == RecordKind::application) {
    fill_application(record);
  } else {
    fill_parentless(record);
  }
  return record;
}

LaneBed::LaneBed() {
  tenant.setup.tenant.plan.objects.clear();
  tenant.setup.tenant.plan.lookups.clear();
  now = tenant.setup.start;
}

void LaneBed::want(RecordKind kind, const std::string& id, const std::vector<std::string>& parents,
                   Instant recent) {
  const Record record = sample_record(kind, id, parents);
  EntityWrite write;
  write.key = record.key;
  write.parents = record.parents;
  const auto known = tenant.store.entities.find(record.key);
  write.version = known == tenant.store.entities.end() ? 1 : known->second.row.wanted + 1;
  write.state = EntityState::ready;
  for (const RecordKey& parent : record.parents) {
    const auto found = tenant.store.entities.find(parent);
    const bool there = found != tenant.store.entities.end() && found->second.row.sent > 0;
    if (!there) write.state = EntityState::waiting;
  }
  write.policy = version_of(tenant.setup.tenant.policy);
  write.recent = recent;
  encode_record(record, write.payload);
  CommitPage page;
  page.writes.push_back(std::move(write));
  page.mark = ++mark_;
  ASSERT_TRUE(tenant.store.carry_out(page));
}

void LaneBed::want_application(const std::string& id) {
  want(RecordKind::job, "J" + id);
  want(RecordKind::candidate, "C" + id);
  want(RecordKind::application, "A" + id, {"J" + id, "C" + id});
}

void LaneBed::mark(RecordKind kind, std::vector<std::string> ids, EntityState state) {
  if (context_) ++context_->revisions;
  ASSERT_TRUE(tenant.store.carry_out(Mark{kind, std::move(ids), state, "for a test"}));
}

EntityState LaneBed::state(RecordKind kind, const std::string& id) {
  return tenant.state(kind, id);
}

std::string LaneBed::reason(RecordKind kind, const std::string& id) {
  return tenant.reason(kind, id);
}

Context& LaneBed::context() {
  if (!context_) {
    context_ = std::make_unique<Context>(tenant.setup.tenant);
    context_->desk.set_now(now);
    context_->mark = 1;
    context_->nudge = [this] {
      if (lanes) lanes->nudge();
      for (const auto& lane : own) lane->nudge();
    };
  }
  return *context_;
}

void LaneBed::make_own(RecordKind kind, Lane::Purpose purpose, std::function<bool()> gives_way) {
  own.push_back(std::make_unique<Lane>(
      context(), kind, purpose, [this] { context().nudge(); }, std::move(gives_way)));
}

bool LaneBed::idle() const {
  return lanes ? lanes->idle()
               : std::ranges::all_of(own, [](const auto& lane) { return lane->idle(); });
}

void LaneBed::run(Duration limit) {
  Desk& desk = context().desk;
  if (!lanes && own.empty()) {
    lanes = std::make_unique<Lanes>(context(), [this] { context().nudge(); });
  }
  desk.set_now(now);
  context().nudge();
  const Instant until = now + limit;
  for (;;) {
    if (lanes) lanes->resume();
    for (const auto& lane : own) lane->resume();
    for (Effect& effect : desk.take_effects()) carry_out(std::move(effect));
    if (queue_.empty() && look_ahead(until)) continue;
    if (queue_.empty() || queue_.begin()->first > until) break;
    now = std::max(now, queue_.begin()->first);
    Event event = std::move(queue_.begin()->second);
    queue_.erase(queue_.begin());
    desk.set_now(now);
    desk.hear(std::move(event));
  }
}

// As the flow does: what waits in the store for its time is looked for when that has come.
bool LaneBed::look_ahead(Instant until) {
  const Result<StoreAnswer> due = tenant.store.carry_out(NextDue{now});
  const std::optional<Instant> at = std::get<Due>(*due).at;
  if (!at || *at > until) return false;
  now = *at;
  context().desk.set_now(now);
  context().nudge();
  return true;
}

void LaneBed::carry_out(Effect effect) {
  if (const auto* wake = std::get_if<WakeAt>(&effect)) {
    queue_.emplace(wake->at, Woke{});
  } else if (const auto* token = std::get_if<FetchToken>(&effect)) {
    queue_.emplace(now, TokenDone{token->slot, now + std::chrono::hours{24 * 7}});
  } else if (const auto* http = std::get_if<SendHttp>(&effect)) {
    send(*http);
  } else if (const auto* use = std::get_if<UseStore>(&effect)) {
    verbs.push_back(use->verb);
    queue_.emplace(now, StoreDone{use->slot, tenant.store.carry_out(use->verb)});
  }
}

// The token is the bed's own: LinkedIn's door is another test's matter.
void LaneBed::send(const SendHttp& effect) {
  departed.push_back(departure_of(effect.request, now));
  HttpRequest request = effect.request;
  static const HttpRequest token{
      .method = "POST",
      .origin = {},
      .target = "/oauth/v2/accessToken",
      .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
      .body = "grant_type=client_credentials&client_id=app&client_secret=app-secret"};
  const HttpResponse granted = tenant.linkedin->answer(token, now);
  const Result<Json> grant = parse_json(granted.body);
  EXPECT_TRUE(grant) << granted.body;
  request.headers.emplace_back("Authorization",
                               "Bearer " + std::string(grant->text_of("access_token")));
  HttpResponse reply = tenant.linkedin->answer(request, now);
  std::optional<HttpResponse> heard =
      tenant.meddle ? tenant.meddle(Peer::linkedin, effect.request, std::move(reply))
                    : std::optional(std::move(reply));
  queue_.emplace(now + round_trip,
                 HttpDone{effect.slot, heard ? Result<HttpResponse>(*std::move(heard))
                                             : Result<HttpResponse>(
                                                   Error{ErrorCode::unavailable, "lost", "test"})});
}

std::vector<Departure> LaneBed::departures(std::string_view method, std::string_view words) const {
  std::vector<Departure> found;
  for (const Departure& each : departed) {
    if (each.is(method, words)) found.push_back(each);
  }
  return found;
}

std::size_t LaneBed::first(std::string_view method, std::string_view words) const {
  std::size_t at = 0;
  while (at < departed.size() && !departed[at].is(method, words)) ++at;
  return at;
}

std::size_t LaneBed::last(std::string_view method, std::string_view words) const {
  std::size_t at = departed.size();
  while (at > 0 && !departed[at - 1].is(method, words)) --at;
  return at - 1;
}

}  // namespace crosswalk
