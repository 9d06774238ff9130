#pragma once

/// \file
/// What runs between C and an author's hook. guarded() is the last frame an exception can reach:
/// past it there is C, and then the host, and unwinding through either ends the process. The
/// rest turns borrowed C values into those of connector.hpp and the hook's answer into calls of
/// the host's sinks.

#include <cstdint>
#include <exception>
#include <new>
#include <string_view>

#include "base/result.hpp"
#include "sdk/abi.h"
#include "sdk/connector.hpp"

namespace crosswalk::boundary {

/// Gives `text`, borrowed for the call, to the sink.
inline void put(const crosswalk_sink& sink, std::string_view text) noexcept {
  sink.put(sink.self, {text.data(), text.size()});
}

/// Runs a hook on behalf of C and turns whatever ends it into a status and a problem text, which
/// the host shows to an author and never logs.
template <class Hook>
crosswalk_status guarded(const crosswalk_sink& problem, Hook hook) noexcept {
  try {
    const Result<Done> outcome = hook();
    if (outcome) return 0;
    put(problem, outcome.error().what);
    return static_cast<crosswalk_status>(outcome.error().code);
  } catch (const std::bad_alloc&) {
    put(problem, "out of memory");
    return CROSSWALK_NO_MEMORY;
  } catch (const std::exception& thrown) {
    put(problem, thrown.what());
  } catch (...) {
    put(problem, "an exception of unknown type");
  }
  return CROSSWALK_THREW;
}

/// One hook each: from the C arguments to the author's and back. They may throw what the hook
/// throws, and hand nothing to the host where the hook ends with an Error.
Result<Done> finish(const Connector& connector, const crosswalk_request& request,
                    std::int64_t now_ms, const crosswalk_request_sink& changes);
Result<Done> split(const Connector& connector, const crosswalk_reply& reply,
                   const crosswalk_sink& items, const crosswalk_next_sink& next);
Result<Done> amend(const Connector& connector, const Inputs& inputs, RecordEditor record,
                   const crosswalk_record_sink& changes);
Result<Done> classify(const Connector& connector, const crosswalk_reply& reply,
                      const crosswalk_sink& meaning);

}  // namespace crosswalk::boundary
