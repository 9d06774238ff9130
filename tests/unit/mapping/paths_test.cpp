// A path that silently means something else takes the wrong value of a person. Each form is
// read, written back, and every malformed one refused.

#include "mapping/manifest/paths.hpp"

#include <gtest/gtest.h>

namespace crosswalk {
namespace {

std::string again(const char* text) {
  const Result<Path> path = parse_path(text);
  return path ? to_text(*path) : "refused: " + path.error().what;
}

TEST(Path, EachFormReadsAndWritesTheSame) {
  for (const char* text :
       {"/name", "/name/given", "/tags[]", "/emails[type=work]/value", "/a[b!=c]/d", "/a[b~c]/d",
        "/a[b^c]/d", "/a[b=c,d~e]/f", "/links[~linkedin.com]", "/a[]/b[]/c", "/a~1b/c~0d",
        "/emails[type=a b]/value"}) {
    EXPECT_EQ(again(text), text);
  }
  EXPECT_EQ(again("/"), "");
  EXPECT_EQ(again(""), "");
}

TEST(Path, EscapesStandForSlashAndTilde) {
  const Result<Path> path = parse_path("/a~1b~0c");
  ASSERT_TRUE(path);
  EXPECT_EQ((*path)[0].member, "a/b~c");
}

TEST(Path, WhatIsMalformedIsRefusedWithTheReason) {
  const std::pair<const char*, const char*> wrong[] = {
      {"name", "a path begins with '/'"},
      {"/a//b", "a name is missing between slashes"},
      {"/a/", "a name is missing between slashes"},
      {"/a[b", "'[' without ']'"},
      {"/a[b]", "a filter is member=word, member!=word, member~part or member^beginning"},
      {"/a[b=]", "a filter needs a word to compare with"},
      {"/a[b!c]", "'!' must be followed by '='"},
      {"/a[]b", "'/' must follow ']'"},
      {"/a~2", "'~' in a name is written ~0 and '/' is written ~1"},
      {"/a~", "'~' in a name is written ~0 and '/' is written ~1"},
      {"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17", "a path has more than 16 steps"},
      {"/a[b=1,b=2,b=3,b=4,b=5,b=6,b=7,b=8,b=9]", "more than 8 filters in one pair of brackets"}};
  for (const auto& [text, reason] : wrong) {
    EXPECT_EQ(again(text), std::string("refused: ") + reason);
  }
}

TEST(Filter, ComparesAsItsSignSays) {
  EXPECT_TRUE(passes(FilterOp::equals, "work", "work", true));
  EXPECT_FALSE(passes(FilterOp::equals, "work", "Work", true));
  EXPECT_TRUE(passes(FilterOp::contains, "linkedin", "My LinkedIn page", true));
  EXPECT_FALSE(passes(FilterOp::contains, "linkedin", "Linked", true));
  EXPECT_TRUE(passes(FilterOp::begins, "HTTP", "https://a", true));
  EXPECT_FALSE(passes(FilterOp::begins, "http", " http", true));
  EXPECT_FALSE(passes(FilterOp::begins, "http", "htt", true));
}

TEST(Filter, AMissingValueIsOnlyDifferent) {
  EXPECT_TRUE(passes(FilterOp::differs, "x", "", false));
  EXPECT_FALSE(passes(FilterOp::equals, "x", "", false));
  EXPECT_FALSE(passes(FilterOp::contains, "x", "", false));
  EXPECT_FALSE(passes(FilterOp::begins, "x", "", false));
}

TEST(KeyTable, FindsEveryNameAndNoOther) {
  KeyTable table;
  std::vector<std::string> names;
  for (int i = 0; i < 64; ++i) names.push_back("candidate_" + std::to_string(i) + "_name_of_field");
  for (int i = 0; i < 64; ++i) table.add(names[static_cast<std::size_t>(i)], 100 + i);
  for (int i = 0; i < 64; ++i) {
    const std::string& name = names[static_cast<std::size_t>(i)];
    const std::string padded = name + std::string(8, 'x');
    const std::int32_t place = table.find(padded.data(), name.size());
    ASSERT_GE(place, 0) << name;
    EXPECT_EQ(table.child(place), 100 + i);
    EXPECT_EQ(table.find(padded.data(), name.size() - 1), KeyTable::none);
    EXPECT_EQ(table.find(padded.data(), name.size() + 1), KeyTable::none);
  }
}

TEST(KeyTable, ShortNamesDoNotSeeWhatFollowsThem) {
  KeyTable table;
  table.add("id", 1);
  table.add("i", 2);
  const std::string first = "id\":77,\"x";
  const std::string second = "id\":\"abcdefg";
  EXPECT_EQ(table.child(table.find(first.data(), 2)), 1);
  EXPECT_EQ(table.child(table.find(second.data(), 2)), 1);
  EXPECT_EQ(table.child(table.find(second.data(), 1)), 2);
  EXPECT_EQ(table.find("identity", 8), KeyTable::none);
}

TEST(Shape, TheSamePathIsOneSlot) {
  Shape shape;
  const Result<SlotId> first = shape.add(*parse_path("/a[b=c]/d"));
  const Result<SlotId> again = shape.add(*parse_path("/a[b=c]/d"));
  const Result<SlotId> other = shape.add(*parse_path("/a[b=x]/d"));
  ASSERT_TRUE(first && again && other);
  EXPECT_EQ(*first, *again);
  EXPECT_NE(*first, *other);
}

TEST(Shape, MoreMembersThanCanBeWatchedAreRefused) {
  Shape shape;
  for (int i = 0; i < 64; ++i) {
    ASSERT_TRUE(shape.add(*parse_path("/m" + std::to_string(i))));
  }
  EXPECT_FALSE(shape.add(*parse_path("/one_more")));
  EXPECT_TRUE(shape.add(*parse_path("/m1/below")));
}

}  // namespace
}  // namespace crosswalk
