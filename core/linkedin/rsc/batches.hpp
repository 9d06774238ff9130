#pragma once

/// \file
/// Recruiter System Connect as requests and replies: what to send for a batch of records, and
/// what LinkedIn's answer says of each one. HTTP 200 proves nothing here; every entity has its
/// own status. Pure; the dialect says what differs between LinkedIn's API generations.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "linkedin/dialect/dialect.hpp"
#include "sdk/http.hpp"
#include "sdk/record.hpp"

namespace crosswalk {

/// At most so many entities go into one request (LinkedIn: "sync candidates", "sync
/// applications", "sync premium API jobs").
inline constexpr std::size_t batch_entities_max = 100;

/// What the host adds to every record of a tenant.
struct LinkedInTarget {
  std::string api_origin;    ///< "https://api.linkedin.com".
  std::string organization;  ///< "urn:li:organization:5000".
  std::string availability;  ///< PUBLIC or PRIVATE_TO_ATS_INTEGRATION.
};

/// Names an entity at LinkedIn.
struct EntityName {
  std::string id;
  std::string parent{};  ///< Of a child: the id of its parent; else empty.

  friend bool operator==(const EntityName&, const EntityName&) = default;
};

/// Whether a batch of this kind may hold the children of one parent only: its path names it.
bool one_parent(const Dialect& dialect, RecordKind kind);

/// Writes up to batch_entities_max records of one kind, none empty and with one_parent() all of
/// one, as one full-replacement request. A child's parent is its record's. A longer query than 4 KB
/// is tunnelled. Credentials are not part of it.
HttpRequest upsert_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const Record> records);

/// Deletes entities. Jobs cannot be deleted at LinkedIn, they are closed: see closed_job().
HttpRequest delete_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                           std::span<const EntityName> names);

/// Reads entities back, to see that a deletion took place.
HttpRequest read_request(const Dialect& dialect, const LinkedInTarget& target, RecordKind kind,
                         std::span<const EntityName> names);

/// Asks what became of job tasks.
HttpRequest task_request(const Dialect& dialect, const LinkedInTarget& target,
                         std::span<const std::string> tasks);

/// The same job, closed: what withdraws it.
Record closed_job(Record job);

/// What the reply says of one entity.
struct EntityStatus {
  std::string id;      ///< As asked about; of a child its own, without the parent's.
  int status = 0;      ///< The entity's own; 202 with `task` set means "still to be seen".
  std::string task;    ///< Job task URN, when the entity's fate is to be polled.
  std::string detail;  ///< A field name or a service code; never LinkedIn's free text.
};

/// What the reply says as a whole. `entities` holds one entry per name asked about, in that order,
/// when `status` is 2xx and the body is readable; an id the body does not mention has status 0.
struct BatchReply {
  int status = 0;
  bool readable = false;
  std::vector<EntityStatus> entities;
};

BatchReply read_upserts(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                        const HttpResponse& reply);
BatchReply read_deletes(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                        const HttpResponse& reply);
/// Status 200 for what is still there, 404 for what is not; of a job also 202 while it is made.
BatchReply read_entities(const Dialect& dialect, RecordKind kind, std::span<const EntityName> names,
                         const HttpResponse& reply);
/// `ids` are task URNs. Status 202 while in progress, 200 done, 422 failed, 404 forgotten.
BatchReply read_tasks(const Dialect& dialect, std::span<const std::string> ids,
                      const HttpResponse& reply);

/// Whether LinkedIn has switched the dialect's version off (status 426): nothing of this dialect
/// is answered any more, and a person must choose a newer version.
bool version_sunset(const HttpResponse& reply);

}  // namespace crosswalk
