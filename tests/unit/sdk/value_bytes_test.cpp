// Host and connector hand each other values as bytes. What one writes the other must read, and
// bytes that nobody wrote must be nothing at all.

#include <gtest/gtest.h>

#include "sdk/value_bytes.hpp"

namespace crosswalk {
namespace {

std::optional<Value> there_and_back(const Value& value) {
  std::string bytes;
  append_value_bytes(value, bytes);
  return read_value_bytes(type_of(value), bytes);
}

std::vector<Value> samples() {
  return {std::string(),
          std::string("Zo\xC3\xAB \0 x", 8),
          std::int64_t{-1},
          std::int64_t{1'700'000'000'123},
          true,
          false,
          std::vector<std::string>{},
          std::vector<std::string>{"", "a", std::string(300, 'b')},
          std::vector<Row>{},
          std::vector<Row>{{}, {{"street", "1 Example Road"}, {"", ""}}}};
}

TEST(ValueBytes, EveryValueComesBackAsItWent) {
  for (const Value& value : samples()) EXPECT_EQ(there_and_back(value), std::optional(value));
}

TEST(ValueBytes, ACutValueIsNothingUnlessItIsAShorterOne) {
  const Value rows = std::vector<Row>{{{"kind", "home"}}, {{"kind", "work"}}};
  std::string bytes;
  append_value_bytes(rows, bytes);
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto cut = read_value_bytes(ValueType::rows, bytes.substr(0, size));
    EXPECT_EQ(cut.has_value(), size == bytes.size() / 2) << size;
  }
}

TEST(ValueBytes, WhatNobodyWroteIsNothing) {
  EXPECT_FALSE(read_value_bytes(ValueType::instant, "1234567"));
  EXPECT_FALSE(read_value_bytes(ValueType::flag, "\2"));
  EXPECT_FALSE(read_value_bytes(ValueType::flag, ""));
  EXPECT_FALSE(read_value_bytes(ValueType::texts, "\xFF\xFF\xFF\xFFx"));
  EXPECT_FALSE(read_value_bytes(ValueType::rows, "\xFF\xFF\xFF\xFF"));
  EXPECT_FALSE(read_value_bytes(static_cast<ValueType>(9), "x"));
}

}  // namespace
}  // namespace crosswalk
