#pragma once

/// \file
/// Whom LinkedIn would not take. A client that is told so holds the record for a person, and nobody
/// can blame it that LinkedIn has not got it, or an older version, until the record is another.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "linkedin/entity.hpp"
#include "sdk/http.hpp"
#include "world/row.hpp"

namespace crosswalk::sim::judging {

class Refusals {
 public:
  /// Told of each request to LinkedIn and of what was heard of the answer.
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request,
             const HttpResponse* reply);

  /// When the record was refused for good last: by a 4xx of its own, by one of a batch, by a task
  /// that failed, or by as many other failures as anybody tries again.
  std::optional<Instant> refused(EntityKind kind, Id id) const;

 private:
  struct Record {
    std::uint32_t failures = 0;
    std::optional<Instant> refused;
  };
  using Records = std::map<std::pair<EntityKind, Id>, Record>;

  void note(EntityKind kind, std::string_view text, int status, Instant at);
  void read_entities(EntityKind kind, const HttpRequest& request, const HttpResponse& reply,
                     Instant at);
  void read_postings(const HttpRequest& request, const HttpResponse& reply, Instant at);
  void read_tasks(const HttpResponse& reply, Instant at);

  Records records_;
};

}  // namespace crosswalk::sim::judging
