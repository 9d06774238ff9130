#pragma once

/// \file
/// How a world comes to be, and how new records enter it later: the same functions fill both.
/// Generation replays a history in order of time, so ids rise with created_at in every table.

#include <cstdint>
#include <vector>

#include "world/world.hpp"

namespace crosswalk::sim {

class Draw;

/// Works on one World for the length of a call; keeps nothing between calls.
class Growth {
 public:
  explicit Growth(World& world) : world_(world) {}

  /// Everything the options ask for. Once, on an empty world.
  void generate();

  // Single records, linked and filled. `odd` gives them the oddities that fall on their number;
  // generation asks for that, later additions are plain.

  Job& job(Instant at, bool odd);
  JobPost& job_post(Job& job, Instant at, bool internal, bool brief);
  Candidate& candidate(Instant at, bool odd);
  /// With no `job` a prospect; `interest` may then name a job.
  Application& application(Candidate& candidate, Job* job, Id interest, Instant at);
  /// About the person, or about an application of theirs.
  Note& note(Candidate& person, const Application* about, Instant at, bool odd);
  /// `submitted` is ignored for a draft; neither instant is before the other's row.
  Scorecard& scorecard(Application& about, Instant at, Instant submitted, bool odd);

 private:
  void lookups();
  void jobs();
  void candidates();
  void applications();
  void odd_histories();
  void notes();
  void scorecards();
  void attributes(Job& job);
  void shape(Job& job, std::uint64_t n, Draw& draw);
  void place_linkedin(Candidate& candidate, std::uint64_t n, bool odd);
  Instant begin() const;
  Instant end() const { return world_.options_.start; }
  Text keep(std::string_view text) { return world_.keep(text); }

  World& world_;
};

}  // namespace crosswalk::sim
