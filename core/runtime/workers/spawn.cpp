#include "runtime/workers/spawn.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace crosswalk {
namespace {

constexpr int worker_channel = 3;
constexpr int worker_first_closed = 4;

Error failed(int number, const std::string& what, const std::string& where) {
  const bool passing = number == EAGAIN || number == ENOMEM || number == EMFILE || number == ENFILE;
  return {passing ? ErrorCode::unavailable : ErrorCode::refused,
          what + ": " + std::strerror(number), where};
}

// What the child does between its birth and the program's first line.
class ChildSetup {
 public:
  ChildSetup() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  ~ChildSetup() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
  ChildSetup(const ChildSetup&) = delete;
  ChildSetup& operator=(const ChildSetup&) = delete;

  int prepare(int socket, int errors) {
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    const std::array<int, 8> steps = {
        posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0),
        posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0),
        posix_spawn_file_actions_adddup2(&files, errors, 2),
        posix_spawn_file_actions_adddup2(&files, socket, worker_channel),
        posix_spawn_file_actions_addclosefrom_np(&files, worker_first_closed),
        posix_spawnattr_setsigmask(&attributes, &none),
        posix_spawnattr_setsigdefault(&attributes, &all),
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)};
    for (const int step : steps) {
      if (step != 0) return step;
    }
    return 0;
  }

  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
};

// Out of the way of the numbers the child is given: dup2 onto itself would keep CLOEXEC.
int beyond_worker(int descriptor) {
  return fcntl(descriptor, F_DUPFD_CLOEXEC, worker_first_closed);
}

std::vector<std::string> environment() {
  std::vector<std::string> kept = {"LANG=C.UTF-8", "TZ=UTC"};
  for (const char* name : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) kept.push_back(std::string(name) + "=" + value);
  }
  return kept;
}

Result<int> start(const std::string& worker_path, const std::string& connector_path, int socket,
                  int errors) {
  ChildSetup setup;
  if (const int number = setup.prepare(socket, errors); number != 0) {
    return failed(number, "the worker cannot be prepared", worker_path);
  }
  std::string program = worker_path;
  std::string connector = connector_path;
  std::string host = std::to_string(getpid());
  std::array<char*, 4> words = {program.data(), connector.data(), host.data(), nullptr};
  auto kept = environment();
  std::vector<char*> variables;
  for (std::string& variable : kept) variables.push_back(variable.data());
  variables.push_back(nullptr);
  pid_t pid = -1;
  const int number = posix_spawn(&pid, worker_path.c_str(), &setup.files, &setup.attributes,
                                 words.data(), variables.data());
  if (number != 0) return failed(number, "the worker program cannot be started", worker_path);
  return pid;
}

}  // namespace

Result<Spawned> spawn_worker(const std::string& worker_path, const std::string& connector_path) {
  int sockets[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0) {
    return failed(errno, "no socket for a worker", worker_path);
  }
  Spawned spawned;
  spawned.socket = Descriptor(sockets[0]);
  const Descriptor far_socket(sockets[1]);
  int pipes[2];
  if (pipe2(pipes, O_CLOEXEC) != 0) return failed(errno, "no pipe for a worker", worker_path);
  spawned.errors = Descriptor(pipes[0]);
  const Descriptor far_errors(pipes[1]);
  // The worker's own ends block: it has nothing else to do.
  fcntl(spawned.socket.get(), F_SETFL, O_NONBLOCK);
  fcntl(spawned.errors.get(), F_SETFL, O_NONBLOCK);
  const Descriptor socket(beyond_worker(far_socket.get()));
  const Descriptor errors(beyond_worker(far_errors.get()));
  if (!socket || !errors) return failed(errno, "no descriptor for a worker", worker_path);
  const auto pid = start(worker_path, connector_path, socket.get(), errors.get());
  if (!pid) return pid.error();
  spawned.pid = *pid;
  spawned.pidfd = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, *pid, O_NONBLOCK)));
  if (spawned.pidfd) return spawned;
  const int number = errno;
  kill(*pid, SIGKILL);
  waitpid(*pid, nullptr, 0);
  return failed(number, "no handle for a worker; Linux 5.10 or later is needed", worker_path);
}

}  // namespace crosswalk
