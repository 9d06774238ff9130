#pragma once

/// \file
/// What the worker gives up before it knows the connector: the right to outlive its host, to
/// gain privileges, to leave a core file, to be traced, and more memory or processor time than
/// it was told. Each step only removes rights.

#include <cstdint>

#include "base/result.hpp"

namespace crosswalk {

/// Dies with the host: SIGKILL when the process `host` ends. `unavailable` when it already has.
/// The kernel ties this to the thread that spawned the worker.
Result<Done> die_with(int host);

/// No new privileges and none of those there are, no core file, tracing or written file; few
/// descriptors, 8 MiB of stack, and an
/// address space of `memory_bytes`, unless that is 0 or this is a sanitizer's build, which
/// reserves terabytes.
Result<Done> give_up_rights(std::uint64_t memory_bytes);

/// Lets the next step use `seconds` of processor time, then SIGXCPU. 0 leaves it open.
void allow_processor_time(std::uint32_t seconds);

}  // namespace crosswalk
