#pragma once

/// \file
/// The receiver as an installation uses it: a doorkeeper for each tenant, made of its secrets and
/// its connector's recipe, and the way from the door into the tenant's store.

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "runtime/config/check.hpp"
#include "runtime/tenant_runner.hpp"
#include "runtime/web/receiver.hpp"

namespace crosswalk {

class Tenant;

/// Opened before the tenants and closed before they go; without webhooks in the configuration it
/// is a door nobody can knock at.
class Door {
 public:
  /// Opens the receiver, if the configuration has one. `clock` says when it is; from any thread.
  static Result<std::unique_ptr<Door>> open(const WebhookConfig& config,
                                            std::function<Instant()> clock = system_now);

  /// Nobody is let in any more. Before the tenants and their store thread go.
  void close();

  /// Lets the peers of a tenant knock, by the secrets of its configuration.
  void admit(const ReadyTenant& ready);

  /// LinkedIn made the tenant's application: its pushes are signed with this.
  void use_secret(const std::string& tenant, const std::string& secret);

  /// Where a tenant's notices go. Before anybody can knock for it.
  void lead_to(const std::string& tenant, Tenant* inside);

  /// The port it listens at; 0 where nobody can knock.
  std::uint16_t port() const { return receiver_ ? receiver_->port() : std::uint16_t{0}; }

  /// What needs a person, in words: LinkedIn has not asked for a sign of life in too long, or a
  /// secret is likely wrong. `told`: LinkedIn knows the tenant's callback, so that it should ask.
  std::vector<std::string> alarms_of(const std::string& tenant, bool told) const;

  /// What was turned away since the daemon started, of a tenant's and of what names no tenant.
  TenantPushes pushes_of(const std::string& tenant) const;
  PushCounts unnamed_pushes() const;

 private:
  void let_in(const std::string& tenant, KeepNotice notice, std::function<void(bool)> kept);

  mutable std::mutex known_;
  std::map<std::string, Doorkeeper> keepers_;
  std::map<std::string, Tenant*> inside_;
  std::function<Instant()> clock_;
  std::unique_ptr<Receiver> receiver_;
};

}  // namespace crosswalk
