// A cassette that was cut in half and believed would make a vendor that has forgotten its last
// pages, and a connector that deletes what it no longer sees. At stake: only a whole one is read.

#include <gtest/gtest.h>

#include "cassette/cassette.hpp"

namespace crosswalk::sim {
namespace {

Cassette small() {
  Cassette cassette;
  cassette.peer = "https://api.vendor.test";
  cassette.recorded_at = from_ms(1'767'225'600'000);
  cassette.salt = "0123456789abcdef";
  for (std::uint32_t version = 1; version <= 2; ++version) {
    Exchange exchange;
    exchange.tenant = "tenant-1";
    exchange.resource = "GET /v3/jobs?per_page=500";
    exchange.version = version;
    exchange.asked = "GET /v3/jobs?per_page=500";
    exchange.latency = Duration{12};
    exchange.status = 200;
    exchange.headers = {{"Content-Type", "application/json"}, {"Link", "<https://a.test/b>"}};
    exchange.body = version == 1 ? "[]" : "[{\"id\":1,\"name\":\"W\\u00e4lder\\n\"}]";
    cassette.exchanges.push_back(exchange);
  }
  Exchange lost;
  lost.tenant = "nobody";
  lost.resource = lost.asked = "POST /token";
  cassette.exchanges.push_back(lost);
  return cassette;
}

std::string written(const Cassette& cassette) {
  auto text = write_cassette(cassette);
  EXPECT_TRUE(text.has_value());
  return *text;
}

Error cassette_refused(const std::string& text) {
  const auto read = read_cassette(text, "a.cassette");
  EXPECT_FALSE(read.has_value());
  return read ? Error{} : read.error();
}

TEST(CassetteFormat, WhatIsWrittenReadsBackEqual) {
  const auto read = read_cassette(written(small()), "a.cassette");
  ASSERT_TRUE(read.has_value()) << to_string(read.error());
  EXPECT_EQ(*read, small());
}

TEST(CassetteFormat, OneOfNothingIsWhole) {
  Cassette empty = small();
  empty.exchanges.clear();
  const auto read = read_cassette(written(empty), "a.cassette");
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(*read, empty);
}

TEST(CassetteFormat, CutAtAnyByteItIsRefusedWithPlaceAndRemedy) {
  const std::string text = written(small());
  for (std::size_t size = 0; size < text.size(); ++size) {
    const Error error = cassette_refused(text.substr(0, size));
    ASSERT_EQ(error.where.find("a.cassette:"), 0U) << size;
    ASSERT_NE(error.what.find("record it again"), std::string::npos) << size;
  }
  EXPECT_EQ(cassette_refused(text.substr(0, text.rfind("{\"closed"))).where, "a.cassette:5");
}

TEST(CassetteFormat, WithoutAnyOneOfItsLinesItIsRefused) {
  const std::string text = written(small());
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin) + 1;
    cassette_refused(text.substr(0, begin) + text.substr(end));
    begin = end;
  }
}

TEST(CassetteFormat, OneChangedByteAnywhereIsSeen) {
  const std::string text = written(small());
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::string edited = text;
    edited[at] = edited[at] == '7' ? '8' : '7';
    ASSERT_FALSE(read_cassette(edited, "a").has_value()) << at;
  }
}

TEST(CassetteFormat, WhatFollowsTheClosingLineIsRefused) {
  const std::string text = written(small());
  EXPECT_NE(cassette_refused(text + "{}\n").what.find("follows the closing line"),
            std::string::npos);
  EXPECT_NE(cassette_refused(text + text).what.find("follows the closing line"), std::string::npos);
}

TEST(CassetteFormat, ALaterVersionIsNotGuessedAt) {
  std::string text = written(small());
  text.replace(text.find("\"cassette\":1"), 12, "\"cassette\":2");
  const auto read = read_cassette(text, "a");
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().code, ErrorCode::unsupported);
}

TEST(CassetteFormat, VersionsOfAResourceCountUp) {
  Cassette twice = small();
  twice.exchanges[1].version = 1;
  const Error error = cassette_refused(written(twice));
  EXPECT_EQ(error.where, "a.cassette:3");
  EXPECT_NE(error.what.find("version 1 stands where 2"), std::string::npos) << error.what;
}

TEST(CassetteFormat, AFullCassetteTakesNoMore) {
  CassetteWriter writer;
  writer.open(small());
  Exchange huge = small().exchanges[0];
  huge.body = std::string(cassette_line_bytes_max, 'x');
  const auto refused = writer.add(huge);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::refused);
  EXPECT_EQ(writer.exchanges(), 0U);
}

}  // namespace
}  // namespace crosswalk::sim
