#include "judge/invariants/records/doubles.hpp"

#include <algorithm>

namespace crosswalk::sim::judging {

bool Doubles::is_double(const World& world, const Candidate& person, const Members& members) {
  const auto other = [&](Id id) {
    const Candidate* const found = world.find<Candidate>(id);
    return id < person.id && found != nullptr && !found->anonymised;
  };
  bool found = std::ranges::any_of(members.standing_for_the_same(person.id), other);
  for (std::string& mark : marks_of(person)) {
    std::vector<Id>& people = marks_[std::move(mark)];
    found = found || std::ranges::any_of(people, other);
    people.push_back(person.id);
  }
  return found;
}

bool Doubles::is_double(const World& world, const Application& row) const {
  const Candidate* const person = world.find<Candidate>(row.candidate_id);
  if (person == nullptr || heirs_.contains(person->id)) return false;
  return std::ranges::any_of(world.applications_of(*person), [&](const Application* each) {
    return each->id < row.id && each->job_id == row.job_id &&
           each->status != ApplicationStatus::converted;
  });
}

std::vector<Breach> Doubles::read(const Look& look, const Members& members) {
  const World& world = *look.world;
  const std::vector<Change>& all = world.changes();
  for (; read_ < all.size(); ++read_) {
    const Change& change = all[read_];
    if (change.deed == Deed::merged) heirs_.insert(change.other);
    if (change.deed != Deed::inserted) continue;
    if (change.kind == Kind::candidate && world.all<Candidate>().ever(change.id)->admitted) {
      people_.push_back(change.id);
    } else if (change.kind == Kind::application &&
               world.all<Application>().ever(change.id)->admitted) {
      applications_.push_back(change.id);
    }
  }
  std::vector<Breach> out;
  if (!look.quiet) return out;
  for (const Id id : people_) {
    const Candidate* const person = world.find<Candidate>(id);
    if (person == nullptr || !is_double(world, *person, members)) continue;
    if (members.erased(id) != nullptr) continue;
    out.push_back({"I8", "candidate " + std::to_string(id) +
                             " was written at the vendor for somebody who was there already"});
  }
  for (const Id id : applications_) {
    const Application* const row = world.find<Application>(id);
    if (row == nullptr || !is_double(world, *row)) continue;
    out.push_back({"I8", "application " + std::to_string(id) +
                             " was written at the vendor for a job that the person had applied "
                             "for already"});
  }
  people_.clear();
  applications_.clear();
  return out;
}

}  // namespace crosswalk::sim::judging
