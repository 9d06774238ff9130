#include "scenario/real/product.hpp"

#include <signal.h>
#include <string.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>
#include <utility>

namespace crosswalk::sim::real {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds start_patience{30};
constexpr std::chrono::seconds stop_patience{20};
constexpr std::chrono::seconds command_patience{120};
constexpr std::chrono::milliseconds look_again{5};
constexpr std::size_t last_lines = 6;
constexpr std::size_t line_bytes_max = 240;

std::string text_of(const std::string& path, std::size_t from = 0) {
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(from));
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string ending_of(int code) {
  if (code < 128) return "with exit code " + std::to_string(code);
  const char* const name = sigabbrev_np(code - 128);
  return "by signal SIG" + std::string(name == nullptr ? "?" : name);
}

// Addresses of people have no place in an error, whoever put them into a log.
std::string without_addresses(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    line.remove_prefix(std::min(word.size() + 1, line.size()));
    if (!out.empty()) out += ' ';
    out += word.find('@') == std::string_view::npos ? word : "[address]";
  }
  return out.substr(0, line_bytes_max);
}

template <class Each>
void for_each_line(std::string_view text, Each each) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.empty()) each(line);
  }
}

// Time that a process has computed, in ticks of the system; its children's, too.
std::uint64_t ticks_of(pid_t pid) {
  const std::string folder = "/proc/" + std::to_string(pid);
  const std::string stat = text_of(folder + "/stat");
  const std::size_t name_end = stat.rfind(')');
  if (name_end == std::string::npos) return 0;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  std::uint64_t user = 0, system = 0;
  fields >> user >> system;
  std::uint64_t ticks = user + system;
  std::istringstream children(text_of(folder + "/task/" + std::to_string(pid) + "/children"));
  for (pid_t child = 0; children >> child;) ticks += ticks_of(child);
  return ticks;
}

bool names_an_alarm(std::string_view line) {
  const auto says = [&](std::string_view word) {
    return line.find(word) != std::string_view::npos;
  };
  return says(" event=alarm ") || says(" event=waits ") || says(" level=error ");
}

// `words="..."` of a line of the log.
std::string_view words_in(std::string_view line) {
  constexpr std::string_view mark = "words=\"";
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return {};
  line.remove_prefix(at + mark.size());
  return line.substr(0, line.rfind('"'));
}

}  // namespace

Result<Done> Product::install(const Json& announcement, const InstallOptions& options) {
  InstallOptions chosen = options;
  if (!installed_.callback.empty()) {
    const std::string& was = installed_.callback;
    chosen.port = static_cast<std::uint16_t>(std::stoul(was.substr(was.rfind(':') + 1)));
  }
  chosen.activated = false;
  auto made = sim::install(directory_, programs_, announcement, chosen);
  if (!made) return std::move(made).error();
  installed_ = *std::move(made);
  return Done{};
}

std::vector<std::string> Product::full(std::vector<std::string> words) const {
  words.insert(words.begin(), programs_.crosswalk());
  words.insert(words.end(), {"-c", installed_.config});
  return words;
}

Result<Done> Product::start() {
  const std::string socket = directory_ + "/state/admin.sock";
  std::error_code ignored;
  std::filesystem::remove(socket, ignored);
  auto daemon = Running::start_bound(full({"serve"}), installed_.log);
  if (!daemon) return std::move(daemon).error();
  daemon_ = *std::move(daemon);
  const auto deadline = Clock::now() + start_patience;
  while (!std::filesystem::exists(socket)) {
    if (auto crash = crashed()) return *std::move(crash);
    if (Clock::now() > deadline) {
      return Error{ErrorCode::internal, "the daemon does not answer; " + last_words(), "serve"};
    }
    std::this_thread::sleep_for(look_again);
  }
  return Done{};
}

Result<Done> Product::stop() {
  if (auto crash = crashed()) return *std::move(crash);
  if (!daemon_) return Done{};
  const int code = daemon_->stop(stop_patience);
  daemon_.reset();
  if (code == 0) return Done{};
  return Error{ErrorCode::internal,
               "told to stop, the product ended " + ending_of(code) + "; " + last_words(), "serve"};
}

void Product::kill() {
  if (daemon_) daemon_->kill_now();
  daemon_.reset();
}

std::optional<Error> Product::crashed() {
  if (crash_ || !daemon_) return crash_;
  if (const auto code = daemon_->ended()) {
    daemon_.reset();
    crash_ =
        Error{ErrorCode::internal,
              "the product ended by itself " + ending_of(*code) + "; " + last_words(), "serve"};
  }
  return crash_;
}

std::string Product::last_words() const {
  std::vector<std::string> lines;
  for_each_line(text_of(installed_.log),
                [&](std::string_view line) { lines.push_back(without_addresses(line)); });
  if (lines.empty()) return "it had said nothing";
  std::string words = "its last words:";
  for (std::size_t at = lines.size() - std::min(lines.size(), last_lines); at < lines.size();
       ++at) {
    words += "\n  " + lines[at];
  }
  return words;
}

Result<std::string> Product::command(std::vector<std::string> words, std::set<int> good,
                                     bool told) {
  const std::string name = words[0];
  const bool json = std::ranges::find(words, "--json") != words.end();
  const Result<Ended> ended = run_program(full(std::move(words)), command_patience);
  if (auto crash = crashed()) return *std::move(crash);
  if (!ended) return ended.error();
  if (told) tell_lines(ended->errors);
  if (told && !json) tell_lines(ended->output);
  if (good.contains(ended->status)) return ended->output;
  const ErrorCode code = ended->status >= 128 ? ErrorCode::internal : ErrorCode::refused;
  return Error{code,
               "the command ended " + ending_of(ended->status) + ": " +
                   without_addresses(std::string_view(ended->errors).substr(0, line_bytes_max)),
               "crosswalk " + name};
}

Result<Done> Product::begin(std::vector<std::string> words) {
  auto running = Running::start_bound(full(std::move(words)), directory_ + "/commands.log");
  if (!running) return std::move(running).error();
  begun_.push_back(*std::move(running));
  return Done{};
}

bool Product::begun_ended() {
  std::erase_if(begun_, [](Running& each) { return each.ended().has_value(); });
  return begun_.empty();
}

Result<Json> Product::status() {
  auto output = command({"status", "--json"});
  if (!output) return std::move(output).error();
  auto all = parse_json(*output);
  const Json* const tenants = all ? all->find("tenants") : nullptr;
  if (tenants == nullptr || tenants->items() == nullptr || tenants->items()->empty()) {
    return Error{ErrorCode::internal, "status says nothing of the tenant", "crosswalk status"};
  }
  const Json& tenant = tenants->items()->front();
  for (const std::string_view list : {"alarms", "notes"}) {
    const Json* const each = tenant.find(list);
    if (each == nullptr || each->items() == nullptr) continue;
    for (const Json& words : *each->items()) {
      const bool standing = list == "notes";
      if (words.text() == nullptr) continue;
      if (!standing || words.text()->starts_with("waits: ")) tell(*words.text());
    }
  }
  if (const Json* const onboarding = tenant.find("onboarding")) tell(onboarding->text_of("closed"));
  return tenant;
}

bool Product::computes() {
  if (!daemon_) return false;
  const std::uint64_t ticks = ticks_of(daemon_->pid());
  return std::exchange(ticks_, ticks) + 1 < ticks;
}

void Product::tell(std::string_view words) {
  if (words.empty() || !told_once_.emplace(words).second) return;
  told_.emplace_back(words);
}

void Product::tell_lines(std::string_view text) {
  for_each_line(text, [this](std::string_view line) { tell(line); });
}

// Any other line is for whoever debugs; it may be anything but a secret.
void Product::read_log() {
  const std::string text = text_of(installed_.log, log_read_);
  const std::size_t whole = text.rfind('\n');
  if (whole == std::string::npos) return;
  log_read_ += whole + 1;
  for_each_line(std::string_view(text).substr(0, whole), [this](std::string_view line) {
    const auto says = [&](const std::string& secret) {
      return line.find(secret) != std::string_view::npos;
    };
    if (std::ranges::any_of(secrets_, says)) return tell(line);
    if (names_an_alarm(line)) tell(words_in(line));
  });
}

const std::vector<std::string>& Product::told() {
  read_log();
  return told_;
}

}  // namespace crosswalk::sim::real
