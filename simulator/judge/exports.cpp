// People who came by an export: each once, for the job that was ordered, and linked to whom they
// were exported as.

#include "judge/exports.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "judge/exchange/persons.hpp"
#include "judge/exchange/written.hpp"
#include "judge/minutes.hpp"

namespace crosswalk::sim {

void change_grants(Exports& exports, const TenantPolicy& before, const TenantPolicy& now,
                   Instant at) {
  const auto grants = [](const TenantPolicy& policy, Instant since) {
    return Grants{since, policy.export_email, policy.export_profile_url};
  };
  if (exports.grants.empty()) exports.grants.push_back(grants(before, Instant::min()));
  exports.grants.push_back(grants(now, at));
}

}  // namespace crosswalk::sim

namespace crosswalk::sim::judging {

TenantPolicy as_of(TenantPolicy policy, const Exports& exports, Instant at) {
  const std::vector<Grants>& all = exports.grants;
  if (all.empty()) return policy;
  policy.export_email = policy.export_profile_url = false;
  for (std::size_t place = 0; place < all.size(); ++place) {
    const bool over = place + 1 < all.size() && all[place + 1].since < at;
    if (over || all[place].since > at) continue;
    policy.export_email = policy.export_email || all[place].email;
    policy.export_profile_url = policy.export_profile_url || all[place].profile_url;
  }
  return policy;
}

std::vector<std::string> marks_of(const Candidate& person) {
  std::vector<std::string> marks;
  const auto add = [&](std::string_view kind, Text text) {
    if (text.empty()) return;
    std::string mark = std::string(kind) + std::string(text);
    std::ranges::transform(mark, mark.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
    marks.push_back(std::move(mark));
  };
  add("email ", person.email);
  add("email ", person.work_email);
  add("profile ", person.linkedin_url);
  for (const Text tag : person.tags) {
    if (tag != origin_tag) add("tag ", tag);
  }
  return marks;
}

namespace {

class Docket {
 public:
  Docket(const World& world, const Ledger& ledger, const TenantPolicy& policy,
         const Exports& exports, const Erased& erased, Minutes& minutes)
      : world_(world),
        ledger_(ledger),
        policy_(policy),
        exports_(exports),
        erased_(erased),
        minutes_(minutes) {
    for (const auto& [id, member] : exports.members) people_[member].insert(id);
    for (const Tombstone& each : world.tombstones()) {
      if (each.kind == Kind::candidate && each.how == Departure::merged)
        inherit(each.id, each.into);
    }
    for (const Change& each : world.changes()) {
      const bool rewritten = each.deed == Deed::edited || each.deed == Deed::anonymised;
      if (each.kind == Kind::candidate && rewritten) changed_.insert(each.id);
    }
  }

  void work_off() {
    find_doubles();
    find_wrong_links();
    collect_applications();
    for (const PlacedOrder& each : exports_.orders) settle(each);
    for (const Candidate& each : world_.all<Candidate>()) {
      if (each.admitted && !changed_.contains(each.id)) look_at(each);
    }
    for (const Application& each : world_.all<Application>()) {
      if (each.admitted && !nameless_.contains(each.candidate_id)) look_at(each);
    }
  }

 private:
  void disagree(std::uint64_t& count, Id id, std::string_view what,
                EntityKind kind = EntityKind::candidate, std::vector<std::string> fields = {}) {
    ++count;
    minutes_.disagree(kind, IdText(id).view(), what, std::move(fields));
  }

  // Whoever two records became one in stands for whom either stood for.
  void inherit(Id from, Id into) {
    heirs_.insert(into);
    for (auto& [member, people] : people_) {
      if (people.contains(from)) people.insert(into);
    }
  }

  bool stands_for(Id id, const std::string& member) const {
    const auto people = people_.find(member);
    return people != people_.end() && people->second.contains(id);
  }

  // What became of them is looked at among the erasures.
  bool is_erased(std::map<Id, std::string>::const_iterator member) const {
    return member != exports_.members.end() && erased_.members.contains(member->second);
  }

  bool is_expected(const std::string& member, Id job) const {
    return std::ranges::any_of(exports_.orders, [&](const PlacedOrder& each) {
      return !each.to_be_refused && each.order.member == member &&
             (job == 0 || each.order.job == IdText(job).view());
    });
  }

  void find_doubles() {
    std::map<std::string, Id> seen;
    for (const Candidate& person : world_.all<Candidate>()) {
      const auto member = exports_.members.find(person.id);
      if (!person.admitted && member == exports_.members.end()) continue;
      if (is_erased(member)) continue;
      std::vector<std::string> marks;
      if (person.admitted) marks = marks_of(person);
      if (member != exports_.members.end()) marks.push_back("member " + member->second);
      bool again = false;
      for (std::string& mark : marks) {
        again = !seen.emplace(std::move(mark), person.id).second || again;
      }
      if (again) disagree(minutes_.verdict.doubled_exports, person.id, "exported_twice");
    }
  }

  void find_wrong_links() {
    const Shelf* const shelf = ledger_.shelf(EntityKind::candidate, policy_.organization);
    if (shelf == nullptr) return;
    std::vector<Id> wrong;
    for (const auto& [key, entity] : shelf->entities) {
      const Id id = id_of(key);
      if (!entity.held || erased_.candidates.contains(id)) continue;
      const auto expected = exports_.members.find(id);
      const bool good = expected != exports_.members.end()
                            ? entity.member == expected->second
                            : entity.member.empty() || stands_for(id, entity.member);
      if (!good) wrong.push_back(id);
    }
    std::ranges::sort(wrong);
    for (const Id id : wrong) disagree(minutes_.verdict.wrong_members, id, "wrong_member");
  }

  // Those that are gone as well: what people do with somebody afterwards is their affair.
  void collect_applications() {
    if (exports_.orders.empty()) return;
    std::set<Id> known;
    for (const auto& [member, people] : people_) known.insert(people.begin(), people.end());
    for (const Id id : changed_) {
      const Candidate* const person = world_.all<Candidate>().ever(id);
      if (person != nullptr && person->admitted && !known.contains(id)) nameless_.insert(id);
    }
    known.insert(nameless_.begin(), nameless_.end());
    const Table<Application>& all = world_.all<Application>();
    for (std::size_t at = 0; at < all.rows(); ++at) {
      const Application& row = all.row(at);
      if (row.status == ApplicationStatus::converted || !known.contains(row.candidate_id)) continue;
      jobs_[row.candidate_id].insert(std::to_string(row.job_id));
    }
  }

  bool has_applied(Id person, const std::string& job) const {
    const auto jobs = jobs_.find(person);
    return jobs != jobs_.end() && jobs->second.contains(job);
  }

  bool is_fulfilled(const ExportOrder& order) {
    std::set<Id>& people = people_[order.member];
    const auto applied = [&](Id id) { return has_applied(id, order.job); };
    if (std::ranges::any_of(people, applied)) return true;
    // Whose name people changed since, may be anybody; each is one of those who were ordered.
    const auto unnamed = std::ranges::find_if(nameless_, applied);
    if (unnamed == nameless_.end()) return false;
    people.insert(*unnamed);
    nameless_.erase(unnamed);
    return true;
  }

  void settle(const PlacedOrder& placed) {
    Orders& orders = minutes_.verdict.orders;
    ++orders.placed;
    if (placed.to_be_refused) {
      ++orders.refused;
    } else if (is_fulfilled(placed.order)) {
      ++orders.fulfilled;
    } else if (erased_.members.contains(placed.order.member)) {
      ++orders.refused;
    } else if (exports_.now - placed.at <= exports_.patience && exports_.patience > Duration{0}) {
      ++orders.open;
    } else {
      disagree(minutes_.verdict.lost_exports, id_of(placed.order.job), "lost_export",
               EntityKind::job, {"export " + std::to_string(orders.placed)});
    }
  }

  void look_at(const Candidate& person) {
    const auto member = exports_.members.find(person.id);
    if (is_erased(member)) return;
    if (member == exports_.members.end() || !is_expected(member->second, 0)) {
      return disagree(minutes_.verdict.not_ordered, person.id, "not_ordered");
    }
    std::optional<std::vector<std::string>> wrong;
    const TenantPolicy policy = as_of(policy_, exports_, person.created_at);
    for (const PlacedOrder& each : exports_.orders) {
      if (each.to_be_refused || each.order.member != member->second) continue;
      auto fields = wrongly_written(person, each.order, policy);
      if (!wrong || fields.size() < wrong->size()) wrong = std::move(fields);
    }
    if (wrong->empty()) return;
    disagree(minutes_.verdict.miswritten, person.id, "miswritten", EntityKind::candidate, *wrong);
  }

  void look_at(const Application& row) {
    const auto ordered = [&](const auto& entry) {
      return entry.second.contains(row.candidate_id) && is_expected(entry.first, row.job_id);
    };
    if (std::ranges::none_of(people_, ordered)) {
      disagree(minutes_.verdict.not_ordered, row.id, "not_ordered", EntityKind::application);
    }
    const Candidate* const person = world_.find<Candidate>(row.candidate_id);
    if (person == nullptr || heirs_.contains(person->id)) return;
    const auto before = [&](const Application* each) {
      return each->id < row.id && each->job_id == row.job_id &&
             each->status != ApplicationStatus::converted;
    };
    if (std::ranges::none_of(world_.applications_of(*person), before)) return;
    disagree(minutes_.verdict.doubled_exports, row.id, "exported_twice", EntityKind::application);
  }

  const World& world_;
  const Ledger& ledger_;
  const TenantPolicy& policy_;
  const Exports& exports_;
  const Erased& erased_;
  Minutes& minutes_;
  std::map<std::string, std::set<Id>> people_;  ///< By member, whoever was merged into among them.
  std::set<Id> heirs_;                          ///< Two records became one in them.
  std::set<Id> changed_;                        ///< By people, after they were written.
  std::set<Id> nameless_;  ///< Written by a client, and nothing tells for whom any more.
  std::map<Id, std::set<std::string>> jobs_;  ///< Who ever had an application for which.
};

}  // namespace

void check_exports(const World& world, const Ledger& ledger, const TenantPolicy& policy,
                   const Exports& exports, const Erased& erased, Minutes& minutes) {
  Docket(world, ledger, policy, exports, erased, minutes).work_off();
}

}  // namespace crosswalk::sim::judging
