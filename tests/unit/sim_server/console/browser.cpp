#include "unit/sim_server/console/browser.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <thread>

extern char** environ;

namespace crosswalk::test {
namespace {

constexpr std::size_t message_bytes_max = 64 * 1024 * 1024;
constexpr int patience_ms = 20'000;

std::string from_base64(std::string_view text) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t group = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t value = letters.find(c);
    if (value == std::string_view::npos) break;
    group = group << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(group >> static_cast<unsigned>(bits) & 0xFFU);
  }
  return bytes;
}

}  // namespace

std::string Browser::installed() {
  for (const char* path : {"/usr/bin/chromium", "/usr/bin/chromium-browser",
                           "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"}) {
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

Browser::Browser() {
  std::string folder = (std::filesystem::temp_directory_path() / "browser-XXXXXX").string();
  if (mkdtemp(folder.data()) != nullptr) profile_ = folder;
  std::array<int, 2> commands{}, events{};
  if (pipe2(commands.data(), O_CLOEXEC) != 0 || pipe2(events.data(), O_CLOEXEC) != 0) return;
  // Away from 3 and 4, which the browser reads and writes.
  const int reads = fcntl(commands[0], F_DUPFD_CLOEXEC, 10);
  const int writes = fcntl(events[1], F_DUPFD_CLOEXEC, 10);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&files, reads, 3);
  posix_spawn_file_actions_adddup2(&files, writes, 4);
  const std::string program = installed();
  const std::vector<std::string> arguments{program,
                                           "--headless=new",
                                           "--no-sandbox",
                                           "--disable-gpu",
                                           "--disable-dev-shm-usage",
                                           "--no-first-run",
                                           "--disable-extensions",
                                           "--disable-background-networking",
                                           "--remote-debugging-pipe",
                                           "--user-data-dir=" + profile_};
  std::vector<char*> words;
  for (const std::string& each : arguments) words.push_back(const_cast<char*>(each.c_str()));
  words.push_back(nullptr);
  posix_spawnattr_t settings;
  posix_spawnattr_init(&settings);
  posix_spawnattr_setflags(&settings, POSIX_SPAWN_SETPGROUP);
  if (posix_spawn(&pid_, program.c_str(), &files, &settings, words.data(), environ) != 0) pid_ = -1;
  posix_spawnattr_destroy(&settings);
  posix_spawn_file_actions_destroy(&files);
  for (const int end : {commands[0], events[1], reads, writes}) close(end);
  to_ = commands[1];
  from_ = events[0];
}

Browser::~Browser() {
  close(to_);
  close(from_);
  if (pid_ > 0) {
    kill(-pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  std::error_code ignored;
  for (int attempt = 0; attempt < 20 && !profile_.empty(); ++attempt) {
    std::filesystem::remove_all(profile_, ignored);
    if (!std::filesystem::exists(profile_, ignored)) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

bool Browser::send(const std::string& message) {
  const std::string whole = message + '\0';
  std::size_t sent = 0;
  while (sent < whole.size()) {
    const ssize_t count = write(to_, whole.data() + sent, whole.size() - sent);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

// The next message, and what it complains of; null when none comes in time.
Json Browser::receive() {
  std::size_t end = read_.find('\0');
  while (end == std::string::npos) {
    pollfd there{from_, POLLIN, 0};
    if (poll(&there, 1, patience_ms) <= 0) return {};
    std::array<char, 65536> buffer;
    const ssize_t count = read(from_, buffer.data(), buffer.size());
    if (count <= 0) return {};
    read_.append(buffer.data(), static_cast<std::size_t>(count));
    end = read_.find('\0');
  }
  auto message = parse_json(read_.substr(0, end), message_bytes_max);
  read_.erase(0, end + 1);
  if (!message) return Json::object();
  const std::string_view method = message->text_of("method");
  const Json* const news = message->find("params");
  const bool wrong =
      method == "Runtime.exceptionThrown" ||
      (method == "Runtime.consoleAPICalled" && news->text_of("type") == "error") ||
      (method == "Log.entryAdded" && news->find("entry")->text_of("level") == "error");
  if (wrong) complaints_.push_back(write_json(*news).substr(0, 600));
  return *std::move(message);
}

Json Browser::ask(const std::string& method, Json parameters) {
  Json message;
  message.set("id", ++last_);
  message.set("method", method);
  if (!session_.empty()) message.set("sessionId", session_);
  message.set("params", std::move(parameters));
  if (!send(write_json(message))) return {};
  for (;;) {
    const Json reply = receive();
    if (reply.is_null()) return {};
    if (reply.integer_of("id") != last_) continue;
    const Json* const result = reply.find("result");
    return result == nullptr ? Json() : *result;
  }
}

bool Browser::open(const std::string& url, int width, int height, bool dark) {
  if (session_.empty()) {
    Json blank;
    blank.set("url", "about:blank");
    Json attach;
    attach.set("targetId", ask("Target.createTarget", blank).text_of("targetId"));
    attach.set("flatten", true);
    session_ = ask("Target.attachToTarget", attach).text_of("sessionId");
    for (const char* part : {"Page.enable", "Runtime.enable", "Log.enable"}) {
      ask(part, Json::object());
    }
  }
  Json size;
  size.set("width", width);
  size.set("height", height);
  size.set("deviceScaleFactor", 1);
  size.set("mobile", width < 600);  // Bars that scroll lie on top there.
  ask("Emulation.setDeviceMetricsOverride", size);
  Json scheme;
  scheme.set("name", "prefers-color-scheme");
  scheme.set("value", dark ? "dark" : "light");
  Json media;
  media.set("features", Json::List{scheme});
  ask("Emulation.setEmulatedMedia", media);
  Json blank, where;
  blank.set("url", "about:blank");
  where.set("url", url);
  ask("Page.navigate", blank);  // Else another fragment of the same page is no new page.
  ask("Page.navigate", where);
  return becomes("document.documentElement.dataset.ready === 'yes'");
}

Json Browser::value_of(const std::string& expression) {
  Json wish;
  wish.set("expression", expression);
  wish.set("returnByValue", true);
  wish.set("awaitPromise", true);
  const Json result = ask("Runtime.evaluate", wish);
  if (result.find("exceptionDetails") != nullptr || result.find("result") == nullptr) return {};
  const Json* const value = result.find("result")->find("value");
  return value == nullptr ? Json() : *value;
}

bool Browser::becomes(const std::string& expression) {
  for (int attempt = 0; attempt < 200; ++attempt) {
    const Json value = value_of(expression);
    if (value.flag() != nullptr && *value.flag()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return false;
}

void Browser::press(const std::string& key) {
  for (const char* type : {"keyDown", "keyUp"}) {
    Json stroke;
    stroke.set("type", type);
    stroke.set("key", key);
    if (key.size() == 1 && std::string_view(type) == "keyDown") stroke.set("text", key);
    if (key == "Enter") {
      stroke.set("windowsVirtualKeyCode", 13);
      if (std::string_view(type) == "keyDown") stroke.set("text", "\r");
    }
    if (key == "Escape") stroke.set("windowsVirtualKeyCode", 27);
    if (key == "Tab") stroke.set("windowsVirtualKeyCode", 9);
    ask("Input.dispatchKeyEvent", stroke);
  }
}

bool Browser::picture(const std::string& path) {
  Json wish;
  wish.set("format", "png");
  wish.set("captureBeyondViewport", true);
  const std::string bytes = from_base64(ask("Page.captureScreenshot", wish).text_of("data"));
  if (bytes.empty()) return false;
  std::ofstream file(path, std::ios::binary);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return file.good();
}

}  // namespace crosswalk::test
