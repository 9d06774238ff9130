#include "running_program.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

extern char** environ;

namespace crosswalk::test {

RunningProgram::RunningProgram(const std::string& program, const std::vector<std::string>& words,
                               const std::string& folder) {
  static int number = 0;
  ++number;
  out_file_ = folder + "/out-" + std::to_string(number);
  error_file_ = folder + "/error-" + std::to_string(number);
  const std::string path = std::string(CROSSWALK_BINARY_DIR) + "/bin/" + program;
  std::vector<char*> arguments{const_cast<char*>(path.c_str())};
  for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const int create = O_CREAT | O_WRONLY | O_TRUNC;
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, out_file_.c_str(), create, 0600);
  posix_spawn_file_actions_addopen(&files, 2, error_file_.c_str(), create, 0600);
  if (posix_spawn(&pid_, path.c_str(), &files, nullptr, arguments.data(), environ) != 0) {
    pid_ = -1;
    ended_ = true;
  }
  posix_spawn_file_actions_destroy(&files);
}

RunningProgram::~RunningProgram() {
  if (ended_) return;
  kill(pid_, SIGKILL);
  waitpid(pid_, &status_, 0);
}

void RunningProgram::signal(int number) const { kill(pid_, number); }

bool RunningProgram::makes(const std::string& path) {
  return becomes(2000, [&path] { return access(path.c_str(), F_OK) == 0; });
}

bool RunningProgram::says(const std::string& words) {
  return becomes(4000, [&] { return file_text(error_file_).find(words) != std::string::npos; });
}

bool RunningProgram::becomes(int looks, const std::function<bool()>& so) {
  for (int i = 0; i < looks && !ended_; ++i) {
    if (so()) return true;
    ended_ = waitpid(pid_, &status_, WNOHANG) == pid_;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

Ended RunningProgram::wait() {
  if (!ended_) waitpid(pid_, &status_, 0);
  ended_ = true;
  Ended end;
  if (pid_ > 0) end.code = WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
  end.out = file_text(out_file_);
  end.error = file_text(error_file_);
  return end;
}

Ended run_program(const std::string& program, const std::vector<std::string>& words,
                  const std::string& folder) {
  return RunningProgram(program, words, folder).wait();
}

std::string file_text(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace crosswalk::test
