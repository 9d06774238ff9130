#include "judge/invariants/records/reading.hpp"

#include <algorithm>

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

}  // namespace

void Reading::heard(Instant at, std::string_view endpoint, const HttpRequest& request,
                    bool answered, Candour candour) {
  heard_ = true;
  if (candour == Candour::falsified) falsified_ = at;
  if (!is_main(endpoint)) return;
  Listing& listing = listings_[std::string(endpoint)];
  if (is_first_page(request.target)) {
    listing.begun = at;
    listing.late = false;
    listing.is_whole = request.target.find("updated") == std::string::npos;
    if (listing.is_whole) listing.whole = at;
  }
  listing.answered = answered;
  listing.late = listing.late || candour == Candour::late;
}

bool Reading::knows(const Cause& cause) const {
  if (!heard_) return true;
  if (listings_.empty()) return false;
  return std::ranges::all_of(listings_, [&](const auto& each) {
    const Listing& listing = each.second;
    if (!listing.answered || listing.late || !listing.begun || *listing.begun <= cause.at)
      return false;
    // What a false page said is put right by a whole listing only.
    const bool whole_wanted = cause.hidden || (falsified_ && *falsified_ >= cause.at);
    if (!whole_wanted) return true;
    const Instant after =
        std::max(cause.hidden ? cause.at : Instant::min(), falsified_.value_or(Instant::min()));
    return listing.whole && *listing.whole > after;
  });
}

}  // namespace crosswalk::sim::judging
