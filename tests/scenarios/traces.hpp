#pragma once

// After which effects of a run a power cut finds something new: those that left a trace, at
// LinkedIn or in the store. What only looked or mapped leaves the next life what the effect before
// it left, so that a cut there is the same cut.

#include "scenarios/tenant_bed.hpp"

namespace crosswalk {

class Traces {
 public:
  // Listens to LinkedIn and the store of `bed` from now on, in place of whoever did.
  explicit Traces(TenantBed& bed) : run_(bed.run) {
    bed.overhear = [this](const HttpRequest& request) {
      if (request.method != "GET") note();
    };
    bed.around_store = [this](Store& store, const StoreVerb& verb) {
      if (!only_looks(verb)) note();
      return store.carry_out(verb);
    };
  }
  Traces(const Traces&) = delete;
  Traces& operator=(const Traces&) = delete;

  // As VirtualRun::effects() counts, ascending.
  const std::vector<std::uint64_t>& all() const { return all_; }
  // What VirtualRun::run_then_crash() is given to cut after each of those beyond effect `first`;
  // and 0, at once.
  std::vector<std::uint64_t> beyond(std::uint64_t first) const {
    std::vector<std::uint64_t> later{0};
    for (const std::uint64_t each : all_) {
      if (each > first) later.push_back(each - first);
    }
    return later;
  }

 private:
  template <class... Verbs>
  static bool one_of(const StoreVerb& verb) {
    return (std::holds_alternative<Verbs>(verb) || ...);
  }
  static bool only_looks(const StoreVerb& verb) {
    return one_of<LookUp, TakeRereads, TakeReady, TakeWithdrawals, TakeTasks, TakeChildren,
                  FindAbsent, FindParents, TakeNotices, FindPerson, TakeErasures, ReadOnboarding,
                  Tally>(verb);
  }
  void note() {
    if (all_.empty() || all_.back() != run_->effects()) all_.push_back(run_->effects());
  }

  std::unique_ptr<sim::VirtualRun>& run_;
  std::vector<std::uint64_t> all_;
};

}  // namespace crosswalk
