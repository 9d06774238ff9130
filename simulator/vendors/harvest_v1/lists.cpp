#include "vendors/harvest_v1/lists.hpp"

#include <algorithm>
#include <charconv>
#include <type_traits>

#include "vendors/greenhouse/records.hpp"
#include "vendors/greenhouse/replies.hpp"

namespace crosswalk::sim::harvest {
namespace {

using Names = std::vector<std::string_view>;

/// A word that was not sent lets everything through.
bool says(const std::string* word, bool flag) {
  return word == nullptr || *word == (flag ? "true" : "false");
}

}  // namespace

std::optional<Path> read_path(std::string_view text) {
  if (text.ends_with('/')) text.remove_suffix(1);
  std::string_view parts[3];
  for (std::string_view& part : parts) {
    part = text.substr(0, text.find('/'));
    if (part.empty()) return std::nullopt;
    text.remove_prefix(part.size());
    if (text.empty()) return Path{parts[0], parts[1], parts[2]};
    text.remove_prefix(1);
  }
  return std::nullopt;
}

template <class T, class Pass>
Lists::Page Lists::page_of(const Filter& filter, const std::vector<Id>* ids, Pass pass) const {
  const Table<T>& table = world_.all<T>();
  const bool counts = dialect_.links && !filter.skip_count;
  const std::uint64_t first = (filter.page - 1) * filter.per_page;
  const std::uint64_t end = first + filter.per_page;
  Page page;
  // True when nothing behind this row can matter.
  const auto look = [&](const T& row) {
    if (row.gone && !(dialect_.tombstones && filter.include_deleted)) return false;
    if (!filter.created.holds(row.created_at) || !filter.updated.holds(row.updated_at) ||
        unready_.hides(row.id) || !pass(row)) {
      return false;
    }
    if (page.total >= first && page.total < end) {
      if (page.body.size() > 1) page.body += ',';
      records_.write(row, page.body);
    }
    return ++page.total > end && !counts;
  };
  if (ids != nullptr) {
    for (const Id id : *ids) {
      const T* const row = table.ever(id);
      if (row != nullptr && look(*row)) break;
    }
  } else {
    for (std::size_t at = 0; at < table.rows(); ++at) {
      if (look(table.row(at))) break;
    }
  }
  page.more = page.total > end;
  page.body += ']';
  return page;
}

template <class T>
Lists::Page Lists::all(const Filter& filter, Id) const {
  return page_of<T>(filter, nullptr, [](const T&) { return true; });
}

/// The ids of those that a window of updated_at may hold, in order.
template <class T>
std::vector<Id> Lists::changed(const Filter& filter) const {
  const Table<T>& table = world_.all<T>();
  std::vector<Id> ids;
  for (const auto& stamp : table.changed(filter.updated.from, filter.updated.to)) {
    ids.push_back(table.first_id() + stamp.row);
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

bool Lists::involves(const Candidate& row, Id job) const {
  return std::ranges::any_of(records_.applications_of(row), [&](const Application* each) {
    return each->job_id == job || each->prospective_job_id == job;
  });
}

Lists::Page Lists::candidates(const Filter& filter, Id) const {
  const std::string* const email = filter.word("email");
  const bool narrow = filter.by_ids || !filter.updated.is_everything();
  std::vector<Id> ids;
  if (narrow) ids = filter.by_ids ? filter.ids : changed<Candidate>(filter);
  std::ranges::sort(ids);
  return page_of<Candidate>(filter, narrow ? &ids : nullptr, [&](const Candidate& row) {
    if (filter.job != 0 && !involves(row, filter.job)) return false;
    return email == nullptr || same_address(row.email, *email) ||
           same_address(row.work_email, *email);
  });
}

Lists::Page Lists::applications(const Filter& filter, Id) const {
  const std::string* const status = filter.word("status");
  return page_of<Application>(filter, nullptr, [&](const Application& row) {
    const bool concerned =
        filter.job == 0 || row.job_id == filter.job || row.prospective_job_id == filter.job;
    return concerned && filter.activity.holds(row.last_activity_at) &&
           (status == nullptr || *status == greenhouse::old_word_of(row.status));
  });
}

Lists::Page Lists::jobs(const Filter& filter, Id) const {
  const std::string* const status = filter.word("status");
  const std::string* const requisition = filter.word("requisition_id");
  return page_of<Job>(filter, nullptr, [&](const Job& row) {
    return (status == nullptr || *status == greenhouse::word_of(row.status)) &&
           (requisition == nullptr || *requisition == row.requisition_id);
  });
}

Lists::Page Lists::posts(const Filter& filter, Id job) const {
  const std::string* const live = filter.word("live");
  const Job* const of = world_.find<Job>(job);
  return page_of<JobPost>(filter, of == nullptr ? nullptr : &of->post_ids, [&](const JobPost& row) {
    if (dialect_.tombstones && !row.active && !filter.include_deleted) return false;
    return (live == nullptr || *live != "true" || row.live) &&
           says(filter.word("active"), row.active) && says(filter.word("internal"), row.internal);
  });
}

Lists::Page Lists::stages(const Filter& filter, Id job) const {
  const Job* const of = world_.find<Job>(job);
  return page_of<JobStage>(filter, of == nullptr ? nullptr : &of->stage_ids,
                           [](const JobStage&) { return true; });
}

/// The submitted ones only.
Lists::Page Lists::scorecards(const Filter& filter, Id application) const {
  std::vector<Id> ids;
  if (const Application* const of = world_.find<Application>(application)) {
    for (const Scorecard* each : world_.scorecards_of(*of)) ids.push_back(each->id);
  }
  return page_of<Scorecard>(filter, application == 0 ? nullptr : &ids,
                            [](const Scorecard& row) { return row.complete; });
}

template <class T>
bool Lists::one(Id id, bool deleted, std::string& out) const {
  const T* const row = world_.all<T>().ever(id);
  if (row == nullptr || unready_.hides(id) || (row->gone && !deleted)) return false;
  if constexpr (std::is_same_v<T, Scorecard>) {
    if (!row->complete) return false;
  }
  records_.write(*row, out);
  return true;
}

bool Lists::feed(Id id, bool, std::string& out) const {
  const Candidate* const person = world_.find<Candidate>(id);
  if (person == nullptr) return false;
  records_.write_feed(*person, out);
  return true;
}

/// A list at NAME, or at NAME/ID/SUB; a record at NAME/ID, or at NAME/ID/SUB.
struct Lists::Route {
  std::string_view name;
  std::string_view sub;
  List list = nullptr;
  Record record = nullptr;
  Names parameters;
};

const std::vector<Lists::Route>& Lists::routes() {
  static const Names dated{"created_after", "created_before", "updated_after", "updated_before"};
  const auto with = [](Names names, const Names& more) {
    names.insert(names.end(), more.begin(), more.end());
    return names;
  };
  static const std::vector<Route> all_routes = {
      {"candidates", "", &Lists::candidates, &Lists::one<Candidate>,
       with({"job_id", "email", "candidate_ids", "include_deleted"}, dated)},
      {"candidates", "activity_feed", nullptr, &Lists::feed, {}},
      {"applications",
       "",
       &Lists::applications,
       &Lists::one<Application>,
       {"job_id", "status", "created_after", "created_before", "last_activity_after"}},
      {"applications", "scorecards", &Lists::scorecards, nullptr, dated},
      {"scorecards", "", &Lists::scorecards, &Lists::one<Scorecard>, dated},
      {"jobs", "", &Lists::jobs, &Lists::one<Job>,
       with({"status", "requisition_id", "include_deleted"}, dated)},
      {"jobs", "job_posts", &Lists::posts, nullptr, {"live", "active", "internal", "full_content"}},
      {"jobs", "stages", &Lists::stages, nullptr, dated},
      {"job_posts", "", &Lists::posts, &Lists::one<JobPost>,
       with({"live", "active", "internal", "full_content"}, dated)},
      {"job_stages", "", &Lists::stages, &Lists::one<JobStage>, dated},
      {"departments", "", &Lists::all<Department>, &Lists::one<Department>, {}},
      {"offices", "", &Lists::all<Office>, &Lists::one<Office>, {}},
      {"sources", "", &Lists::all<Source>, nullptr, {}},
      {"rejection_reasons", "", &Lists::all<RejectionReason>, nullptr, {"include_defaults"}},
      {"users", "", &Lists::all<User>, &Lists::one<User>, dated}};
  return all_routes;
}

bool Lists::parent_exists(std::string_view name, Id id) const {
  if (unready_.hides(id)) return false;
  if (name == "jobs") return world_.find<Job>(id) != nullptr;
  if (name == "applications") return world_.find<Application>(id) != nullptr;
  return world_.find<Candidate>(id) != nullptr;
}

/// "<...?page=2&per_page=2>; rel=\"next\",..."; empty when there is one page only.
std::string Lists::link(const HttpRequest& request, const Target& target, const Filter& filter,
                        const Page& page) const {
  std::string rest;
  std::string_view query = target.query;
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (!part.empty() && !part.starts_with("page=")) rest.append("&").append(part);
  }
  const std::string origin = request.origin.empty()
                                 ? "https://" + std::string(header(request.headers, "Host"))
                                 : request.origin;
  std::string all;
  const auto add = [&](std::uint64_t number, std::string_view rel) {
    if (!all.empty()) all += ',';
    all += '<' + origin + target.path + "?page=" + std::to_string(number) + rest;
    all.append(">; rel=\"").append(rel).append("\"");
  };
  if (page.more) add(filter.page + 1, "next");
  if (filter.page > 1) add(filter.page - 1, "prev");
  if (page.more && !filter.skip_count) {
    add((page.total + filter.per_page - 1) / filter.per_page, "last");
  }
  return all;
}

HttpResponse Lists::read(const Path& path, const HttpRequest& request, const Target& target,
                         bool ignores_unknown) const {
  const auto missing = [&] { return dialect_.refuse(404, "Resource not found", {}); };
  const auto route = std::ranges::find_if(
      routes(), [&](const Route& each) { return each.name == path.name && each.sub == path.sub; });
  if (route == routes().end()) return missing();
  Id id = 0;
  const auto [end, wrong] = std::from_chars(path.id.data(), path.id.data() + path.id.size(), id);
  if (!path.id.empty() && (wrong != std::errc{} || end != path.id.data() + path.id.size())) {
    return missing();
  }
  if (!path.sub.empty() && !parent_exists(path.name, id)) return missing();
  const bool as_record = path.sub.empty() ? !path.id.empty() : route->list == nullptr;
  if (as_record) {
    const std::string* const deleted = target.find("include_deleted");
    const bool gone_too = dialect_.tombstones && deleted != nullptr && *deleted == "true";
    std::string body;
    if (route->record == nullptr || !(this->*route->record)(id, gone_too, body)) return missing();
    return greenhouse::json_reply(200, std::move(body));
  }
  Names known = route->parameters;
  if (dialect_.dates_changes) known.insert(known.end(), {"updated_after", "updated_before"});
  if (dialect_.tombstones) known.push_back("include_deleted");
  if (!dialect_.tombstones) std::erase(known, "include_deleted");
  const auto filter = read_filter(target, known, ignores_unknown);
  if (!filter) return dialect_.refuse(422, filter.error().what, filter.error().where);
  Page page = (this->*route->list)(*filter, id);
  HttpResponse reply = greenhouse::json_reply(200, std::move(page.body));
  if (!dialect_.links) return reply;
  std::string links = link(request, target, *filter, page);
  if (!links.empty()) reply.headers.emplace_back("Link", std::move(links));
  return reply;
}

}  // namespace crosswalk::sim::harvest
