#include "runtime/web/receiver.hpp"

#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include <map>

#include "runtime/log.hpp"
#include "runtime/web/visit.hpp"

namespace crosswalk {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::milliseconds accept_pause{200};

// What every visit asks; outlives the visits, whatever ends first.
class House final : public Household, public std::enable_shared_from_this<House> {
 public:
  House(ReceiverPorts ports, ReceiverLimits limits)
      : ports_(std::move(ports)), limits_(limits), since_(ports_.clock()) {}

  const ReceiverLimits& limits() const override { return limits_; }
  bool enter() override {
    if (visits_ < limits_.connections_max) return ++visits_ != 0;
    const std::lock_guard alone(known_);
    note(unnamed_, TurnedAway::too_many, ports_.clock());
    return false;
  }
  void leave() override { --visits_; }

  std::optional<Reception> decide(const HttpRequest& request, std::string& tenant) override {
    const std::optional<Callback> callback = callback_of(request.target);
    std::shared_ptr<const Doorkeeper> keeper = callback ? keeper_of(callback->tenant) : nullptr;
    if (keeper == nullptr) {
      turned_away(request.target, TurnedAway::path);
      return std::nullopt;
    }
    tenant = callback->tenant;
    const Instant now = ports_.clock();
    Reception reception = receive(*keeper, callback->source, request, now);
    const Replied* replied = std::get_if<Replied>(&reception);
    if (replied != nullptr && replied->challenge) note_challenge(tenant, now);
    if (replied != nullptr && replied->response.status >= 400) {
      turned_away(request.target, turned_away_by(replied->response.status));
    }
    if (replied == nullptr) {
      const std::lock_guard alone(known_);
      note_proven(pushes_[tenant].of(callback->source));
    }
    return reception;
  }

  void turned_away(std::string_view target, TurnedAway why) override {
    const Instant now = ports_.clock();
    const std::optional<Callback> callback = callback_of(target);
    {
      const std::lock_guard alone(known_);
      if (!callback || !keepers_.contains(callback->tenant)) return note(unnamed_, why, now);
      note(pushes_[callback->tenant].of(callback->source), why, now);
    }
    log(LogLevel::warning, "turned_away",
        {{"tenant", callback->tenant},
         {"from", callback->source == NoticeSource::linkedin ? "linkedin" : "vendor"},
         {"reason", name_of(why)}});
  }

  void keep(const std::string& tenant, KeepNotice notice, std::function<void(bool)> kept) override {
    ports_.keep(tenant, std::move(notice), std::move(kept));
  }

  void admit(Doorkeeper keeper) {
    const std::lock_guard alone(known_);
    lives_.try_emplace(keeper.tenant, CallbackLife{since_, {}});
    std::string name = keeper.tenant;
    keepers_[std::move(name)] = std::make_shared<const Doorkeeper>(std::move(keeper));
  }

  CallbackLife life_of(const std::string& tenant) const {
    const std::lock_guard alone(known_);
    const auto found = lives_.find(tenant);
    return found == lives_.end() ? CallbackLife{since_, {}} : found->second;
  }

  TenantPushes pushes_of(const std::string& tenant) const {
    const std::lock_guard alone(known_);
    const auto found = pushes_.find(tenant);
    return found == pushes_.end() ? TenantPushes{} : found->second;
  }

  PushCounts unnamed_pushes() const {
    const std::lock_guard alone(known_);
    return unnamed_;
  }

 private:
  std::shared_ptr<const Doorkeeper> keeper_of(const std::string& tenant) const {
    const std::lock_guard alone(known_);
    const auto found = keepers_.find(tenant);
    return found == keepers_.end() ? nullptr : found->second;
  }

  void note_challenge(const std::string& tenant, Instant now) {
    const std::lock_guard alone(known_);
    lives_[tenant].challenged_at = now;
  }

  ReceiverPorts ports_;
  const ReceiverLimits limits_;
  const Instant since_;
  std::size_t visits_ = 0;
  mutable std::mutex known_;
  std::map<std::string, std::shared_ptr<const Doorkeeper>> keepers_;
  std::map<std::string, CallbackLife> lives_;
  std::map<std::string, TenantPushes> pushes_;  // Of tenants that are known, and of no others.
  PushCounts unnamed_;
};

class OpenReceiver final : public Receiver {
 public:
  OpenReceiver(ReceiverPorts ports, ReceiverLimits limits)
      : house_(std::make_shared<House>(std::move(ports), limits)), acceptor_(io_) {}

  ~OpenReceiver() override { close(); }

  void close() override {
    io_.stop();
    if (thread_.joinable()) thread_.join();
  }

  Result<Done> open(const WebhookConfig& config) {
    if (!config.certificate.empty()) {
      auto tls = door_tls(config);
      if (!tls) return std::move(tls).error();
      tls_ = *std::move(tls);
    }
    if (Result<Done> bound = bind(config); !bound) return bound;
    accept();
    thread_ = std::thread([this] { io_.run(); });
    return Done{};
  }

  void admit(Doorkeeper keeper) override { house_->admit(std::move(keeper)); }
  CallbackLife life_of(const std::string& tenant) const override { return house_->life_of(tenant); }
  TenantPushes pushes_of(const std::string& tenant) const override {
    return house_->pushes_of(tenant);
  }
  PushCounts unnamed_pushes() const override { return house_->unnamed_pushes(); }
  std::uint16_t port() const override { return port_; }

 private:
  Result<Done> bind(const WebhookConfig& config) {
    error_code failed;
    const std::string place = config.listen_host + ":" + std::to_string(config.listen_port);
    const std::string host = config.listen_host == "localhost" ? "127.0.0.1" : config.listen_host;
    const asio::ip::address address = asio::ip::make_address(host, failed);
    if (failed) {
      return Error{ErrorCode::invalid_input, "is an address of this machine, not a name", place};
    }
    const tcp::endpoint endpoint(address, config.listen_port);
    acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(asio::socket_base::reuse_address(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(asio::socket_base::max_listen_connections, failed);
    if (failed) {
      return Error{ErrorCode::unavailable,
                   "cannot listen here (" + failed.message() + "); choose another webhooks.listen",
                   place};
    }
    port_ = acceptor_.local_endpoint(failed).port();
    return Done{};
  }

  void accept() {
    acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
      if (failed == asio::error::operation_aborted) return;
      if (!failed) begin_visit(house_, std::move(socket), tls_);
      if (!failed) return accept();
      // Out of descriptors: asking again at once would only burn the processor.
      again_.expires_after(accept_pause);
      again_.async_wait([this](error_code cancelled) {
        if (!cancelled) accept();
      });
    });
  }

  std::shared_ptr<House> house_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::steady_timer again_{io_};
  DoorTls tls_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

}  // namespace

bool too_silent(const CallbackLife& life, Instant now) {
  const Instant last = life.challenged_at == Instant{} ? life.listening_since : life.challenged_at;
  return now - last > silence_max;
}

Result<std::unique_ptr<Receiver>> open_receiver(const WebhookConfig& config, ReceiverPorts ports,
                                                ReceiverLimits limits) {
  auto receiver = std::make_unique<OpenReceiver>(std::move(ports), limits);
  if (Result<Done> opened = receiver->open(config); !opened) return std::move(opened).error();
  return std::unique_ptr<Receiver>(std::move(receiver));
}

}  // namespace crosswalk
