#pragma once

/// \file
/// What a vendor's push tells, worked off. It is only a hint: each record it names is asked for by
/// id, and what the vendor says then is what counts. So a push that is late, forged by somebody
/// with the secret, or repeated costs a request and changes nothing.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "flow/exchange/merging.hpp"
#include "flow/exchange/notice.hpp"
#include "flow/reading/named_read.hpp"

namespace crosswalk {

/// Keeps itself alive while effects are in flight.
class Signals : public std::enable_shared_from_this<Signals> {
 public:
  /// `neighbours` outlives it. `end` runs once, later.
  Signals(Context& context, const Neighbours& neighbours, Notice notice, OnVerdict end);

  /// Asks the engine what the push tells. Runs once.
  void begin();

 private:
  // Records of one kind that were named, either as changed or as gone.
  struct Named {
    RecordKind kind = RecordKind::candidate;
    bool gone = false;
    std::vector<std::string> ids;
  };

  // What has changed is asked for again in any case: it is in the store before it is read.
  void hear_told(std::variant<Answer, StepFailure> answer);
  void sort(const std::vector<Signal>& signals);
  void next();                                                // Reads the next kind by id, or ends.
  void doubt(const Named& named, const std::string& object);  // No route by id: it is listed whole.
  void hear_named(const Named& named, NamedEnd end);
  void hear_changed(const Named& named, NamedEnd end);
  // Sets aside whoever went into somebody else. Until that one was read, or cannot be while the
  // vendor may still hide it, nobody is let go.
  void sort_out_merged(std::vector<std::string>& gone);
  void join(std::vector<std::string> gone);  // Carries the merges out, then goes on with `gone`.
  // Only what LinkedIn may have is withdrawn; what it never had is forgotten.
  void look_up(RecordKind kind, std::vector<std::string> gone);
  void withdraw(RecordKind kind, const std::vector<std::string>& gone, const Rows& rows);
  void let_go(Mark mark);
  void finish();
  void fail();

  Context& context_;
  const Neighbours& neighbours_;
  Notice notice_;
  OnVerdict end_;
  std::vector<Named> open_;                    // Still to be asked for, the last one first.
  std::map<std::string, std::string> merged_;  // Of candidates: who is gone, and into whom.
  std::set<std::string> read_;                 // Of those into whom: read with all below them,
  std::set<std::string> missing_;              // those that are not there,
  std::set<std::string> unfit_;                // and those that are not for LinkedIn.
  std::vector<Merge> merges_;                  // Proven on both sides; to be carried out.
  bool not_readable_ = false;  // Something named as changed is not there, perhaps not yet.
  bool unknown_ = false;       // Something named as gone could not be asked for.
};

}  // namespace crosswalk
