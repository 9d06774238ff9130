#include <sys/prctl.h>
#include <sys/resource.h>

#include <cstdio>
#include <exception>

#include "daemon/cli.hpp"
#include "daemon/commands/commands.hpp"

namespace crosswalk {
namespace {

// Secrets live in this memory: no core file of it, and no debugger of another process.
void guard_memory() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  prctl(PR_SET_DUMPABLE, 0);
}

int run(int count, const char* const* words) {
  const auto read = read_command_line(count, words);
  if (const auto* nothing = std::get_if<NoCommand>(&read)) {
    std::fputs(nothing->out.c_str(), stdout);
    if (!nothing->error.empty()) {
      Terminal(nothing->json).failed({ErrorCode::invalid_input, nothing->error, ""});
    }
    return static_cast<int>(nothing->code);
  }
  guard_memory();
  return static_cast<int>(carry_out(std::get<CommandLine>(read)));
}

}  // namespace
}  // namespace crosswalk

int main(int count, char** words) {
  try {
    return crosswalk::run(count, words);
  } catch (const std::exception& thrown) {
    std::fprintf(stderr, "crosswalk: our fault, please report it: %s\n", thrown.what());
  } catch (...) {
    std::fputs("crosswalk: our fault, please report it: an unknown exception\n", stderr);
  }
  return 1;
}
