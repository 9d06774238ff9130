#include "unit/flow/paper_vendor.hpp"

#include <algorithm>
#include <sstream>

#include "base/text/dates.hpp"
#include "base/text/digest.hpp"

namespace crosswalk {
namespace {

constexpr std::string_view organization = "urn:li:organization:5000";

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, mark);) parts.push_back(part);
  return parts;
}

RecordKind kind_of(const std::string& object) {
  if (object == "jobs") return RecordKind::job;
  return object == "candidates" ? RecordKind::candidate : RecordKind::application;
}

Record record_of(const std::string& object, const std::vector<std::string>& part) {
  Record record;
  record.key = {kind_of(object), part[0]};
  const std::int64_t modified = std::stoll(part[2]);
  if (object == "jobs") {
    record.set(Field::job_title, part[1]);
    record.set(Field::job_description, std::string(120, 'd'));
    record.set(Field::job_state, std::string(part[1] == "Closed" ? "closed" : "open"));
    record.set(Field::job_listed_at, std::int64_t{1'000'000});
    record.set(Field::job_apply_url, std::string("https://jobs.example.com/1"));
    record.set(Field::job_location, std::string("Leeds, United Kingdom"));
    record.set(Field::job_company_job_code, "code of " + part[0]);
    record.set(Field::job_confidential, part[6] == "1");
    if (!part[4].empty()) record.set(Field::job_viewers, split(part[4], '+'));
    return record;
  }
  const bool candidate = object == "candidates";
  record.set(candidate ? Field::candidate_first_name : Field::application_first_name, part[1]);
  record.set(candidate ? Field::candidate_last_name : Field::application_last_name,
             std::string("Example"));
  record.set(candidate ? Field::candidate_created_at : Field::application_created_at,
             std::int64_t{1'000'000});
  record.set(candidate ? Field::candidate_last_modified_at : Field::application_last_modified_at,
             modified);
  if (candidate) {
    record.set(Field::candidate_phones, std::vector<Row>{});
    record.set(Field::candidate_addresses, std::vector<Row>{});
    if (!part[5].empty()) {
      record.set(Field::candidate_emails, std::vector<std::string>{part[5]});
    }
    record.set(Field::candidate_private, part[6] == "1");
    return record;
  }
  record.parents = {{RecordKind::job, part[3]}, {RecordKind::candidate, part[4]}};
  record.set(Field::application_job_name, std::string("A job"));
  return record;
}

ReplyClass meaning_of(int status) {
  switch (status) {
    case 200:
      return ReplyClass::ok;
    case 401:
      return ReplyClass::credential;
    case 403:
      return ReplyClass::forbidden;
    case 404:
      return ReplyClass::gone;
    case 422:
      return ReplyClass::cursor_expired;
    case 429:
      return ReplyClass::throttled;
    default:
      return status >= 500 ? ReplyClass::transient : ReplyClass::refused;
  }
}

PlannedRequest get(std::string target) {
  return {"api",
          {.method = "GET", .origin = {}, .target = std::move(target), .headers = {}, .body = {}}};
}

}  // namespace

std::string query(const std::string& target, const std::string& name) {
  const std::size_t at = target.find(name + "=");
  if (at == std::string::npos) return {};
  const std::size_t begin = at + name.size() + 1;
  return target.substr(begin, target.find('&', begin) - begin);
}

void PaperVendor::write(const std::string& object, const std::string& id, PaperItem item,
                        Instant at) {
  item.modified = at;
  objects[object][id] = std::move(item);
}

HttpResponse PaperVendor::answer(const HttpRequest& request, Instant now) {
  HttpResponse reply{200, {{"Date", format_http_date(now)}}, {}};
  const std::string path = request.target.substr(1, request.target.find('?') - 1);
  ++requests[path];
  if (path == "token") {
    reply.body = R"({"access_token":"paper","expires_in":3600})";
    return reply;
  }
  if (path == "departments") {
    for (const auto& [id, name] : departments) reply.body += id + "=" + name + "\n";
    return reply;
  }
  const std::string ids = query(request.target, "ids");
  const std::string since = query(request.target, "since");
  const std::vector<std::string> named = split(ids, ',');
  const std::string page = query(request.target, "page");
  const std::size_t first = page.empty() ? 0 : std::stoul(page) * page_items;
  std::size_t at = 0;
  for (const auto& [id, item] : objects[path]) {
    if (!named.empty() && std::ranges::find(named, id) == named.end()) continue;
    if (!since.empty() && to_ms(item.modified) < std::stoll(since)) continue;
    if (at++ < first) continue;
    if (at > first + page_items && named.empty()) {
      const std::string next = std::to_string(first / page_items + 1);
      reply.headers.emplace_back(
          "Next", "/" + path + "?page=" + next + (since.empty() ? "" : "&since=" + since));
      break;
    }
    reply.body += id + ";" + item.name + ";" + std::to_string(to_ms(item.modified)) + ";" +
                  item.job + ";" + item.candidate + ";" + item.email + ";" +
                  (item.secret ? "1" : "0") + ";" + (item.skipped ? "1" : "0") + "\n";
  }
  return reply;
}

Result<Answer> PaperEngine::take(const Step& step) {
  if (const auto* plan = std::get_if<PlanRead>(&step)) {
    std::string target = "/" + plan->object + "?";
    if (plan->mode == ReadMode::delta) target += "since=" + std::to_string(to_ms(plan->from));
    if (plan->mode == ReadMode::by_id) {
      target += "ids=";
      for (const std::string& id : plan->ids) target += id + ",";
    }
    return Answer{Planned{{get(std::move(target))}}};
  }
  if (std::holds_alternative<PlanLookup>(step)) return Answer{Planned{{get("/departments")}}};
  if (const auto* lookup = std::get_if<ReadLookup>(&step)) {
    return Answer{LookupRead{meaning_of(lookup->reply.status), {}, lookup->reply.body}};
  }
  if (const auto* table = std::get_if<Remember>(&step)) {
    lookups_[table->name] = table->entries;
    return Answer{Remembered{}};
  }
  return read_page(std::get<ReadPage>(step));
}

Result<Answer> PaperEngine::read_page(const ReadPage& step) {
  PageRead page;
  page.meaning = meaning_of(step.reply.status);
  if (page.meaning != ReplyClass::ok) return Answer{std::move(page)};
  if (step.reply.body.starts_with("<")) {
    return Error{ErrorCode::unavailable, "HTML where a page was expected", step.object};
  }
  const std::string_view next = header(step.reply.headers, "Next");
  if (!next.empty()) page.next = get(std::string(next));
  page.complete = next.empty();
  RecordWriter writer(page.mapped);
  for (const std::string& line : split(step.reply.body, '\n')) {
    std::vector<std::string> part = split(line + ";", ';');
    const std::uint32_t item = page.items++;
    page.ids.push_back(part.empty() ? "" : part[0]);
    if (part.size() < 8) return Error{ErrorCode::invalid_input, "a page cut short", step.object};
    if (step.cut_only || item < step.first_item || item - step.first_item >= step.item_count) {
      continue;
    }
    if (part[1] == "crash") return Error{ErrorCode::internal, "signal 11", step.object};
    if (part[7] == "1") {
      ++page.skipped;
    } else if (part[0].empty()) {
      page.held.push_back({item, "", "no_id"});
    } else {
      encode_record(record_of(step.object, part), page.mapped);
      append_findings({}, page.mapped);
    }
  }
  for (const std::string& id : page.ids) page.page_digest = mix64(id, page.page_digest);
  return Answer{std::move(page)};
}

PaperTenant::PaperTenant() {
  linkedin = std::make_unique<sim::LinkedIn>(sim::LinkedInOptions{
      .apps = {{"app", "app-secret", std::string(organization)}}, .refusals = {}});
  TenantSetup& tenant = setup.tenant;
  tenant.tenant = "acme";
  tenant.plan.connector = "paper";
  tenant.plan.auth = {.kind = AuthKind::oauth2_client_credentials,
                      .user = "client",
                      .password = "secret",
                      .token_host = "api",
                      .token_target = "/token",
                      .form = {}};
  tenant.plan.rate.assumed_limit = 0;
  for (const std::string object : {"jobs", "candidates", "applications"}) {
    tenant.plan.objects.push_back({.name = object,
                                   .kind = kind_of(object),
                                   .full = true,
                                   .delta = true,
                                   .by_id = true,
                                   .by_id_batch = 2,
                                   .lookups = {"departments"},
                                   .scopes = {}});
  }
  tenant.plan.lookups = {{"departments"}};
  tenant.origins = {
      {{"api", "https://vendor.test"}}, "https://api.linkedin.test", "https://www.linkedin.test"};
  tenant.target = {"https://api.linkedin.test", std::string(organization),
                   "PRIVATE_TO_ATS_INTEGRATION"};
  tenant.dialect = v2_dialect();
  tenant.digest_key = std::string(32, 'k');
  tenant.options.polls = false;
  setup.credentials = {{{"client", "c"}, {"secret", "s"}}, "app", "app-secret"};
  setup.engine = [] { return std::make_unique<PaperEngine>(); };
  setup.store = &store;
  setup.start = from_ms(1'767'225'600'000);
  setup.answering = [this](Peer peer, const HttpRequest& request, Instant now) {
    const bool token = request.target.find("oken") != std::string::npos;
    if (linkedin_closed && peer == Peer::linkedin && !token) {
      return std::optional(HttpResponse{403, {}, "{}"});
    }
    HttpResponse reply =
        peer == Peer::vendor ? vendor.answer(request, now) : linkedin->answer(request, now);
    return meddle ? meddle(peer, request, std::move(reply))
                  : std::optional<HttpResponse>(std::move(reply));
  };
  vendor.departments = {{"1", "Design"}};
}

bool PaperTenant::sync(bool full, bool absence_confirmed) {
  if (!run) run = std::make_unique<sim::VirtualRun>(setup);
  run->ask_sync(full, absence_confirmed);
  return run->run_to_quiet();
}

void PaperTenant::restart_with(TenantPolicy policy) {
  setup.tenant.policy = std::move(policy);
  setup.start = run->now();
  run = std::make_unique<sim::VirtualRun>(setup);
}

const sim::Entity* PaperTenant::at_linkedin(sim::EntityKind kind, const std::string& id) {
  const sim::Entity* found = linkedin->ledger(run->now()).find(kind, organization, id);
  return found && found->held ? found : nullptr;
}

std::uint64_t PaperTenant::held(sim::EntityKind kind) {
  return linkedin->ledger(run->now()).held(kind, organization);
}

EntityState PaperTenant::state(RecordKind kind, const std::string& id) {
  return store.entities.at({kind, id}).row.state;
}

std::string PaperTenant::reason(RecordKind kind, const std::string& id) {
  return store.entities.at({kind, id}).row.reason;
}

bool PaperTenant::alarmed(std::string_view words) {
  const FlowReport report = run->report();
  return std::ranges::any_of(report.alarms, [&](const std::string& alarm) {
    return alarm.find(words) != std::string::npos;
  });
}

void fill(PaperTenant& tenant, int candidates) { fill(tenant, 1, candidates); }

void fill(PaperTenant& tenant, int jobs, int candidates) {
  const Instant at = tenant.setup.start - std::chrono::hours{24};
  for (int job = 1; job <= jobs; ++job) {
    tenant.vendor.write("jobs", "J" + std::to_string(job), {.name = "Welder"}, at);
  }
  for (int person = 1; person <= candidates; ++person) {
    const std::string id = std::to_string(person);
    tenant.vendor.write("candidates", "C" + id, {.name = "Ana"}, at);
    tenant.vendor.write("applications", "A" + id,
                        {.name = "Ana", .job = "J1", .candidate = "C" + id}, at);
  }
}

}  // namespace crosswalk
