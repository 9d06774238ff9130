#pragma once

// What a stage needs to stand at all.

#include <gtest/gtest.h>

#include "base/result.hpp"

namespace crosswalk {

template <class T>
T must(Result<T> result) {
  if (!result) ADD_FAILURE() << to_string(result.error());
  return *std::move(result);
}

}  // namespace crosswalk
