#include "runtime/host/door.hpp"

#include <utility>

#include "runtime/host/tenant.hpp"

namespace crosswalk {

Result<std::unique_ptr<Door>> Door::open(const WebhookConfig& config,
                                         std::function<Instant()> clock) {
  auto door = std::make_unique<Door>();
  door->clock_ = clock;
  if (!config.on()) return door;
  ReceiverPorts ports{.keep =
                          [self = door.get()](const std::string& tenant, KeepNotice notice,
                                              std::function<void(bool)> kept) {
                            self->let_in(tenant, std::move(notice), std::move(kept));
                          },
                      .clock = std::move(clock)};
  auto receiver = open_receiver(config, std::move(ports));
  if (!receiver) return std::move(receiver).error();
  door->receiver_ = *std::move(receiver);
  return door;
}

void Door::close() {
  if (receiver_) receiver_->close();
}

void Door::admit(const ReadyTenant& ready) {
  if (!receiver_) return;
  Doorkeeper keeper;
  keeper.tenant = ready.config->name;
  const std::string& secret = ready.credentials.linkedin_client_secret;
  if (!secret.empty()) keeper.linkedin_secrets.push_back(secret);
  keeper.vendor = ready.plan.webhook;
  if (keeper.vendor) {
    for (const std::string& name : keeper.vendor->secrets) {
      const auto found = ready.credentials.vendor.find(name);
      if (found != ready.credentials.vendor.end()) keeper.vendor_secrets.push_back(found->second);
    }
  }
  const std::lock_guard alone(known_);
  receiver_->admit(keeper);
  keepers_[keeper.tenant] = std::move(keeper);
}

void Door::use_secret(const std::string& tenant, const std::string& secret) {
  if (!receiver_) return;
  const std::lock_guard alone(known_);
  Doorkeeper& keeper = keepers_[tenant];
  keeper.tenant = tenant;
  keeper.linkedin_secrets = {secret};
  receiver_->admit(keeper);
}

void Door::lead_to(const std::string& tenant, Tenant* inside) {
  const std::lock_guard alone(known_);
  inside_[tenant] = inside;
}

void Door::let_in(const std::string& tenant, KeepNotice notice, std::function<void(bool)> kept) {
  Tenant* inside = nullptr;
  {
    const std::lock_guard alone(known_);
    const auto found = inside_.find(tenant);
    if (found != inside_.end()) inside = found->second;
  }
  if (inside == nullptr) return kept(false);
  inside->keep(std::move(notice), std::move(kept));
}

std::vector<std::string> Door::alarms_of(const std::string& tenant, bool told) const {
  std::vector<std::string> alarms;
  if (!receiver_) return alarms;
  const Instant now = clock_();
  if (told && too_silent(receiver_->life_of(tenant), now)) {
    alarms.emplace_back(
        "LinkedIn has not asked for a sign of life at the callback for two and a half hours; "
        "nothing may reach it. Check webhooks.public_url from outside, then run crosswalk tenant "
        "connect again");
  }
  TenantPushes pushes = receiver_->pushes_of(tenant);
  const std::lock_guard alone(known_);
  const auto keeper = keepers_.find(tenant);
  if (keeper == keepers_.end()) return alarms;
  for (const NoticeSource source : {NoticeSource::linkedin, NoticeSource::vendor}) {
    const auto doubt = secret_doubt(pushes.of(source), source, keeper->second, now);
    if (doubt) alarms.push_back(*doubt);
  }
  return alarms;
}

TenantPushes Door::pushes_of(const std::string& tenant) const {
  return receiver_ ? receiver_->pushes_of(tenant) : TenantPushes{};
}

PushCounts Door::unnamed_pushes() const {
  return receiver_ ? receiver_->unnamed_pushes() : PushCounts{};
}

}  // namespace crosswalk
