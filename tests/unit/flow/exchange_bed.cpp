#include "unit/flow/exchange_bed.hpp"

#include <algorithm>
#include <sstream>

#include "base/text/json.hpp"

namespace crosswalk {
namespace {

ReplyClass meaning_of_write(int status) {
  if (status == 200) return ReplyClass::ok;
  if (status == 429) return ReplyClass::throttled;
  if (status == 403) return ReplyClass::forbidden;
  return status >= 500 ? ReplyClass::transient : ReplyClass::refused;
}

Planned planned(std::string method, std::string target, std::string body) {
  return {{{"api",
            {.method = std::move(method),
             .origin = {},
             .target = std::move(target),
             .headers = {},
             .body = std::move(body)}}}};
}

// Reads pages as PaperEngine does, and writes besides.
class ExchangeEngine : public PaperEngine {
 public:
  Result<Answer> take(const Step& step) override {
    if (const auto* plan = std::get_if<PlanWrite>(&step)) return Answer{plan_write(*plan)};
    if (const auto* read = std::get_if<ReadWrite>(&step)) return read_write(*read);
    if (const auto* push = std::get_if<ReadWebhook>(&step)) return read_webhook(push->body);
    const auto* page = std::get_if<ReadPage>(&step);
    if (page != nullptr && page->object == "stages") return read_stages(*page);
    return PaperEngine::take(step);
  }

 private:
  // The body is a list of applications.
  static Result<Answer> read_stages(const ReadPage& step) {
    PageRead page;
    page.complete = true;
    std::istringstream lines(step.reply.body);
    for (std::string application; lines >> application;) {
      Record record;
      record.key = {RecordKind::stage, "S-" + application};
      record.parents = {{RecordKind::application, application}};
      record.set(Field::stage_name, std::string("Application review"));
      record.set(Field::stage_created_at, std::int64_t{1'000'000});
      ++page.items;
      page.ids.push_back(record.key.id);
      encode_record(record, page.mapped);
      append_findings({}, page.mapped);
    }
    return Answer{std::move(page)};
  }

  static Planned plan_write(const PlanWrite& plan) {
    const WriteValues& values = plan.values;
    const std::string names =
        "?marker=" + values.marker + "&job=" + values.job + "&candidate=" + values.candidate;
    if (plan.step == WriteStep::find_created) return planned("GET", "/find" + names, {});
    std::string body;
    for (const auto& [name, text] : values.person) body += name + "=" + text + "\n";
    const bool applies = plan.step == WriteStep::create_application;
    return planned("POST", (applies ? "/apply" : "/create") + names, std::move(body));
  }

  static Result<Answer> read_write(const ReadWrite& read) {
    Written written;
    written.meaning = meaning_of_write(read.reply.status);
    if (written.meaning != ReplyClass::ok) return Answer{written};
    const std::size_t cut = read.reply.body.find(';');
    const bool found = read.step != WriteStep::find_created || cut != std::string::npos;
    if (cut == std::string::npos && found) {
      return Error{ErrorCode::invalid_input, "a reply that names nobody", "paper"};
    }
    if (cut == std::string::npos) return Answer{written};
    written.candidate = read.reply.body.substr(0, cut);
    written.application = read.reply.body.substr(cut + 1);
    return Answer{written};
  }

  static Result<Answer> read_webhook(const std::string& body) {
    WebhookRead told;
    std::istringstream lines(body);
    for (std::string what, kind, id; lines >> what >> kind >> id;) {
      if (what == "crash") return Error{ErrorCode::internal, "signal 11", "paper"};
      const auto known = record_kind(kind);
      if (!known) return Error{ErrorCode::invalid_input, "no such kind", "paper"};
      const bool gone = what == "gone";
      const std::size_t cut = std::min(id.find('>'), id.size());
      const std::string into = cut < id.size() ? id.substr(cut + 1) : std::string();
      told.signals.push_back(
          {*known, id.substr(0, cut), gone ? Signal::What::gone : Signal::What::changed, into});
    }
    return Answer{told};
  }
};

}  // namespace

ExchangeBed::ExchangeBed() {
  setup.engine = [] { return std::make_unique<ExchangeEngine>(); };
  setup.tenant.plan.writes = {.export_candidates = true, .creates_application = true};
  setup.tenant.plan.writes.readable_within = Duration{60'000};
  setup.answering = [this, inner = setup.answering](Peer peer, const HttpRequest& request,
                                                    Instant now) -> std::optional<HttpResponse> {
    show(now);
    std::optional<HttpResponse> reply;
    if (peer == Peer::vendor) reply = answer_write(request, now);
    if (request.target.find("exportedCandidates") != std::string::npos) {
      reply = answer_export(request);
    }
    if (!reply) return inner(peer, request, now).reply;
    return meddle ? meddle(peer, request, *std::move(reply)) : reply;
  };
}

void ExchangeBed::begin() {
  const Instant at = setup.start - std::chrono::hours{24};
  vendor.write("jobs", "J1", {.name = "Welder"}, at);
  vendor.write("jobs", "J2", {.name = "Fitter"}, at);
  setup.tenant.plan.writes.creates_application = applies_at_once;
  sync();
}

void ExchangeBed::add_stages() {
  setup.tenant.plan.objects.push_back({.name = "stages",
                                       .kind = RecordKind::stage,
                                       .full = true,
                                       .delta = false,
                                       .by_id = true,
                                       .by_id_batch = 10,
                                       .lookups = {},
                                       .scopes = {},
                                       .asked_by = RecordKind::application});
}

void ExchangeBed::push(const std::string& id, const std::string& type, const std::string& more) {
  const std::string body = R"({"id":")" + id + R"(","type":")" + type + "\"" + more + "}";
  (void)store.carry_out(KeepNotice{NoticeSource::linkedin, id, body, run->now()});
  run->tell(Knocked{});
}

void ExchangeBed::push_export(const std::string& id, PaperExport handed) {
  exports[id] = std::move(handed);
  push(id);
}

void ExchangeBed::signal(const std::string& lines) {
  const std::string id = "v" + std::to_string(store.notices.size());
  (void)store.carry_out(KeepNotice{NoticeSource::vendor, id, lines, run->now()});
  run->tell(Knocked{});
}

std::string ExchangeBed::end_of(const std::string& id) const {
  for (const ModelStore::KeptNotice& kept : store.notices) {
    if (kept.id != id) continue;
    if (kept.waits) return "waits";
    if (kept.end == NoticeEnd::dropped) return "dropped:" + kept.reason;
    if (kept.end == NoticeEnd::refused) return kept.reason;
    return kept.end == NoticeEnd::created ? "created" : "done";
  }
  return "never kept";
}

std::size_t ExchangeBed::made(const std::string& object) const {
  const auto waits = [&object](const Hidden& each) { return each.object == object; };
  const auto shown = vendor.objects.find(object);
  return (shown == vendor.objects.end() ? 0 : shown->second.size()) +
         static_cast<std::size_t>(std::ranges::count_if(hidden_, waits));
}

HttpResponse ExchangeBed::answer_export(const HttpRequest& request) const {
  const auto found = exports.find(query(request.target, "requestId"));
  if (found == exports.end()) return {404, {}, "{}"};
  const PaperExport& handed = found->second;
  if (handed.status != 200) return {handed.status, {}, "{}"};
  if (handed.opted_out) return {200, {}, R"({"elements":[]})"};
  Json::List emails;
  for (const std::string& email : handed.emails) emails.push_back(Json(email));
  Json person = Json::object();
  person.set("member", handed.member);
  person.set("firstName", handed.first_name);
  person.set("lastName", handed.last_name);
  person.set("headline", "Welder of the old school");
  person.set("profileUrl", "https://www.linkedin.com/in/ana-example");
  person.set("emailAddresses", std::move(emails));
  Json element = Json::object();
  element.set("integrationContext", handed.organization);
  element.set("externalJobPostingId", handed.job);
  element.set("candidate", std::move(person));
  Json body = Json::object();
  body.set("elements", Json::List{std::move(element)});
  return {200, {}, write_json(body)};
}

std::optional<HttpResponse> ExchangeBed::answer_write(const HttpRequest& request, Instant now) {
  const std::string path = request.target.substr(1, request.target.find('?') - 1);
  if (path == "stages") {
    HttpResponse reply{200, {}, query(request.target, "ids")};
    std::ranges::replace(reply.body, ',', ' ');
    return reply;
  }
  if (path != "create" && path != "apply" && path != "find") return std::nullopt;
  ++asked[path];
  const std::string marker = query(request.target, "marker");
  if (path == "find") {
    const bool seen = marked_.contains(marker) && now >= marked_at_[marker] + hidden_for;
    return HttpResponse{200, {}, seen && !blind ? marked_[marker] : std::string()};
  }
  bodies.push_back(request.body);
  if (refuse_with != 0) return HttpResponse{refuse_with, {}, {}};
  std::string candidate = query(request.target, "candidate"), application;
  if (path == "create") {
    const std::size_t at = request.body.find("first_name=") + 11;
    PaperItem item{.name = request.body.substr(at, request.body.find('\n') - at)};
    item.email = {};
    candidate = make("candidates", item, now);
  }
  if (path == "apply" || applies_at_once) {
    application =
        make("applications",
             {.name = "Ana", .job = query(request.target, "job"), .candidate = candidate}, now);
  }
  if (path == "create") {
    marked_[marker] = candidate + ";" + application;
    marked_at_[marker] = now;
  }
  return HttpResponse{200, {}, candidate + ";" + application};
}

std::string ExchangeBed::make(const std::string& object, PaperItem item, Instant now) {
  const std::string id = (object == "candidates" ? "N" : "M") + std::to_string(++made_);
  item.modified = now;
  hidden_.push_back({object, id, std::move(item), now + hidden_for});
  show(now);
  return id;
}

void ExchangeBed::show(Instant now) {
  std::erase_if(hidden_, [&](const Hidden& each) {
    if (each.shows > now) return false;
    vendor.write(each.object, each.id, each.item, each.item.modified);
    return true;
  });
}

}  // namespace crosswalk
