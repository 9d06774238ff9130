#pragma once

/// \file
/// One lane to LinkedIn: records of one kind, either to be written or to be withdrawn, in batches
/// that follow one another as LinkedIn asks. The next batch is made ready while one is on
/// its way; what the replies say of an entity is committed before it is touched again.

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "flow/context.hpp"
#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// Bounds: one batch on its way, two ready behind it, 100 entities each; outcomes of at most five
/// batches wait to be committed, all that were heard in one commit. A
/// lane that LinkedIn refuses altogether is parked: it keeps what it has and waits for a person
/// or a new round.
class Lane {
 public:
  enum class Purpose : std::uint8_t {
    write,     ///< Brings ready records to LinkedIn.
    withdraw,  ///< Takes records away: deletes them, closes jobs. Children first.
    tasks      ///< Asks what became of accepted job postings.
  };

  /// `committed` runs after each commit of outcomes: other lanes may have work now.
  Lane(Context& context, RecordKind kind, Purpose purpose, std::function<void()> committed);

  /// There may be work: look, unless the lane is looking or sending already.
  void nudge();

  /// A person, or a new round, lets a parked lane try again.
  void release();

  /// LinkedIn refuses everything of this lane; release() lets it try again.
  bool parked() const { return parked_; }

  /// Until when a limit keeps it from sending, when that is so far away that nobody should wait
  /// for it; nothing otherwise.
  std::optional<Instant> resting() const;

  /// Nothing on its way, and nothing to send or to look for, or not before a long time.
  bool idle() const;

 private:
  using Batch = std::vector<WorkItem>;
  // No count of revisions: what carries it is looked up again before it leaves.
  static constexpr std::uint64_t looked_at_long_ago = UINT64_MAX;
  struct Ready {
    Batch batch;
    std::uint64_t revision = 0;  // Context::revisions when it was asked for.
  };

  void go_on();
  void send_on();    // Lets the next batch leave, if it may.
  void look_anew();  // Forgets what is ready, for a new pass.
  void look();       // Asks the store for the next batch of the pass.
  void hear_work(Work work, std::uint64_t revision);
  void board(Ready ready);   // What was decided otherwise meanwhile stays behind.
  void depart(Batch batch);  // Settles what needs no request; the rest goes.
  void ask(Batch batch);     // Writes the request and asks LinkedIn.
  // Jobs to be closed that LinkedIn never confirmed: closing sends them whole, so it is asked first
  // whether they are there.
  void ask_whether_there(Batch batch);
  void hear_whether_there(Batch batch, Result<HttpResponse> reply);
  EntityOutcome judge_absent(const WorkItem& item, const EntityStatus& told) const;
  void arrive();  // The answer is there: the other lane of the kind may go.
  HttpRequest request_of(const Batch& batch, std::vector<std::string>& ids) const;
  void hear_reply(Batch batch, std::vector<std::string> ids, Result<HttpResponse> reply);
  static std::vector<EntityName> names_of(const Batch& batch);
  BatchReply read_reply(const Batch& batch, const std::vector<std::string>& ids,
                        const HttpResponse& reply) const;
  // Nothing when the reply as a whole is of no use.
  void note_success();
  std::optional<BatchReply> usable(const Result<HttpResponse>& reply,
                                   const std::function<BatchReply(const HttpResponse&)>& read);
  // A reply that is no use as a whole: halve, wait, hold or park.
  void judge_whole(Batch batch, int status, const HttpResponse* reply);
  EntityOutcome judge_one(const WorkItem& item, const EntityStatus& status) const;
  EntityOutcome judge_task(const WorkItem& item, const EntityStatus& status) const;
  // COMMIT 2, behind the gate: of all that was heard.
  void commit();
  void pause_until(Instant at);
  std::uint64_t chance(const WorkItem& item) const;
  // A deletion or closing that LinkedIn refuses is always a person's matter.
  void tell_refused(const WorkItem& item, const std::string& reason) const;

  Context& context_;
  RecordKind kind_;
  Purpose purpose_;
  std::function<void()> committed_;

  std::deque<Ready> ready_;
  std::vector<EntityOutcome> heard_;  // Waits for the next commit.
  std::string after_;                 // The pass has come so far; empty at its beginning.
  bool looking_ = false;
  bool found_nothing_ = true;  // At the last look of a whole pass.
  bool asked_again_ = false;   // Nudged since the pass began.
  std::uint32_t flying_ = 0;
  bool parked_ = false;
  bool timer_set_ = false;
  Instant rests_until_{};  // While the timer is set.
  Instant paused_until_{};
  std::uint32_t uncommitted_ = 0;  // Commits under way: one at most.
  std::size_t committing_ = 0;     // Outcomes in it.
  std::uint32_t failures_ = 0;     // Whole replies that were no use, in a row.
  std::string trouble_;            // The alarm raised when there were too many of them.
};

}  // namespace crosswalk
