#pragma once

/// \file
/// Keeps the access lists at LinkedIn in step with who may see a job at the vendor's. Each member
/// has one list; one more, with nobody in it, holds every job, so that a job whose team names no
/// member is hidden whatever the viewers of the integration once were set to. Without configured
/// members nothing is added, and what was is taken away.

#include <deque>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "flow/context.hpp"

namespace crosswalk {

/// Our name of a member's list, or of nobody's. Says nothing of who it is.
std::string access_list_of(const RecordDigest& member);

/// One per flow. One request is on its way at a time, so that no removal is overtaken.
class AccessDesk {
 public:
  explicit AccessDesk(Context& context) : context_(context) {}

  /// Whether the store knows of anything to keep in step. Before the others.
  void open(bool known);

  /// After every event. While records come and go it looks every ten seconds, when all is
  /// `quiet` at once; while nothing may be sent it takes away only.
  void go_on(bool quiet);

  /// Nothing to tell, but what waits for its time.
  bool idle() const { return !on_ || (!busy_ && !context_.access_news); }

  /// When the first of those that wait is due.
  std::optional<Instant> due() const { return due_; }

 private:
  using Batch = std::vector<AccessChange>;

  void take();
  void hear_changes(AccessChanges changes);
  void send_next();
  void wait_for_budget();
  void hear(Batch batch, const Result<HttpResponse>& reply);
  void settle(const Batch& batch, bool taken, Duration wait);
  void refuse(const std::string& words);
  HttpRequest request_of(const Batch& batch) const;
  void wake_at(Instant at);

  Context& context_;
  bool on_ = false;
  bool busy_ = false;
  Instant next_look_{};
  std::optional<Instant> due_;
  std::optional<Instant> wake_;
  std::deque<Batch> batches_;
  CommitAccess outcomes_;
  std::string refused_;  // Told in an alarm.
};

}  // namespace crosswalk
