#include "runtime/host/reports.hpp"

#include <array>
#include <map>
#include <utility>

#include "policy/policy.hpp"

namespace crosswalk {
namespace {

// What the store says of one kind.
struct Standing {
  std::uint64_t known = 0;
  std::uint64_t sent = 0;
  std::uint64_t held = 0;
  std::uint64_t withheld = 0;
  std::uint64_t withdrawn = 0;
  std::map<std::string, std::uint64_t> held_reasons;
};

using Standings = std::array<Standing, record_kind_count>;

void count_in(Standing& standing, const Counts::Count& count) {
  switch (count.state) {
    case EntityState::sent:
      standing.sent += count.count;
      break;
    case EntityState::held:
    case EntityState::restricted:
      standing.held += count.count;
      standing.held_reasons[count.reason] += count.count;
      break;
    case EntityState::withheld:
      standing.withheld += count.count;
      break;
    case EntityState::withdrawn:
      standing.withdrawn += count.count;
      return;  // A tombstone is no record any more.
    case EntityState::ready:
    case EntityState::waiting:
    case EntityState::task:
    case EntityState::withdrawing:
      break;
  }
  standing.known += count.count;
}

Standings standings_of(const Counts& counts) {
  Standings standings;
  for (const auto& count : counts.counts) {
    count_in(standings[static_cast<std::size_t>(count.kind)], count);
  }
  return standings;
}

Json kind_report(const KindReport& done, const Standing& standing) {
  Json kind = Json::object();
  kind.set("read", done.read);
  kind.set("sent", done.sent);
  kind.set("unchanged", done.unchanged);
  kind.set("held", standing.held);
  kind.set("withheld", standing.withheld);
  kind.set("erased", done.erased);
  Json reasons = Json::object();
  for (const auto& [reason, count] : standing.held_reasons) reasons.set(reason, count);
  kind.set("held_reasons", std::move(reasons));
  return kind;
}

Json tenant_report(std::string_view tenant, const std::array<KindReport, record_kind_count>& kinds,
                   const Standings& standings, const std::vector<std::string>& alarms) {
  Json objects = Json::object();
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    objects.set(std::string(name_of(static_cast<RecordKind>(kind))),
                kind_report(kinds[kind], standings[kind]));
  }
  Json exports = Json::object();
  for (const char* name : {"received", "created", "refused"}) exports.set(name, 0);
  Json erasures = Json::object();
  for (const char* name : {"requested", "confirmed"}) erasures.set(name, 0);
  Json report = Json::object();
  report.set("tenant", tenant);
  report.set("objects", std::move(objects));
  report.set("exports", std::move(exports));
  report.set("erasures", std::move(erasures));
  Json::List words(alarms.begin(), alarms.end());
  report.set("alarms", std::move(words));
  return report;
}

bool refusal(std::string_view reason) {
  return reason.starts_with("refused:") || reason.starts_with("task_failed");
}

bool tenant_needs_a_person(const Json& tenant) {
  const Json* alarms = tenant.find("alarms");
  if (alarms != nullptr && alarms->items() != nullptr && !alarms->items()->empty()) return true;
  const Json* objects = tenant.find("objects");
  if (objects == nullptr || objects->members() == nullptr) return false;
  for (const auto& [kind, numbers] : *objects->members()) {
    const Json* reasons = numbers.find("held_reasons");
    if (reasons == nullptr || reasons->members() == nullptr) continue;
    for (const auto& [reason, count] : *reasons->members()) {
      if (refusal(reason)) return true;
    }
  }
  return false;
}

std::string standing_words(const RecordKey& key, const EntityRow& row) {
  const std::string kind(name_of(key.kind));
  switch (row.state) {
    case EntityState::ready:
      return "This " + kind + " is wanted at LinkedIn and waits for its turn.";
    case EntityState::waiting:
      return "This " + kind + " waits until its job and its candidate are at LinkedIn.";
    case EntityState::task:
      return "LinkedIn took this " + kind + " and has not said yet whether it is published.";
    case EntityState::sent:
      return "LinkedIn confirmed the current version of this " + kind + ".";
    case EntityState::withdrawing:
    case EntityState::withdrawn:
    case EntityState::held:
    case EntityState::withheld:
    case EntityState::restricted:
      break;
  }
  return explain(key.kind, row.reason);
}

}  // namespace

Json round_report(std::string_view tenant, const FlowReport& report, const Counts& counts) {
  return tenant_report(tenant, report.kinds, standings_of(counts), report.alarms);
}

Json standing_report(std::string_view tenant, const Counts& counts) {
  const Standings standings = standings_of(counts);
  std::array<KindReport, record_kind_count> kinds{};
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    kinds[kind].read = standings[kind].known;
    kinds[kind].sent = standings[kind].sent;
    kinds[kind].erased = standings[kind].withdrawn;
  }
  return tenant_report(tenant, kinds, standings, {});
}

Json reports_of(Json::List tenants, double elapsed_s) {
  Json reports = Json::object();
  reports.set("tenants", std::move(tenants));
  reports.set("elapsed_s", elapsed_s);
  return reports;
}

bool needs_a_person(const Json& reports) {
  const Json* tenants = reports.find("tenants");
  if (tenants == nullptr || tenants->items() == nullptr) return false;
  for (const Json& tenant : *tenants->items()) {
    if (tenant_needs_a_person(tenant)) return true;
  }
  return false;
}

Json explanation_of(std::string_view tenant, const RecordKey& key,
                    const std::optional<EntityRow>& row) {
  Json json = Json::object();
  json.set("tenant", tenant);
  json.set("kind", name_of(key.kind));
  json.set("id", key.id);
  json.set("known", row.has_value());
  if (!row) {
    json.set("words", "No " + std::string(name_of(key.kind)) +
                          " with this id has been read yet; check the id, or run a sync.");
    return json;
  }
  json.set("state", name_of(row->state));
  json.set("reason", row->reason);
  json.set("words", standing_words(key, *row));
  json.set("wanted_version", row->wanted);
  json.set("sent_version", row->sent);
  return json;
}

}  // namespace crosswalk
