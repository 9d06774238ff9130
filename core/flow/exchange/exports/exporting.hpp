#pragma once

/// \file
/// One export, from LinkedIn's word that there is one to the records that go back: fetched, judged,
/// the person looked for, created at most once, linked, read back. Before anything is asked of the
/// ATS the intent is in the store, and a life that finds an intent looks before it creates: that is
/// the one write here that a repetition would double.

#include <functional>
#include <memory>
#include <string>

#include "flow/exchange/exports/job_check.hpp"
#include "flow/exchange/exports/person_search.hpp"
#include "flow/exchange/exports/progress.hpp"
#include "flow/exchange/exports/vendor_write.hpp"
#include "flow/exchange/notice.hpp"
#include "flow/reading/named_read.hpp"
#include "linkedin/exchange/exports.hpp"
#include "linkedin/push/push.hpp"

namespace crosswalk {

/// Keeps itself alive while effects are in flight.
class Exporting : public std::enable_shared_from_this<Exporting> {
 public:
  /// `claim` says whether this export may decide about that member now: one at a time may.
  /// `neighbours` outlives it. `end` runs once, later.
  Exporting(Context& context, const Neighbours& neighbours, Notice notice, Push push,
            std::function<bool(const std::string& member)> claim, OnVerdict end);

  /// Goes on where the notice's progress says. Runs once.
  void begin();

 private:
  // exporting.cpp: may it be taken in, and whom does it mean?
  void fetch();  // Again before every create: the member may have opted out meanwhile.
  void hear_fetched(Result<HttpResponse> reply);
  void judge(ExportReply reply);
  // Shared, and open by the vendor's own word.
  void hear_job(const JobVerdict& verdict);
  void hear_person(PersonFound found);
  void decide(const PersonVerdict& person);

  // creating.cpp: at most one candidate, at most one application.
  WriteValues values() const;
  Duration patience() const;  // How long "not there" proves nothing after a write.
  void intend_candidate();    // In the store, then sent once.
  void write_once(WriteStep step, void (Exporting::*heard)(const WriteEnd&));
  // Nothing of an attempt is on its way now: the vendor has answered since.
  void settle_last();
  void hear_created(const WriteEnd& end);
  // Whether a create that was never answered took place, by its marker.
  void look_for_created();
  void hear_looked(Instant asked, const WriteEnd& end);
  void take_found(std::string candidate, std::string application);  // By its marker.
  void take_candidate(std::string candidate, std::string application);
  void find_application();
  void intend_application();
  void hear_applied(const WriteEnd& end);
  // The same of an application, by reading what the candidate has applied to.
  void look_for_application();

  // Refuses somebody erased, whoever asked for that at whatever moment.
  void unless_erased(std::function<void()> then);

  // reading_back.cpp: what was made is read like anything else, and LinkedIn hears of it.
  void link(std::function<void()> then);
  void with_application(std::function<void(const std::string&)> found);  // Empty: none is known.
  void begin_reading_back();
  void read_candidate();
  void read_application();
  void read_first_stage();
  // Where no id reads it, or the ATS did not say under which id it made it.
  void find_read_application();
  void read_one(RecordKind kind, const std::string& id, void (Exporting::*then)());
  void hear_read(const NamedEnd& end, void (Exporting::*then)());

  // verdicts.cpp: how this look at it ends.
  void keep(std::function<void()> then);  // The intent is in the store before `then`.
  void later(Instant at);
  void refuse(std::string_view word);
  void refuse_with_alarm(std::string_view word, std::string sentence);
  void decline(std::string_view word);  // By a check; its candidate may be there by now.
  void over();                          // It is in the ATS.
  void wait();                          // No failure: something needs its time.
  void wait_at_gate();
  void calm_gate();
  void fail();
  void give_up();
  Instant vendor_now() const { return context_.vendor.peer_now(); }

  Context& context_;
  const Neighbours& neighbours_;
  Notice notice_;
  Push push_;
  std::function<bool(const std::string&)> claim_;
  OnVerdict end_;

  ExportProgress progress_;
  ExportedProfile person_;  // Of this look; in memory only.
};

}  // namespace crosswalk
