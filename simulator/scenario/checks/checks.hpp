#pragma once

/// \file
/// Holds a run against what its scenario expects. One small function for each kind of expectation;
/// all of them look at the peers and at what crossed the wire, and the product is asked for nothing
/// but the words that a person was shown.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "history/history.hpp"
#include "language/expectation.hpp"
#include "scenario/stage.hpp"

namespace crosswalk::sim {

/// Which step is looked at, for what is written down of it.
struct CheckPlace {
  std::string after;  ///< Its words; empty: the end.
  int line = 0;
  Instant start{};  ///< Of the run.
};

/// All that `expect` says, but the judge's word and the invariants.
std::vector<Check> check(const Expectations& expect, Stage& stage, const CheckPlace& place);

/// Whether the judge agrees, or does not, as `expected`, of each tenant meant; what it said goes
/// into `verdicts` by tenant.
std::vector<Check> check_agreement(bool expected, const std::string& tenant, Stage& stage,
                                   const CheckPlace& place, Json& verdicts);

/// Whether every fault that no step left off and the scenario does not count has struck, and every
/// change that one names was made. What was never reached proves nothing.
std::vector<Check> check_faults(const Scenario& scenario, const std::set<std::string>& off,
                                const Stage& stage);

/// What is to be said of an invariant that was never looked at: a failure where it was asked for by
/// its name, unless it is of a kill.
std::vector<Check> check_unseen(const Expectations& expect, std::string_view invariant);

/// The judge's word on one tenant.
Verdict judge_scene(const Scene& scene);

namespace checks {

/// Appends to a list of checks, each with the place's words.
class Found {
 public:
  Found(const CheckPlace& place, std::vector<Check>& into) : place_(place), into_(into) {}
  /// At the line given, or where there is none at that of the place.
  void add(std::string name, bool good, std::string words, int line = 0) const;

 private:
  const CheckPlace& place_;
  std::vector<Check>& into_;
};

/// "found 5, expected at least 6".
std::string compared(std::uint64_t number, const Amount& amount);

// Of each tenant that is meant.
void held(const Expectations& expect, const Scene& scene, const Found& found);
void written(const Expectations& expect, const Scene& scene, const Found& found);
void at_vendor(const Expectations& expect, const Scene& scene, const Found& found);
void linkedin_records(const Expectations& expect, const Scene& scene, const Found& found);
void vendor_records(const Expectations& expect, const Scene& scene, const Found& found);
void told(const Expectations& expect, const Scene& scene, const Found& found);

// Of the run as a whole.
void requests(const Expectations& expect, const Stage& stage, const Found& found);
void fired(const Expectations& expect, const Stage& stage, const Found& found);
void virtual_time(const Expectations& expect, const Stage& stage, Instant start,
                  const Found& found);

/// A field of a record's canonical content by its dotted path, "author.firstName" or
/// "emails.0.email"; lists and objects as JSON. Nothing when it is not there.
std::optional<std::string> content_field(std::string_view content, std::string_view path);

/// A field of a living record at the vendor, as text; nothing when its kind has no such field.
std::optional<std::string> world_field(const World& world, Kind kind, Id id, std::string_view name);

}  // namespace checks
}  // namespace crosswalk::sim
