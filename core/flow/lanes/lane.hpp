#pragma once

/// \file
/// One lane to LinkedIn: records of one kind, either to be written or to be withdrawn, in batches
/// that follow one another as LinkedIn asks. The next batch is made ready while one is on its way;
/// what the replies say of an entity is committed before it is touched again.

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "flow/context.hpp"
#include "linkedin/rsc/batches.hpp"

namespace crosswalk {

/// Bounds: one batch on its way, two ready behind it, 100 entities each; outcomes of at most five
/// batches wait to be committed, all that were heard in one commit. A lane that LinkedIn refuses
/// altogether is parked: it keeps what it has and waits for a person or a new round.
class Lane {
 public:
  enum class Purpose : std::uint8_t {
    write,     ///< Brings ready records to LinkedIn.
    resync,    ///< The same for jobs that LinkedIn asked for anew.
    withdraw,  ///< Takes records away: deletes them, closes jobs. Children first.
    tasks      ///< Asks what became of accepted job postings.
  };

  /// `committed` runs after each commit of outcomes: other lanes may have work now. While
  /// `gives_way` says so, nothing leaves: another lane goes first. It may be empty.
  Lane(Context& context, RecordKind kind, Purpose purpose, std::function<void()> committed,
       std::function<bool()> gives_way);

  /// There may be work: look, unless the lane is looking or sending already.
  void nudge();

  /// A person, or a new round, lets a parked lane try again.
  void release();

  /// Whoever goes first may be through: goes on if it gave way.
  void resume();

  /// It does not send until something outside changes: LinkedIn refuses everything of this lane,
  /// or does not serve our version any more, or nothing may be sent.
  bool shut() const;

  /// Until when a limit keeps it from sending, when that is so far away that nobody should wait
  /// for it; nothing otherwise.
  std::optional<Instant> resting() const;

  /// What keeps it from sending for a while, however short; nothing while it moves.
  std::optional<Limited> limited() const;

  /// Nothing on its way, and nothing to send or to look for, or not before a long time.
  bool idle() const;

  /// It could send, and lets another lane go first.
  bool gave_way() const { return gave_way_; }

 private:
  using Batch = std::vector<WorkItem>;
  // No count of revisions: what carries it is looked up again before it leaves.
  static constexpr std::uint64_t looked_at_long_ago = UINT64_MAX;
  struct Ready {
    Batch batch;
    std::uint64_t revision = 0;  // Context::revisions when it was asked for.
  };

  // ---- lane.cpp: what is ready, and when it leaves
  void go_on();
  void send_on();    // Lets the next batch leave, if it may.
  void look_anew();  // Forgets what is ready, for a new pass.
  void look();       // Asks the store for the next batch of the pass.
  StoreVerb question() const;
  void hear_work(Work work, std::uint64_t revision);
  std::vector<std::string> busy() const;  // Parents whose children are between store and store.
  LinkedInPause pause(std::uint32_t size) const;
  void pause_until(LinkedInPause pause);
  void board(Ready ready);  // What was decided otherwise meanwhile stays behind.
  void arrive();            // The answer is there: the other lane of the kind may go.
  void commit();            // COMMIT 2, behind the gate: of all that was heard.

  // ---- lane_requests.cpp: what is asked, and how the answer is read
  void ask(Batch batch);  // Writes the request and asks LinkedIn.
  static std::vector<EntityName> names_of(const Batch& batch);
  HttpRequest request_of(const Batch& batch) const;
  BatchReply read_reply(const Batch& batch, const HttpResponse& reply) const;
  void hear_reply(Batch batch, Result<HttpResponse> reply);
  bool unasked(const Result<HttpResponse>& reply) const;  // Our version is not served any more.
  void lay_back(Batch batch);
  // Nothing when the reply as a whole is of no use.
  std::optional<BatchReply> usable(const Result<HttpResponse>& reply,
                                   const std::function<BatchReply(const HttpResponse&)>& read);

  // ---- lane_closing.cpp: jobs are closed, never deleted
  void depart(Batch batch);  // Settles what needs no request; the rest goes.
  // A job that everybody sees is closed before it is shown to fewer; LinkedIn refuses it otherwise.
  bool closes_first(const WorkItem& item) const;
  Seen seen_as(const WorkItem& item) const;  // Once LinkedIn has it as it is sent.
  void put_off_early_ones(Batch& batch);     // LinkedIn takes no job dated ahead of its clock.
  // Leaves those in the batch that may go together with its first one; the others follow.
  void set_apart(Batch& batch, const std::function<bool(const WorkItem&)>& goes);
  // Jobs to be closed that LinkedIn never confirmed: closing sends them whole, so it is asked first
  // whether they are there.
  void ask_whether_there(Batch batch);
  void hear_whether_there(Batch batch, Result<HttpResponse> reply);
  EntityOutcome judge_absent(const WorkItem& item, const EntityStatus& told) const;

  // ---- lane_verdicts.cpp: what a reply means
  void hear(const WorkItem& item, EntityOutcome outcome);  // For the next commit.
  void judge_whole(Batch batch, const Result<HttpResponse>& reply);
  void halve(Batch batch);
  void judge_orphans(const Batch& batch);  // LinkedIn does not know their parent.
  EntityOutcome judge_one(const WorkItem& item, const EntityStatus& status) const;
  EntityOutcome judge_task(const WorkItem& item, const EntityStatus& status) const;
  void note_success();
  void park(int status);
  std::uint64_t chance(const WorkItem& item) const;
  // A deletion or closing that LinkedIn refuses is always a person's matter.
  void tell_refused(const WorkItem& item, const std::string& reason) const;

  Context& context_;
  RecordKind kind_;
  Purpose purpose_;
  std::function<void()> committed_;
  std::function<bool()> gives_way_;

  std::deque<Ready> ready_;
  std::vector<EntityOutcome> heard_;     // Waits for the next commit.
  std::set<std::string> heard_of_;       // Of children: the parents of these,
  std::set<std::string> committing_of_;  // of those in the commit under way,
  std::vector<std::string> aboard_;      // and of those on their way.
  std::string after_;                    // The pass has come so far; empty at its beginning.
  bool looking_ = false;
  bool found_nothing_ = true;  // At the last look of a whole pass.
  bool asked_again_ = false;   // Nudged since the pass began.
  std::uint32_t flying_ = 0;
  bool parked_ = false;
  bool was_shut_ = false;
  bool gave_way_ = false;
  bool timer_set_ = false;
  LinkedInPause rest_;  // While the timer is set.
  Instant paused_until_{};
  int paused_by_ = 0;              // The status that said so.
  std::uint32_t uncommitted_ = 0;  // Commits under way: one at most.
  std::size_t committing_ = 0;     // Outcomes in it.
  std::uint32_t failures_ = 0;     // Whole replies that were no use, in a row.
  std::uint32_t orphans_ = 0;      // Batches whose parent LinkedIn did not know, in a row.
  std::string trouble_;            // The alarm raised when there were too many of them.
};

}  // namespace crosswalk
