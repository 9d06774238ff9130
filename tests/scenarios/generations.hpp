#pragma once

// LinkedIn's API in its two generations. Whatever is promised of LinkedIn is promised in both, so
// that a scenario is told once and runs twice: TEST_P, and IN_BOTH_GENERATIONS(Suite).

#include <gtest/gtest.h>

#include <string>

namespace crosswalk {

inline constexpr const char* newest_version = "202603";

// The parameter is BedSettings::version: empty for v2.
using InEitherGeneration = testing::TestWithParam<const char*>;

inline std::string generation_name(const testing::TestParamInfo<const char*>& each) {
  return each.param[0] == '\0' ? std::string("v2") : std::string("rest");
}

}  // namespace crosswalk

#define IN_BOTH_GENERATIONS(Suite) \
  INSTANTIATE_TEST_SUITE_P(Generations, Suite, testing::Values("", newest_version), generation_name)
