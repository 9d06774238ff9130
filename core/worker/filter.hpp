#pragma once

/// \file
/// Which system calls the worker may make, in two steps: what dlopen needs while a library's
/// constructors run, and what is left once it is loaded. The filter is the wall and mandatory;
/// Landlock is a second fence where the kernel has it. A call that no connector has a reason to
/// try (a socket, a program, a process, a written file) ends the worker by SIGSYS; one that a
/// library tries and can do without fails with EPERM.

#include <cstdint>

#include "base/result.hpp"

namespace crosswalk {

/// Files may be read and mapped as code. After report_last_words(), whose handler for SIGSYS
/// nothing can replace from here on.
Result<Done> filter_for_loading();

/// Nothing is opened any more and no memory becomes code. All threads are bound by it.
Result<Done> filter_for_work();

/// Landlock, before the first filter: files are read only, and no process outside can be looked
/// into, which the memory of the host behind /proc otherwise could be by its own user. Best
/// effort: true where the kernel has it.
bool fence_for_loading();

/// Landlock, between the two filters: no access to files at all. The kernel's Landlock ABI, or 0
/// where it has none.
std::uint32_t fence_for_work();

}  // namespace crosswalk
