// The worker: one connector, one tenant, no rights. The host starts it with the connector's
// path, its own process id, and a socket at descriptor 3; nobody else has a use for it.

#include <sys/prctl.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "base/text/digest.hpp"
#include "engine/frames.hpp"
#include "engine/load.hpp"
#include "engine/local_engine.hpp"
#include "sdk/abi.h"
#include "worker/channel.hpp"
#include "worker/filter.hpp"
#include "worker/last_words.hpp"
#include "worker/limits.hpp"

#if defined(__SANITIZE_ADDRESS__)
// The leak check at exit starts a thread and traces, which the filter rightly forbids.
extern "C" __attribute__((visibility("default"))) const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

namespace crosswalk {
namespace {

constexpr int channel_descriptor = 3;

enum Exit : int { ended_well = 0, host_gone = 1, wrong_usage = 2, out_of_memory = 3 };

bool tell(Channel& channel, const WorkerWord& word) {
  auto frame = encode(word);
  if (!frame) frame = encode(WorkerWord{Failed{frame.error()}});
  return frame && channel.write_frame(*frame);
}

Result<std::unique_ptr<Engine>> enter_sandbox(const char* path, const Begin& begin, Ready& ready) {
  if (auto done = give_up_rights(begin.memory_bytes); !done) return std::move(done).error();
  if (auto done = report_last_words(channel_descriptor); !done) return std::move(done).error();
  fence_for_loading();
  if (auto done = filter_for_loading(); !done) return std::move(done).error();
  allow_processor_time(begin.cpu_seconds);
  const auto manifest = read_manifest(path);
  if (!manifest) return manifest.error();
  auto engine = load_engine(path, begin.settings);
  if (!engine) return engine;
  ready.manifest = sha256(*manifest);
  // The last files that computing may want, and what a constructor may have taken back.
  tzset();
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  ready.landlock = fence_for_work();
  if (auto done = filter_for_work(); !done) return std::move(done).error();
  ready.abi_major = CROSSWALK_ABI_MAJOR;
  ready.abi_minor = CROSSWALK_ABI_MINOR;
  ready.build = CROSSWALK_BUILD;
  return engine;
}

int serve(Channel& channel, Engine& engine, std::uint32_t cpu_seconds) {
  while (const auto body = channel.next()) {
    const auto step = decode_step(*body);
    if (!step) {
      if (!tell(channel, Failed{step.error()})) return host_gone;
      continue;
    }
    allow_processor_time(cpu_seconds);
    auto answer = engine.take(*step);
    const bool told = answer ? tell(channel, *std::move(answer))
                             : tell(channel, Failed{std::move(answer).error()});
    if (!told) return host_gone;
  }
  return ended_well;
}

int work(const char* path, int host) {
  Channel channel(channel_descriptor);
  const auto tied = die_with(host);
  if (!tied) return host_gone;
  const auto first = channel.next();
  if (!first) return host_gone;
  const auto begin = decode_begin(*first);
  if (!begin) {
    tell(channel, Failed{begin.error()});
    return wrong_usage;
  }
  Ready ready;
  auto engine = enter_sandbox(path, *begin, ready);
  if (!engine) {
    tell(channel, Failed{engine.error()});
    return ended_well;
  }
  if (!tell(channel, ready)) return host_gone;
  return serve(channel, **engine, begin->cpu_seconds);
}

}  // namespace
}  // namespace crosswalk

int main(int count, char** words) {
  using namespace crosswalk;
  int host = 0;
  const char* end = count == 3 ? words[2] + std::strlen(words[2]) : nullptr;
  if (count != 3 || std::from_chars(words[2], end, host).ptr != end) {
    std::fputs("crosswalk-worker is started by crosswalk; run crosswalk --help\n", stderr);
    return wrong_usage;
  }
  const auto last_word = encode(WorkerWord{OutOfMemory{}});
  int outcome = out_of_memory;
  try {
    outcome = work(words[1], host);
  } catch (const std::bad_alloc&) {
    Channel(channel_descriptor).write_frame(*last_word);
  }
  // Without destructors: a connector's would be the first of its code to run unasked.
  _exit(outcome);
}
