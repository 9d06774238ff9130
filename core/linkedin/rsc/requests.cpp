#include "base/check.hpp"
#include "linkedin/rsc/batches.hpp"
#include "linkedin/rsc/encode.hpp"
#include "linkedin/wire/request.hpp"

namespace crosswalk {
namespace {

// Where entities live, and what names them there: with a parent in the path their ids alone.
struct Place {
  std::string path;
  std::string query;
};

Place place_of(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
               std::span<const EntityName> names) {
  const WireKind& wire = dialect.kind(kind);
  Place place{wire.path, {}};
  const KeyWriter keys = keys_of(dialect, target, kind);
  if (wire.below.empty()) {
    for (std::size_t at = 0; at < names.size(); ++at) {
      keys.append_query(place.query, at, names[at].id, names[at].parent);
    }
    keys.close_query(place.query);
    return place;
  }
  std::vector<std::string> ids;
  ids.reserve(names.size());
  for (const EntityName& name : names) {
    CROSSWALK_CHECK(!name.parent.empty() && name.parent == names.front().parent);
    ids.push_back(name.id);
  }
  place.path += '/';
  keys.append_text(place.path, names.front().parent);
  place.path.append("/").append(wire.below);
  place.query = plain_query(dialect.key_syntax, ids);
  return place;
}

std::vector<EntityName> names_of(std::span<const Record> records) {
  std::vector<EntityName> names;
  names.reserve(records.size());
  for (const Record& record : records) {
    names.push_back({record.key.id, std::string(parent_id(record))});
  }
  return names;
}

std::vector<std::string> ids_of(std::span<const EntityName> names) {
  std::vector<std::string> ids;
  ids.reserve(names.size());
  for (const EntityName& name : names) ids.push_back(name.id);
  return ids;
}

bool batch_sized(std::size_t count) { return count > 0 && count <= batch_entities_max; }

}  // namespace

HttpRequest upsert_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const Record> records) {
  CROSSWALK_CHECK(batch_sized(records.size()));
  if (kind == RecordKind::job) {
    return restli_request(dialect, {.method = "POST",
                                    .origin = target.api_origin,
                                    .path = dialect.kind(kind).path,
                                    .query = {},
                                    .json = encode_elements(dialect, target, kind, records),
                                    .restli_method = "batch_create"});
  }
  Place place = place_of(dialect, target, kind, names_of(records));
  return restli_request(dialect, {.method = "PUT",
                                  .origin = target.api_origin,
                                  .path = place.path,
                                  .query = std::move(place.query),
                                  .json = encode_entities(dialect, target, kind, records),
                                  .restli_method = "batch_update"});
}

HttpRequest delete_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const EntityName> names) {
  CROSSWALK_CHECK(batch_sized(names.size()));
  CROSSWALK_CHECK(kind != RecordKind::job);
  Place place = place_of(dialect, target, kind, names);
  return restli_request(dialect, {.method = "DELETE",
                                  .origin = target.api_origin,
                                  .path = place.path,
                                  .query = std::move(place.query),
                                  .json = {},
                                  .restli_method = {}});
}

HttpRequest read_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                         std::span<const EntityName> names) {
  CROSSWALK_CHECK(batch_sized(names.size()));
  Place place = kind == RecordKind::job
                    ? Place{dialect.job_status_path, plain_query(dialect.key_syntax, ids_of(names))}
                    : place_of(dialect, target, kind, names);
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = place.path,
                                  .query = std::move(place.query),
                                  .json = {},
                                  .restli_method = {}});
}

HttpRequest task_request(const Dialect& dialect, const LinkedInTarget& target,
                         std::span<const std::string> tasks) {
  CROSSWALK_CHECK(batch_sized(tasks.size()));
  return restli_request(dialect, {.method = "GET",
                                  .origin = target.api_origin,
                                  .path = dialect.job_tasks_path,
                                  .query = plain_query(dialect.key_syntax, tasks),
                                  .json = {},
                                  .restli_method = {}});
}

bool one_parent(const Dialect& dialect, RecordKind kind) {
  return !dialect.kind(kind).below.empty();
}

Record closed_job(Record job) {
  CROSSWALK_CHECK(job.key.kind == RecordKind::job);
  job.set(Field::job_state, std::string("closed"));
  return job;
}

}  // namespace crosswalk
