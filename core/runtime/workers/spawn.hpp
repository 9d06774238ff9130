#pragma once

/// \file
/// Starts the worker program. Never by fork: a copy of the daemon would hold its keys and its
/// sockets. The worker inherits one socket, a pipe for its last words, nothing else, and an
/// empty environment.

#include <string>

#include "base/result.hpp"
#include "runtime/workers/descriptor.hpp"

namespace crosswalk {

/// A running worker. All descriptors close on exec and do not block.
struct Spawned {
  int pid = -1;
  Descriptor pidfd;   ///< Readable once the worker has ended.
  Descriptor socket;  ///< Frames, both ways.
  Descriptor errors;  ///< The reading end of its standard error.
};

/// Starts `worker_path` for `connector_path`. The worker dies with the calling thread, so that
/// thread must live as long as the host. `refused` when the program is not there or may not be
/// run, `unavailable` when the system is out of processes, memory or descriptors.
Result<Spawned> spawn_worker(const std::string& worker_path, const std::string& connector_path);

}  // namespace crosswalk
