#include "scenario/guard.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "history/history_json.hpp"
#include "language/language.hpp"

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

// A whole timeline with the beginnings of its bodies, escaped, is well below this.
constexpr std::size_t history_bytes_max = 512u * 1024 * 1024;
constexpr std::size_t errors_kept = 4096;

/// Both ends of a pipe; what is still open is closed.
struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() = default;
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  bool open() { return pipe2(ends, O_CLOEXEC) == 0; }
  void close_end(int end) {
    if (ends[end] >= 0) close(ends[end]);
    ends[end] = -1;
  }
};

/// A text that the child writes and the parent reads after its death.
class SharedNote {
 public:
  SharedNote() {
    void* const got =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (got != MAP_FAILED) text_ = static_cast<char*>(got);
  }
  ~SharedNote() {
    if (text_ != nullptr) munmap(text_, bytes);
  }
  SharedNote(const SharedNote&) = delete;
  SharedNote& operator=(const SharedNote&) = delete;

  void set(std::string_view words) {
    if (text_ == nullptr) return;
    const std::size_t size = std::min(words.size(), bytes - 1);
    std::memcpy(text_, words.data(), size);
    text_[size] = 0;
  }
  std::string get() const {
    return text_ == nullptr ? std::string() : std::string(text_, strnlen(text_, bytes));
  }

 private:
  static constexpr std::size_t bytes = 1024;
  char* text_ = nullptr;
};

// Only in a guarded child.
SharedNote* parents_note = nullptr;

void write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

// Whatever escapes ends this process here: its parent's callers are not the child's to go back to.
[[noreturn]] void be_the_child(const Scenario& scenario, const Playable& playable, Pipe& history,
                               Pipe& errors, SharedNote& note) noexcept {
  parents_note = &note;
  dup2(errors.ends[1], STDERR_FILENO);
  write_all(history.ends[1], write_json(to_json(playable(scenario))));
  _exit(0);
}

struct Heard {
  std::string history, errors;
  bool in_time = true;
};

// Takes what has come; false when the other end is closed.
bool take(int from, std::string& into, std::size_t bytes_max) {
  std::array<char, 65536> part;
  const ssize_t got = read(from, part.data(), part.size());
  if (got < 0 && errno == EINTR) return true;
  if (got <= 0) return false;
  if (into.size() < bytes_max) into.append(part.data(), static_cast<std::size_t>(got));
  return true;
}

Heard hear(Pipe& history, Pipe& errors, std::chrono::milliseconds patience) {
  Heard heard;
  const auto until = Clock::now() + patience;
  while (history.ends[0] >= 0 || errors.ends[0] >= 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()).count();
    heard.in_time = left > 0;
    if (!heard.in_time) break;
    std::array<pollfd, 2> wanted{pollfd{history.ends[0], POLLIN, 0},
                                 pollfd{errors.ends[0], POLLIN, 0}};
    poll(wanted.data(), wanted.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000)));
    if (wanted[0].revents != 0 && !take(history.ends[0], heard.history, history_bytes_max)) {
      history.close_end(0);
    }
    const std::size_t before = heard.errors.size();
    if (wanted[1].revents != 0 && !take(errors.ends[0], heard.errors, SIZE_MAX)) {
      errors.close_end(0);
    }
    write_all(STDERR_FILENO, std::string_view(heard.errors).substr(before));
    if (heard.errors.size() > 2 * errors_kept) {
      heard.errors.erase(0, heard.errors.size() - errors_kept);
    }
  }
  return heard;
}

int wait_for(pid_t child) {
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

// The last lines, on one.
std::string last_words(std::string_view errors) {
  while (!errors.empty() && (errors.back() == '\n' || errors.back() == ' '))
    errors.remove_suffix(1);
  if (errors.size() > 600) errors.remove_prefix(errors.size() - 600);
  std::string words;
  for (const char c : errors) words += c == '\n' ? ' ' : c;
  return words.empty() ? words : ": " + words;
}

std::string cause_of(int status, const Heard& heard, std::chrono::milliseconds patience,
                     const std::string& step) {
  const std::string where = step.empty() ? "" : " in '" + step + "'";
  if (!heard.in_time) {
    return "hung" + where + ": no history within " + std::to_string(patience.count()) +
           " ms of real time, so it was killed";
  }
  if (WIFSIGNALED(status)) {
    return "crashed" + where + ": " + strsignal(WTERMSIG(status)) + last_words(heard.errors);
  }
  if (WIFEXITED(status) && WEXITSTATUS(status) != 0) {
    return "crashed" + where + ": it ended with code " + std::to_string(WEXITSTATUS(status)) +
           last_words(heard.errors);
  }
  return {};
}

History broken(const Scenario& scenario, const GuardOptions& options, std::string cause) {
  History history;
  history.scenario = scenario.name;
  history.why = scenario.why;
  history.file = scenario.file;
  history.seed = scenario.seed;
  history.mode = options.mode;
  history.replay = options.replay;
  history.played = write_scenario(scenario);
  history.broke = std::move(cause);
  return history;
}

}  // namespace

History run_guarded(const Scenario& scenario, const Playable& playable,
                    const GuardOptions& options) {
  Pipe history, errors;
  SharedNote note;
  const auto begun = Clock::now();
  if (!history.open() || !errors.open()) {
    return broken(scenario, options, "no pipe could be made; close some files and try again");
  }
  const pid_t child = fork();
  if (child < 0) return broken(scenario, options, "no process could be made");
  if (child == 0) be_the_child(scenario, playable, history, errors, note);
  history.close_end(1);
  errors.close_end(1);
  const Heard heard = hear(history, errors, options.patience);
  if (!heard.in_time) kill(child, SIGKILL);
  const int status = wait_for(child);
  std::string cause = cause_of(status, heard, options.patience, note.get());
  if (cause.empty()) {
    const auto json = parse_json(heard.history, history_bytes_max);
    auto read = json ? history_in(*json) : Result<History>(json.error());
    if (read) return *std::move(read);
    cause = "crashed: its history cannot be read: " + to_string(read.error());
  }
  History told = broken(scenario, options, std::move(cause));
  told.wall_s = std::chrono::duration<double>(Clock::now() - begun).count();
  return told;
}

void note_step(std::string_view words) {
  if (parents_note != nullptr) parents_note->set(words);
}

}  // namespace crosswalk::sim
