#pragma once

/// \file
/// The product as a person at a shell has it: an installation in a directory, a daemon that runs or
/// does not, commands, a log. A daemon that ends by itself is an error with its cause and its last
/// words, never the end of this process.

#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "scenario/binaries.hpp"
#include "scenario/installation.hpp"

namespace crosswalk::sim::real {

/// Used from one thread.
class Product {
 public:
  Product(Programs programs, std::string directory, std::string tenant)
      : programs_(std::move(programs)),
        directory_(std::move(directory)),
        tenant_(std::move(tenant)) {}

  /// Writes secrets and configuration, again after a change; the state stays.
  Result<Done> install(const Json& announcement, const InstallOptions& options);
  /// The callback's origin; empty without one.
  const std::string& callback() const { return installed_.callback; }

  /// `crosswalk serve`, until it answers on its socket.
  Result<Done> start();
  /// In order, and an error when it does not end so.
  Result<Done> stop();
  /// As a power cut would.
  void kill();
  bool runs() const { return daemon_.has_value(); }
  /// Of the daemon; -1 when none runs.
  pid_t pid() const { return daemon_ ? daemon_->pid() : -1; }
  /// Why the daemon is no longer there though nobody ended it; nothing while all is well.
  std::optional<Error> crashed();

  /// Runs a command to its end. What it says to a person is told, unless `told` is false; an exit
  /// code that is none of `good`, or a crash, is an error.
  Result<std::string> command(std::vector<std::string> words, std::set<int> good = {0, 1},
                              bool told = true);
  /// Runs a command beside everything else.
  Result<Done> begin(std::vector<std::string> words);
  bool begun_ended();

  /// `crosswalk status` of the tenant; what it tells a person is told.
  Result<Json> status();

  /// Whether daemon and worker have computed since the last time this was asked.
  bool computes();

  /// Nobody may say these; a line of the log that does is told.
  void keep_secret(std::string secret) { secrets_.push_back(std::move(secret)); }
  const std::vector<std::string>& secrets() const { return secrets_; }

  /// What a person was shown, each once: alarms, also of the log, and words of commands.
  const std::vector<std::string>& told();

 private:
  void tell(std::string_view words);
  void tell_lines(std::string_view text);
  void read_log();
  std::string last_words() const;
  std::vector<std::string> full(std::vector<std::string> words) const;

  Programs programs_;
  std::string directory_, tenant_;
  Installation installed_;
  std::optional<Running> daemon_;
  std::optional<Error> crash_;
  std::vector<Running> begun_;
  std::uint64_t ticks_ = 0;
  std::size_t log_read_ = 0;
  std::vector<std::string> secrets_, told_;
  std::set<std::string, std::less<>> told_once_;
};

}  // namespace crosswalk::sim::real
