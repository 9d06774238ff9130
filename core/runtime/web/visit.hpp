#pragma once

/// \file
/// One connection to the receiver: a request or several, one after another, plain or under TLS 1.2
/// or newer, bounded in bytes and time. It knows nothing of tenants or signatures: the household
/// decides.

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>

#include "runtime/web/receiver.hpp"

namespace crosswalk {

/// Whoever answers at the door. Used on the receiver's thread alone, unless said otherwise.
class Household {
 public:
  virtual ~Household() = default;

  virtual const ReceiverLimits& limits() const = 0;

  /// Whether one more visit may be; leave() ends it.
  virtual bool enter() = 0;
  virtual void leave() = 0;

  /// What to do about a request, and whose it is; nothing for a path that is nobody's.
  virtual std::optional<Reception> decide(const HttpRequest& request, std::string& tenant) = 0;

  /// Counts a request that was answered without decide(), by whatever path it named.
  virtual void turned_away(std::string_view target, TurnedAway why) = 0;

  /// `kept` may be called on any thread, once.
  virtual void keep(const std::string& tenant, KeepNotice notice,
                    std::function<void(bool)> kept) = 0;
};

/// Null: plain HTTP.
using DoorTls = std::shared_ptr<boost::asio::ssl::context>;

/// Reads certificate and key. Refused when either cannot be used, or others may read the key.
Result<DoorTls> door_tls(const WebhookConfig& config);

/// Serves the connection until it ends; keeps itself and `house` alive meanwhile.
void begin_visit(std::shared_ptr<Household> house, boost::asio::ip::tcp::socket socket,
                 DoorTls tls);

}  // namespace crosswalk
