#include "base/check.hpp"
#include "linkedin/rsc/batches.hpp"
#include "linkedin/rsc/encode.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

std::string key_queries(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                        std::span<const std::string> ids) {
  const KeyWriter keys = keys_of(dialect, target, kind);
  std::string query;
  for (std::size_t index = 0; index < ids.size(); ++index) {
    keys.append_query(query, index, ids[index]);
  }
  return query;
}

// Simple keys: the value alone, one `ids` each.
std::string plain_queries(std::span<const std::string> ids) {
  std::string query;
  for (const std::string& id : ids) {
    query += query.empty() ? "ids=" : "&ids=";
    query += percent_encode(id);
  }
  return query;
}

bool batch_sized(std::size_t count) { return count > 0 && count <= batch_entities_max; }

}  // namespace

HttpRequest upsert_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const Record> records) {
  CROSSWALK_CHECK(batch_sized(records.size()));
  const WireKind& wire = dialect.kind(kind);
  if (kind == RecordKind::job) {
    return restli_request(dialect, {.method = "POST",
                                    .origin = target.api_origin,
                                    .path = wire.path,
                                    .query = {},
                                    .json = encode_elements(dialect, target, kind, records),
                                    .restli_method = "batch_create"});
  }
  const KeyWriter keys = keys_of(dialect, target, kind);
  std::string query;
  for (std::size_t index = 0; index < records.size(); ++index) {
    keys.append_query(query, index, records[index].key.id);
  }
  return restli_request(dialect, {.method = "PUT",
                                  .origin = target.api_origin,
                                  .path = wire.path,
                                  .query = std::move(query),
                                  .json = encode_entities(dialect, target, kind, records),
                                  .restli_method = "batch_update"});
}

HttpRequest delete_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const std::string> ids) {
  CROSSWALK_CHECK(batch_sized(ids.size()));
  CROSSWALK_CHECK(kind != RecordKind::job);
  return restli_request(dialect, {.method = "DELETE",
                                  .origin = target.api_origin,
                                  .path = dialect.kind(kind).path,
                                  .query = key_queries(dialect, target, kind, ids),
                                  .json = {},
                                  .restli_method = {}});
}

HttpRequest read_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                         std::span<const std::string> ids) {
  CROSSWALK_CHECK(batch_sized(ids.size()));
  const bool job = kind == RecordKind::job;
  return restli_request(
      dialect, {.method = "GET",
                .origin = target.api_origin,
                .path = job ? dialect.job_status_path : dialect.kind(kind).path,
                .query = job ? plain_queries(ids) : key_queries(dialect, target, kind, ids),
                .json = {},
                .restli_method = {}});
}

HttpRequest task_request(const Dialect& dialect, const LinkedInTarget& target,
                         std::span<const std::string> tasks) {
  CROSSWALK_CHECK(batch_sized(tasks.size()));
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = dialect.job_tasks_path,
                                  .query = plain_queries(tasks),
                                  .json = {},
                                  .restli_method = {}});
}

Record closed_job(Record job) {
  CROSSWALK_CHECK(job.key.kind == RecordKind::job);
  job.set(Field::job_state, std::string("closed"));
  return job;
}

}  // namespace crosswalk
