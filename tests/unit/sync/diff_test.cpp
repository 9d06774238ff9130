// Reading a record turns into sending, holding or withdrawing here. A wrong turn resends a
// customer's whole history, leaves at LinkedIn what must go, or brings back what was withdrawn.

#include "sync/diff.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace crosswalk {
namespace {

using State = EntityState;

constexpr State all_states[] = {State::ready,       State::waiting,   State::task,
                                State::sent,        State::held,      State::withheld,
                                State::withdrawing, State::withdrawn, State::restricted};

constexpr RecordDigest same{1};
constexpr RecordDigest other{2};

const Decision kept{};
const Decision held{DecisionKind::hold, "missing:title"};
const Decision withheld{DecisionKind::withhold, "private"};

EntityRow row(State state, std::uint32_t sent = 3, std::string reason = {}) {
  EntityRow made;
  made.key = {RecordKind::candidate, "C-9"};
  made.wanted = 4;
  made.sent = sent;
  made.digest = same;
  made.state = state;
  made.reason = std::move(reason);
  return made;
}

Change met(const Decision& decision, const RecordDigest& digest,
           const std::optional<EntityRow>& known,
           const std::vector<std::optional<EntityRow>>& parents = {}) {
  std::vector<const EntityRow*> rows;
  for (const auto& parent : parents) rows.push_back(parent ? &*parent : nullptr);
  return diff(decision, digest, known ? &*known : nullptr, rows);
}

Change written(State state, std::string reason = {}, std::uint32_t version = 5) {
  return {false, version, state, std::move(reason)};
}

TEST(Diff, ANewRecordIsVersionOne) {
  EXPECT_EQ(met(kept, same, {}), written(State::ready, "", 1));
  EXPECT_EQ(met(held, same, {}), written(State::held, "missing:title", 1));
  EXPECT_EQ(met(withheld, same, {}), written(State::withheld, "private", 1));
}

TEST(Diff, TheSameContentIsNotSentTwice) {
  for (const State state : {State::sent, State::ready, State::task}) {
    const Change change = met(kept, same, row(state));
    EXPECT_TRUE(change.unchanged) << name_of(state);
    EXPECT_EQ(change.version, 4U);
    EXPECT_EQ(change.state, state);
  }
  EXPECT_TRUE(met(kept, same, row(State::waiting), {std::nullopt}).unchanged);
}

TEST(Diff, TheSameContentUnderANewPolicyIsNotSentAgain) {
  EntityRow known = row(State::sent);
  known.policy = 77;
  EXPECT_TRUE(met(kept, same, known).unchanged);
}

TEST(Diff, ChangedContentIsANewVersionWhateverTheState) {
  for (const State state : all_states) {
    EXPECT_EQ(met(kept, other, row(state)), written(State::ready)) << name_of(state);
  }
}

TEST(Diff, WhatIsNotOnItsWayIsSentAgainEvenWhenItIsTheSame) {
  for (const State state :
       {State::held, State::withheld, State::withdrawing, State::withdrawn, State::restricted}) {
    EXPECT_EQ(met(kept, same, row(state)), written(State::ready)) << name_of(state);
  }
}

TEST(Diff, AHeldRecordLeavesAtLinkedInWhatIsThere) {
  for (const State state : {State::sent, State::ready, State::waiting, State::task,
                            State::restricted, State::withheld, State::withdrawn}) {
    EXPECT_EQ(met(held, other, row(state)), written(State::held, "missing:title"))
        << name_of(state);
  }
}

TEST(Diff, AHoldDoesNotStopAWithdrawal) {
  EXPECT_EQ(met(held, other, row(State::withdrawing, 3, "private")),
            (Change{true, 4, State::withdrawing, "private"}));
}

TEST(Diff, AHeldRecordMetAgainIsNoNews) {
  EXPECT_TRUE(met(held, same, row(State::held, 0, "missing:title")).unchanged);
  EXPECT_EQ(met(held, same, row(State::held, 0, "too_long:title")),
            written(State::held, "missing:title"));
  EXPECT_EQ(met(held, other, row(State::held, 0, "missing:title")),
            written(State::held, "missing:title"));
}

TEST(Diff, AWithheldRecordIsWithdrawnWhereLinkedInHasIt) {
  for (const State state : {State::sent, State::held, State::waiting}) {
    EXPECT_EQ(met(withheld, same, row(state, 3)), written(State::withdrawing, "private"))
        << name_of(state);
    EXPECT_EQ(met(withheld, other, row(state, 3)), written(State::withdrawing, "private"))
        << name_of(state);
  }
}

TEST(Diff, AWithheldRecordIsWithdrawnWhereLinkedInMayHaveIt) {
  for (const State state : {State::ready, State::task, State::sent, State::restricted}) {
    EXPECT_EQ(met(withheld, same, row(state, 0)), written(State::withdrawing, "private"))
        << name_of(state);
  }
}

TEST(Diff, AWithheldRecordThatNeverLeftIsOnlyWithheld) {
  for (const State state : {State::held, State::waiting}) {
    EXPECT_EQ(met(withheld, same, row(state, 0)), written(State::withheld, "private"))
        << name_of(state);
  }
  EXPECT_EQ(met(withheld, same, row(State::withdrawn, 3)), written(State::withheld, "private"));
}

TEST(Diff, AWithheldRecordMetAgainIsNoNews) {
  EXPECT_TRUE(met(withheld, same, row(State::withheld, 3, "private")).unchanged);
  EXPECT_EQ(met(withheld, same, row(State::withheld, 3, "rule:x")),
            written(State::withheld, "private"));
  EXPECT_EQ(met(withheld, other, row(State::withheld, 0, "private")),
            written(State::withheld, "private"));
}

TEST(Diff, AWithdrawalUnderWayIsNotBegunAnew) {
  const Change change = met(withheld, other, row(State::withdrawing, 3, "rule:x"));
  EXPECT_EQ(change, (Change{true, 4, State::withdrawing, "rule:x"}));
}

// Its payload waits for it, and was let out by an older decision.
TEST(Diff, WhatLeavesOnlyToComeBackIsDecidedAnew) {
  const EntityRow moved = row(State::withdrawing, 3, std::string(moved_reason));
  EXPECT_EQ(met(withheld, same, moved), written(State::withdrawing, "private"));
  EXPECT_EQ(met(held, same, moved), written(State::held, "missing:title"));
  EXPECT_EQ(met(kept, same, moved, {row(State::withheld)}),
            written(State::withdrawing, "parent_withheld"));
  EXPECT_EQ(met(kept, same, moved), written(State::ready));
}

TEST(Diff, ARecordWaitsForAParentThatNeverArrived) {
  EXPECT_EQ(met(kept, same, {}, {std::nullopt}), written(State::waiting, "", 1));
  for (const State state : {State::ready, State::waiting, State::task}) {
    EXPECT_EQ(met(kept, same, {}, {row(state, 0)}), written(State::waiting, "", 1))
        << name_of(state);
  }
  EXPECT_EQ(met(kept, same, {}, {row(State::sent), std::nullopt}), written(State::waiting, "", 1));
}

TEST(Diff, ARecordDoesNotWaitForAParentWhoseOlderVersionArrived) {
  for (const State state : {State::ready, State::waiting, State::task, State::sent}) {
    EXPECT_EQ(met(kept, same, {}, {row(state, 3)}), written(State::ready, "", 1)) << name_of(state);
  }
}

TEST(Diff, AWaitingRecordWhoseParentsArrivedIsLetGo) {
  EXPECT_EQ(met(kept, same, row(State::waiting, 0), {row(State::sent)}), written(State::ready));
}

TEST(Diff, AHeldParentHoldsItsChild) {
  for (const State state : {State::held, State::restricted}) {
    for (const std::uint32_t sent : {0U, 3U}) {
      EXPECT_EQ(met(kept, same, {}, {row(state, sent)}), written(State::held, "parent_held", 1));
    }
    EXPECT_EQ(met(kept, same, row(State::ready), {row(state)}),
              written(State::held, "parent_held"));
    EXPECT_EQ(met(kept, other, row(State::sent), {row(state)}),
              written(State::held, "parent_held"));
  }
}

TEST(Diff, AChildThatIsAtLinkedInAlreadyStaysAsItIsUnderAHeldParent) {
  EXPECT_TRUE(met(kept, same, row(State::sent), {row(State::held)}).unchanged);
}

TEST(Diff, AWithheldParentWithholdsItsChild) {
  for (const State state : {State::withheld, State::withdrawing, State::withdrawn}) {
    EXPECT_EQ(met(kept, same, {}, {row(State::sent), row(state)}),
              written(State::withheld, "parent_withheld", 1))
        << name_of(state);
    EXPECT_EQ(met(kept, same, row(State::sent), {row(state)}),
              written(State::withdrawing, "parent_withheld"))
        << name_of(state);
  }
}

TEST(Diff, AWithheldParentOutweighsAHeldOne) {
  for (const auto& parents :
       {std::vector<std::optional<EntityRow>>{row(State::held), row(State::withheld)},
        std::vector<std::optional<EntityRow>>{row(State::withheld), row(State::held)}}) {
    EXPECT_EQ(met(kept, same, {}, parents), written(State::withheld, "parent_withheld", 1));
  }
  EXPECT_EQ(met(kept, same, {}, {std::nullopt, row(State::held)}),
            written(State::held, "parent_held", 1));
}

TEST(Diff, ARecordsOwnReasonComesBeforeItsParents) {
  EXPECT_EQ(met(held, same, {}, {row(State::held)}), written(State::held, "missing:title", 1));
  EXPECT_EQ(met(withheld, same, {}, {row(State::held)}), written(State::withheld, "private", 1));
}

// A withdrawn candidate waits for its applications to go first: one that can only be held, as
// when the vendor redacts the name, must not stay behind and keep the person at LinkedIn.
TEST(Diff, AWithheldParentTakesEvenAHeldChildWithIt) {
  EXPECT_EQ(met(held, other, row(State::sent), {row(State::sent), row(State::withdrawing)}),
            written(State::withdrawing, "parent_withheld"));
  EXPECT_EQ(met(held, other, row(State::held, 0), {row(State::sent), row(State::withheld)}).state,
            State::withheld);
}

TEST(Diff, WritingAlwaysRaisesTheVersion) {
  for (const Decision& decision : {kept, held, withheld}) {
    for (const State state : all_states) {
      for (const RecordDigest& digest : {same, other}) {
        const Change change = met(decision, digest, row(state, 2, "x"), {row(State::sent)});
        EXPECT_EQ(change.version, change.unchanged ? 4U : 5U) << name_of(state);
      }
    }
  }
}

}  // namespace
}  // namespace crosswalk
