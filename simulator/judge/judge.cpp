#include "judge/judge.hpp"

#include <algorithm>
#include <utility>

#include "judge/children.hpp"
#include "judge/erasures.hpp"
#include "judge/exchange/access.hpp"
#include "judge/exchange/persons.hpp"
#include "judge/minutes.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::uint64_t batch_entities_max = 100;

// Each must be 0, by the name under which it is told.
struct Invariant {
  std::string_view name;
  std::uint64_t Verdict::*count;
};
constexpr Invariant invariants[] = {{"of_deleted_persons", &Verdict::of_deleted_persons},
                                    {"lost_exports", &Verdict::lost_exports},
                                    {"not_ordered", &Verdict::not_ordered},
                                    {"doubled_exports", &Verdict::doubled_exports},
                                    {"miswritten", &Verdict::miswritten},
                                    {"wrong_members", &Verdict::wrong_members},
                                    {"broken_erasures", &Verdict::broken_erasures},
                                    {"wrong_access", &Verdict::wrong_access},
                                    {"cascaded", &Verdict::cascaded},
                                    {"orphaned", &Verdict::orphaned},
                                    {"early_writes", &Verdict::early_writes},
                                    {"refused_writes", &Verdict::refused_writes},
                                    {"quota_breaches", &Verdict::quota_breaches},
                                    {"oversized_batches", &Verdict::oversized_batches},
                                    {"unknown_fields", &Verdict::unknown_fields}};

using judging::Children;
using judging::id_of;
using judging::IdText;
using judging::Minutes;
using judging::Parents;

template <class T>
struct KindOf;
template <>
struct KindOf<Job> {
  static constexpr EntityKind value = EntityKind::job;
};
template <>
struct KindOf<Candidate> {
  static constexpr EntityKind value = EntityKind::candidate;
};
template <>
struct KindOf<Application> {
  static constexpr EntityKind value = EntityKind::application;
};

class Court {
 public:
  Court(const World& world, const Ledger& ledger, const TenantPolicy& policy,
        const Exports& exports, const Erased& erased, const Sight& sees)
      : world_(world),
        ledger_(ledger),
        policy_(policy),
        sees_(sees),
        exports_(whole(exports)),
        erased_(judging::all_erased(ledger, policy, exports_, erased)),
        truth_(world, policy, exports_, erased_) {}

  Verdict sit() && {
    compare_all<Job>();
    compare_all<Candidate>();
    compare_all<Application>();
    Children(world_, ledger_, policy_, truth_, parents_, minutes_).compare();
    judging::check_exports(world_, ledger_, policy_, exports_, erased_, minutes_);
    judging::check_erasures(world_, ledger_, policy_, exports_, erased_, minutes_);
    judging::check_access(world_, ledger_, policy_, truth_, sees_, minutes_);
    check_invariants();
    return std::move(minutes_.verdict);
  }

 private:
  Exports whole(Exports told) const {
    told.members = judging::stand_ins(world_, ledger_, policy_, told);
    return told;
  }

  void note_parent(const Job&, bool) {}
  void note_parent(const Candidate&, bool fit) { parents_.candidates.push_back(fit); }
  void note_parent(const Application&, bool fit) { parents_.applications.push_back(fit); }

  template <class T>
  void compare_all() {
    constexpr EntityKind kind = KindOf<T>::value;
    const Shelf* const shelf = ledger_.shelf(kind, policy_.organization);
    const Table<T>& table = world_.all<T>();
    std::uint64_t met = 0;
    for (std::size_t at = 0; at < table.rows(); ++at) {
      const T& row = table.row(at);
      const IdText id(row.id);
      const Entity* entity = nullptr;
      if (shelf != nullptr) {
        const auto found = shelf->entities.find(id.view());
        if (found != shelf->entities.end() && found->second.held) entity = &found->second;
      }
      met += entity == nullptr ? 0 : 1;
      const Standing standing = truth_.of(row);
      note_parent(row, entity != nullptr && standing == Standing::sent);
      compare(row, standing, id.view(), entity);
    }
    const std::uint64_t held = ledger_.held(kind, policy_.organization);
    minutes_.counts(kind).held = held;
    if (held != met) find_invented<T>(*shelf);
  }

  template <class T>
  void compare(const T& row, Standing standing, std::string_view id, const Entity* entity) {
    constexpr EntityKind kind = KindOf<T>::value;
    Comparison& count = minutes_.counts(kind);
    switch (standing) {
      case Standing::sent:
        ++count.expected;
        if (entity != nullptr) return compare_content(row, id, *entity);
        ++count.missing;
        return minutes_.disagree(kind, id, "missing");
      case Standing::incomplete:
        ++count.incomplete;
        if (truth_.may_have_been_whole(row)) return;
        break;
      case Standing::withheld:
        ++count.withheld;
        break;
      case Standing::deleted:
        if (entity != nullptr && kind != EntityKind::job && of_deleted_person(row)) {
          return minutes_.extra(kind, id, true);
        }
        break;
      case Standing::nothing:
        break;
      case Standing::erased:
        return;  // Looked at apart, with all that hangs on them.
    }
    if (entity == nullptr || is_withdrawn(row, *entity)) return;
    minutes_.extra(kind, id, false);
  }

  template <class T>
  void compare_content(const T& row, std::string_view id, const Entity& entity) {
    constexpr EntityKind kind = KindOf<T>::value;
    expected_.clear();
    truth_.write(row, expected_);
    minutes_.compare(kind, id, entity, expected_);
  }

  bool of_deleted_person(const Job&) const { return false; }
  bool of_deleted_person(const Candidate&) const { return true; }
  bool of_deleted_person(const Application& row) const {
    const Candidate* const person = world_.find<Candidate>(row.candidate_id);
    return person == nullptr || person->anonymised;
  }

  // LinkedIn deletes no job; closing is how one is taken back. A job that was closed from its
  // first day has been sent rather than taken back, unless it or the policy has changed since.
  bool is_withdrawn(const Job& row, const Entity& entity) const {
    return entity.content.find("\"state\":\"CLOSED\"") != std::string::npos &&
           (row.gone || row.revision > 0 || entity.was_listed || policy_.was_wider);
  }
  template <class T>
  bool is_withdrawn(const T&, const Entity&) const {
    return false;
  }

  // Entities whose ids the world never had.
  template <class T>
  void find_invented(const Shelf& shelf) {
    constexpr EntityKind kind = KindOf<T>::value;
    const Table<T>& table = world_.all<T>();
    std::vector<std::string_view> invented;
    for (const auto& [id, entity] : shelf.entities) {
      if (entity.held && table.ever(id_of(id)) == nullptr) invented.push_back(id);
    }
    std::ranges::sort(invented);
    for (const std::string_view id : invented) minutes_.extra(kind, id, false);
  }

  void check_invariants() {
    check_conduct(ledger_.conduct(policy_.organization));
    if (!policy_.organization.empty()) check_conduct(ledger_.conduct(""));
    for (std::size_t kind = 0; kind < entity_kinds; ++kind) {
      const auto* const shelf = ledger_.shelf(static_cast<EntityKind>(kind), policy_.organization);
      minutes_.verdict.unchanged_writes += shelf == nullptr ? 0 : shelf->sums.unchanged;
    }
  }

  // What an application that reaches everybody did counts for everybody.
  void check_conduct(const Conduct& conduct) {
    Verdict& verdict = minutes_.verdict;
    verdict.early_writes += conduct.writes_before_enabled;
    verdict.cascaded += conduct.cascaded;
    verdict.orphaned += conduct.orphaned;
    verdict.refused_writes += conduct.refused_count;
    for (const RefusedWrite& each : conduct.refused) {
      minutes_.disagree(each.kind, each.id, "refused", {each.field});
    }
    for (const auto& [resource, tally] : conduct.tallies) {
      verdict.quota_breaches += tally.quota_breaches;
      verdict.oversized_batches += tally.largest_batch > batch_entities_max ? 1 : 0;
    }
    for (const auto& [field, count] : conduct.unknown) verdict.unknown_fields += count;
  }

  const World& world_;
  const Ledger& ledger_;
  const TenantPolicy& policy_;
  const Sight& sees_;
  Exports exports_;
  Erased erased_;
  Truth truth_;
  Parents parents_;
  Minutes minutes_;
  std::string expected_;
};

}  // namespace

bool Verdict::agrees() const {
  const bool same = std::ranges::all_of(kinds, [](const Comparison& each) {
    return each.differing == 0 && each.missing == 0 && each.extra == 0;
  });
  return same && std::ranges::all_of(invariants,
                                     [&](const Invariant& each) { return this->*each.count == 0; });
}

Verdict judge(const World& world, const Ledger& ledger, const TenantPolicy& policy,
              const Exports& exports, const Erased& erased, const Sight& sees) {
  return Court(world, ledger, policy, exports, erased, sees).sit();
}

Json to_json(const Verdict& verdict) {
  Json objects = Json::object();
  for (std::size_t at = 0; at < entity_kinds; ++at) {
    const Comparison& each = verdict.kinds[at];
    const bool hangs = at > static_cast<std::size_t>(EntityKind::application);
    if (hangs && each.held == 0 && each.expected == 0) continue;
    Json one = Json::object();
    one.set("expected", each.expected);
    one.set("held", each.held);
    one.set("equal", each.equal);
    one.set("differing", each.differing);
    one.set("missing", each.missing);
    one.set("extra", each.extra);
    one.set("withheld", each.withheld);
    one.set("incomplete", each.incomplete);
    objects.set(std::string(name_of(static_cast<EntityKind>(at))), std::move(one));
  }
  Json broken = Json::object();
  for (const Invariant& each : invariants) broken.set(std::string(each.name), verdict.*each.count);
  Json orders = Json::object();
  orders.set("placed", verdict.orders.placed);
  orders.set("fulfilled", verdict.orders.fulfilled);
  orders.set("refused", verdict.orders.refused);
  orders.set("open", verdict.orders.open);
  Json first = Json::list();
  for (const Disagreement& each : verdict.first) {
    Json fields = Json::list();
    for (const std::string& field : each.fields) fields.push(field);
    Json one = Json::object();
    one.set("kind", name_of(each.kind));
    one.set("id", each.id);
    one.set("what", each.what);
    one.set("fields", std::move(fields));
    first.push(std::move(one));
  }
  Json out = Json::object();
  out.set("agrees", verdict.agrees());
  out.set("objects", std::move(objects));
  out.set("exports", std::move(orders));
  out.set("invariants", std::move(broken));
  out.set("unchanged_writes", verdict.unchanged_writes);
  out.set("disagreements", std::move(first));
  return out;
}

}  // namespace crosswalk::sim
