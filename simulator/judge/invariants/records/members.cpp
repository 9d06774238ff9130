#include "judge/invariants/records/members.hpp"

#include <algorithm>
#include <optional>

#include "base/text/digest.hpp"
#include "judge/exchange/persons.hpp"
#include "judge/minutes.hpp"

namespace crosswalk::sim::judging {
namespace {

std::uint64_t name_digest(std::string_view first, std::string_view last) {
  return mix64(Roll::name_of(first, last));
}

// Keys of which the two maps say different things.
template <class Map, class Use>
void each_difference(const Map& a, const Map& b, Use use) {
  for (const auto& [key, value] : a) {
    const auto other = b.find(key);
    if (other == b.end() || other->second != value) use(key);
  }
  for (const auto& [key, value] : b) {
    if (!a.contains(key)) use(key);
  }
}

}  // namespace

const Instant* Members::erased(Id candidate) const {
  const auto found = erased_.find(candidate);
  return found == erased_.end() ? nullptr : &found->second;
}

std::vector<Id> Members::standing_for_the_same(Id candidate) const {
  std::vector<Id> others;
  const auto mine = members_.find(candidate);
  if (mine == members_.end()) return others;
  for (const auto& [id, member] : members_) {
    if (id != candidate && member == mine->second) others.push_back(id);
  }
  return others;
}

void Members::note(const World& world, Id candidate) {
  const Candidate* const person = world.all<Candidate>().ever(candidate);
  if (person == nullptr) return;
  named_.emplace(name_digest(person->first_name, person->last_name), candidate);
  if (person->admitted && std::ranges::find(admitted_, candidate) == admitted_.end()) {
    admitted_.push_back(candidate);
  }
}

void Members::find_ordered(const Sources& sources, std::vector<Id>& again) {
  const auto& orders = sources.exports.orders;
  const Table<Candidate>& people = sources.world.all<Candidate>();
  if (!orders.empty()) {
    for (; noted_ < people.rows(); ++noted_) note(sources.world, people.row(noted_).id);
  }
  if (orders.size() == orders_) return;
  for (; orders_ < orders.size(); ++orders_) {
    const ExportOrder& order = orders[orders_].order;
    const auto [low, high] = named_.equal_range(name_digest(order.first_name, order.last_name));
    for (auto each = low; each != high; ++each) again.push_back(each->second);
  }
  again.insert(again.end(), admitted_.begin(), admitted_.end());
}

void Members::read_link(const Sources& sources, Id candidate) {
  const Entity* const entity = sources.ledger.find(
      EntityKind::candidate, sources.policy.organization, IdText(candidate).view());
  if (entity == nullptr || entity->member.empty()) {
    links_.erase(candidate);
  } else {
    links_[candidate] = entity->member;
  }
}

void Members::read(const Sources& sources, const std::vector<Id>& touched,
                   const std::function<void(Id)>& mark) {
  std::vector<Id> again = touched;
  const bool orders = !sources.exports.orders.empty();
  for (const Id id : touched) {
    read_link(sources, id);
    if (orders) note(sources.world, id);
  }
  find_ordered(sources, again);
  if (given_ != sources.exports.members) {
    each_difference(given_, sources.exports.members, [&](Id id) { again.push_back(id); });
    given_ = sources.exports.members;
  }
  std::optional<Roll> roll;
  if (orders) roll.emplace(sources.world, sources.ledger, sources.policy, sources.exports);
  for (const Id id : again) {
    const Candidate* const person = sources.world.all<Candidate>().ever(id);
    const auto given = given_.find(id);
    std::string member;
    if (given != given_.end()) {
      member = given->second;
    } else if (roll && person != nullptr && (person->admitted || !person->email.empty())) {
      member = roll->member_of(*person);
    }
    const auto known = members_.find(id);
    if (known == members_.end() ? member.empty() : known->second == member) continue;
    if (member.empty()) {
      members_.erase(id);
    } else {
      members_[id] = std::move(member);
    }
    mark(id);
  }
  read_erased(sources, mark);
}

// By the rules of all_erased(); those who stand for somebody, or are linked, are few.
void Members::read_erased(const Sources& sources, const std::function<void(Id)>& mark) {
  const Erased& told = sources.erased;
  if (told.candidates.empty() && told.members.empty() && erased_.empty()) return;
  auto members = told.members;
  for (const auto& [id, at] : told.candidates) {
    const auto stands_for = members_.find(id);
    if (stands_for != members_.end()) members.emplace(stands_for->second, at);
  }
  std::map<Id, Instant> all = told.candidates;
  for (const auto* const known : {&members_, &links_}) {
    for (const auto& [id, member] : *known) {
      const auto found = members.find(member);
      if (found != members.end()) all.emplace(id, found->second);
    }
  }
  each_difference(erased_, all, mark);
  erased_ = std::move(all);
}

}  // namespace crosswalk::sim::judging
