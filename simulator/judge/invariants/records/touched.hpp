#pragma once

/// \file
/// Which records have to be looked at again because the world's diary says so: those it names, and
/// those that refer to what it names. What refers to what is noted while records are looked at, so
/// that nobody has to search for it.

#include <functional>
#include <unordered_map>
#include <vector>

#include "judge/invariants/records/subject.hpp"

namespace crosswalk::sim::judging {

/// Why a record is looked at again.
struct Cause {
  Instant at{};
  /// A client cannot learn of it from the record's own update time, only by reading everything.
  bool hidden = false;
};

class Touched {
 public:
  using Mark = std::function<void(Subject, const Cause&)>;

  /// Reads the diary on from where it stopped and marks what may be another since. Jobs and people
  /// are marked themselves; what hangs on them is the caller's to follow.
  void read(const World& world, const Mark& mark);

  /// Notes what the record refers to: its departments, sources, users. Call it when a record is new
  /// or has changed.
  void refer(const World& world, Subject subject);

 private:
  void touch(const World& world, const Change& change, const Mark& mark) const;
  void touch_referring(const World& world, const Change& change, const Mark& mark) const;
  void touch_merged(const World& world, const Change& change, const Mark& mark) const;
  void refer(Id to, Subject subject);

  std::size_t read_ = 0;
  std::unordered_map<Id, std::vector<Subject>> referring_;  ///< Some do no longer.
};

/// Calls `use` for each application of a candidate or a job, the gone ones too.
void each_application(const World& world, Subject subject, const std::function<void(Subject)>& use);
/// For each stage, scorecard and note of an application, or each note of a candidate alone.
void each_child(const World& world, Subject subject, const std::function<void(Subject)>& use);

}  // namespace crosswalk::sim::judging
