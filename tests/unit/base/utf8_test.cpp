// Text that is not UTF-8 would be refused by LinkedIn, or changed on its way: it is found here.

#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace crosswalk {
namespace {

TEST(Utf8, WellFormedTextOfEveryLengthIsTaken) {
  for (const char* text :
       {"", "plain", "Zoë", "Łukasz", "李小龍", "مريم", "🙂", "\xF4\x8F\xBF\xBF", "\xED\x9F\xBF",
        "\xEE\x80\x80", "long enough for a word of eight"}) {
    EXPECT_TRUE(valid_utf8(text)) << text;
  }
}

TEST(Utf8, BrokenTextIsFoundWhereverItStands) {
  for (const char* bad : {"\x80", "\xC3", "\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xE2\x82",
                          "\xED\xA0\x80", "\xF0\x80\x80\xAF", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\xFF", "\xE2\x28\xA1", "\xF0\x9F\x99"}) {
    for (std::size_t before = 0; before < 20; ++before) {
      const std::string text = std::string(before, 'a') + bad;
      EXPECT_FALSE(valid_utf8(text)) << before;
      EXPECT_FALSE(valid_utf8(text + "aaaaaaaaaaaa")) << before;
    }
  }
}

TEST(Utf8, CountsWhatLinkedInCounts) {
  EXPECT_EQ(code_points(""), 0U);
  EXPECT_EQ(code_points("Zoë"), 3U);
  EXPECT_EQ(code_points("李小龍🙂"), 4U);
}

}  // namespace
}  // namespace crosswalk
