#include "runtime/host/reports.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "base/text/counted.hpp"
#include "runtime/host/drain.hpp"

namespace crosswalk {
namespace {

// What the store says of one kind.
struct Standing {
  std::uint64_t known = 0;
  std::uint64_t sent = 0;
  std::uint64_t held = 0;
  std::uint64_t withheld = 0;
  std::uint64_t withdrawn = 0;
  std::uint64_t waiting = 0;
  std::uint64_t leaving = 0;
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
  const Backlog backlog = backlog_of(counts);
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    standings[kind].waiting = backlog.waiting[kind];
    standings[kind].leaving = backlog.leaving[kind];
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
  kind.set("waiting", standing.waiting);
  kind.set("leaving", standing.leaving);
  kind.set("skipped", done.skipped);
  return kind;
}

Json exports_report(const ExchangeReport& exchange) {
  Json exports = Json::object();
  exports.set("received", exchange.exports_received);
  exports.set("created", exchange.exports_created);
  exports.set("refused", exchange.exports_refused);
  return exports;
}

Json erasures_report(const ExchangeReport& exchange) {
  Json erasures = Json::object();
  erasures.set("requested", exchange.erasures_requested);
  erasures.set("confirmed", exchange.erasures_confirmed);
  erasures.set("not_found", exchange.erasures_of_nobody);
  return erasures;
}

// All there ever were, as the store counts them.
ExchangeReport exchange_of(const Counts& counts) {
  return {.exports_received = counts.exchange.exports_received,
          .exports_created = counts.exchange.exports_created,
          .exports_refused = counts.exchange.exports_refused,
          .erasures_requested = counts.exchange.erasures_requested,
          .erasures_confirmed = counts.exchange.erasures_confirmed,
          .erasures_of_nobody = counts.exchange.erasures_of_nobody};
}

Json tenant_report(std::string_view tenant, const std::array<KindReport, record_kind_count>& kinds,
                   const Standings& standings, const ExchangeReport& exchange,
                   const std::vector<std::string>& alarms) {
  Json objects = Json::object();
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    objects.set(std::string(name_of(static_cast<RecordKind>(kind))),
                kind_report(kinds[kind], standings[kind]));
  }
  Json report = Json::object();
  report.set("tenant", tenant);
  report.set("objects", std::move(objects));
  report.set("exports", exports_report(exchange));
  report.set("erasures", erasures_report(exchange));
  Json::List words(alarms.begin(), alarms.end());
  report.set("alarms", std::move(words));
  return report;
}

// Stands as long as the records do, whatever became of the round that restricted them.
void append_missing(std::vector<std::string>& alarms, std::string_view tenant,
                    const Counts& counts) {
  for (const Counts::Count& count : counts.counts) {
    if (count.state != EntityState::restricted || count.reason != "many_absent") continue;
    if (count.count == 0) continue;
    alarms.push_back(counted(count.count, spoken(count.kind) + " record") +
                     (count.count == 1 ? " is" : " are") +
                     " missing from the vendor's listing and restricted; look at the vendor, then "
                     "either bring them back there, or say that they are gone: " +
                     confirm_absent_command(tenant));
  }
}

// The first of equal sentences stays.
std::vector<std::string> alarms_of(std::string_view tenant, std::vector<std::string> alarms,
                                   const Counts& counts) {
  for (const std::string& kept : counts.alarms) {
    if (std::ranges::find(alarms, kept) == alarms.end()) alarms.push_back(kept);
  }
  std::vector<std::string> standing;
  append_missing(standing, tenant, counts);
  if (!standing.empty()) std::erase_if(alarms, tells_missing);
  alarms.insert(alarms.end(), standing.begin(), standing.end());
  return alarms;
}

bool refusal(std::string_view reason) {
  return reason.starts_with("refused:") || reason.starts_with("task_failed");
}

void append_refusals(std::vector<std::string>& needs, std::string_view tenant,
                     const std::string& kind, const Json& reasons) {
  if (reasons.members() == nullptr) return;
  const std::optional<RecordKind> known = record_kind(kind);
  const std::string kind_words = known ? spoken(*known) : kind;
  for (const auto& [reason, count] : *reasons.members()) {
    if (!refusal(reason)) continue;
    const auto number = static_cast<std::uint64_t>(count.integer() ? *count.integer() : 0);
    needs.push_back(need_words(tenant, "LinkedIn refused " +
                                           counted(number, kind_words + " record") + " (" + reason +
                                           "); what is corrected in the ATS is sent again"));
  }
}

void append_needs(std::vector<std::string>& needs, const Json& report) {
  const std::string_view tenant = report.text_of("tenant");
  const Json* alarms = report.find("alarms");
  if (alarms != nullptr && alarms->items() != nullptr) {
    for (const Json& alarm : *alarms->items()) {
      if (alarm.text() != nullptr) needs.push_back(need_words(tenant, *alarm.text()));
    }
  }
  const Json* objects = report.find("objects");
  if (objects == nullptr || objects->members() == nullptr) return;
  for (const auto& [kind, numbers] : *objects->members()) {
    const Json* reasons = numbers.find("held_reasons");
    if (reasons != nullptr) append_refusals(needs, tenant, kind, *reasons);
  }
}

}  // namespace

Json round_report(std::string_view tenant, const FlowReport& report, const Counts& counts) {
  return tenant_report(tenant, report.kinds, standings_of(counts), report.exchange,
                       alarms_of(tenant, report.alarms, counts));
}

Json running_report(std::string_view tenant, const FlowReport& report, const Counts& counts) {
  FlowReport all = report;
  all.exchange = exchange_of(counts);
  return round_report(tenant, all, counts);
}

Json standing_report(std::string_view tenant, const Counts& counts) {
  const Standings standings = standings_of(counts);
  std::array<KindReport, record_kind_count> kinds{};
  for (std::size_t kind = 0; kind < record_kind_count; ++kind) {
    kinds[kind].read = standings[kind].known;
    kinds[kind].sent = standings[kind].sent;
    kinds[kind].erased = standings[kind].withdrawn;
  }
  return tenant_report(tenant, kinds, standings, exchange_of(counts),
                       alarms_of(tenant, {}, counts));
}

Json reports_of(Json::List tenants, double elapsed_s) {
  Json reports = Json::object();
  reports.set("tenants", std::move(tenants));
  reports.set("elapsed_s", elapsed_s);
  return reports;
}

std::vector<std::string> needs_of(const Json& reports) {
  std::vector<std::string> needs;
  const Json* tenants = reports.find("tenants");
  if (tenants == nullptr || tenants->items() == nullptr) return needs;
  for (const Json& tenant : *tenants->items()) append_needs(needs, tenant);
  return needs;
}

bool tells_missing(std::string_view alarm) { return alarm.ends_with(missing_at_once); }

std::string need_words(std::string_view tenant, std::string_view words) {
  return "tenant " + std::string(tenant) + " needs you: " + std::string(words);
}

std::string confirm_absent_command(std::string_view tenant) {
  return "crosswalk sync --tenant " + std::string(tenant) + " --full --confirm-absent";
}

}  // namespace crosswalk
