#include <utility>

#include "flow/lanes/lane.hpp"

namespace crosswalk {
namespace {

// Closing changes nothing else of a posting: what everybody saw is closed as it stands. Of any
// other LinkedIn is told nothing that shows it to more.
constexpr std::string_view shown_to_everybody = "PUBLIC";
constexpr std::string_view shown_to_nobody_else = "PRIVATE_TO_ATS_INTEGRATION";

std::vector<std::string> tasks_of(const std::vector<WorkItem>& batch) {
  std::vector<std::string> tasks;
  tasks.reserve(batch.size());
  for (const WorkItem& item : batch) tasks.push_back(item.task);
  return tasks;
}

}  // namespace

std::vector<EntityName> Lane::names_of(const Batch& batch) {
  std::vector<EntityName> names;
  names.reserve(batch.size());
  for (const WorkItem& item : batch) names.push_back({item.key.id, item.parent});
  return names;
}

HttpRequest Lane::request_of(const Batch& batch) const {
  const Dialect& dialect = context_.setup.dialect;
  const LinkedInTarget& target = context_.setup.target;
  if (purpose_ == Purpose::tasks) return task_request(dialect, target, tasks_of(batch));
  if (purpose_ == Purpose::withdraw && kind_ != RecordKind::job) {
    return delete_request(dialect, target, kind_, names_of(batch));
  }
  const bool closes = purpose_ == Purpose::withdraw || closes_first(batch.front());
  std::vector<Record> records;
  records.reserve(batch.size());
  for (const WorkItem& item : batch) {
    std::string_view bytes = item.payload;
    Result<Record> record = decode_record(bytes);
    CROSSWALK_CHECK(record.has_value());
    if (closes) {
      // It was kept under an older policy perhaps, and closing a job sends it whole.
      strip(context_.setup.policy, *record);
      record = closed_job(*std::move(record));
    }
    records.push_back(*std::move(record));
  }
  if (!closes) return upsert_request(dialect, target, kind_, records);
  LinkedInTarget as_it_stands = target;
  as_it_stands.availability = batch.front().exposed ? shown_to_everybody : shown_to_nobody_else;
  return upsert_request(dialect, as_it_stands, kind_, records);
}

void Lane::ask(Batch batch) {
  HttpRequest request = request_of(batch);
  context_.linkedin.ask(std::move(request),
                        [this, held = std::move(batch)](Result<HttpResponse> reply) mutable {
                          hear_reply(std::move(held), std::move(reply));
                        });
  if (!looking_ && ready_.size() < 2) look();
}

BatchReply Lane::read_reply(const Batch& batch, const HttpResponse& reply) const {
  const Dialect& dialect = context_.setup.dialect;
  if (purpose_ == Purpose::tasks) return read_tasks(dialect, tasks_of(batch), reply);
  if (purpose_ == Purpose::withdraw && kind_ != RecordKind::job) {
    return read_deletes(dialect, kind_, names_of(batch), reply);
  }
  return read_upserts(dialect, kind_, names_of(batch), reply);
}

void Lane::hear_reply(Batch batch, Result<HttpResponse> reply) {
  arrive();
  if (unasked(reply)) return lay_back(std::move(batch));
  const std::optional<BatchReply> read =
      usable(reply, [&](const HttpResponse& told) { return read_reply(batch, told); });
  if (!read) return judge_whole(std::move(batch), reply);
  CROSSWALK_CHECK(read->entities.size() == batch.size());
  note_success();
  for (std::size_t at = 0; at < batch.size(); ++at) {
    hear(batch[at], purpose_ == Purpose::tasks ? judge_task(batch[at], read->entities[at])
                                               : judge_one(batch[at], read->entities[at]));
  }
  go_on();
}

bool Lane::unasked(const Result<HttpResponse>& reply) const {
  if (reply) return version_sunset(*reply);
  return reply.error().code == ErrorCode::refused && context_.linkedin.closed();
}

void Lane::lay_back(Batch batch) {
  ready_.push_front({std::move(batch), looked_at_long_ago});
  go_on();
}

std::optional<BatchReply> Lane::usable(const Result<HttpResponse>& reply,
                                       const std::function<BatchReply(const HttpResponse&)>& read) {
  if (!reply) {
    if (reply.error().code == ErrorCode::refused) {
      parked_ = true;
      context_.alarm("LinkedIn cannot be asked: " + to_string(reply.error()));
    }
    return std::nullopt;
  }
  context_.linkedin_budget.observe(*reply, context_.desk.now());
  BatchReply told = read(*reply);
  if (!told.readable || told.status / 100 != 2) return std::nullopt;
  return told;
}

}  // namespace crosswalk
