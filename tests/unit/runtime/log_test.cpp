// A log line is read by people and machines at night. A value that could end its line would let
// a vendor write our log.

#include "runtime/log.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

TEST(Log, PlainValuesStandAsTheyAre) {
  EXPECT_EQ(log_line("token", {{"peer", "vendor"}, {"status", std::int64_t{200}}}),
            "event=token peer=vendor status=200");
}

TEST(Log, NoValueCanForgeALine) {
  EXPECT_EQ(log_line("x", {{"cause", "a b\nlevel=error event=\"y\" \\"}}),
            "event=x cause=\"a b\\x0alevel=error event=\\\"y\\\" \\\\\"");
  EXPECT_EQ(log_line("x", {{"empty", ""}}), "event=x empty=\"\"");
}

TEST(Log, ALongValueIsCut) {
  EXPECT_LT(log_line("x", {{"v", std::string(10'000, 'v')}}).size(), 300U);
}

TEST(Log, ALevelNobodyKnowsIsNamed) {
  EXPECT_TRUE(log_level("warning"));
  ASSERT_FALSE(log_level("loud"));
  EXPECT_EQ(log_level("loud").error().where, "log.level");
}

}  // namespace
}  // namespace crosswalk
