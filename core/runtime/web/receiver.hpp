#pragma once

/// \file
/// The socket LinkedIn and the vendors push to. It runs on a thread of its own and answers a
/// challenge from memory, so that neither a slow disk nor a busy flow can make LinkedIn believe the
/// callback dead; a push is answered only when the store has it.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "flow/exchange/reception.hpp"
#include "runtime/config/host_config.hpp"
#include "runtime/web/turned_away.hpp"

namespace crosswalk {

/// Bounds of the receiver. LinkedIn waits three seconds for an answer.
struct ReceiverLimits {
  std::size_t connections_max = 256;
  Duration request_within{std::chrono::seconds{10}};      ///< From connect to the end of the body.
  Duration kept_within{std::chrono::milliseconds{2500}};  ///< Then 503: the peer tries again.
};

struct ReceiverPorts {
  /// Keeps a notice of that tenant and calls `kept` once, on any thread. [receiver's thread]
  std::function<void(const std::string& tenant, KeepNotice notice,
                     std::function<void(bool kept)> kept)>
      keep;
  std::function<Instant()> clock;
};

/// When a tenant's callback was last asked for a sign of life.
struct CallbackLife {
  Instant listening_since{};
  Instant challenged_at{};  ///< Epoch: never.
};

/// LinkedIn asks every two hours; after this long without it nobody may be pushing any more.
inline constexpr Duration silence_max{std::chrono::minutes{150}};

/// Whether the silence of a connected tenant's callback needs a person at `now`.
bool too_silent(const CallbackLife& life, Instant now);

class Receiver {
 public:
  virtual ~Receiver() = default;

  /// Ends the thread and with it every connection; no port is called afterwards. What was asked of
  /// `keep` may still be answered, as long as this object lives.
  virtual void close() = 0;

  /// Replaces what is known of one tenant; an unknown one is added. [any thread]
  virtual void admit(Doorkeeper keeper) = 0;

  /// Of a tenant that was admitted. [any thread]
  virtual CallbackLife life_of(const std::string& tenant) const = 0;

  /// What was turned away of a tenant that was admitted, and what names no such tenant. [any
  /// thread]
  virtual TenantPushes pushes_of(const std::string& tenant) const = 0;
  virtual PushCounts unnamed_pushes() const = 0;

  /// The port it listens at.
  virtual std::uint16_t port() const = 0;
};

/// Opens the socket and the thread. Port 0 takes a free one. Refused: a port that is taken, a
/// certificate or key that cannot be read, or a key that others may read.
Result<std::unique_ptr<Receiver>> open_receiver(const WebhookConfig& config, ReceiverPorts ports,
                                                ReceiverLimits limits = {});

}  // namespace crosswalk
