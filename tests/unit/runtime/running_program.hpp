#pragma once

/// \file
/// Runs the real program as a shell would, and says how it ended and what it wrote.

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace crosswalk::test {

/// How a program ended.
struct Ended {
  int code = -1;  ///< Its exit code; minus the signal when one ended it.
  std::string out;
  std::string error;
};

/// A program of the build's own folder, running with its output kept in files.
class RunningProgram {
 public:
  RunningProgram(const std::string& program, const std::vector<std::string>& words,
                 const std::string& folder);
  ~RunningProgram();  ///< Kills it if it still runs.
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  /// Whether `path` appears before the program ends or ten seconds have passed.
  bool makes(const std::string& path);
  /// Whether it writes `words` to standard error before it ends or twenty seconds have passed.
  bool says(const std::string& words);
  Ended wait();

 private:
  bool becomes(int looks, const std::function<bool()>& so);

  pid_t pid_ = -1;
  int status_ = 0;
  bool ended_ = false;
  std::string out_file_;
  std::string error_file_;
};

/// Runs it to its end.
Ended run_program(const std::string& program, const std::vector<std::string>& words,
                  const std::string& folder);

std::string file_text(const std::string& path);

}  // namespace crosswalk::test
