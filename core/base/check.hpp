#pragma once

/// \file
/// A check that stays on in every build. It guards what the program promises itself, such as
/// sorted input; no input from outside may ever reach one, because failing it stops the process
/// and leaves the rest to the supervisor. A macro, because clang 14 with this library has no
/// std::source_location.

#include <cstdio>
#include <cstdlib>

/// Stops the process with file, line and the broken promise unless `promise` holds.
#define CROSSWALK_CHECK(promise)                                                         \
  do {                                                                                   \
    if (!(promise)) {                                                                    \
      std::fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #promise); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)
