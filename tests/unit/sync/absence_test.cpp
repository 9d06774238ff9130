// Silence turns into deletion here, or does not. Each test says how many are missing, what the
// vendor said of one by its id, and whether that may cost somebody their place at LinkedIn.

#include "sync/absence.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

using namespace std::chrono_literals;

TEST(NeedsAPerson, MoreThanTenAndMoreThanOnePercent) {
  EXPECT_FALSE(needs_a_person(0, 0));
  EXPECT_FALSE(needs_a_person(10, 10));
  EXPECT_FALSE(needs_a_person(10, 100));
  EXPECT_TRUE(needs_a_person(11, 100));
  EXPECT_TRUE(needs_a_person(11, 1000));
  EXPECT_FALSE(needs_a_person(50, 5000));
  EXPECT_TRUE(needs_a_person(51, 5000));
  EXPECT_FALSE(needs_a_person(2000, 200'000));
  EXPECT_TRUE(needs_a_person(2001, 200'000));
}

TEST(Weigh, OnlyGoneOrTwoListingsAnHourApartProveAnything) {
  EXPECT_EQ(weigh(ById::present, 48h), Suspicion::dropped);
  EXPECT_EQ(weigh(ById::gone, 0s), Suspicion::proven);
  EXPECT_EQ(weigh(ById::no_route, 3599s), Suspicion::open);
  EXPECT_EQ(weigh(ById::no_route, 3600s), Suspicion::proven);
}

TEST(Weigh, AFailureProvesNothingHoweverLongItLasts) {
  EXPECT_EQ(weigh(ById::unknown, 0s), Suspicion::open);
  EXPECT_EQ(weigh(ById::unknown, 24h * 365), Suspicion::open);
}

}  // namespace
}  // namespace crosswalk
