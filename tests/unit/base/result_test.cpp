// Every failure in the product travels in this type. If it lost a reason, or let somebody use a
// value that is not there, errors would be handled by luck.

#include "base/result.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/instant.hpp"

namespace crosswalk {
namespace {

Result<int> half(int number) {
  if (number % 2 != 0) {
    return Error{ErrorCode::invalid_input, "must be even; take the next number", "half"};
  }
  return number / 2;
}

TEST(Result, HoldsAValueOrTheReasonThereIsNone) {
  const Result<int> good = half(8);
  ASSERT_TRUE(good.has_value());
  EXPECT_TRUE(static_cast<bool>(good));
  EXPECT_EQ(*good, 4);

  const Result<int> bad = half(7);
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().code, ErrorCode::invalid_input);
  EXPECT_EQ(bad.error().where, "half");
}

TEST(Result, GivesItsValueAway) {
  Result<std::unique_ptr<std::string>> owned = std::make_unique<std::string>("mine");
  const std::unique_ptr<std::string> taken = *std::move(owned);
  ASSERT_TRUE(taken);
  EXPECT_EQ(*taken, "mine");
}

TEST(Result, GivesItsErrorAway) {
  Result<int> bad = half(3);
  const Error error = std::move(bad).error();
  EXPECT_EQ(error.what, "must be even; take the next number");
}

TEST(Result, ReachesIntoItsValue) {
  Result<std::string> word = std::string("word");
  EXPECT_EQ(word->size(), 4u);
  word->push_back('s');
  EXPECT_EQ(*word, "words");
  const Result<std::string>& fixed = word;
  EXPECT_EQ(fixed->size(), 5u);
}

TEST(Result, MayCarryNothing) {
  const Result<Done> done = Done{};
  EXPECT_TRUE(done);
}

TEST(ResultDeathTest, UsingAValueThatIsNotThereStopsTheProcess) {
  EXPECT_DEATH((void)*half(1), "broken promise");
}

TEST(ResultDeathTest, AskingAGoodResultForItsErrorStopsTheProcess) {
  EXPECT_DEATH((void)half(2).error(), "broken promise");
}

TEST(ResultDeathTest, ABrokenPromiseNamesItself) {
  EXPECT_DEATH(CROSSWALK_CHECK(1 + 1 == 3), "result_test.cpp:[0-9]+: broken promise: 1 \\+ 1 == 3");
}

TEST(Error, SaysWhereOnlyWhenThereIsAPlace) {
  EXPECT_EQ(to_string(Error{ErrorCode::refused, "may not", "a/b"}), "a/b: may not");
  EXPECT_EQ(to_string(Error{ErrorCode::refused, "may not", ""}), "may not");
}

TEST(Error, IsOurOwnFaultUntilSomebodySaysOtherwise) {
  EXPECT_EQ(Error{}.code, ErrorCode::internal);
}

TEST(Instant, CountsMillisecondsBothWays) {
  EXPECT_EQ(to_ms(from_ms(1'767'225'600'123)), 1'767'225'600'123);
  EXPECT_EQ(to_ms(from_ms(-1)), -1);
  EXPECT_EQ(from_ms(1500) - from_ms(500), Duration{1000});
  EXPECT_LT(from_ms(1), from_ms(2));
}

}  // namespace
}  // namespace crosswalk
