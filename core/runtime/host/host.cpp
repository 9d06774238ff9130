#include "runtime/host/host.hpp"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <utility>

#include "base/text/counted.hpp"
#include "privacy/export_rules.hpp"
#include "runtime/host/drain.hpp"
#include "runtime/host/explanation.hpp"
#include "runtime/host/readiness.hpp"
#include "runtime/host/reports.hpp"

namespace crosswalk {
namespace {

using SteadyClock = std::chrono::steady_clock;

double seconds_since(SteadyClock::time_point began) {
  const auto elapsed = SteadyClock::now() - began;
  return static_cast<double>(
             std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count()) /
         1000.0;
}

Error unknown(std::string what, std::string where) {
  return {ErrorCode::invalid_input, std::move(what), std::move(where)};
}

using Reporting = Json (*)(std::string_view tenant, const FlowReport&, const Counts&);

Result<Json> reports_now(const std::vector<Tenant*>& tenants, SteadyClock::time_point began,
                         Reporting reporting) {
  Json::List reports;
  for (Tenant* tenant : tenants) {
    auto counts = tenant->tally();
    if (!counts) return std::move(counts).error();
    Json report = tenant->started() ? reporting(tenant->name(), tenant->report(), *counts)
                                    : standing_report(tenant->name(), *counts);
    report.set("drain", drain_json(*counts, tenant->limits(), tenant->one_parent()));
    reports.push_back(std::move(report));
  }
  return reports_of(std::move(reports), seconds_since(began));
}

void append(std::vector<std::string>& all, std::vector<std::string> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void add_pushes(Json& report, std::vector<std::string>& notes, const TenantPushes& pushes) {
  Json turned_away = Json::object();
  turned_away.set("linkedin", pushes_json(pushes.linkedin));
  turned_away.set("vendor", pushes_json(pushes.vendor));
  Json json = Json::object();
  json.set("turned_away", std::move(turned_away));
  report.set("pushes", std::move(json));
  append(notes, pushes_words(pushes.linkedin, " of LinkedIn's"));
  append(notes, pushes_words(pushes.vendor, " of the ATS's"));
}

// Nobody's pushes are told once, beside the tenants.
void add_unnamed(Json& reports, const PushCounts& pushes) {
  Json json = Json::object();
  json.set("turned_away", pushes_json(pushes));
  reports.set("pushes", std::move(json));
  std::vector<std::string> notes = pushes_words(pushes, " of no tenant's");
  reports.set("notes", Json::List(notes.begin(), notes.end()));
}

// Candidates who wait for a person's word: by their ids in the ATS, since nothing else tells them.
void add_kept_back(Json& report, std::vector<std::string>& notes,
                   const std::vector<std::string>& ids) {
  Json erasures = *report.find("erasures");
  erasures.set("erased_before", Json::List(ids.begin(), ids.end()));
  report.set("erasures", std::move(erasures));
  if (ids.empty()) return;
  std::string words =
      "kept back as erased_before until a person says whether they are the one "
      "who was erased, candidate ";
  for (const std::string& id : ids) words.append(&id == &ids.front() ? "" : ", ").append(id);
  if (ids.size() == kept_back_max) words += " and perhaps more";
  notes.push_back(words + ": crosswalk explain --tenant " + std::string(report.text_of("tenant")) +
                  " candidate ID");
}

// What `status` tells beside the numbers of a round.
Result<Done> add_standing(Json& report, Tenant& tenant) {
  const auto counts = tenant.tally();
  if (!counts) return counts.error();
  const Json readiness = readiness_json(tenant.coverage(), *counts);
  const std::string closed = tenant.closed(*counts);
  report.set("onboarding", onboarding_json(counts->onboarding, closed));
  std::vector<std::string> notes = tenant.notes();
  if (!closed.empty()) notes.push_back("nothing is sent to LinkedIn: " + closed);
  notes.push_back(readiness_words(readiness));
  report.set("readiness", readiness);
  Json refused = Json::object();
  for (const auto& [reason, count] : counts->exchange.refusals) {
    refused.set(reason, count);
    notes.push_back(counted(count, "export") + " refused, " + reason + ": " +
                    explain_refusal(reason));
  }
  Json exports = *report.find("exports");
  exports.set("refused_reasons", std::move(refused));
  report.set("exports", std::move(exports));
  add_kept_back(report, notes, counts->exchange.erased_before);
  add_pushes(report, notes, tenant.pushes());
  report.set("notes", Json::List(notes.begin(), notes.end()));
  Json alarms = *report.find("alarms");
  for (const std::string& alarm : tenant.alarms(*counts)) {
    const Json::List& told = *alarms.items();
    if (std::ranges::find(told, Json(alarm)) == told.end()) alarms.push(alarm);
  }
  report.set("alarms", std::move(alarms));
  return Done{};
}

}  // namespace

Host::Host(std::vector<std::unique_ptr<Tenant>> tenants, const Door& door)
    : tenants_(std::move(tenants)), door_(door) {}
Host::~Host() = default;

void Host::start() {
  for (const auto& tenant : tenants_) tenant->start();
}

Result<std::vector<Tenant*>> Host::chosen(std::string_view tenant) const {
  std::vector<Tenant*> found;
  for (const auto& each : tenants_) {
    if (tenant.empty() || each->name() == tenant) found.push_back(each.get());
  }
  if (!found.empty() || tenant.empty()) return found;
  std::string known;
  for (const auto& each : tenants_) known += (known.empty() ? "" : ", ") + each->name();
  return unknown("no such tenant; the configuration has " + known, "--tenant");
}

void Host::carry_out(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
  if (request.command == "sync") return sync(request, answer);
  if (request.command == "status") return answer->finish(status(request));
  if (request.command == "explain") return answer->finish(explain(request));
  if (request.command == "erase") return erase(request, answer);
  if (request.command.starts_with("tenant ")) return onboard(request, answer);
  answer->finish(Error{ErrorCode::unsupported, "no such command", request.command});
}

void Host::sync(const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
  auto tenants = chosen(request.tenant);
  if (!tenants) return answer->finish(std::move(tenants).error());
  if (tenants->empty()) {
    return answer->finish(unknown("the configuration has no tenant yet", "tenants"));
  }
  if (request.absence_confirmed && (request.tenant.empty() || !request.full)) {
    return answer->finish(unknown("is said for one tenant and a full listing", "--confirm-absent"));
  }
  const auto began = SteadyClock::now();
  const auto waiting = std::make_shared<std::size_t>(tenants->size());
  for (Tenant* tenant : *tenants) {
    tenant->sync({.full = request.full, .absence_confirmed = request.absence_confirmed},
                 {.progress = [answer](std::string_view words) { answer->progress(words); },
                  .notice = [answer](std::string_view words) { answer->notice(words); },
                  .done =
                      [answer, began, waiting, all = *tenants] {
                        if (--*waiting == 0) answer->finish(reports_now(all, began, round_report));
                      }});
  }
}

Result<Json> Host::status(const AdminRequest& request) {
  auto tenants = chosen(request.tenant);
  if (!tenants) return std::move(tenants).error();
  auto reports = reports_now(*tenants, SteadyClock::now(), running_report);
  if (!reports) return reports;
  Json::List& list = *reports->members()->front().second.items();
  for (std::size_t at = 0; at < list.size(); ++at) {
    if (auto added = add_standing(list[at], *(*tenants)[at]); !added) return added.error();
  }
  add_unnamed(*reports, door_.unnamed_pushes());
  return reports;
}

Result<Json> Host::explain(const AdminRequest& request) {
  auto tenants = chosen(request.tenant);
  if (!tenants) return std::move(tenants).error();
  if (tenants->size() != 1) return unknown("name one tenant", "--tenant");
  const auto kind = record_kind(request.kind);
  if (!kind) return unknown("is one of the kinds of records, such as job", "KIND");
  if (request.id.empty() || request.id.size() > record_id_bytes_max) {
    return unknown("is 1 to 200 bytes", "ID");
  }
  const RecordKey key{.kind = *kind, .id = request.id};
  auto row = tenants->front()->look_up(key);
  if (!row) return std::move(row).error();
  return explanation_of(tenants->front()->name(), key, *row);
}

void Host::stop(std::function<void()> left) {
  const auto waiting = std::make_shared<std::size_t>(tenants_.size());
  if (tenants_.empty()) return left();
  for (const auto& tenant : tenants_) {
    tenant->stop([waiting, left] {
      if (--*waiting == 0) left();
    });
  }
}

}  // namespace crosswalk
