#pragma once

/// \file
/// Writes the steps of one scenario one after another and remembers what earlier ones mean for
/// later ones: who was exported, who has left, what is kept under which name.

#include <set>
#include <string>
#include <vector>

#include "explore/chance.hpp"
#include "explore/swarm.hpp"
#include "language/scenario.hpp"

namespace crosswalk::sim::explore {

class Author {
 public:
  /// Both are borrowed; the scenario has its tenants and faults.
  Author(const Swarm& swarm, const Scenario& scenario);

  /// One more thing happens, of a kind the swarm has; perhaps nothing.
  void add(const Chance& chance);

  /// A round of reading, of all tenants.
  void sync(bool full = false, bool waits = true);
  /// What was written since it was last taken.
  std::vector<Step> take() { return std::move(steps_); }

 private:
  /// Somebody whom a recruiter has exported.
  struct Member {
    std::string name;       ///< Short; the URN is made of it.
    std::string tenant;     ///< Whose recruiter it was.
    bool is_known = false;  ///< The export was waited for, and nothing can have come between.
  };

  /// Adds one step; all others below are one kind of thing each that may happen.
  void say(StepWhat what, std::string tenant = {}, std::string capture = {});
  void pause(const Chance& chance);
  void vendor(const Chance& chance, Operation operation, Kind kind, std::uint32_t count);
  void grow(const Chance& chance);
  void change(const Chance& chance);
  void remove(const Chance& chance);
  void jobs(const Chance& chance);
  void exports(const Chance& chance);
  void leave(const Chance& chance);
  void erase(const Chance& chance);
  void begun_again();
  void restart(const Chance& chance, Deed deed);
  void kill(const Chance& chance);
  void rotate(const Chance& chance);
  void integration(const Chance& chance);
  void quirk(const Chance& chance);
  void switching(const Chance& chance);

  const TenantSpec& somebody(const Chance& chance) const;
  /// The name a step says for that tenant: none where it is the only one.
  std::string named(const TenantSpec& tenant) const;

  const Swarm& swarm_;
  const Scenario& scenario_;
  bool calm_;  ///< Nothing goes wrong, so what was waited for is done.
  std::vector<Step> steps_;
  std::vector<Member> members_;          ///< In the order of their first exports.
  std::set<std::string> gone_, erased_;  ///< Members, by name.
  std::uint64_t removed_ = 0;  ///< Records, of which too many at once need a person's word.
  std::uint64_t kept_ = 0;     ///< Names under which something is kept.
};

}  // namespace crosswalk::sim::explore
