// The verbs of the exchange over both stores: a long walk of notices, people, erasures, releases,
// children and jobs asked for anew. At stake is the same as in store_differential_test.cpp; here
// the verbs come from dice, because no flow asks for all of them within a few days.

#include "runtime/store/tenant_store.hpp"
#include "scenarios/answer_words.hpp"
#include "unit/flow/model_store.hpp"
#include "unit/store/bed.hpp"

namespace crosswalk {
namespace {

class Walk {
 public:
  explicit Walk(std::uint64_t seed) : dice_(seed), store_(in_memory()) {}

  void go(int steps) {
    for (int step = 0; step < steps && !testing::Test::HasFailure(); ++step) {
      take_step();
      deliver();
      look_around();
    }
  }

  std::uint64_t verbs = 0;

 private:
  // Both carry it out; the answer must read alike.
  StoreAnswer ask(const StoreVerb& verb) {
    ++verbs;
    Result<StoreAnswer> real = store_->carry_out(verb);
    const Result<StoreAnswer> modelled = model_.carry_out(verb);
    EXPECT_TRUE(real && modelled) << "verb of kind " << verb.index();
    if (!real || !modelled) return Marked{};
    EXPECT_EQ(words_.of(*real), words_.of(*modelled))
        << "verb " << verbs << " of kind " << verb.index();
    return *std::move(real);
  }

  std::string some(const char* prefix) { return prefix + std::to_string(dice_.below(6)); }

  Identity somebody() {
    constexpr std::array kinds{IdentityKind::member, IdentityKind::email,
                               IdentityKind::email_and_name};
    return identity(kinds[dice_.below(3)], static_cast<std::uint8_t>(1 + dice_.below(12)));
  }

  std::optional<EntityRow> row(const RecordKey& key) {
    const StoreAnswer answer = ask(LookUp{{key}});
    return std::get<Rows>(answer).rows.at(0);
  }

  // As the flow decides: from the rows of the record and of its parents.
  void read(const RecordKey& key, std::vector<RecordKey> parents, std::uint8_t content) {
    const std::optional<EntityRow> known = row(key);
    EntityWrite write = ready(key, known ? known->wanted + 1 : 1, parents);
    write.digest.fill(content);
    write.recent = from_ms(static_cast<std::int64_t>(dice_.below(50)));
    for (const RecordKey& parent : parents) {
      const std::optional<EntityRow> above = row(parent);
      const bool held = above && above->state == EntityState::held;
      const bool gone = above && (above->state == EntityState::withheld ||
                                  above->state == EntityState::withdrawing ||
                                  above->state == EntityState::withdrawn);
      if (held || gone) return;
      if (!above || above->sent == 0) write.state = EntityState::waiting;
    }
    if (key.kind == RecordKind::candidate) write.identities = {somebody()};
    CommitPage page;
    page.writes = {write};
    page.mark = ++mark_;
    page.kind = key.kind;
    page.reread_done = {key.id};
    if (key.kind == RecordKind::job) page.viewers = {{key.id, some_members()}};
    ask(page);
  }

  // Up to three of four members.
  std::vector<RecordDigest> some_members() {
    std::vector<RecordDigest> members;
    for (std::uint64_t left = dice_.below(4); left > 0; --left) {
      members.push_back(member(static_cast<std::uint8_t>(1 + dice_.below(4))).digest);
    }
    return members;
  }

  // As a start with another configuration.
  void configure() {
    Open open{.policy = usual_policy, .viewed = {"jobs"}};
    for (const RecordDigest& digest : some_members()) {
      open.members.push_back({digest, "urn:li:person:" + std::to_string(digest[0])});
    }
    if (dice_.below(6) == 0) open.withheld = {RecordKind::stage};
    if (dice_.below(6) == 0) narrow(open);
    ask(open);
  }

  // Under another policy for a while, which keeps back more of two kinds.
  void narrow(Open open) {
    ++open.policy;
    open.restrictions = {{RecordKind::stage, 1}, {RecordKind::candidate_note, 2}};
    ask(open);
    ask(WithdrawUndecided{dice_.below(2) == 0 ? RecordKind::stage : RecordKind::candidate_note,
                          open.policy});
  }

  // Tells LinkedIn who may see what; now and then it refuses or does not answer.
  void tell_access() {
    TakeAccess take{.limit = 5, .removals = dice_.below(3) == 0};
    take.now = from_ms(static_cast<std::int64_t>(verbs));
    const StoreAnswer changes = ask(take);
    CommitAccess commit;
    for (const AccessChange& change : std::get<AccessChanges>(changes).changes) {
      const bool answered = dice_.below(5) != 0;
      const bool taken = answered && dice_.below(4) != 0;
      const Instant retry = take.now + Duration(dice_.below(60));
      if (answered) commit.outcomes.push_back({change, taken, retry});
    }
    ask(commit);
  }

  void read_something() {
    const auto content = static_cast<std::uint8_t>(1 + dice_.below(200));
    switch (dice_.below(5)) {
      case 0:
        return read(job(some("j")), {}, content);
      case 1:
        return read(person(some("p")), {}, content);
      case 2: {
        // An application keeps its parents.
        const std::uint64_t at = dice_.below(6);
        const std::string number = std::to_string(at);
        return read(application("a" + number), {job("j" + number), person("p" + number)}, content);
      }
      case 3: {
        const std::string number = std::to_string(dice_.below(6));
        return read(stage("s" + number), {application("a" + number)}, content);
      }
      default: {
        const std::uint64_t at = dice_.below(12);
        return read(note("n" + std::to_string(at)), {person("p" + std::to_string(at % 6))},
                    content);
      }
    }
  }

  void take_step() {
    switch (dice_.below(17)) {
      case 0:
        ask(Suppress{"case" + std::to_string(dice_.below(9)),
                     dice_.below(2) == 0 ? Ids{some("p")} : Ids{},
                     dice_.below(3) == 0 ? std::vector{somebody()} : std::vector<Identity>{},
                     from_ms(static_cast<std::int64_t>(verbs))});
        break;
      case 1:
        ask(ReleasePerson{some("p")});
        break;
      case 2:
        ask(LinkPerson{some("p"), dice_.below(3) == 0 ? "" : "urn:li:person:" + some("m"),
                       member(static_cast<std::uint8_t>(dice_.below(9)))});
        break;
      case 3:
        ask(Resend{{some("j"), some("j")}, dice_.below(3) == 0});
        break;
      case 4:
        ask(CloseErasure{"case" + std::to_string(dice_.below(9)), from_ms(5)});
        break;
      case 5:
        ask(AskRereads{{person(some("p")), application(some("a"))}});
        break;
      case 6:
        push();
        break;
      case 7: {
        Onboarding onboarding;
        onboarding.client_id = some("client");
        onboarding.client_secret = some("secret");
        ask(KeepOnboarding{onboarding});
        break;
      }
      case 8:
        configure();
        break;
      case 9:
        merge();
        break;
      default:
        read_something();
    }
  }

  // Both were read, and LinkedIn has the one who is gone, or had it.
  void merge() {
    const std::string gone = some("p"), into = some("p");
    const std::optional<EntityRow> from = row(person(gone));
    if (!from || from->sent == 0 || !row(person(into))) return;
    ask(FindChildren{person(gone)});
    ask(MergePerson{gone, into});
  }

  void push() {
    ask(KeepNotice{dice_.below(2) == 0 ? NoticeSource::linkedin : NoticeSource::vendor, some("n"),
                   "body " + std::to_string(verbs), from_ms(3)});
    const StoreAnswer waiting = ask(TakeNotices{3, from_ms(50)});
    for (const Notice& notice : std::get<Notices>(waiting).notices) {
      if (dice_.below(2) == 0) {
        ask(AdvanceNotice{notice.ref, "progress " + std::to_string(verbs),
                          from_ms(static_cast<std::int64_t>(dice_.below(90)))});
      } else {
        ask(SettleNotice{notice.ref, static_cast<NoticeEnd>(1 + dice_.below(4)), some("why"), {}});
      }
    }
  }

  bool settle(const StoreVerb& verb) {
    const StoreAnswer work = ask(verb);
    CommitOutcomes outcomes;
    outcomes.mark = mark_;
    for (const WorkItem& item : std::get<Work>(work).items) {
      outcomes.outcomes.push_back(
          outcome(item.key, item.version,
                  item.withdrawing ? OutcomeKind::withdrawn : OutcomeKind::confirmed));
    }
    if (outcomes.outcomes.empty()) return false;
    ask(outcomes);
    return true;
  }

  // Everything that may go goes, as a flow would have it by the evening.
  void deliver() {
    bool any = true;
    while (any && !testing::Test::HasFailure()) {
      any = false;
      for (const RecordKind kind : record_kinds) {
        const bool one_parent = dice_.below(2) == 0;
        for (const bool withdrawals : {false, true}) {
          any |= settle(TakeChildren{kind, withdrawals, one_parent, {}, 5, {}, usual_policy});
        }
        any |= settle(TakeReady{kind, {}, 100, {}, usual_policy, true});
        any |= settle(TakeReady{kind, {}, 100, {}, usual_policy, false});
        any |= settle(TakeWithdrawals{kind, {}, 100, {}});
      }
    }
  }

  void look_around() {
    tell_access();
    ask(FindPerson{{somebody(), somebody(), somebody()}});
    ask(FindApplications{some("p"), some("j")});
    ask(FindParents{RecordKind::application, RecordKind::candidate, {some("a"), some("a")}});
    for (const RecordKind kind : record_kinds) ask(TakeRereads{kind, {}, 50});
    ask(TakeErasures{});
    ask(Tally{});
    ask(ReadOnboarding{});
  }

  Dice dice_;
  std::unique_ptr<Store> store_;
  ModelStore model_;
  Words words_;
  std::uint32_t mark_ = 0;
};

TEST(StoreVerbs, BothStoresAnswerEveryVerbOfTheExchangeAlike) {
  std::uint64_t verbs = 0;
  for (std::uint64_t seed = 1; seed <= 10 && !HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Walk walk(seed);
    walk.go(120);
    verbs += walk.verbs;
  }
  EXPECT_GT(verbs, 10'000u);
}

}  // namespace
}  // namespace crosswalk
