#include "runtime/workers/cause.hpp"

#include <sys/syscall.h>

#include <array>
#include <csignal>
#include <cstring>
#include <string_view>
#include <utility>

namespace crosswalk {
namespace {

// The calls a connector is most likely to try; the worker forbids more.
constexpr auto call_names = std::to_array<std::pair<std::uint32_t, std::string_view>>({
    {SYS_socket, "socket"},     {SYS_socketpair, "socketpair"},
    {SYS_connect, "connect"},   {SYS_bind, "bind"},
    {SYS_listen, "listen"},     {SYS_execve, "execve"},
    {SYS_execveat, "execveat"}, {SYS_clone, "clone"},
    {SYS_ptrace, "ptrace"},     {SYS_kill, "kill"},
    {SYS_tkill, "tkill"},       {SYS_openat, "openat"},
    {SYS_unlinkat, "unlinkat"}, {SYS_renameat2, "renameat2"},
    {SYS_mkdirat, "mkdirat"},   {SYS_memfd_create, "memfd_create"},
    {SYS_unshare, "unshare"},   {SYS_mount, "mount"},
#ifdef SYS_open
    {SYS_open, "open"},         {SYS_fork, "fork"},
    {SYS_vfork, "vfork"},       {SYS_creat, "creat"},
    {SYS_unlink, "unlink"},     {SYS_rename, "rename"},
    {SYS_mkdir, "mkdir"},
#endif
});

std::string by_signal(const WorkerEnd& end) {
  const std::string name = signal_name(end.status);
  if (end.stack_overflow) return "the worker overflowed its stack (" + name + ")";
  switch (end.status) {
    case SIGABRT:
      return "the worker aborted (SIGABRT); see its standard error";
    case SIGXCPU:
      return "the worker used more than " + std::to_string(end.cpu_seconds) +
             " s of processor time on one step (SIGXCPU)";
    case SIGSYS:
      return "the worker made a system call that no connector may make (SIGSYS)";
    case SIGSEGV:
    case SIGBUS:
      return "the worker touched memory that is not there (" + name + ")";
    case SIGKILL:
      return "the worker was killed from outside (SIGKILL); the system may be out of memory";
    default:
      return "the worker was ended by " + name;
  }
}

std::string sentence(const WorkerEnd& end) {
  if (end.deadline) {
    return "the worker had no answer within " + std::to_string(end.deadline->count()) +
           " ms and was killed";
  }
  if (end.misbehaviour) return "the worker was killed: " + *end.misbehaviour;
  if (end.trapped_call) {
    return "the worker tried the system call " + call_name(*end.trapped_call) +
           ", which no connector may make (SIGSYS)";
  }
  if (end.out_of_memory) {
    return "the worker ran out of its " + std::to_string(end.memory_bytes / (1024 * 1024)) +
           " MiB of memory (bad_alloc)";
  }
  if (!end.exited) return by_signal(end);
  return "the worker left with exit status " + std::to_string(end.status) +
         " and without an answer";
}

}  // namespace

Error cause_of(const WorkerEnd& end) { return {ErrorCode::internal, sentence(end), {}}; }

std::string call_name(std::uint32_t call) {
  for (const auto& [number, name] : call_names) {
    if (number == call) return std::string(name);
  }
  return "number " + std::to_string(call);
}

std::string signal_name(int signal) {
  const char* name = sigabbrev_np(signal);
  return name ? std::string("SIG") + name : "signal " + std::to_string(signal);
}

}  // namespace crosswalk
