#include "judge/invariants/records/reading.hpp"

#include <algorithm>

#include "base/text/dates.hpp"

namespace crosswalk::sim::judging {
namespace {

// What a kind is made of, divided by blanks: resources whose listings tell of it, those that are
// listed beside them, and those that are asked for by id.
struct Feed {
  EntityKind kind;
  std::string_view tells, lists, ids;
};

constexpr Feed feeds[] = {
    {EntityKind::job, "jobs", "job_posts departments offices job_owners job_hiring_managers",
     "jobs job_posts job_owners job_hiring_managers"},
    {EntityKind::candidate, "candidates", "", "candidates answers"},
    {EntityKind::application, "jobs candidates applications",
     "sources rejection_reasons job_stages",
     "jobs candidates applications application_stages rejection_details"},
    {EntityKind::candidate_note, "candidates notes", "users", "candidates notes"},
    {EntityKind::application_note, "jobs candidates applications notes", "users",
     "jobs candidates applications notes"},
    {EntityKind::feedback, "jobs candidates applications scorecards",
     "users user_emails job_candidate_attributes",
     "jobs candidates applications scorecards scorecard_candidate_attributes"},
    {EntityKind::stage, "jobs candidates applications", "application_stages job_stages",
     "jobs candidates applications application_stages"}};

const Feed& feed_of(EntityKind kind) { return *std::ranges::find(feeds, kind, &Feed::kind); }

// Calls `use` with each word until it says false, and returns whether none did.
template <class Use>
bool each_word(std::string_view words, Use use) {
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (!use(words.substr(0, end))) return false;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return true;
}

// "users" of "greenhouse.users.list". What candidates answered is asked for by candidate.
std::string_view resource_of(std::string_view endpoint, std::string_view target) {
  const std::size_t first = std::min(endpoint.find('.'), endpoint.size() - 1) + 1;
  const std::string_view name = endpoint.substr(first, endpoint.rfind('.') - first);
  const bool answers = target.find("candidate_ids=") != std::string_view::npos;
  return answers && name == "applications" ? "answers" : name;
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
  const std::string resource(resource_of(endpoint, request.target));
  if (candour == Candour::falsified) falsified_[resource] = at;
  const bool listed = endpoint.ends_with(".list");
  const bool gone = !listed && (status == 404 || status == 410);
  const bool answered = status / 100 == 2 || gone;
  if (!listed) {
    if (answered) failed_.erase(request.target);
    if (!answered) failed_[request.target] = resource;
    return;
  }
  lists_applications_ = lists_applications_ || request.target.starts_with("/v3/");
  Listing& listing = listings_[resource];
  listing.answered = answered;
  listing.late = listing.late || candour == Candour::late;
  if (!is_first_page(request.target)) return;
  listing.late = candour == Candour::late;
  listing.told = told_until(at, request.target);
  if (is_whole(request.target)) listing.whole = at;
  if (resource == "jobs") failed_.clear();  // Another round begins.
}

bool Reading::failed(std::string_view lists, std::string_view ids) const {
  const bool good = each_word(lists, [&](std::string_view each) {
    const auto found = listings_.find(each);
    return found == listings_.end() || (found->second.answered && !found->second.late);
  });
  return !good || !each_word(ids, [&](std::string_view each) {
    return std::ranges::none_of(failed_, [&](const auto& one) { return one.second == each; });
  });
}

bool Reading::told(std::string_view resource, const Cause& cause,
                   std::optional<Instant> falsified) const {
  const auto found = listings_.find(resource);
  // Such vendors list those alone that have changed, and not the first time.
  if (found == listings_.end()) return resource == "applications" && !lists_applications_;
  const Listing& listing = found->second;
  if (listing.told <= cause.at) return false;
  // What a false page said is put right by a whole listing only.
  const bool whole_wanted = cause.hidden || (falsified && *falsified >= cause.at);
  const Instant after =
      std::max(cause.hidden ? cause.at : Instant::min(), falsified.value_or(Instant::min()));
  // What is never listed as a whole comes within something else.
  return !whole_wanted || listing.whole.value_or(listing.told) > after;
}

bool Reading::knows(EntityKind kind, const Cause& cause) const {
  if (!heard_) return true;
  const Feed& feed = feed_of(kind);
  if (failed(feed.tells, feed.ids) || failed(feed.lists, {})) return false;
  std::optional<Instant> falsified;
  for (const std::string_view all : {feed.tells, feed.lists, feed.ids}) {
    each_word(all, [&](std::string_view each) {
      const auto found = falsified_.find(each);
      if (found != falsified_.end()) falsified = std::max(falsified, std::optional(found->second));
      return true;
    });
  }
  return each_word(feed.tells, [&](std::string_view each) { return told(each, cause, falsified); });
}

}  // namespace crosswalk::sim::judging
