// Libraries that are nearly connectors; each differs in the one thing its macro names. The host
// must refuse every one with that very reason, and live.

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "sdk/export.hpp"

namespace {

[[maybe_unused]] constexpr crosswalk_connector_table changed() {
  crosswalk_connector_table table = crosswalk::boundary::table_of<crosswalk::Connector>();
#if defined(WRONG_MAGIC)
  table.magic = 0x12345678;
#elif defined(WRONG_MAJOR)
  table.abi_major = CROSSWALK_ABI_MAJOR + 1;
#elif defined(SHORT_TABLE)
  table.table_size = 16;
#elif defined(OTHER_MANIFEST)
  table.manifest_begin = crosswalk_manifest_begin + 1;
#elif defined(NEWER_MINOR)
  table.abi_minor = CROSSWALK_ABI_MINOR + 7;
  table.table_size += 64;
#endif
  return table;
}

}  // namespace

#if defined(ABORTS_EARLY)
[[gnu::constructor]] static void early() { std::abort(); }
#endif

#if defined(SPINS_EARLY)
[[gnu::constructor]] static void early() {
  volatile bool on = true;
  while (on) {
  }
}
#endif

#if defined(READS_HOST)
// The memory of the host holds every tenant's keys. This is no library to refuse: it must load,
// and find nothing.
[[gnu::constructor]] static void early() {
  char path[64];
  std::snprintf(path, sizeof(path), "/proc/%d/mem", getppid());
  if (open(path, O_RDONLY) >= 0) std::abort();
}
#endif

#if defined(NO_SUCH_SYMBOL)
extern "C" int crosswalk_no_such_symbol();
[[gnu::constructor]] static void early() { std::exit(crosswalk_no_such_symbol()); }
#endif

#if defined(MISSING_DEPENDENCY)
extern "C" int crosswalk_gone();
[[gnu::constructor]] static void early() { std::exit(crosswalk_gone()); }
#endif

#if !defined(NO_ENTRY)
extern "C" {
constinit const crosswalk_connector_table crosswalk_connector_entry = changed();
}
#endif
