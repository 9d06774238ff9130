#include "judge/invariants/records/entrants.hpp"

#include <algorithm>
#include <optional>

#include "judge/exchange/persons.hpp"
#include "judge/exchange/written.hpp"

namespace crosswalk::sim::judging {

// What people make of somebody afterwards is their affair.
bool Entrants::was_changed(const Look& look, Id candidate) const {
  const std::vector<Change>& all = look.world->changes();
  return std::any_of(all.begin() + static_cast<std::ptrdiff_t>(read_), all.end(),
                     [&](const Change& each) {
                       return each.kind == Kind::candidate && each.deed != Deed::inserted &&
                              (each.id == candidate || each.other == candidate);
                     });
}

void Entrants::look_at(const Look& look, const Candidate& person, const Members& members,
                       std::vector<Breach>& out) const {
  const std::string who = "candidate " + std::to_string(person.id);
  const Instant* const promised = members.erased(person.id);
  if (promised != nullptr && person.created_at > *promised) {
    out.push_back({"I5", who + " was written at the vendor and had been promised to be forgotten"});
    return;
  }
  std::optional<std::vector<std::string>> wrong;
  const std::string name = Roll::name_of(person.first_name, person.last_name);
  const TenantPolicy policy = as_of(look.policy, look.exports, person.created_at);
  for (const PlacedOrder& each : look.exports.orders) {
    const bool theirs = Roll::name_of(each.order.first_name, each.order.last_name) == name;
    if (each.to_be_refused || !theirs) continue;
    auto fields = wrongly_written(person, each.order, policy);
    if (!wrong || fields.size() < wrong->size()) wrong = std::move(fields);
  }
  if (!wrong) {
    out.push_back({"I2", who + " was written at the vendor and no export of theirs was ordered"});
  } else if (!wrong->empty()) {
    std::string words = who + " was written at the vendor with what was not ordered or granted, in";
    for (const std::string& field : *wrong) words += (field == wrong->front() ? " " : ", ") + field;
    out.push_back({"I2", std::move(words)});
  }
}

void Entrants::look_at(const Look& look, const Application& row, const Members& members,
                       std::vector<Breach>& out) const {
  const std::string* const member = members.member_of(row.candidate_id);
  const Candidate* const person = look.world->find<Candidate>(row.candidate_id);
  if (member == nullptr || person == nullptr) return;
  const bool ordered = std::ranges::any_of(look.exports.orders, [&](const PlacedOrder& each) {
    return !each.to_be_refused && each.order.member == *member &&
           each.order.job == std::to_string(row.job_id);
  });
  if (ordered) return;
  out.push_back({"I2", "application " + std::to_string(row.id) +
                           " was written at the vendor and no export to its job was ordered"});
}

std::vector<Breach> Entrants::read(const Look& look, const Members& members) {
  std::vector<Breach> out;
  const std::vector<Change>& all = look.world->changes();
  for (std::size_t at = read_; at < all.size(); ++at) {
    if (all[at].deed != Deed::inserted) continue;
    if (all[at].kind == Kind::candidate) {
      const Candidate& person = *look.world->all<Candidate>().ever(all[at].id);
      if (person.admitted && !was_changed(look, person.id)) look_at(look, person, members, out);
    } else if (all[at].kind == Kind::application) {
      const Application& row = *look.world->all<Application>().ever(all[at].id);
      if (row.admitted) applications_.push_back(row.id);
    }
  }
  read_ = all.size();
  if (!look.quiet) return out;
  for (const Id id : applications_) {
    if (const auto* const row = look.world->find<Application>(id)) {
      look_at(look, *row, members, out);
    }
  }
  applications_.clear();
  return out;
}

}  // namespace crosswalk::sim::judging
