#include "judge/invariants/requests/refusals.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text/json.hpp"
#include "judge/invariants/requests/written.hpp"
#include "linkedin/rest/envelope.hpp"

namespace crosswalk::sim::judging {
namespace {

// A record that fails as often is held like one that was refused.
constexpr std::uint32_t failures_max = 12;
constexpr std::size_t body_bytes_read_max = 32 * 1024 * 1024;

constexpr std::pair<std::string_view, EntityKind> resources[] = {
    {"linkedin.candidates.", EntityKind::candidate},
    {"linkedin.applications.", EntityKind::application},
    {"linkedin.candidate_notes.", EntityKind::candidate_note},
    {"linkedin.application_notes.", EntityKind::application_note},
    {"linkedin.feedback.", EntityKind::feedback},
    {"linkedin.stages.", EntityKind::stage}};

bool for_good(int status) {
  constexpr int passing[] = {401, 408, 409, 425, 429};
  return status / 100 == 4 && std::ranges::find(passing, status) == std::end(passing);
}

// The numbers of records in a key or a path; an organization's is too short for one.
std::vector<Id> ids_in(std::string_view text) {
  constexpr std::size_t digits_min = 6;
  std::vector<Id> ids;
  while (!text.empty()) {
    const std::size_t begin = text.find_first_of("0123456789");
    if (begin == std::string_view::npos) break;
    text.remove_prefix(begin);
    const std::size_t size = std::min(text.find_first_not_of("0123456789"), text.size());
    Id id = 0;
    std::from_chars(text.data(), text.data() + size, id);
    if (size >= digits_min) ids.push_back(id);
    text.remove_prefix(size);
  }
  return ids;
}

}  // namespace

bool Refusals::refused(EntityKind kind, Id id) const { return refused_.contains({kind, id}); }

void Refusals::note(EntityKind kind, std::string_view text, int status, Instant at) {
  if (status / 100 == 2) return;
  for (const Id id : ids_in(text)) {
    if (!for_good(status) && ++failures_[{kind, id}] < failures_max) continue;
    told_.push_back({kind, id, at});
    refused_.emplace(kind, id);
  }
}

void Refusals::read_entities(EntityKind kind, const HttpRequest& request, const HttpResponse& reply,
                             Instant at) {
  if (reply.status / 100 == 2) {
    const auto statuses = read_statuses(reply);
    if (!statuses) return;
    for (const auto& [key, status] : *statuses) {
      note(kind, key, status, at);
      // Of a stage under an id that a client made, its application is what can be named.
      if (kind == EntityKind::stage) note(kind, request.target, status, at);
    }
  } else if (const auto batch = read_batch(request); batch && for_good(reply.status)) {
    for (const auto& [key, digest] : batch->entities) note(kind, key, reply.status, at);
    if (kind == EntityKind::stage) note(kind, request.target, reply.status, at);
  }
}

void Refusals::read_postings(const HttpRequest& request, const HttpResponse& reply, Instant at) {
  const auto unwrapped = linkedin::unwrap(request);
  const auto* const wanted = std::get_if<linkedin::Unwrapped>(&unwrapped);
  if (wanted == nullptr) return;
  const auto asked = parse_json(wanted->body, body_bytes_read_max);
  const Json* const jobs = asked ? asked->find("elements") : nullptr;
  if (jobs == nullptr || jobs->items() == nullptr) return;
  const auto said = parse_json(reply.body, body_bytes_read_max);
  const Json* const each = said ? said->find("elements") : nullptr;
  for (std::size_t place = 0; place < jobs->items()->size(); ++place) {
    int status = reply.status;
    if (status / 100 == 2 && each != nullptr && each->items() != nullptr &&
        place < each->items()->size()) {
      status = static_cast<int>((*each->items())[place].integer_of("status"));
    }
    note(EntityKind::job, (*jobs->items())[place].text_of("externalJobPostingId"), status, at);
  }
}

void Refusals::read_tasks(const HttpResponse& reply, Instant at) {
  constexpr int failed = 422;
  const auto body = parse_json(reply.body, body_bytes_read_max);
  const Json* const tasks = body ? body->find("results") : nullptr;
  if (tasks == nullptr || tasks->members() == nullptr) return;
  for (const auto& [urn, task] : *tasks->members()) {
    if (task.text_of("status") != "FAILED") continue;
    note(EntityKind::job, task.text_of("externalJobPostingId"), failed, at);
  }
}

void Refusals::heard(Instant at, std::string_view endpoint, const HttpRequest& request,
                     const HttpResponse* reply) {
  if (reply == nullptr) return;
  if (endpoint.starts_with("linkedin.job_tasks.")) {
    if (reply->body.find("FAILED") != std::string::npos) read_tasks(*reply, at);
    return;
  }
  const bool whole = reply->status / 100 == 2;
  if (endpoint == "linkedin.jobs.create") {
    const bool good = whole && reply->body.find("\"error\"") == std::string::npos;
    if (!good && (whole || for_good(reply->status))) read_postings(request, *reply, at);
    return;
  }
  if (whole ? !may_refuse(*reply) : !for_good(reply->status)) return;
  if (!endpoint.ends_with(".put") && !endpoint.ends_with(".patch")) return;
  for (const auto& [name, kind] : resources) {
    if (endpoint.starts_with(name)) read_entities(kind, request, *reply, at);
  }
}

}  // namespace crosswalk::sim::judging
