#include "scenario/binaries.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>
#include <utility>

extern char** environ;

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t output_bytes_max = 16 * 1024 * 1024;
constexpr std::size_t errors_bytes_max = 64 * 1024;
constexpr std::chrono::milliseconds look_again{10};

int code_of(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

Error cannot_start(const std::string& program, int error) {
  return {ErrorCode::unavailable, std::string("cannot be started: ") + std::strerror(error),
          program};
}

struct Pipe {
  std::array<int, 2> ends{-1, -1};
  Pipe() {
    if (pipe2(ends.data(), O_CLOEXEC) != 0) ends = {-1, -1};
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  void close_end(std::size_t which) {
    if (ends[which] >= 0) close(std::exchange(ends[which], -1));
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
};

Result<pid_t> spawn(const std::vector<std::string>& words, posix_spawn_file_actions_t* files) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
  pid_t pid = -1;
  const int error = posix_spawn(&pid, words[0].c_str(), files, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(files);
  if (error != 0) return cannot_start(words[0], error);
  return pid;
}

// Appends what there is; false at the end of the stream.
bool drain(int from, std::string& into, std::size_t bytes_max) {
  std::array<char, 65536> buffer;
  const ssize_t count = read(from, buffer.data(), buffer.size());
  if (count <= 0) return count < 0 && errno == EINTR;
  const std::size_t room = bytes_max - std::min(bytes_max, into.size());
  into.append(buffer.data(), std::min(room, static_cast<std::size_t>(count)));
  return true;
}

bool listen_until(Clock::time_point deadline, Pipe& out, Pipe& err, Ended& ended) {
  std::array<pollfd, 2> open{{{out.ends[0], POLLIN, 0}, {err.ends[0], POLLIN, 0}}};
  while (open[0].fd >= 0 || open[1].fd >= 0) {
    const std::chrono::duration<double, std::milli> left = deadline - Clock::now();
    if (left.count() <= 0) return false;
    if (poll(open.data(), open.size(), static_cast<int>(left.count()) + 1) < 0 && errno != EINTR) {
      return false;
    }
    if (open[0].revents != 0 && !drain(open[0].fd, ended.output, output_bytes_max)) {
      open[0].fd = -1;
    }
    if (open[1].revents != 0 && !drain(open[1].fd, ended.errors, errors_bytes_max)) {
      open[1].fd = -1;
    }
  }
  return true;
}

}  // namespace

Result<Ended> run_program(const std::vector<std::string>& words, std::chrono::seconds patience) {
  Pipe out, err;
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_adddup2(&files, out.ends[1], 1);
  posix_spawn_file_actions_adddup2(&files, err.ends[1], 2);
  Result<pid_t> pid = spawn(words, &files);
  if (!pid) return std::move(pid).error();
  out.close_end(1);
  err.close_end(1);
  Ended ended;
  const bool in_time = listen_until(Clock::now() + patience, out, err, ended);
  if (!in_time) kill(*pid, SIGKILL);
  int status = 0;
  waitpid(*pid, &status, 0);
  if (!in_time) {
    return Error{ErrorCode::unavailable,
                 "did not end within " + std::to_string(patience.count()) + " s", words[0]};
  }
  ended.status = code_of(status);
  return ended;
}

Result<Running> Running::start(const std::vector<std::string>& words, const std::string& log_file) {
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 1, log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0600);
  posix_spawn_file_actions_adddup2(&files, 1, 2);
  Result<pid_t> pid = spawn(words, &files);
  if (!pid) return std::move(pid).error();
  return Running(*pid);
}

namespace {

// Between fork and exec: nothing that allocates or locks. Gives up with what went wrong.
[[noreturn]] void become(pid_t parent, const char* log, char* const* arguments, int report) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(127);  // Gone before that was asked for.
  const int nothing = open("/dev/null", O_RDONLY);
  const int out = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (nothing >= 0 && out >= 0 && dup2(nothing, 0) == 0 && dup2(out, 1) == 1 && dup2(out, 2) == 2) {
    execve(arguments[0], arguments, environ);
  }
  const int error = errno;
  static_cast<void>(write(report, &error, sizeof error) == sizeof error);
  _exit(127);
}

}  // namespace

Result<Running> Running::start_bound(const std::vector<std::string>& words,
                                     const std::string& log_file) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  Pipe report;  // Closed by a successful exec.
  const pid_t parent = getpid();
  const pid_t pid = fork();
  if (pid == 0) become(parent, log_file.c_str(), arguments.data(), report.ends[1]);
  if (pid < 0) return cannot_start(words[0], errno);
  report.close_end(1);
  int error = 0;
  if (read(report.ends[0], &error, sizeof error) != sizeof error) return Running(pid);
  waitpid(pid, nullptr, 0);
  return cannot_start(words[0], error);
}

Running::~Running() { kill_now(); }
Running::Running(Running&& other) noexcept : pid_(std::exchange(other.pid_, -1)) {}
Running& Running::operator=(Running&& other) noexcept {
  std::swap(pid_, other.pid_);
  return *this;
}

std::optional<int> Running::ended() {
  int status = 0;
  if (pid_ < 0 || waitpid(pid_, &status, WNOHANG) != pid_) return std::nullopt;
  pid_ = -1;
  return code_of(status);
}

int Running::stop(std::chrono::seconds patience) {
  if (pid_ < 0) return 0;
  kill(pid_, SIGTERM);
  const auto deadline = Clock::now() + patience;
  while (Clock::now() < deadline) {
    if (const auto code = ended()) return *code;
    std::this_thread::sleep_for(look_again);
  }
  kill_now();
  return 128 + SIGKILL;
}

void Running::kill_now() {
  if (pid_ < 0) return;
  kill(pid_, SIGKILL);
  waitpid(std::exchange(pid_, -1), nullptr, 0);
}

}  // namespace crosswalk::sim
