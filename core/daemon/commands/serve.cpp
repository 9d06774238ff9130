#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>

#include "daemon/commands/commands.hpp"
#include "runtime/admin/server.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/host/installation.hpp"
#include "runtime/log.hpp"

namespace crosswalk {
namespace {

// Order matters: what stands first goes away last.
class Daemon {
 public:
  Result<Done> open(const HostConfig& config) {
    auto installation = Installation::open(io_, config, Installation::Purpose::daemon);
    if (!installation) return std::move(installation).error();
    installation_ = *std::move(installation);
    auto admin = open_admin_server(
        io_, config.socket,
        [this](const AdminRequest& request, const std::shared_ptr<AdminAnswer>& answer) {
          installation_->host().carry_out(request, answer);
        });
    if (!admin) return std::move(admin).error();
    admin_ = *std::move(admin);
    return Done{};
  }

  void run() {
    wait_for_signal();
    installation_->host().start();
    log(LogLevel::info, "ready", {});
    io_.run();
    log(LogLevel::info, "stopped", {});
  }

 private:
  void wait_for_signal() {
    signals_.async_wait([this](const boost::system::error_code& cancelled, int number) {
      if (cancelled) return;
      if (std::exchange(stopping_, true)) return io_.stop();
      log(LogLevel::info, "stopping", {{"signal", std::int64_t{number}}});
      admin_.reset();
      installation_->host().stop([this] { io_.stop(); });
      wait_for_signal();
    });
  }

  boost::asio::io_context io_{1};
  boost::asio::signal_set signals_{io_, SIGINT, SIGTERM};
  std::unique_ptr<Installation> installation_;
  std::unique_ptr<AdminServer> admin_;
  bool stopping_ = false;
};

}  // namespace

ExitCode serve(const CommandLine& line, Terminal& terminal) {
  auto config = read_config(line.config_file);
  if (!config) {
    terminal.failed(config.error());
    return ExitCode::needs_you;
  }
  const auto level = log_level(config->log_level);
  start_log(level ? *level : LogLevel::info);
  Daemon daemon;
  if (auto opened = daemon.open(*config); !opened) {
    terminal.failed(opened.error());
    return ExitCode::needs_you;
  }
  daemon.run();
  return ExitCode::success;
}

}  // namespace crosswalk
