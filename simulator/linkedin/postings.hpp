#pragma once

/// \file
/// Jobs: accepted at once, decided later. A posting that is well-formed gets a task and 202; what
/// became of it shows in the task, and only then in the ledger. Both contracts are spoken: the
/// older `state` and the newer `jobPostingOperationType`; what is kept is always `state`.
///
/// Choices where the documents are silent: an operation other than CREATE and CLOSE on a job
/// LinkedIn does not hold fails in its task, as does PUBLIC becoming private while listed; CREATE
/// of a job that is listed already counts as an update, since a client cannot know of an answer
/// it has lost.

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_map>

#include "linkedin/call.hpp"
#include "linkedin/elements.hpp"

namespace crosswalk::sim::linkedin {

/// Whether LinkedIn shows the job; false for null.
bool is_listed(const Entity* job);

class Postings {
 public:
  /// POST simpleJobPostings, batch_create.
  HttpResponse create(const Call& call, Peer& peer);

  /// GET simpleJobPostingTasks?ids=URN. 400 for what is no task URN, 404 inside the reply
  /// for one that is unknown or older than its life.
  HttpResponse tasks(const Call& call, Peer& peer) const;

  /// GET jobPostingStatus?ids=externalJobPostingId.
  HttpResponse status(const Call& call, Peer& peer) const;

  /// Carries out the tasks that are due and forgets the old ones.
  void settle(Peer& peer, Instant now);

 private:
  enum class Outcome { in_progress, succeeded, failed };

  struct Task {
    std::string organization;
    std::string job;
    std::string operation;  ///< Empty under the older contract.
    std::string content;
    std::string failure;
    Instant created_at{};
    Instant due_at{};
    Outcome outcome = Outcome::in_progress;
    bool fails = false;  ///< Whatever it asks for.
  };

  std::string accept(Element element, Peer& peer, Instant now);
  std::string open_task(Element element, Peer& peer, Instant now);
  void carry_out(Task& task, Peer& peer);

  std::unordered_map<std::string, Task> tasks_;
  std::deque<std::string> by_age_;
  std::deque<std::string> in_progress_;
  std::uint64_t opened_ = 0;
};

}  // namespace crosswalk::sim::linkedin
