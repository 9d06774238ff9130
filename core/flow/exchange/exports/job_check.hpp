#pragma once

/// \file
/// Whether somebody may be exported to a job. The store knows whether the job is shared; whether
/// it is open only the vendor knows, and it is asked at that moment: what LinkedIn confirmed last
/// may be minutes old, and a payload that waits may be older. What comes back takes the same way
/// as any page, so that LinkedIn hears of the closing as well.

#include <functional>
#include <string>

#include "flow/exchange/notice.hpp"

namespace crosswalk {

struct JobVerdict {
  bool known = false;   ///< False: the vendor could not be asked; try again later.
  std::string refusal;  ///< A word of refusal_words(), or empty: it may.
};

/// Asks; `then` runs once, later. Where the connector reads no job by id, the store alone decides.
void check_job(Context& context, const Neighbours& neighbours, const std::string& job,
               std::function<void(JobVerdict)> then);

}  // namespace crosswalk
