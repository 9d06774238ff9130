#include "worker/last_words.hpp"

#include <sys/ucontext.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdint>
#include <string>

#include "engine/frames.hpp"

namespace crosswalk {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // The sanitizer reports bad memory itself.
#else
constexpr bool sanitized = false;
#endif

// A stack probe faults at most this far from the stack pointer.
constexpr std::uintptr_t near_stack = 64 * 1024;

// A frame made ahead: a signal handler may not allocate.
struct LastWord {
  std::array<char, 32> bytes{};
  std::size_t size = 0;

  bool prepare(const WorkerWord& word) {
    const auto frame = encode(word);
    if (!frame || frame->size() > bytes.size()) return false;
    size = frame->size();
    std::copy(frame->begin(), frame->end(), bytes.begin());
    return true;
  }
  void say(int channel) const {
    [[maybe_unused]] const auto said = write(channel, bytes.data(), size);
  }
};

LastWord trapped;
LastWord overflowed;
int last_channel = -1;
std::array<char, 64 * 1024> handler_stack;

void on_forbidden_call(int signal, siginfo_t* what, void*) {
  const auto call = static_cast<unsigned>(what->si_syscall);
  for (std::size_t at = 0; at < 4; ++at) {
    trapped.bytes[trapped.size - 4 + at] = static_cast<char>((call >> (8 * at)) & 0xFF);
  }
  trapped.say(last_channel);
  // The disposition was reset on entry, so this ends the worker by the same signal.
  raise(signal);
}

std::uintptr_t stack_pointer(const void* context) {
  const auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(machine.gregs[REG_RSP]);
#else
  return static_cast<std::uintptr_t>(machine.sp);
#endif
}

void on_bad_memory(int signal, siginfo_t* what, void* context) {
  const auto place = reinterpret_cast<std::uintptr_t>(what->si_addr);
  const std::uintptr_t stack = stack_pointer(context);
  if ((place < stack ? stack - place : place - stack) < near_stack) overflowed.say(last_channel);
  raise(signal);
}

bool install(int signal, void (*handler)(int, siginfo_t*, void*)) {
  struct sigaction action {};
  action.sa_sigaction = handler;
  action.sa_flags = SA_SIGINFO | SA_RESETHAND | static_cast<int>(SA_NODEFER) | SA_ONSTACK;
  return sigaction(signal, &action, nullptr) == 0;
}

}  // namespace

Result<Done> report_last_words(int channel) {
  last_channel = channel;
  const stack_t own{handler_stack.data(), 0, handler_stack.size()};
  const bool installed = trapped.prepare(Trapped{}) && overflowed.prepare(StackOverflow{}) &&
                         sigaltstack(&own, nullptr) == 0 && install(SIGSYS, on_forbidden_call);
  if (installed && (sanitized || install(SIGSEGV, on_bad_memory))) return Done{};
  return Error{ErrorCode::internal, "the signal handlers cannot be set", "worker"};
}

}  // namespace crosswalk
