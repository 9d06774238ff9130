#include "linkedin/recruiter/exports.hpp"

namespace crosswalk::sim::linkedin {
namespace {

std::int64_t month_of(Instant now) {
  const std::chrono::year_month_day date(std::chrono::floor<std::chrono::days>(now));
  return static_cast<int>(date.year()) * 12 + static_cast<unsigned>(date.month());
}

}  // namespace

std::string Exports::keep(Notice notice) {
  const std::string id = std::to_string(++last_id_);
  if (const auto* const order = std::get_if<ExportOrder>(&notice.about)) {
    exported_[notice.client_id].insert(order->member);
  }
  notices_.emplace(id, std::move(notice));
  return id;
}

const Notice* Exports::find(std::string_view id, Instant now) const {
  const auto found = notices_.find(id);
  if (found == notices_.end() || found->second.expires_at <= now) return nullptr;
  return &found->second;
}

bool Exports::admit(const std::string& seat, std::uint64_t per_month, Instant now) {
  std::uint64_t& used = of_month_[{seat, month_of(now)}];
  if (per_month > 0 && used >= per_month) return false;
  ++used;
  return true;
}

std::vector<Usage> Exports::usage(std::uint64_t per_month, Instant now) const {
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const auto next = today.year() / today.month() / 1 + std::chrono::months(1);
  std::map<std::string, std::uint64_t> used;
  for (const auto& [when, count] : of_month_) {
    used[when.first] += when.second == month_of(now) ? count : 0;
  }
  std::vector<Usage> all;
  for (const auto& [seat, count] : used) {
    all.push_back({.what = seat,
                   .counted = "exports a month",
                   .used = count,
                   .limit = per_month,
                   .resets_at = std::chrono::sys_days(next)});
  }
  return all;
}

std::vector<std::pair<std::string, Instant>> Exports::closed_for(std::string_view client_id) const {
  std::vector<std::pair<std::string, Instant>> out;
  const auto members = exported_.find(client_id);
  if (members == exported_.end()) return out;
  for (const auto& [member, at] : closed_) {
    if (members->second.contains(member)) out.emplace_back(member, at);
  }
  return out;
}

}  // namespace crosswalk::sim::linkedin
