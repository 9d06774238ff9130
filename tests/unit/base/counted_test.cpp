// What a person reads at night is told in numbers. "1 exports" makes them doubt the rest.

#include <gtest/gtest.h>

#include "base/text/counted.hpp"

namespace crosswalk {
namespace {

TEST(Counted, OneIsOneAndAllOthersAreMany) {
  EXPECT_EQ(counted(1, "export"), "1 export");
  EXPECT_EQ(counted(0, "export"), "0 exports");
  EXPECT_EQ(counted(2, "candidate note"), "2 candidate notes");
  EXPECT_EQ(counted(11, "export"), "11 exports");
  EXPECT_EQ(counted(1, "push"), "1 push");
  EXPECT_EQ(counted(2, "push"), "2 pushes");
}

TEST(Counted, LongNumbersAreGrouped) {
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(counted(1'234'567, "record"), "1,234,567 records");
}

}  // namespace
}  // namespace crosswalk
