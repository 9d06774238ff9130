#pragma once

/// \file
/// What a vendor's push tells, worked off. It is only a hint: each record it names is asked for by
/// id, and what the vendor says then is what counts. So a push that is late, forged by somebody
/// with the secret, or repeated costs a request and changes nothing.

#include <memory>
#include <string>
#include <vector>

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
  // Only what LinkedIn may have is withdrawn; what it never had is forgotten.
  void look_up(RecordKind kind, std::vector<std::string> gone);
  void withdraw(RecordKind kind, const std::vector<std::string>& gone, const Rows& rows);
  void finish();
  void fail();

  Context& context_;
  const Neighbours& neighbours_;
  Notice notice_;
  OnVerdict end_;
  std::vector<Named> open_;    // Still to be asked for, the last one first.
  bool not_readable_ = false;  // Something named as changed is not there, perhaps not yet.
  bool unknown_ = false;       // Something named as gone could not be asked for.
};

}  // namespace crosswalk
