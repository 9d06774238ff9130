#include "linkedin/postings.hpp"

#include <algorithm>
#include <utility>

#include "base/text/digest.hpp"
#include "linkedin/elements.hpp"
#include "linkedin/entities.hpp"
#include "linkedin/rest/canonical.hpp"

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::string_view task_prefix = "urn:li:simpleJobPostingTask:";
constexpr std::string_view uuid_form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

std::string task_urn(std::uint64_t number) {
  const std::string hex = to_hex(bytes_of(sha256("task " + std::to_string(number))));
  std::string out(task_prefix);
  std::size_t at = 0;
  for (const char c : uuid_form) out += c == 'x' ? hex[at++] : c;
  return out;
}

bool is_task_urn(std::string_view urn) {
  if (!urn.starts_with(task_prefix)) return false;
  urn.remove_prefix(task_prefix.size());
  return std::ranges::equal(urn, uuid_form, [](char c, char form) {
    return form == 'x' ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') : c == form;
  });
}

// LinkedIn's own number for a job, the same whenever it is asked.
std::string posting_number(std::string_view organization, std::string_view job) {
  return std::to_string(mix64(job, mix64(organization)) % 10'000'000'000);
}

bool has_member(std::string_view content, std::string_view name, std::string_view word) {
  return content.find("\"" + std::string(name) + "\":\"" + std::string(word) + "\"") !=
         std::string_view::npos;
}

// Why the task of a well-formed posting fails all the same, as (field, reason); empty when not.
Complaint task_complaint(const Entity* known, std::string_view operation,
                         std::string_view content) {
  const bool exists = known != nullptr && known->held;
  if (!exists && !operation.empty() && operation != "CREATE" && operation != "CLOSE") {
    return {"externalJobPostingId", "the job posting does not exist"};
  }
  if (is_listed(known) && has_member(content, "state", "LISTED") &&
      has_member(known->content, "availability", "PUBLIC") &&
      !has_member(content, "availability", "PUBLIC")) {
    return {"availability", "a public job posting has to be closed before it becomes private"};
  }
  return {};
}

// Whose job it is; an application of one customer asks for its own only.
std::string organization_of(const LinkedInApp& app, std::string_view job, const Ledger& ledger) {
  if (!app.organization.empty()) return app.organization;
  for (const std::string& each : ledger.organizations()) {
    if (ledger.find(EntityKind::job, each, job) != nullptr) return each;
  }
  return {};
}

void append_text_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"" + std::string(name) + "\":";
  append_quoted(out, text);
}

}  // namespace

bool is_listed(const Entity* job) {
  return job != nullptr && job->held && has_member(job->content, "state", "LISTED");
}

HttpResponse Postings::create(const Call& call, Peer& peer) {
  if (call.method != "POST" || call.rest_method != "batch_create") {
    return reply(bad_request("Jobs are sent by POST with X-RestLi-Method: batch_create"));
  }
  if (const auto refusal = refuse_type(call)) return reply(*refusal);
  auto elements = read_elements(call, peer);
  if (!elements) return reply(bad_request("The body is not a batch of elements"));
  if (const auto refusal = refuse_size(call, peer, elements->size())) return reply(*refusal);
  if (out_of_reach(*call.app, *elements)) return reply(no_permission());
  if (peer.options.one_operation_per_batch && mixes_operations(*elements)) {
    return reply(bad_request("All elements of a batch need one jobPostingOperationType"));
  }
  for (const Element& each : *elements) {
    if (PlannedRefusal* const plan = planned(peer, EntityKind::job, each.job, true)) {
      --plan->times;
      return reply(bad_request("The batch cannot be processed"));
    }
  }
  std::string body = "{\"elements\":[";
  for (Element& each : *elements) {
    if (body.back() == '}') body += ',';
    body += accept(std::move(each), peer, call.now);
  }
  settle(peer, call.now);
  return reply(200, body + "]}");
}

std::string Postings::accept(Element element, Peer& peer, Instant now) {
  int status = 422;
  std::string failure = message_of(element.complaints);
  for (const Complaint& each : element.complaints) {
    peer.ledger.refuse(EntityKind::job, element.organization, element.job, each.field);
  }
  if (PlannedRefusal* const plan = planned(peer, EntityKind::job, element.job, false)) {
    --plan->times;
    status = plan->status;
    failure = message_of({{plan->field, "value is not accepted"}});
  }
  if (!failure.empty()) {
    ++peer.ledger.tally("simpleJobPostings").entity_refusals[status];
    return "{\"status\":" + std::to_string(status) +
           ",\"error\":" + error_json({status, -1, failure, {}}) + "}";
  }
  for (const std::string& name : element.unknown) {
    peer.ledger.note_unknown(EntityKind::job, element.organization, name);
  }
  const std::string urn = open_task(std::move(element), peer, now);
  return "{\"status\":202,\"id\":\"" + urn + "\",\"location\":\"/simpleJobPostings/" +
         percent_encode(urn) + "\"}";
}

std::string Postings::open_task(Element element, Peer& peer, Instant now) {
  const std::string urn = task_urn(++opened_);
  peer.ledger.note_asked(element.organization, element.job, now);
  Task& task = tasks_[urn];
  task.organization = std::move(element.organization);
  task.job = std::move(element.job);
  task.operation = std::move(element.operation);
  task.content = std::move(element.content);
  task.created_at = now;
  task.due_at = now + peer.options.task_delay;
  if (peer.options.failing_tasks > 0) {
    --peer.options.failing_tasks;
    task.fails = true;
    task.due_at = std::max(task.due_at, now + peer.options.failing_after);
  }
  by_age_.push_back(urn);
  // In order of when they are due: one that takes longer keeps nobody waiting.
  const auto later = std::ranges::find_if(
      in_progress_.rbegin(), in_progress_.rend(),
      [&](const std::string& each) { return tasks_.at(each).due_at <= task.due_at; });
  in_progress_.insert(later.base(), urn);
  return urn;
}

void Postings::carry_out(Task& task, Peer& peer) {
  const Entity* const known = peer.ledger.find(EntityKind::job, task.organization, task.job);
  const Complaint complaint = task_complaint(known, task.operation, task.content);
  task.outcome = Outcome::failed;
  const auto& failing = peer.options.failing_jobs;
  if (task.fails || std::ranges::find(failing, task.job) != failing.end()) {
    task.failure = "The job posting could not be processed";
    return;
  }
  if (!complaint.field.empty()) {
    task.failure = message_of({complaint});
    peer.ledger.refuse(EntityKind::job, task.organization, task.job, complaint.field);
    return;
  }
  task.outcome = Outcome::succeeded;
  const bool listed = has_member(task.content, "state", "LISTED");
  if (!peer.ledger.put(EntityKind::job, task.organization, task.job, std::move(task.content),
                       task.due_at, task.created_at)) {
    ++peer.ledger.tally("simpleJobPostings").unchanged;
  }
  Entity& job = peer.ledger.entity(EntityKind::job, task.organization, task.job);
  job.was_listed = job.was_listed || listed;
  task.content = {};
}

void Postings::settle(Peer& peer, Instant now) {
  while (!in_progress_.empty()) {
    const auto task = tasks_.find(in_progress_.front());
    if (task != tasks_.end() && task->second.due_at > now) break;
    if (task != tasks_.end()) carry_out(task->second, peer);
    in_progress_.pop_front();
  }
  while (!by_age_.empty()) {
    const auto task = tasks_.find(by_age_.front());
    if (task->second.created_at + peer.options.task_life > now) break;
    if (task->second.outcome == Outcome::in_progress) break;
    tasks_.erase(task);
    by_age_.pop_front();
  }
}

HttpResponse Postings::tasks(const Call& call, Peer& peer) const {
  const auto urns = read_ids(call);
  if (!urns || !std::ranges::all_of(*urns, is_task_urn)) return reply(bad_keys());
  if (const auto refusal = refuse_size(call, peer, urns->size())) return reply(*refusal);
  BatchReply out(KeyEcho::as_sent);
  for (const std::string& urn : *urns) {
    const EntityKey key{.id = urn, .organization = {}, .text = urn};
    const auto found = tasks_.find(urn);
    const bool mine =
        found != tasks_.end() &&
        (call.app->organization.empty() || call.app->organization == found->second.organization);
    if (!mine) {
      out.error(key, no_such_resource("simpleJobPostingTasks"));
      continue;
    }
    const Task& task = found->second;
    std::string json = "{\"id\":\"" + urn + "\",\"status\":\"";
    json += task.outcome == Outcome::in_progress ? "IN_PROGRESS"
            : task.outcome == Outcome::succeeded ? "SUCCEEDED"
                                                 : "FAILED";
    json += '"';
    append_text_member(json, "externalJobPostingId", task.job);
    if (task.outcome == Outcome::failed) append_text_member(json, "errorMessage", task.failure);
    if (task.outcome == Outcome::succeeded) {
      append_text_member(json, "jobPosting",
                         "urn:li:jobPosting:" + posting_number(task.organization, task.job));
    }
    out.result(key, json + "}");
  }
  return std::move(out).reply();
}

HttpResponse Postings::status(const Call& call, Peer& peer) const {
  const auto jobs = read_ids(call);
  if (!jobs) return reply(bad_keys());
  if (const auto refusal = refuse_size(call, peer, jobs->size())) return reply(*refusal);
  BatchReply out(KeyEcho::as_sent);
  for (const std::string& job : *jobs) {
    const EntityKey key{
        .id = job, .organization = organization_of(*call.app, job, peer.ledger), .text = job};
    const Entity* const known = peer.ledger.find(EntityKind::job, key.organization, job);
    const bool waits = std::ranges::any_of(in_progress_, [&](const std::string& urn) {
      const Task& task = tasks_.at(urn);
      return task.job == job && task.organization == key.organization;
    });
    if (!waits && (known == nullptr || !known->held)) {
      out.error(key, no_such_resource("jobPostingStatus"));
      continue;
    }
    const std::string_view listing = waits              ? "IN_PROGRESS"
                                     : is_listed(known) ? "LISTED"
                                                        : "NOT_LISTED";
    out.result(key, "{\"listingStatus\":\"" + std::string(listing) +
                        "\",\"linkedInApplyStatus\":\"NOT_ENABLED\",\"promotionStatus\":"
                        "\"NOT_PROMOTED\",\"jobPostingUrl\":\"https://www.linkedin.com/jobs/view/" +
                        posting_number(key.organization, job) + "\"}");
  }
  return std::move(out).reply();
}

}  // namespace crosswalk::sim::linkedin
