// A connector with every hook, whose page-cutting hook does the wrong thing named by the body of
// the reply. Each of these has brought down a host that loaded its extensions into itself.

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>

#include "sdk/export.hpp"

namespace {

using namespace crosswalk;

[[gnu::noinline]] int deeper(int depth) {
  volatile char page[4096];
  page[0] = static_cast<char>(depth);
  return depth < 0 ? 0 : deeper(depth + 1) + page[0];
}

void spin() {
  volatile bool on = true;
  while (on) {
  }
}

void ask_for_10_gb() {
  std::unique_ptr<char[]> block(new char[10ull << 30]);
  std::memset(block.get(), 1, 10ull << 30);
}

void ask_for_10_gb_in_parts() noexcept {
  for (;;) std::memset(new char[64 << 20], 1, 64 << 20);
}

void write_null() {
  int* volatile nowhere = nullptr;
  *nowhere = 1;
}

void execute() {
  char name[] = "/bin/true";
  char* words[] = {name, nullptr};
  execve(name, words, nullptr);
}

void write_a_file() {
  const int file = open("/tmp/crosswalk-escaped", O_WRONLY | O_CREAT, 0600);
  if (file >= 0) close(file);
}

// What a library tries and does without: no file is read, and nobody dies of it.
void read_a_file() {
  if (open("/etc/passwd", O_RDONLY) >= 0) throw std::logic_error("a file could be read");
}

void forge_a_second_answer() {
  const char frame[] = {2, 0, 0, 0, 1, 3};  // Answer, Remembered
  for (int turn = 0; turn < 2; ++turn) {
    if (write(3, frame, sizeof(frame)) < 0) return;
  }
}

void send_garbage() {
  const char frame[] = "\x05\0\0\0garbage";
  if (write(3, frame, sizeof(frame)) < 0) return;
  pause();
}

void claim_a_giant_answer() {
  if (write(3, "\xff\xff\xff\xff", 4) < 0) return;
  spin();
}

void outlive_sigsys() {
  std::signal(SIGSYS, SIG_IGN);
  socket(AF_INET, SOCK_STREAM, 0);
}

void become_code() {
  if (syscall(SYS_mmap, nullptr, 4096, 7, 0x22, -1, 0) != -1) {
    throw std::logic_error("memory became code");
  }
}

const std::map<std::string_view, std::function<void()>>& deeds() {
  static const std::map<std::string_view, std::function<void()>> known = {
      {"abort", [] { std::abort(); }},
      {"overflow", [] { deeper(0); }},
      {"spin", spin},
      {"sleep", [] { std::this_thread::sleep_for(std::chrono::hours(1)); }},
      {"10 GB", ask_for_10_gb},
      {"10 GB in parts", ask_for_10_gb_in_parts},
      {"throw", [] { throw std::runtime_error("Ada Example"); }},
      {"throw an int", [] { throw 7; }},
      {"exit", [] { std::exit(0); }},
      {"socket", [] { socket(AF_INET, SOCK_STREAM, 0); }},
      {"fork",
       [] {
         if (fork() == 0) _exit(0);
       }},
      {"thread", [] { std::thread([] {}).join(); }},
      {"execute", execute},
      {"write a file", write_a_file},
      {"read a file", read_a_file},
      {"kill the host", [] { kill(getppid(), SIGKILL); }},
      {"null", write_null},
      {"close the channel",
       [] {
         close(3);
         spin();
       }},
      {"forge", forge_a_second_answer},
      {"garbage", send_garbage},
      {"giant", claim_a_giant_answer},
      {"outlive", outlive_sigsys},
      {"code", become_code},
      {"chatter",
       [] {
         for (int i = 0; i < 1'000; ++i) std::fputs("chatter chatter\n", stderr);
       }},
  };
  return known;
}

class Hostile : public Connector {
 public:
  Result<Done> finish_request(HttpRequest& request, Instant now) const override {
    set_header(request.headers, "X-Signed-At", std::to_string(to_ms(now)));
    request.target += "&signed=1";
    return Done{};
  }

  Result<VendorPage> split_page(const Reply& reply) const override {
    if (const auto deed = deeds().find(reply.body()); deed != deeds().end()) deed->second();
    if (reply.body() == "refuse") return Error{ErrorCode::invalid_input, "not today", {}};
    VendorPage page;
    page.items = {R"({"id":"1","first_name":"Ada","last_name":"Example"})",
                  R"({"id":"2","first_name":"Bo","last_name":"Sample","nick":"B."})"};
    if (reply.header("x-next") == "yes") {
      page.next.emplace();
      page.next->host = "api";
      page.next->http.target = "/candidates?page=2";
    }
    return page;
  }

  Result<Done> amend_record(const Inputs& inputs, RecordEditor& record) const override {
    if (const auto nick = inputs.first("/nick")) {
      record.set(Field::candidate_first_name, std::string(*nick));
      record.doubt(Field::candidate_first_name, "a nickname");
    }
    if (record.text(Field::candidate_last_name) == "Abort") std::abort();
    if (record.text(Field::candidate_last_name) == "Wrong") {
      record.set(Field::candidate_last_name, std::int64_t{1});
    }
    return Done{};
  }

  Result<std::optional<Meaning>> classify_reply(const Reply& reply) const override {
    if (reply.status() == 418) return std::optional(Meaning::throttled);
    return std::optional<Meaning>();
  }
};

}  // namespace

CROSSWALK_CONNECTOR(Hostile)
