#pragma once

/// \file
/// The product's real programs, run as a person would run them: spawned, listened to, ended. A
/// program that dies is a result with its cause, never the end of whoever watches it.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

#include "base/result.hpp"

namespace crosswalk::sim {

/// How a program ended.
struct Ended {
  int status = 0;      ///< Its exit code, or 128 and the signal that killed it.
  std::string output;  ///< Standard output, at most 16 MiB.
  std::string errors;  ///< Standard error, at most 64 KiB.
};

/// Runs a program to its end, standard input closed. `unavailable` when it cannot be started,
/// or when it has not ended within `patience` and was killed.
Result<Ended> run_program(const std::vector<std::string>& words, std::chrono::seconds patience);

/// A program that goes on until it is told to stop. Its output goes to `log_file`.
class Running {
 public:
  static Result<Running> start(const std::vector<std::string>& words, const std::string& log_file);
  /// The same, and the program is killed when the calling thread ends, however that comes about: a
  /// run that is killed leaves no daemon behind.
  static Result<Running> start_bound(const std::vector<std::string>& words,
                                     const std::string& log_file);
  /// Kills what still runs.
  ~Running();
  Running(Running&& other) noexcept;
  Running& operator=(Running&& other) noexcept;

  /// Asks it to stop (SIGTERM), waits, and kills it after `patience`. Its exit code, or 128 and
  /// the signal.
  int stop(std::chrono::seconds patience);

  /// Ends it at once, as a power cut would (SIGKILL).
  void kill_now();

  /// The exit code when it has ended by itself; nothing while it runs.
  std::optional<int> ended();

  /// For looking at it from outside; -1 once it has ended.
  pid_t pid() const { return pid_; }

 private:
  explicit Running(pid_t pid) : pid_(pid) {}
  pid_t pid_ = -1;
};

}  // namespace crosswalk::sim
