#pragma once

/// \file
/// A simulator on loopback sockets: listeners for Greenhouse, Gem, LinkedIn and control, one
/// thread for all, since the peers are plain values. The clock is the system's; everything
/// behind the sockets gets the time as an argument. Every request to a peer and every push passes
/// the faults that are in force.

#include <functional>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "base/text/json.hpp"
#include "server/settings.hpp"

namespace crosswalk::sim {

class Control;

class Server {
 public:
  /// Generates the world, makes certificates, opens the ports and writes ca.pem (0644) and
  /// simulator.json (0600, it holds credentials) into the directory asked for. `unavailable`
  /// for a taken port, `invalid_input` for a directory that cannot be written.
  static Result<std::unique_ptr<Server>> start(const ServeSettings& settings);
  ~Server();

  /// Serves until stop() was called and running answers are out, or three seconds later.
  void run();
  /// From any thread and from signal handlers of Asio; may be called more than once.
  void stop();
  /// Also stops at SIGINT and SIGTERM.
  void stop_at_signals();

  /// Calls `look` where nothing else touches the peers, and waits for it: on the thread that is
  /// in run(), or at once before that. Never after stop().
  void visit(const std::function<void(Control&, Instant now)>& look);

  /// Origins, credentials, the place of the CA, and for each vendor what a configuration of the
  /// product says of it, as in simulator.json.
  Json announcement() const;
  std::string greenhouse_origin() const;
  std::string gem_origin() const;
  std::string linkedin_origin() const;
  std::string control_origin() const;
  const std::string& ca_pem() const;  ///< Empty without TLS.

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::sim
