// A time read wrongly moves the cursor, and a record that falls between two cursors is never
// read again. Whatever is not clearly a time must therefore be nothing.

#include "base/text/dates.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

std::int64_t ms(std::string_view text) {
  const auto at = parse_instant(text);
  return at ? to_ms(*at) : -1;
}

TEST(ParseInstant, ReadsWhatVendorsWrite) {
  EXPECT_EQ(ms("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(ms("2026-02-03T09:15:00.120Z"), 1770110100120);
  EXPECT_EQ(ms("2026-02-03T09:15:00Z"), 1770110100000);
  EXPECT_EQ(ms("2026-02-03"), 1770076800000);
}

TEST(ParseInstant, TakesTheZoneIntoAccount) {
  EXPECT_EQ(ms("2026-02-03T10:15:00+01:00"), ms("2026-02-03T09:15:00Z"));
  EXPECT_EQ(ms("2026-02-03T03:45:00-05:30"), ms("2026-02-03T09:15:00Z"));
  EXPECT_EQ(ms("2026-02-03T10:15:00+0100"), ms("2026-02-03T09:15:00Z"));
  EXPECT_EQ(ms("2026-02-03T10:15:00+01"), ms("2026-02-03T09:15:00Z"));
  EXPECT_EQ(ms("2026-03-01T00:30:00+01:00"), ms("2026-02-28T23:30:00Z"));
  EXPECT_EQ(ms("2026-02-03T23:59:00+23:59"), ms("2026-02-03T00:00:00Z"));
  EXPECT_EQ(ms("2026-02-03T23:59:59Z") + 1000, ms("2026-02-04"));
}

TEST(ParseInstant, CutsAFractionToMilliseconds) {
  EXPECT_EQ(ms("1970-01-01T00:00:00.1Z"), 100);
  EXPECT_EQ(ms("1970-01-01T00:00:00.12Z"), 120);
  EXPECT_EQ(ms("1970-01-01T00:00:00.1239Z"), 123);
  EXPECT_EQ(ms("1970-01-01T00:00:00.123456789Z"), 123);
}

TEST(ParseInstant, KnowsLeapDays) {
  EXPECT_EQ(ms("2024-02-29"), ms("2024-02-28") + 86'400'000);
  EXPECT_EQ(ms("2000-02-29"), ms("2000-03-01") - 86'400'000);
  EXPECT_EQ(ms("2023-02-29"), -1);
  EXPECT_EQ(ms("2100-02-29"), -1);
}

TEST(ParseInstant, RefusesWhatIsNoTime) {
  for (const char* text : {"",
                           "yesterday",
                           "2026",
                           "2026-02",
                           "2026-2-3",
                           "2026-13-01",
                           "2026-00-10",
                           "2026-01-00",
                           "2026-04-31",
                           "2026-02-03T",
                           "2026-02-03T09:15Z",
                           "2026-02-03T24:00:00Z",
                           "2026-02-03T09:60:00Z",
                           "2026-02-03T09:15:60Z",
                           "2026-02-03T09:15:00.Z",
                           "2026-02-03T09:15:00.1234567890Z",
                           "2026-02-03T09:15:00+24:00",
                           "2026-02-03T09:15:00+01:60",
                           "2026-02-03T09:15:00+1:00",
                           "2026-02-03T09:15:00+01:",
                           "2026-02-03T09:15:00z",
                           "2026-02-03t09:15:00Z",
                           "2026-02-03 09:15:00Z",
                           "2026-02-03T09:15:00Zx",
                           " 2026-02-03",
                           "2026-02-03 ",
                           "-2026-02-03",
                           "20260203",
                           "2026-0203",
                           "202602-03",
                           "2026-02-03T0915:00Z",
                           "2026-02-03T09:1500Z",
                           "2026-02-0309:15:00Z",
                           "2026-02-03T09:15:0001:00",
                           "2026-02-03T09:15:00.5+",
                           "2026/02/03",
                           "02/03/2026",
                           "1770110100",
                           "2026-02-03T09:15:00,5Z"}) {
    EXPECT_EQ(ms(text), -1) << text;
  }
}

TEST(ParseInstant, ATimeWithoutZoneIsNotGuessed) {
  EXPECT_EQ(ms("2026-02-03T09:15:00"), -1);
  EXPECT_EQ(ms("2026-02-03T09:15:00.5"), -1);
}

TEST(ParseInstant, StaysBetween1970And9999) {
  EXPECT_EQ(ms("1969-12-31"), -1);
  EXPECT_EQ(ms("1970-01-01T00:30:00+01:00"), -1);
  EXPECT_EQ(ms("1969-12-31T23:30:00-01:00"), 1'800'000);
  EXPECT_EQ(ms("9999-12-31T23:59:59.999Z"), 253402300799999);
  EXPECT_EQ(ms("9999-12-31T23:59:59-01:00"), -1);
  EXPECT_EQ(ms("0001-01-01"), -1);
}

TEST(FormatInstant, ReadsBackToTheSameInstant) {
  EXPECT_EQ(format_instant(from_ms(1770110100120)), "2026-02-03T09:15:00.120Z");
  for (const std::int64_t at :
       {0LL, 1LL, 951'782'399'999LL, 1'770'110'100'120LL, 253'402'300'799'999LL}) {
    EXPECT_EQ(ms(format_instant(from_ms(at))), at);
  }
}

TEST(HttpDate, ReadsAndWritesTheFixedForm) {
  const auto at = parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT");
  ASSERT_TRUE(at);
  EXPECT_EQ(to_ms(*at), 784111777000);
  EXPECT_EQ(format_http_date(*at), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(HttpDate, RefusesOtherFormsAndWrongDays) {
  for (const char* text : {"", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                           "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37",
                           "Sun, 06 Nov 1994 25:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
                           "sun, 06 nov 1994 08:49:37 gmt", "Sun 06 Nov 1994 08:49:37 GMT",
                           "Sun,06 Nov 1994 08:49:37 GMT", "Sun, 06Nov 1994 08:49:37 GMT",
                           "Sun, 06 Nov 199408:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 GMT "}) {
    EXPECT_FALSE(parse_http_date(text)) << text;
  }
}

}  // namespace
}  // namespace crosswalk
