#pragma once

/// \file
/// Whom LinkedIn would not take. A client that is told so holds the record for a person, and nobody
/// can blame it that LinkedIn has not got it, or an older version, until the record is another.
/// Keys are not taken apart: a record is known by the number in its key or path, since kinds have
/// numbers of their own.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "linkedin/entity.hpp"
#include "sdk/http.hpp"
#include "world/row.hpp"

namespace crosswalk::sim::judging {

class Refusals {
 public:
  /// Told of each request to LinkedIn and of what was heard of the answer.
  void heard(Instant at, std::string_view endpoint, const HttpRequest& request,
             const HttpResponse* reply);

  /// A record that LinkedIn would not take: a 4xx of its own, one of a whole batch, a task that
  /// failed, or as many other failures as anybody tries again.
  struct Told {
    EntityKind kind = EntityKind::job;
    Id id = 0;
    Instant at{};
  };
  /// In the order they were heard; it only grows, so a reader goes on from where it stopped.
  const std::vector<Told>& told() const { return told_; }
  /// Whether it ever was one, or the application of a stage that was.
  bool refused(EntityKind kind, Id id) const;

 private:
  /// Every record whose number stands in `text` got that status.
  void note(EntityKind kind, std::string_view text, int status, Instant at);
  void read_entities(EntityKind kind, const HttpRequest& request, const HttpResponse& reply,
                     Instant at);
  void read_postings(const HttpRequest& request, const HttpResponse& reply, Instant at);
  void read_tasks(const HttpResponse& reply, Instant at);

  std::vector<Told> told_;
  std::set<std::pair<EntityKind, Id>> refused_;
  std::map<std::pair<EntityKind, Id>, std::uint32_t> failures_;
};

}  // namespace crosswalk::sim::judging
