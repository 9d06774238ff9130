#pragma once

/// \file
/// Two candidates whom the vendor made one. What stood under the one that is gone is read by its
/// ids, so that it goes over to whoever stays instead of going away; then the store carries over
/// who the person is at LinkedIn, or that they were erased, and lets the other one go. Nothing of
/// it happens before both were read, and all of it may happen again.

#include <functional>
#include <string>

#include "flow/exchange/notice.hpp"

namespace crosswalk {

/// One candidate that was just proven absent, and the one proven present that has taken it in.
struct Merge {
  std::string gone;
  std::string into;
};

/// Carries it out. `then` runs once, and hears whether it is done: else something could not be
/// read, nothing was let go, and it is to be tried again. `neighbours` outlives it.
void carry_out_merge(Context& context, const Neighbours& neighbours, Merge merge,
                     std::function<void(bool done)> then);

}  // namespace crosswalk
