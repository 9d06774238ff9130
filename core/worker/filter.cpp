#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string>
#include <vector>

#include "worker/filter.hpp"

namespace crosswalk {
namespace {

// clang-format off
// What computing needs: memory, the channel, time, and dying properly.
constexpr auto for_work = std::to_array<int>({
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(readv), SCMP_SYS(writev), SCMP_SYS(close),
    SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
    SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday),
    SCMP_SYS(nanosleep), SCMP_SYS(clock_nanosleep), SCMP_SYS(restart_syscall),
    SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(getrusage), SCMP_SYS(getrandom),
    SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(exit), SCMP_SYS(exit_group)});

// What dlopen and the steps of the sandbox itself need on top.
constexpr auto for_loading = std::to_array<int>({
    SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(pread64), SCMP_SYS(newfstatat), SCMP_SYS(stat),
    SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(statfs), SCMP_SYS(access), SCMP_SYS(faccessat),
    SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(getcwd), SCMP_SYS(getuid),
    SCMP_SYS(getppid), SCMP_SYS(prctl), SCMP_SYS(seccomp), SCMP_SYS(landlock_create_ruleset),
    SCMP_SYS(landlock_restrict_self), SCMP_SYS(fcntl)});

// What no connector has a reason to try. An attempt ends the worker with the call's number.
constexpr auto forbidden = std::to_array<int>({
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen),
    SCMP_SYS(accept), SCMP_SYS(accept4), SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),
    SCMP_SYS(vfork), SCMP_SYS(clone), SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev), SCMP_SYS(kill), SCMP_SYS(tkill), SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(pidfd_getfd), SCMP_SYS(creat), SCMP_SYS(truncate),
    SCMP_SYS(unlink), SCMP_SYS(unlinkat), SCMP_SYS(rename), SCMP_SYS(renameat),
    SCMP_SYS(renameat2), SCMP_SYS(mkdir), SCMP_SYS(mkdirat), SCMP_SYS(rmdir), SCMP_SYS(link),
    SCMP_SYS(linkat), SCMP_SYS(symlink), SCMP_SYS(symlinkat), SCMP_SYS(chmod),
    SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchownat), SCMP_SYS(mknod), SCMP_SYS(mknodat),
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(unshare), SCMP_SYS(setns), SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open), SCMP_SYS(io_uring_setup), SCMP_SYS(userfaultfd),
    SCMP_SYS(memfd_create), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(init_module),
    SCMP_SYS(finit_module)});
// clang-format on

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// The undefined-behaviour sanitizer asks the kernel, through a pipe, which memory is there.
constexpr auto for_sanitizers = std::to_array<int>({SCMP_SYS(pipe), SCMP_SYS(pipe2)});
#else
constexpr std::array<int, 0> for_sanitizers{};
#endif

// Collects rules and remembers the first that libseccomp refuses.
class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
    if (!context_) failed_ = -ENOMEM;
    note(context_ ? seccomp_attr_set(context_, SCMP_FLTATR_CTL_TSYNC, 1) : 0);
  }
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void rule(std::uint32_t action, int call, const std::vector<scmp_arg_cmp>& when = {}) {
    if (failed_ != 0) return;
    const int refused = seccomp_rule_add_array(context_, action, call,
                                               static_cast<unsigned>(when.size()), when.data());
    // A call this machine does not have cannot be made either.
    if (refused != -EDOM) note(refused);
  }
  template <class Calls>
  void rules(std::uint32_t action, const Calls& calls) {
    for (const int call : calls) rule(action, call);
  }
  Result<Done> install() {
    if (failed_ == 0) note(seccomp_load(context_));
    if (failed_ == 0) return Done{};
    return Error{ErrorCode::internal,
                 std::string("the system-call filter cannot be installed: ") +
                     std::strerror(-failed_) + "; this system does not allow seccomp filters",
                 "worker"};
  }

 private:
  void note(int outcome) {
    if (failed_ == 0) failed_ = outcome;
  }

  scmp_filter_ctx context_;
  int failed_ = 0;
};

scmp_arg_cmp masked(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

scmp_arg_cmp equal(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}

// What both filters say. clone3's flags lie in memory where no filter looks: ENOSYS makes the
// C library fall back to clone, which is forbidden by its own name.
void add_shared(Filter& filter) {
  filter.rules(SCMP_ACT_ALLOW, for_work);
  filter.rules(SCMP_ACT_ALLOW, for_sanitizers);
  filter.rules(SCMP_ACT_TRAP, forbidden);
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(tgkill), {equal(0, static_cast<unsigned>(getpid()))});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), {equal(0, 0), equal(1, RLIMIT_CPU)});
  // A handler for any signal but the one that reports forbidden calls.
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(rt_sigaction), {{0, SCMP_CMP_NE, SIGSYS, 0}});
  for (const std::uint64_t writes : {O_WRONLY, O_RDWR}) {
    filter.rule(SCMP_ACT_TRAP, SCMP_SYS(openat), {masked(2, O_ACCMODE, writes)});
    filter.rule(SCMP_ACT_TRAP, SCMP_SYS(open), {masked(1, O_ACCMODE, writes)});
  }
}

// The thirteen rights of Landlock's first ABI. What a ruleset handles and no rule allows is
// denied everywhere.
constexpr std::uint64_t files_all = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

std::uint32_t fence(std::uint64_t denied) {
  const long abi =
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return 0;
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = denied;
  const long ruleset =
      syscall(SYS_landlock_create_ruleset, &attributes, sizeof(attributes.handled_access_fs), 0);
  if (ruleset < 0) return 0;
  const long fenced = syscall(SYS_landlock_restrict_self, ruleset, 0);
  close(static_cast<int>(ruleset));
  return fenced == 0 ? static_cast<std::uint32_t>(abi) : 0;
}

}  // namespace

Result<Done> filter_for_loading() {
  Filter filter;
  add_shared(filter);
  filter.rules(SCMP_ACT_ALLOW, for_loading);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), {masked(2, O_ACCMODE | O_CREAT, O_RDONLY)});
  return filter.install();
}

bool fence_for_loading() {
  return fence(files_all & ~(LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE |
                             LANDLOCK_ACCESS_FS_READ_DIR)) != 0;
}

std::uint32_t fence_for_work() { return fence(files_all); }

Result<Done> filter_for_work() {
  Filter filter;
  add_shared(filter);
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), {masked(2, PROT_EXEC, 0)});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), {masked(2, PROT_EXEC, 0)});
  return filter.install();
}

}  // namespace crosswalk
