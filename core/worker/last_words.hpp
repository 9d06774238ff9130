#pragma once

/// \file
/// What a worker still says when a signal ends it: which forbidden system call it was about to
/// make, or that its stack ran over. The handlers write a frame made beforehand, allocate
/// nothing, and then let the signal end the worker as it would have without them.

#include "base/result.hpp"

namespace crosswalk {

/// Installs the handlers; they write to the descriptor `channel`. Once per program.
Result<Done> report_last_words(int channel);

}  // namespace crosswalk
