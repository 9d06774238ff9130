#pragma once

/// \file
/// One configuration brought to life: the state's lock, the keys, and every tenant with its own
/// store, transport and worker. Whoever holds an Installation is the one owner of the state.

#include <functional>
#include <memory>

#include "base/result.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/host/host.hpp"

namespace boost::asio {
class io_context;
}

namespace crosswalk {

class Installation {
 public:
  enum class Purpose : std::uint8_t {
    daemon,      ///< Tenants poll for as long as they live.
    one_command  ///< Tenants do what they are asked and nothing else.
  };

  /// Opens everything, in the order in which a mistake is best told: root key, certificates and
  /// worker, the state and its lock, then each tenant's connector, secrets and store. The first
  /// thing wrong, with place and remedy; `conflict` when somebody else owns the state. `io` must
  /// outlive it, and is run by the calling thread. Nothing runs until the host is told to. `clock`
  /// is the callback's, whose silence is measured by it.
  static Result<std::unique_ptr<Installation>> open(boost::asio::io_context& io,
                                                    const HostConfig& config, Purpose purpose,
                                                    std::function<Instant()> clock = system_now);

  virtual ~Installation() = default;
  virtual Host& host() = 0;
};

}  // namespace crosswalk
