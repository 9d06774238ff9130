#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>

#include "worker/limits.hpp"

namespace crosswalk {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

// dlopen needs a handful at once; afterwards the worker has three.
constexpr rlim_t files_max = 64;
constexpr rlim_t stack_bytes = 8 * 1024 * 1024;

Error failed(const char* what) {
  return {ErrorCode::internal, std::string(what) + " failed: " + std::strerror(errno), "worker"};
}

bool limit(__rlimit_resource resource, rlim_t most) {
  const rlimit value{most, most};
  return setrlimit(resource, &value) == 0;
}

// A host that runs as root would otherwise hand root's rights on.
bool drop_capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const __user_cap_data_struct none[2] = {};
  return syscall(SYS_capset, &header, none) == 0;
}

}  // namespace

Result<Done> die_with(int host) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return failed("PR_SET_PDEATHSIG");
  // The host may have ended before the line above took effect.
  if (getppid() != host) {
    return Error{ErrorCode::unavailable, "the host that started this worker is gone", "worker"};
  }
  return Done{};
}

Result<Done> give_up_rights(std::uint64_t memory_bytes) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return failed("PR_SET_NO_NEW_PRIVS");
  if (!drop_capabilities()) return failed("capset");
  if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return failed("PR_SET_DUMPABLE");
  if (!limit(RLIMIT_CORE, 0)) return failed("RLIMIT_CORE");
  if (!limit(RLIMIT_NOFILE, files_max)) return failed("RLIMIT_NOFILE");
  if (!limit(RLIMIT_STACK, stack_bytes)) return failed("RLIMIT_STACK");
  // Standard error is the host's pipe; on a file this limit would kill at the first word.
  if (!limit(RLIMIT_FSIZE, 0)) return failed("RLIMIT_FSIZE");
  if (memory_bytes > 0 && !sanitized && !limit(RLIMIT_AS, memory_bytes)) {
    return failed("RLIMIT_AS");
  }
  return Done{};
}

void allow_processor_time(std::uint32_t seconds) {
  if (seconds == 0) return;
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  constexpr rlim_t second_us = 1'000'000;
  const auto used_us =
      static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * second_us +
      static_cast<rlim_t>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  // The limit counts whole seconds, so a step may get up to one more than it was promised.
  const rlimit value{used_us / second_us + 1 + seconds, RLIM_INFINITY};
  setrlimit(RLIMIT_CPU, &value);
}

}  // namespace crosswalk
