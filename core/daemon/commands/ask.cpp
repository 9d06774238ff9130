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
  void finish(Result<Json> result) override {
    if (!result_) result_ = std::move(result);
    io_.stop();
  }
  Result<Json> result() && {
    if (result_) return *std::move(result_);
    return Error{ErrorCode::unavailable, "stopped before it was done", ""};
  }

 private:
  Terminal& terminal_;
  boost::asio::io_context& io_;
  std::optional<Result<Json>> result_;
};

Result<Json> with_own_hands(const HostConfig& config, const AdminRequest& request,
                            Terminal& terminal) {
  boost::asio::io_context io;
  auto installation = Installation::open(io, config, Installation::Purpose::one_command);
  if (!installation) return std::move(installation).error();
  Host& host = (*installation)->host();

  boost::asio::signal_set signals(io, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (!cancelled) host.stop([&io] { io.stop(); });
  });
  const auto answer = std::make_shared<OwnAnswer>(terminal, io);
  host.carry_out(request, answer);
  io.run();
  return std::move(*answer).result();
}

Result<Json> answered(const CommandLine& line, Terminal& terminal) {
  const AdminRequest request{.command = line.command,
                             .tenant = line.tenant,
                             .full = line.full,
                             .kind = line.kind,
                             .id = line.id};
  auto config = read_config(line.config_file);
  if (!config) return std::move(config).error();
  auto daemon = AdminClient::connect(config->socket);
  if (daemon) {
    return daemon->ask(request, [&](std::string_view words) { terminal.progress(words); });
  }
  if (daemon.error().code == ErrorCode::refused) return std::move(daemon).error();
  start_log(LogLevel::error);
  return with_own_hands(*config, request, terminal);
}

// What the person typed was wrong, and not what they asked about.
bool is_usage(const Error& error) {
  return error.code == ErrorCode::invalid_input &&
         (error.where == "--tenant" || error.where == "KIND" || error.where == "ID");
}

}  // namespace

ExitCode ask(const CommandLine& line, Terminal& terminal) {
  const auto result = answered(line, terminal);
  if (!result) {
    terminal.cause(result.error());
    return is_usage(result.error()) ? ExitCode::wrong_usage : ExitCode::needs_you;
  }
  if (line.command == "explain") {
    terminal.result(*result, explanation_text(*result));
    const Json* known = result->find("known");
    return known != nullptr && *known == Json(true) ? ExitCode::success : ExitCode::needs_you;
  }
  terminal.result(*result, reports_text(*result));
  return line.command == "sync" && needs_a_person(*result) ? ExitCode::needs_you
                                                           : ExitCode::success;
}

}  // namespace crosswalk
