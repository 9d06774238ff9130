#include "judge/judge.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "judge/compare.hpp"
#include "judge/truth.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::uint64_t batch_entities_max = 100;

// An id as LinkedIn is told it, without making a string for each of a million.
class IdText {
 public:
  explicit IdText(Id id) : end_(std::to_chars(text_, text_ + sizeof text_, id).ptr) {}
  IdText(const IdText&) = delete;
  IdText& operator=(const IdText&) = delete;
  std::string_view view() const { return {text_, static_cast<std::size_t>(end_ - text_)}; }

 private:
  char text_[20];
  const char* end_;
};

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
  Court(const World& world, const Ledger& ledger, const TenantPolicy& policy)
      : world_(world), ledger_(ledger), policy_(policy), truth_(world, policy) {}

  Verdict sit() && {
    compare_all<Job>();
    compare_all<Candidate>();
    compare_all<Application>();
    for (const auto& [kind, parent] :
         {std::pair{EntityKind::candidate_note, EntityKind::candidate},
          std::pair{EntityKind::application_note, EntityKind::application},
          std::pair{EntityKind::feedback, EntityKind::application},
          std::pair{EntityKind::stage, EntityKind::application}}) {
      check_children(kind, parent);
    }
    check_invariants();
    return std::move(verdict_);
  }

 private:
  Comparison& counts(EntityKind kind) { return verdict_.kinds[static_cast<std::size_t>(kind)]; }

  void disagree(EntityKind kind, std::string_view id, std::string_view what,
                std::vector<std::string> fields = {}) {
    if (verdict_.first.size() >= Verdict::disagreements_max) return;
    verdict_.first.push_back({kind, std::string(id), what, std::move(fields)});
  }

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
      compare(row, id.view(), entity);
    }
    const std::uint64_t held = ledger_.held(kind, policy_.organization);
    counts(kind).held = held;
    if (held != met) find_invented<T>(*shelf, held - met);
  }

  template <class T>
  void compare(const T& row, std::string_view id, const Entity* entity) {
    constexpr EntityKind kind = KindOf<T>::value;
    Comparison& count = counts(kind);
    switch (truth_.of(row)) {
      case Standing::sent:
        ++count.expected;
        if (entity != nullptr) return compare_content(row, id, *entity);
        ++count.missing;
        return disagree(kind, id, "missing");
      case Standing::incomplete:
        ++count.incomplete;
        if (truth_.may_have_been_whole(row)) return;
        break;
      case Standing::withheld:
        ++count.withheld;
        break;
      case Standing::deleted:
        if (entity != nullptr && kind != EntityKind::job && of_deleted_person(row)) {
          ++count.extra;
          ++verdict_.of_deleted_persons;
          return disagree(kind, id, "of_a_deleted_person");
        }
        break;
      case Standing::nothing:
        break;
    }
    if (entity == nullptr || is_withdrawn(row, *entity)) return;
    ++count.extra;
    disagree(kind, id, "extra");
  }

  template <class T>
  void compare_content(const T& row, std::string_view id, const Entity& entity) {
    constexpr EntityKind kind = KindOf<T>::value;
    expected_.clear();
    truth_.write(row, expected_);
    if (entity.content == expected_) {
      ++counts(kind).equal;
      return;
    }
    Difference found = difference(entity.content, expected_);
    if (found.fields.empty()) {
      ++counts(kind).equal;
      return;
    }
    ++counts(kind).differing;
    disagree(kind, id, found.stale ? "stale" : "differs", std::move(found.fields));
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
  void find_invented(const Shelf& shelf, std::uint64_t count) {
    constexpr EntityKind kind = KindOf<T>::value;
    counts(kind).extra += count;
    const Table<T>& table = world_.all<T>();
    std::vector<std::string_view> invented;
    for (const auto& [id, entity] : shelf.entities) {
      Id number = 0;
      const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), number);
      const bool known = error == std::errc{} && end == id.data() + id.size() &&
                         number >= table.first_id() && number - table.first_id() < table.rows() &&
                         IdText(number).view() == id;
      if (entity.held && !known) invented.push_back(id);
    }
    std::ranges::sort(invented);
    for (const std::string_view id : invented) disagree(kind, id, "extra");
  }

  void check_children(EntityKind kind, EntityKind parent) {
    const Shelf* const shelf = ledger_.shelf(kind, policy_.organization);
    if (shelf == nullptr) return;
    std::vector<std::string_view> orphans;
    for (const auto& [id, entity] : shelf->entities) {
      if (!entity.held) continue;
      ++counts(kind).held;
      const Entity* const above =
          ledger_.find(parent, policy_.organization, std::string_view(id).substr(0, id.find('\n')));
      if (above == nullptr || !above->held) orphans.push_back(id);
    }
    std::ranges::sort(orphans);
    counts(kind).extra += orphans.size();
    for (const std::string_view id : orphans) disagree(kind, id, "extra");
  }

  void check_invariants() {
    verdict_.refused_writes = ledger_.refused_count();
    for (const RefusedWrite& each : ledger_.refused()) {
      disagree(each.kind, each.id, "refused", {each.field});
    }
    for (const auto& [resource, tally] : ledger_.tallies()) {
      verdict_.quota_breaches += tally.quota_breaches;
      verdict_.oversized_batches += tally.largest_batch > batch_entities_max ? 1 : 0;
      verdict_.unchanged_writes += tally.unchanged;
    }
    for (const auto& [field, count] : ledger_.unknown()) verdict_.unknown_fields += count;
  }

  const World& world_;
  const Ledger& ledger_;
  const TenantPolicy& policy_;
  Truth truth_;
  Verdict verdict_;
  std::string expected_;
};

}  // namespace

bool Verdict::agrees() const {
  const bool same = std::ranges::all_of(kinds, [](const Comparison& each) {
    return each.differing == 0 && each.missing == 0 && each.extra == 0;
  });
  return same && of_deleted_persons == 0 && refused_writes == 0 && quota_breaches == 0 &&
         oversized_batches == 0 && unknown_fields == 0;
}

Verdict judge(const World& world, const Ledger& ledger, const TenantPolicy& policy) {
  return Court(world, ledger, policy).sit();
}

Json to_json(const Verdict& verdict) {
  Json objects = Json::object();
  for (std::size_t at = 0; at < entity_kinds; ++at) {
    const Comparison& each = verdict.kinds[at];
    if (at > static_cast<std::size_t>(EntityKind::application) && each.held == 0) continue;
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
  Json invariants = Json::object();
  invariants.set("of_deleted_persons", verdict.of_deleted_persons);
  invariants.set("refused_writes", verdict.refused_writes);
  invariants.set("quota_breaches", verdict.quota_breaches);
  invariants.set("oversized_batches", verdict.oversized_batches);
  invariants.set("unknown_fields", verdict.unknown_fields);
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
  out.set("invariants", std::move(invariants));
  out.set("unchanged_writes", verdict.unchanged_writes);
  out.set("disagreements", std::move(first));
  return out;
}

}  // namespace crosswalk::sim
