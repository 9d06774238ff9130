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

void Reading::heard(Instant at, std::string_view endpoint, const HttpRequest& request,
                    bool answered, Candour candour) {
  heard_ = true;
  if (candour == Candour::falsified) falsified_ = at;
  if (!is_main(endpoint)) return;
  Listing& listing = listings_[std::string(endpoint)];
  if (is_first_page(request.target)) {
    listing.told = told_until(at, request.target);
    listing.late = false;
    if (is_whole(request.target)) listing.whole = at;
  }
  listing.answered = answered;
  listing.late = listing.late || candour == Candour::late;
}

bool Reading::knows(const Cause& cause) const {
  if (!heard_) return true;
  if (listings_.empty()) return false;
  return std::ranges::all_of(listings_, [&](const auto& each) {
    const Listing& listing = each.second;
    if (!listing.answered || listing.late || listing.told <= cause.at) return false;
    // What a false page said is put right by a whole listing only.
    const bool whole_wanted = cause.hidden || (falsified_ && *falsified_ >= cause.at);
    if (!whole_wanted) return true;
    const Instant after =
        std::max(cause.hidden ? cause.at : Instant::min(), falsified_.value_or(Instant::min()));
    // What is never listed as a whole comes within something else.
    return listing.whole.value_or(listing.told) > after;
  });
}

}  // namespace crosswalk::sim::judging
