// The invariants look at what changed only. That is worth nothing if they ever find something else
// than the judge, who compares everything: here both say the same of random worlds, ledgers,
// exports, erasures and policies, after every few changes.

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>

#include "judge/invariants/records/register.hpp"
#include "judge/invariants/records/subject.hpp"
#include "judge/judge.hpp"
#include "judge/truth.hpp"
#include "world/growth/chance.hpp"
#include "world/mutation.hpp"

namespace crosswalk::sim {
namespace {

using namespace std::chrono_literals;
using judging::Finding;
using judging::Register;
using judging::Sort;
using judging::Subject;

constexpr std::string_view home = "urn:li:organization:5000";

// kind, id, what, fields.
using Wrong = std::tuple<EntityKind, std::string, std::string, std::vector<std::string>>;

bool of_records(std::string_view what) {
  constexpr std::string_view words[] = {
      "missing",         "extra",          "differs", "stale", "of_a_deleted_person",
      "erased_and_held", "erased_and_back"};
  return std::ranges::find(words, what) != std::end(words);
}

class Twins {
 public:
  explicit Twins(std::uint64_t seed)
      : world(options(seed)), draw_(seed, Stream::mutation, 99), now(world.options().start + 1h) {
    policy.organization = home;
    policy.without_history = seed % 4 == 3;
    ledger.keep_journal(true);
  }

  static WorldOptions options(std::uint64_t seed) {
    WorldOptions out;
    out.seed = seed;
    out.candidates = 30;
    out.jobs = 12;
    return out;
  }

  std::uint64_t below(std::uint64_t bound) { return draw_.below(bound); }

  // LinkedIn is told the truth of every record, and loses what it must not have.
  void tell_all() {
    const Truth truth(world, policy, exports, erased);
    for (const Sort sort :
         {Sort::job, Sort::candidate, Sort::application, Sort::stage, Sort::note, Sort::card}) {
      for (std::size_t row = 0; row < judging::rows_of(world, sort); ++row) {
        tell(truth, {sort, static_cast<std::uint32_t>(row)});
      }
    }
  }

  void tell(const Truth& truth, Subject subject) {
    const EntityKind kind = judging::kind_of(world, subject);
    const std::string key = judging::key_of(world, subject);
    const Standing standing =
        with_row(world, subject, [&](const auto& row) { return truth.of(row); });
    const auto parent = judging::above(world, subject);
    const bool hangs = !parent || held(*parent);
    if (standing != Standing::sent || !hangs) {
      if (kind != EntityKind::job) ledger.erase(kind, home, key, now);
      return;
    }
    std::string content;
    with_row(world, subject, [&](const auto& row) { truth.write(row, content); });
    put(kind, key, content);
  }

  bool held(Subject subject) {
    const Entity* const found =
        ledger.find(judging::kind_of(world, subject), home, judging::key_of(world, subject));
    return found != nullptr && found->held;
  }

  void put(EntityKind kind, const std::string& key, const std::string& content) {
    ledger.put(kind, home, key, content, now);
    const std::string_view parent = parts_of(key).parent;
    if (!parent.empty()) ledger.hang(kind, home, parent, key);
  }

  Subject some_record() {
    const auto sort = static_cast<Sort>(below(judging::sorts));
    const std::size_t rows = judging::rows_of(world, sort);
    if (rows == 0) return {Sort::job, 0};
    return {sort, static_cast<std::uint32_t>(below(rows))};
  }

  void change_world() {
    Mutation mutation;
    mutation.kind = static_cast<Kind>(below(kind_words().size()));
    mutation.operation = static_cast<Operation>(below(operation_words().size()));
    (void)mutate(world, mutation, ++turn_, now);
  }

  void set_field() {
    struct Setting {
      Kind kind;
      const char* name;
      const char* value;
    };
    static constexpr Setting settings[] = {
        {Kind::candidate, "is_private", "true"},  {Kind::candidate, "is_private", "false"},
        {Kind::candidate, "last_name", ""},       {Kind::candidate, "email", ""},
        {Kind::candidate, "first_name", "Nadja"}, {Kind::job, "confidential", "true"},
        {Kind::job, "is_template", "true"},       {Kind::job_post, "content", "short"},
        {Kind::job_post, "live", "false"},        {Kind::office, "location", ""},
        {Kind::note, "visibility", "admins"},     {Kind::scorecard, "complete", "false"}};
    const Setting& one = settings[below(std::size(settings))];
    Mutation mutation;
    mutation.kind = one.kind;
    mutation.operation = Operation::update;
    mutation.fields = {{one.name, one.value}};
    (void)mutate(world, mutation, ++turn_, now);
  }

  void change_linkedin() {
    const Subject subject = some_record();
    const EntityKind kind = judging::kind_of(world, subject);
    const std::string key = judging::key_of(world, subject);
    const Entity* const known = ledger.find(kind, home, key);
    switch (below(7)) {
      case 0:
        if (kind != EntityKind::job) ledger.erase(kind, home, key, now);
        return;
      case 1:
        return put(kind, "0" + key, "{\"firstName\":\"Nobody\"}");
      case 2:
        if (known != nullptr && known->held && known->content.size() > 2) {
          put(kind, key, known->content.substr(0, known->content.size() - 1) + ",\"odd\":1}");
        }
        return;
      case 3:
        return put(EntityKind::candidate_note, "100000001\n" + key.substr(key.find('\n') + 1),
                   "{}");
      case 4:
        return ledger.link(home, std::to_string(100'000'001 + below(30)), member(below(3)), now);
      default: {
        const Truth truth(world, policy, exports, erased);
        return tell(truth, subject);
      }
    }
  }

  static std::string member(std::uint64_t number) {
    return "urn:li:person:m" + std::to_string(number);
  }

  void change_exports() {
    const Candidate& person = world.all<Candidate>().row(below(world.all<Candidate>().rows()));
    PlacedOrder placed;
    placed.order.member = member(below(3));
    placed.order.job = std::to_string(10'000'001 + below(12));
    placed.order.first_name = person.first_name;
    placed.order.last_name = person.last_name;
    placed.order.emails = {std::string(person.email)};
    placed.at = now;
    if (below(3) == 0) {
      exports.members[person.id] = placed.order.member;
    } else {
      exports.orders.push_back(placed);
    }
    if (below(2) == 0) {
      Candidate wanted;
      wanted.first_name = person.first_name;
      wanted.last_name = person.last_name;
      world.admit(wanted, now);
    }
  }

  void erase_somebody() {
    if (below(2) == 0) {
      erased.candidates[100'000'001 + below(30)] = now;
    } else {
      erased.members[member(below(3))] = now;
    }
  }

  void change_policy() {
    policy.private_candidates = below(2) == 0;
    policy.confidential_jobs = below(2) == 0;
    policy.private_notes = below(2) == 0;
    policy.withheld_kinds =
        below(2) == 0 ? std::vector<std::string>{"feedback"} : std::vector<std::string>{};
    policy.withheld_fields = below(2) == 0 ? std::vector<std::string>{"candidate.phoneNumbers"}
                                           : std::vector<std::string>{};
    changed_policy_ = true;
    incremental.begin_again(now);
  }

  void something() {
    switch (below(12)) {
      case 0:
      case 1:
      case 2:
        return change_world();
      case 3:
      case 4:
        return set_field();
      case 5:
        return below(3) == 0 ? change_exports() : change_world();
      case 6:
        return below(4) == 0 ? erase_somebody() : set_field();
      case 7:
        return below(3) == 0 ? change_policy() : set_field();
      default:
        return change_linkedin();
    }
  }

  Look look() {
    return {.world = &world,
            .ledger = ledger,
            .policy = policy,
            .exports = exports,
            .erased = erased,
            .quiet = true,
            .now = now};
  }

  Verdict verdict() const {
    TenantPolicy meant = policy;
    meant.was_wider = changed_policy_;
    return judge(world, ledger, meant, exports, erased);
  }

  World world;
  Ledger ledger;
  TenantPolicy policy;
  Exports exports;
  Erased erased;
  Register incremental;

 private:
  Draw draw_;
  std::uint64_t turn_ = 0;
  bool changed_policy_ = false;

 public:
  Instant now;
};

std::set<Wrong> listed(const std::vector<Finding>& findings) {
  std::set<Wrong> out;
  for (const Finding& each : findings) {
    out.emplace(each.what.kind, each.what.id, each.what.what, each.what.fields);
  }
  return out;
}

std::set<Wrong> listed(const Verdict& verdict) {
  std::set<Wrong> out;
  for (const Disagreement& each : verdict.first) {
    if (of_records(each.what)) out.emplace(each.kind, each.id, each.what, each.fields);
  }
  return out;
}

std::string shown(const std::set<Wrong>& all) {
  std::string out;
  for (const auto& [kind, id, what, fields] : all) {
    out += std::string(name_of(kind)) + " " + id + " " + what + "\n";
  }
  return out;
}

// What is found, by the judge's counts where there is too much for its list.
void expect_equal(Twins& twins, const std::string& when) {
  (void)twins.incremental.read(twins.look(), {});
  const std::vector<Finding> found = twins.incremental.settle(twins.look(), {}, {});
  const Verdict verdict = twins.verdict();
  std::array<Comparison, entity_kinds> counts;
  std::uint64_t broken = 0;
  for (const Finding& each : found) {
    Comparison& count = counts[static_cast<std::size_t>(each.what.kind)];
    const std::string_view what = each.what.what;
    count.missing += what == "missing" ? 1 : 0;
    count.differing += what == "differs" || what == "stale" ? 1 : 0;
    count.extra += what == "extra" || what == "of_a_deleted_person" ? 1 : 0;
    broken += what.starts_with("erased") ? 1 : 0;
  }
  std::uint64_t exported = 0;
  if (verdict.first.size() < Verdict::disagreements_max) {
    ASSERT_EQ(shown(listed(found)), shown(listed(verdict))) << when;
    ASSERT_EQ(listed(found), listed(verdict)) << when;
    exported = static_cast<std::uint64_t>(std::ranges::count(
        verdict.first, std::string_view("erased_and_exported"), &Disagreement::what));
    ASSERT_EQ(broken, verdict.broken_erasures - exported) << when;
  }
  for (std::size_t kind = 0; kind < entity_kinds; ++kind) {
    ASSERT_EQ(counts[kind].missing, verdict.kinds[kind].missing) << when << kind;
    ASSERT_EQ(counts[kind].differing, verdict.kinds[kind].differing) << when << kind;
  }
}

TEST(Register, FindsOnceQuietWhatTheJudgeFindsByComparingEverything) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Twins twins(seed);
    ASSERT_NO_FATAL_FAILURE(expect_equal(twins, "at first " + std::to_string(seed)));
    for (int round = 0; round < 12; ++round) {
      if (round % 4 == 0) twins.tell_all();
      const std::uint64_t changes = twins.below(5);
      for (std::uint64_t n = 0; n < changes; ++n) twins.something();
      twins.now += 1min;
      const std::string when = "seed " + std::to_string(seed) + " round " + std::to_string(round);
      ASSERT_NO_FATAL_FAILURE(expect_equal(twins, when));
    }
  }
}

// The test above would also hold if both found nothing, or everything.
TEST(Register, FindsSomethingOfEachKindOnTheWay) {
  std::set<std::string> whats;
  std::size_t good = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Twins twins(seed);
    for (int round = 0; round < 12; ++round) {
      if (round % 4 == 0) twins.tell_all();
      for (int n = 0; n < 3; ++n) twins.something();
      twins.now += 1min;
      (void)twins.incremental.read(twins.look(), {});
      const auto found = twins.incremental.settle(twins.look(), {}, {});
      good += found.empty() ? 1 : 0;
      for (const Finding& each : found) {
        whats.insert(std::string(each.invariant) + " " + std::string(each.what.what));
      }
    }
  }
  for (const char* what : {"I1 missing", "I2 extra", "I3 differs", "I3 stale", "I5 extra",
                           "I5 of_a_deleted_person", "I5 erased_and_held", "I5 erased_and_back"}) {
    EXPECT_TRUE(whats.contains(what)) << what;
  }
  EXPECT_GT(good, 5u);
}

}  // namespace
}  // namespace crosswalk::sim
