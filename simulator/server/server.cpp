#include <utility>
#include <vector>

#include "server/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <mutex>
#include <optional>

#include "server/accounts.hpp"
#include "server/control.hpp"
#include "server/listener.hpp"
#include "server/postman.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::seconds farewell{3};
constexpr std::chrono::milliseconds postman_every{20};

Instant clock_now() {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

/// Writes a file anew under its mode, through a temporary name, so that no reader sees half.
bool write_file(const std::string& path, const std::string& text, mode_t mode) {
  const std::string fresh = path + ".new";
  unlink(fresh.c_str());
  const int file = open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return false;
  const bool whole = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  return close(file) == 0 && whole && rename(fresh.c_str(), path.c_str()) == 0;
}

}  // namespace

struct Server::State {
  explicit State(const ServeSettings& settings) : control(settings, clock_now()) {}

  void deliver();
  void deliver_all(std::string_view peer, Outbox& outbox,
                   std::function<void(std::uint64_t, const HttpResponse&)> hear);
  Answer peer(std::string_view name);
  void close();
  /// The peers' clock, which a person may have advanced.
  Instant now() { return control.console().now(clock_now()); }

  asio::io_context context{1};
  Control control;
  std::optional<Certificates> certificates;
  std::string ca_path;
  std::unique_ptr<Listener> greenhouse;
  std::unique_ptr<Listener> gem;
  std::unique_ptr<Listener> linkedin;
  std::unique_ptr<Listener> steering;
  std::unique_ptr<Postman> postman;
  asio::steady_timer round{context};  // The postman's.
  std::optional<asio::signal_set> signals;
  bool closing = false;
  std::mutex starting;  // Held by who looks before run().
  bool running = false;
};

/// What is due goes out; what comes back, or nothing, is told to the peer that is there then.
void Server::State::deliver_all(std::string_view peer, Outbox& outbox,
                                std::function<void(std::uint64_t, const HttpResponse&)> hear) {
  const Instant now = this->now();
  for (Outgoing& each : outbox.take_due(now)) {
    Sending push = control.traffic().push(peer, each.request, now);
    postman->deliver(std::move(push.deliveries),
                     [this, hear, peer, now, each = std::move(each),
                      fired = std::move(push.fired)](std::optional<HttpResponse> reply) {
                       const Instant then = this->now();
                       control.traffic().answered(peer, each.request, reply ? &*reply : nullptr,
                                                  then - now, fired, now);
                       hear(each.id, reply.value_or(HttpResponse{}));
                     });
  }
}

void Server::State::deliver() {
  Peers& peers = control.peers();
  deliver_all("linkedin", peers.linkedin.outbox(),
              [this](std::uint64_t id, const HttpResponse& reply) {
                control.peers().linkedin.hear(id, reply.status, reply.body, now());
              });
  deliver_all("greenhouse", peers.greenhouse.outbox(),
              [this](std::uint64_t id, const HttpResponse& reply) {
                control.peers().greenhouse.answered(id, reply.status, now());
              });
  round.expires_after(postman_every);
  round.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled && !closing) deliver();
  });
}

Answer Server::State::peer(std::string_view name) {
  return [this, name](const HttpRequest& request) {
    const auto began = std::chrono::steady_clock::now();
    Arrival arrival = control.traffic().ask(name, request, now());
    control.console().journal().took(std::chrono::steady_clock::now() - began);
    return arrival;
  };
}

void Server::State::close() {
  greenhouse->close();
  gem->close();
  linkedin->close();
  steering->close();
  if (signals) signals->cancel();
  round.cancel();
  closing = true;
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::start(const ServeSettings& settings) {
  auto state = std::make_unique<State>(settings);
  State& s = *state;
  if (settings.tls) {
    auto made = make_certificates();
    if (!made) return std::move(made).error();
    s.certificates = std::move(*made);
  }
  const Certificates* const proof = s.certificates ? &*s.certificates : nullptr;
  const auto open = [&](std::unique_ptr<Listener>& place, std::uint16_t port,
                        const Certificates* certificates, Answer answer) -> std::optional<Error> {
    auto listener = Listener::open(s.context, port, certificates, std::move(answer));
    if (!listener) return std::move(listener).error();
    place = std::move(*listener);
    return std::nullopt;
  };
  auto failed = open(s.greenhouse, settings.greenhouse_port, proof, s.peer("greenhouse"));
  if (!failed) failed = open(s.gem, settings.gem_port, proof, s.peer("gem"));
  if (!failed) failed = open(s.linkedin, settings.linkedin_port, proof, s.peer("linkedin"));
  if (!failed) {
    failed = open(s.steering, settings.control_port, nullptr, [&s](const HttpRequest& request) {
      Arrival arrival;
      arrival.reply = s.control.answer(request, s.now());
      return arrival;
    });
  }
  if (failed) return *failed;
  s.postman = std::make_unique<Postman>(s.context, proof ? proof->ca_pem : std::string());
  s.deliver();
  auto server = std::unique_ptr<Server>(new Server(std::move(state)));
  if (settings.directory.empty()) return server;
  if (s.certificates) s.ca_path = settings.directory + "/ca.pem";
  const std::string story = write_json(server->announcement(), true) + "\n";
  const std::string& at = settings.directory;
  if ((s.certificates && (!write_file(s.ca_path, s.certificates->ca_pem, 0644) ||
                          !write_file(at + "/callback.pem", s.certificates->server_pem, 0644) ||
                          !write_file(at + "/callback.key", s.certificates->key_pem, 0600))) ||
      !write_file(settings.directory + "/simulator.json", story, 0600)) {
    return Error{ErrorCode::invalid_input, "the directory cannot be written", settings.directory};
  }
  return server;
}

void Server::run() {
  {
    const std::scoped_lock lock(state_->starting);
    state_->running = true;
  }
  while (!state_->closing && state_->context.run_one() > 0) {
  }
  state_->context.run_for(farewell);
}

void Server::stop() {
  asio::post(state_->context, [state = state_.get()] { state->close(); });
}

void Server::visit(const std::function<void(Control&, Instant now)>& look) {
  {
    const std::scoped_lock lock(state_->starting);
    if (!state_->running) return look(state_->control, state_->now());
  }
  std::promise<void> done;
  asio::post(state_->context, [&, state = state_.get()] {
    look(state->control, state->now());
    done.set_value();
  });
  done.get_future().wait();
}

void Server::stop_at_signals() {
  state_->signals.emplace(state_->context, SIGINT, SIGTERM);
  state_->signals->async_wait([state = state_.get()](boost::system::error_code failed, int) {
    if (!failed) state->close();
  });
}

Json Server::announcement() const {
  const ServeSettings& settings = state_->control.settings();
  Json origins;
  origins.set("greenhouse", greenhouse_origin());
  origins.set("gem", gem_origin());
  origins.set("linkedin", linkedin_origin());
  origins.set("control", control_origin());
  Json linkedin;
  linkedin.set("client_id", settings.linkedin_client_id);
  linkedin.set("client_secret", settings.linkedin_client_secret);
  Json credentials;
  credentials.set("linkedin", std::move(linkedin));
  if (!settings.partner_client_id.empty()) {
    Json partner;
    partner.set("client_id", settings.partner_client_id);
    partner.set("client_secret", settings.partner_client_secret);
    credentials.set("partner", std::move(partner));
  }
  const World& world = state_->control.peers().world;
  Json accounts;
  for (const Vendor& each : vendors()) {
    const std::string origin = each.connector == "gem" ? gem_origin() : greenhouse_origin();
    accounts.set(std::string(each.word), vendor_account(each, settings, world, origin));
  }
  Json all;
  all.set("tenant", settings.tenant);
  all.set("vendor", settings.vendor);
  all.set("organization", settings.organization);
  all.set("tls", settings.tls);
  all.set("quotas", settings.quotas);
  all.set("ca_file", state_->ca_path);
  all.set("seed", settings.world.seed);
  all.set("candidates", settings.world.candidates);
  all.set("jobs", settings.world.jobs);
  all.set("posting_url", settings.world.posting_url);
  all.set("origins", std::move(origins));
  all.set("credentials", std::move(credentials));
  all.set("vendors", std::move(accounts));
  return all;
}

std::string Server::greenhouse_origin() const { return state_->greenhouse->origin(); }
std::string Server::gem_origin() const { return state_->gem->origin(); }
std::string Server::linkedin_origin() const { return state_->linkedin->origin(); }
std::string Server::control_origin() const { return state_->steering->origin(); }

const std::string& Server::ca_pem() const {
  static const std::string none;
  return state_->certificates ? state_->certificates->ca_pem : none;
}

}  // namespace crosswalk::sim
