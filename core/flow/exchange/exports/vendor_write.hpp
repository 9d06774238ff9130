#pragma once

/// \file
/// One write into the ATS, or the question whether one took place: planned by the connector, asked
/// once, read by the connector. It is never tried again here, because whether that is safe is for
/// whoever kept the intent.

#include <functional>
#include <string>

#include "flow/context.hpp"

namespace crosswalk {

/// How it ended.
struct WriteEnd {
  enum class Kind : std::uint8_t {
    over,     ///< The ATS answered; `written` says what is there.
    unknown,  ///< It may have taken place, or not.
    not_now,  ///< It did not take place and may be tried later.
    refused,  ///< It did not take place and would not the next time either.
    no_route  ///< The connector cannot do it, or cannot tell.
  };
  Kind kind = Kind::unknown;
  Written written;
  std::string why;  ///< For a person, where one is needed; without personal data.
};

/// Asks once; `then` runs once, later.
void ask_vendor_to_write(Context& context, WriteStep step, WriteValues values,
                         std::function<void(WriteEnd)> then);

}  // namespace crosswalk
