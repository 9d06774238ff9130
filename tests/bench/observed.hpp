#pragma once

/// \file
/// What the kernel says of a running program: processor time used and the most memory it ever
/// held. Read from /proc, so that the observed program spends nothing on it.

#include <optional>
#include <vector>

#include <sys/types.h>

namespace crosswalk::bench {

struct Figures {
  double cpu_s = 0;         ///< User and system time of all its threads.
  double peak_rss_mib = 0;  ///< VmHWM.
};

/// Nothing when there is no such program, or it has ended.
std::optional<Figures> figures_of(pid_t pid);

/// Processor time the whole machine has spent so far, waiting left out.
double machine_cpu_s();

/// The programs it started that still run.
std::vector<pid_t> children_of(pid_t pid);

}  // namespace crosswalk::bench
