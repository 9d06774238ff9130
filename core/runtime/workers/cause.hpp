#pragma once

/// \file
/// Why a worker is gone, in words a person on call can act on. Pure: what the kernel and the
/// worker's last message said goes in, one Error comes out.

#include <cstdint>
#include <optional>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"

namespace crosswalk {

/// Everything known of a worker's end.
struct WorkerEnd {
  bool exited = false;  ///< By exit(), with `status`; else by the signal `status`.
  int status = 0;
  std::optional<Duration> deadline;         ///< The host killed it, having waited that long.
  std::optional<std::string> misbehaviour;  ///< The host killed it for what it sent.
  std::optional<std::uint32_t> trapped_call;
  bool out_of_memory = false;
  bool stack_overflow = false;
  std::uint64_t memory_bytes = 0;  ///< Its limits, for the text.
  std::uint32_t cpu_seconds = 0;
};

/// One sentence: what ended it, and what that hints at. Always ErrorCode::internal.
Error cause_of(const WorkerEnd& end);

/// "socket" for 41 on x86-64; the number alone where it has no name here.
std::string call_name(std::uint32_t call);

/// "SIGSEGV" for 11.
std::string signal_name(int signal);

}  // namespace crosswalk
