#include "judge/exchange/persons.hpp"

#include <algorithm>

namespace crosswalk::sim::judging {
namespace {

bool same_address(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return !a.empty() && std::ranges::equal(a, b, {}, lower, lower);
}

bool has_address_of(const Candidate& person, const ExportOrder& order) {
  return std::ranges::any_of(order.emails, [&](const std::string& each) {
    return same_address(person.email, each) || same_address(person.work_email, each);
  });
}

// Whether a client ever wrote an application of theirs for that job.
bool was_applied(const World& world, const Candidate& person, const std::string& job) {
  const Application* each = nullptr;
  for (Id id = person.first_application; id != 0; id = each->next_of_candidate) {
    each = world.all<Application>().ever(id);
    if (each == nullptr) return false;
    if (each->admitted && std::to_string(each->job_id) == job) return true;
  }
  return false;
}

}  // namespace

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte != 0x7F) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

Roll::Roll(const World& world, const Ledger& ledger, const TenantPolicy& policy,
           const Exports& exports)
    : world_(world), ledger_(ledger), policy_(policy) {
  for (const PlacedOrder& each : exports.orders) {
    by_name_[name_of(each.order.first_name, each.order.last_name)].push_back(&each.order);
    ordered_.insert(each.order.member);
  }
}

std::string Roll::member_of(const Candidate& person) const {
  const std::string& linked = link_of(person);
  const auto named = by_name_.find(name_of(person.first_name, person.last_name));
  if (!person.admitted) {
    if (named == by_name_.end()) return {};
    const auto known = std::ranges::find_if(named->second, [&](const ExportOrder* order) {
      return has_address_of(person, *order) &&
             (linked == order->member || was_applied(world_, person, order->job));
    });
    return known == named->second.end() ? std::string() : (*known)->member;
  }
  if (named == by_name_.end()) return ordered_.contains(linked) ? linked : std::string();
  // Of two members of one name the link says which.
  const auto found = std::ranges::find(named->second, linked, &ExportOrder::member);
  return found == named->second.end() ? named->second.front()->member : linked;
}

std::string Roll::name_of(std::string_view first, std::string_view last) {
  return plain(first) + "\n" + plain(last);
}

const std::string& Roll::link_of(const Candidate& person) const {
  static const std::string nobody;
  const Entity* const entity =
      ledger_.find(EntityKind::candidate, policy_.organization, std::to_string(person.id));
  return entity == nullptr ? nobody : entity->member;
}

std::map<Id, std::string> stand_ins(const World& world, const Ledger& ledger,
                                    const TenantPolicy& policy, const Exports& exports) {
  std::map<Id, std::string> all = exports.members;
  if (exports.orders.empty()) return all;
  const Roll roll(world, ledger, policy, exports);
  const Table<Candidate>& people = world.all<Candidate>();
  for (std::size_t at = 0; at < people.rows(); ++at) {
    const Candidate& person = people.row(at);
    if (all.contains(person.id) || (!person.admitted && person.email.empty())) continue;
    if (std::string member = roll.member_of(person); !member.empty()) {
      all.emplace(person.id, std::move(member));
    }
  }
  return all;
}

}  // namespace crosswalk::sim::judging
