#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <optional>

#include "daemon/commands/commands.hpp"
#include "runtime/admin/client.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/host/installation.hpp"
#include "runtime/host/reports.hpp"
#include "runtime/log.hpp"

namespace crosswalk {
namespace {

// The answer of a command we carry out ourselves.
class OwnAnswer final : public AdminAnswer {
 public:
  OwnAnswer(Terminal& terminal, boost::asio::io_context& io) : terminal_(terminal), io_(io) {}

  void progress(std::string_view words) override { terminal_.progress(words); }
  void notice(std::string_view words) override { terminal_.notice(words); }
  void finish(Result<Json> result) override {
    if (!result_) result_ = std::move(result);
    if (!stopping_) io_.stop();
  }
  /// What is under way ends by itself, and the loop with it.
  void stopping() { stopping_ = true; }
  Result<Json> result() && {
    if (result_) return *std::move(result_);
    return Error{ErrorCode::unavailable, "stopped before it was done", ""};
  }

 private:
  Terminal& terminal_;
  boost::asio::io_context& io_;
  std::optional<Result<Json>> result_;
  bool stopping_ = false;
};

// Outlives the telling of the answer: a second signal, such as one to the whole group, must not
// end the command between being stopped and saying so.
struct Loop {
  boost::asio::io_context io;
  boost::asio::signal_set signals{io, SIGINT, SIGTERM};
};

Result<Json> with_own_hands(const HostConfig& config, const AdminRequest& request,
                            Terminal& terminal, Loop& loop) {
  boost::asio::io_context& io = loop.io;
  auto installation = Installation::open(io, config, Installation::Purpose::one_command);
  if (!installation) return std::move(installation).error();
  Host& host = (*installation)->host();

  const auto answer = std::make_shared<OwnAnswer>(terminal, io);
  loop.signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (cancelled) return;
    answer->stopping();
    host.stop([&io] { io.stop(); });
  });
  host.carry_out(request, answer);
  io.run();
  return std::move(*answer).result();
}

Result<Json> answered(const CommandLine& line, Terminal& terminal, std::optional<Loop>& loop) {
  const AdminRequest request{.command = line.command,
                             .tenant = line.tenant,
                             .full = line.full,
                             .absence_confirmed = line.absence_confirmed,
                             .kind = line.kind,
                             .id = line.id,
                             .candidate = line.candidate,
                             .email = line.email,
                             .member = line.member,
                             .release = line.release,
                             .agreed_by = line.agreed_by};
  auto config = read_config(line.config_file);
  if (!config) return std::move(config).error();
  auto daemon = AdminClient::connect(config->socket);
  if (daemon) {
    return daemon->ask(request, [&](const AdminProgress& news) {
      news.notice ? terminal.notice(news.words) : terminal.progress(news.words);
    });
  }
  if (daemon.error().code == ErrorCode::refused) return std::move(daemon).error();
  start_log(LogLevel::error);
  return with_own_hands(*config, request, terminal, loop.emplace());
}

// What the person typed was wrong, and not what they asked about.
bool is_usage(const Error& error) {
  static constexpr std::array<std::string_view, 8> words{
      "--tenant", "--confirm-absent", "--release", "--candidate",
      "--member", "--agreed-by",      "KIND",      "ID"};
  return error.code == ErrorCode::invalid_input &&
         std::ranges::find(words, error.where) != words.end();
}

ExitCode tell_explanation(const Json& explanation, Terminal& terminal) {
  terminal.result(explanation, explanation_text(explanation));
  const Json* known = explanation.find("known");
  if (known != nullptr && *known == Json(true)) return ExitCode::success;
  terminal.notice(explanation.text_of("words"));
  return ExitCode::needs_you;
}

// What was done, and what still needs somebody.
ExitCode tell_words(const Json& outcome, Terminal& terminal) {
  std::string text;
  const Json* words = outcome.find("words");
  for (const Json& word : words && words->items() ? *words->items() : Json::List{}) {
    text.append(word.text() ? *word.text() : "").append("\n");
  }
  terminal.result(outcome, text);
  const std::string_view need = outcome.text_of("need");
  if (!need.empty()) terminal.notice(need);
  if (outcome.text_of("state") == "not_found") return ExitCode::not_found;
  return need.empty() ? ExitCode::success : ExitCode::needs_you;
}

ExitCode tell_reports(const Json& reports, Terminal& terminal) {
  terminal.result(reports, reports_text(reports));
  const auto needs = needs_of(reports);
  for (const std::string& need : needs) terminal.notice(need);
  return needs.empty() ? ExitCode::success : ExitCode::needs_you;
}

}  // namespace

ExitCode ask(const CommandLine& line, Terminal& terminal) {
  std::optional<Loop> loop;
  const auto result = answered(line, terminal, loop);
  if (!result) {
    terminal.failed(result.error());
    return is_usage(result.error()) ? ExitCode::wrong_usage : ExitCode::needs_you;
  }
  if (line.command == "explain") return tell_explanation(*result, terminal);
  const bool numbers = line.command == "sync" || line.command == "status";
  return numbers ? tell_reports(*result, terminal) : tell_words(*result, terminal);
}

}  // namespace crosswalk
