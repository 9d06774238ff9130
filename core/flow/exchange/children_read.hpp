#pragma once

/// \file
/// What hangs on a record that was just read: stages, notes and feedback, where the vendor gives
/// them by their parent's id. A new application's first stage reaches LinkedIn with it, and not
/// with the next poll. Nothing rests on it: what cannot be read now, the next round reads.

#include <functional>
#include <string>
#include <vector>

#include "flow/exchange/notice.hpp"

namespace crosswalk {

/// Reads the children of these records of `parent` kind and commits them; `then` runs once and
/// hears whether all could be read. `neighbours` outlives it.
void read_children(Context& context, const Neighbours& neighbours, RecordKind parent,
                   std::vector<std::string> ids, std::function<void(bool all)> then);

}  // namespace crosswalk
