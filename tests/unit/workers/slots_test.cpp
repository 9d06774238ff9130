// Places for workers are what keeps many tenants from exhausting one host: never more than
// there are, first come first served, and none lost.

#include <gtest/gtest.h>

#include <string>

#include "runtime/workers/slots.hpp"

namespace crosswalk {
namespace {

TEST(WorkerSlots, PlacesAreGrantedAtOnceAndThenInTheOrderAsked) {
  WorkerSlots slots(2);
  std::string granted;
  for (const char name : {'a', 'b', 'c', 'd'}) slots.ask([&granted, name] { granted += name; });
  EXPECT_EQ(granted, "ab");
  EXPECT_TRUE(slots.wanted());
  slots.give_back();
  EXPECT_EQ(granted, "abc");
  slots.give_back();
  EXPECT_EQ(granted, "abcd");
  EXPECT_EQ(slots.taken(), 2u);
  slots.give_back();
  slots.give_back();
  EXPECT_EQ(slots.taken(), 0u);
  EXPECT_FALSE(slots.wanted());
}

TEST(WorkerSlots, WhoeverIdlesLongestIsAskedToLeaveFirstAndOnce) {
  WorkerSlots slots(2);
  std::string left;
  slots.ask([] {});
  slots.ask([] {});
  slots.offer([&] { left += '1'; });
  slots.offer([&] { left += '2'; });
  EXPECT_EQ(left, "");
  slots.ask([] {});
  EXPECT_EQ(left, "1");
  slots.ask([] {});
  EXPECT_EQ(left, "12");
  slots.ask([] {});
  EXPECT_EQ(left, "12");
}

TEST(WorkerSlots, AnOfferIsTakenAtOnceWhereSomebodyWaits) {
  WorkerSlots slots(1);
  bool left = false;
  slots.ask([] {});
  slots.ask([] {});
  slots.offer([&] { left = true; });
  EXPECT_TRUE(left);
}

TEST(WorkerSlots, AWithdrawnAskIsNotGrantedAndAWithdrawnOfferNotTaken) {
  WorkerSlots slots(1);
  slots.ask([] {});
  const auto offer = slots.offer([] { ADD_FAILURE(); });
  slots.withdraw(offer);
  const auto ask = slots.ask([] { ADD_FAILURE(); });
  slots.withdraw(ask);
  EXPECT_FALSE(slots.wanted());
  slots.give_back();
  EXPECT_EQ(slots.taken(), 0u);
  slots.withdraw(12345);
}

TEST(WorkerSlots, ThereIsAlwaysOnePlace) {
  WorkerSlots slots(0);
  bool granted = false;
  slots.ask([&] { granted = true; });
  EXPECT_TRUE(granted);
  EXPECT_GE(WorkerSlots::usual(), 2u);
}

}  // namespace
}  // namespace crosswalk
