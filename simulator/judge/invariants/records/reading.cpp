#include "judge/invariants/records/reading.hpp"

#include <algorithm>

#include "base/text/dates.hpp"

namespace crosswalk::sim::judging {
namespace {

// The listings of a round that everything else is read beside.
bool is_main(std::string_view endpoint) {
  constexpr std::string_view names[] = {".jobs.list", ".candidates.list", ".applications.list"};
  return std::ranges::any_of(names,
                             [&](std::string_view name) { return endpoint.ends_with(name); });
}

// A page after the first goes by a cursor, a page number, or both.
bool is_first_page(std::string_view target) {
  if (target.find("cursor=") != std::string_view::npos) return false;
  for (const std::string_view name : {"?page=", "&page="}) {
    const std::size_t at = target.find(name);
    if (at == std::string_view::npos) continue;
    const std::string_view number = target.substr(at + name.size());
    return number.substr(0, number.find('&')) == "1";
  }
  return true;
}

// Not only of what has changed since.
bool is_whole(std::string_view target) {
  constexpr std::string_view filters[] = {"updated", "_after=", "_since="};
  return std::ranges::none_of(
      filters, [&](std::string_view each) { return target.find(each) != std::string_view::npos; });
}

// Up to when a listing tells: what it says itself, or all there is.
Instant told_until(Instant asked, std::string_view target) {
  for (const std::string_view name : {"lt%7C", "lt|", "updated_before="}) {
    const std::size_t at = target.find(name);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = target.substr(at + name.size());
    const auto text = percent_decode(rest.substr(0, rest.find('&')));
    const auto until = text ? parse_instant(*text) : std::nullopt;
    if (until) return std::min(asked, *until);
  }
  return asked;
}

}  // namespace

void Reading::heard(Instant at, std::string_view endpoint, const HttpRequest& request, int status,
                    Candour candour) {
  heard_ = true;
  if (candour == Candour::falsified) falsified_ = at;
  const bool listed = endpoint.ends_with(".list");
  const bool gone = !listed && (status == 404 || status == 410);
  const bool answered = status / 100 == 2 || gone;
  if (!listed) {
    if (answered) failed_.erase(request.target);
    if (!answered) failed_.insert(request.target);
    return;
  }
  Listing& listing = listings_[std::string(endpoint)];
  listing.answered = answered;
  listing.late = listing.late || candour == Candour::late;
  if (!is_first_page(request.target)) return;
  listing.late = candour == Candour::late;
  listing.told = told_until(at, request.target);
  if (is_whole(request.target)) listing.whole = at;
  if (endpoint.ends_with(".jobs.list")) failed_.clear();  // Another round begins.
}

bool Reading::knows(const Cause& cause) const {
  if (!heard_) return true;
  if (!failed_.empty()) return false;
  bool told = false;
  for (const auto& [endpoint, listing] : listings_) {
    if (!listing.answered || listing.late) return false;
    if (!is_main(endpoint)) continue;
    if (listing.told <= cause.at) return false;
    told = true;
    // What a false page said is put right by a whole listing only.
    const bool whole_wanted = cause.hidden || (falsified_ && *falsified_ >= cause.at);
    const Instant after =
        std::max(cause.hidden ? cause.at : Instant::min(), falsified_.value_or(Instant::min()));
    // What is never listed as a whole comes within something else.
    if (whole_wanted && listing.whole.value_or(listing.told) <= after) return false;
  }
  return told;
}

}  // namespace crosswalk::sim::judging
