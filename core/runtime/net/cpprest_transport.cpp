// cpprestsdk's own headers still say io_service, so this one file sees Asio's old names.
#undef BOOST_ASIO_NO_DEPRECATED

#include <utility>
#include <vector>

#include <cpprest/containerstream.h>
#include <cpprest/http_client.h>
#include <cpprest/rawptrstream.h>
#include <pplx/threadpool.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <unordered_map>

#include "runtime/net/gzip.hpp"
#include "runtime/net/tls.hpp"
#include "runtime/net/transport.hpp"
#include "runtime/net/wire.hpp"

namespace crosswalk {
namespace {

namespace http = web::http;
using BodyBuffer = concurrency::streams::container_buffer<std::string>;
using ExchangeId = std::uint64_t;

constexpr std::size_t read_bytes = 256 * 1024;
// Records and headers weigh a little more than the body they carry.
constexpr std::size_t wire_bytes_extra = 2U << 20;
// The library's own limit is per operation; it only sweeps up what a deadline left behind.
constexpr std::chrono::seconds operation_max{60};
// After a quiet spell every connection kept to a peer may be dead, one for each request that was
// in flight at once.
constexpr int stale_connections_max = 8;

// What the library's threads may touch of an exchange; everything else is the loop's.
struct Flight {
  explicit Flight(HttpRequest wanted) : request(std::move(wanted)) {}

  const HttpRequest request;  // The library reads the body from here.
  pplx::cancellation_token_source cancel;
  std::atomic<bool> too_large{false};
  std::atomic<bool> unwritten{false};  // The connection broke before the peer had it all.
  BodyBuffer body{std::ios_base::out};
};

struct Client {
  std::shared_ptr<VerifyError> verify_error = std::make_shared<VerifyError>(0);
  std::unique_ptr<http::client::http_client> http;
};

struct Pending {
  std::unique_ptr<boost::asio::steady_timer> timer;
  std::shared_ptr<Flight> flight;
  Transport::Then then;
  int stale_left = 0;
};

class CpprestTransport;

// Outlives the transport for as long as the library still owes it an answer.
struct Mailbox {
  std::mutex guard;
  boost::asio::io_context* io = nullptr;
  CpprestTransport* owner = nullptr;

  void deliver(const std::shared_ptr<Mailbox>& self, ExchangeId id, Result<HttpResponse> result);
};

class CpprestTransport final : public Transport {
 public:
  CpprestTransport(boost::asio::io_context& io, TransportOptions options, TrustStore trust)
      : io_(io), options_(std::move(options)), trust_(std::move(trust)) {
    mailbox_->io = &io;
    mailbox_->owner = this;
  }

  ~CpprestTransport() override {
    {
      const std::scoped_lock lock(mailbox_->guard);
      mailbox_->io = nullptr;
      mailbox_->owner = nullptr;
    }
    for (auto& [id, pending] : pending_) pending.flight->cancel.cancel();
  }

  void send(HttpRequest request, Duration deadline, Then then) override;
  void finish(ExchangeId id, Result<HttpResponse> result);

 private:
  // One whose connections are kept, or one for this request alone.
  Result<std::shared_ptr<Client>> client_for(const HttpRequest& request);
  void launch(ExchangeId id, const std::shared_ptr<Flight>& flight);
  void expire(ExchangeId id);
  void watch(http::http_request& request, const std::shared_ptr<Flight>& flight) const;

  boost::asio::io_context& io_;
  TransportOptions options_;
  TrustStore trust_;
  std::map<std::string, std::shared_ptr<Client>> clients_;
  std::unordered_map<ExchangeId, Pending> pending_;
  std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  ExchangeId last_id_ = 0;
};

void Mailbox::deliver(const std::shared_ptr<Mailbox>& self, ExchangeId id,
                      Result<HttpResponse> result) {
  const std::scoped_lock lock(guard);
  if (io == nullptr) return;
  // Posted under the lock: a transport that goes away first empties `io`.
  boost::asio::post(*io, [self, id, result = std::move(result)]() mutable {
    if (self->owner != nullptr) self->owner->finish(id, std::move(result));
  });
}

Error unavailable(std::string what) { return {ErrorCode::unavailable, std::move(what), ""}; }
Error refused(std::string what) { return {ErrorCode::refused, std::move(what), ""}; }

Result<HttpResponse> reply_of(http::http_response& response, Flight& flight,
                              const TransportOptions& options) {
  HttpResponse reply;
  reply.status = response.status_code();
  std::size_t header_bytes = 0;
  for (const auto& [name, value] : response.headers()) {
    header_bytes += name.size() + value.size() + 4;
    reply.headers.emplace_back(name, value);
  }
  if (header_bytes > options.header_bytes_max) return refused("the reply's headers are too large");
  if (reply.status < 100 || reply.status > 599) return unavailable("the reply has no status");

  auto body = decoded(std::move(flight.body.collection()),
                      header(reply.headers, "content-encoding"), options.body_bytes_max);
  if (!body) return std::move(body).error();
  if (body->size() > options.body_bytes_max) return refused("the reply's body is too large");
  reply.body = *std::move(body);
  return reply;
}

Error failure(Flight& flight, const Client& client, std::string_view words) {
  flight.unwritten = words.starts_with("Failed to write request");
  if (flight.too_large) return refused("the reply's body is too large");
  if (const long why = *client.verify_error; why != 0) {
    return refused(verify_words(why) + "; see tls.ca_file and the host's name");
  }
  return unavailable(std::string("no whole answer came (").append(words).append(")"));
}

Result<HttpResponse> landed(const pplx::task<http::http_response>& task, Flight& flight,
                            const Client& client, const TransportOptions& options) {
  try {
    auto response = task.get();
    return reply_of(response, flight, options);
  } catch (const pplx::task_canceled&) {
    return failure(flight, client, "cancelled");
  } catch (const std::exception& thrown) {
    return failure(flight, client, thrown.what());
  } catch (...) {
    return failure(flight, client, "an exception of unknown type");
  }
}

// When a peer ends a kept connection instead of answering, the library says the request once more
// by itself, whatever its method. It never does so on a connection that is new.
Result<std::shared_ptr<Client>> CpprestTransport::client_for(const HttpRequest& request) {
  const bool kept = may_be_repeated(request);
  const auto known = clients_.find(request.origin);
  if (kept && known != clients_.end()) return known->second;
  auto endpoint = endpoint_of(request.origin, options_.allow_loopback);
  if (!endpoint) return std::move(endpoint).error();
  auto client = std::make_shared<Client>();
  http::client::http_client_config config;
  config.set_timeout(operation_max);
  config.set_chunksize(read_bytes);
  config.set_max_redirects(0);
  config.set_proxy(web::web_proxy(web::web_proxy::disabled));
  config.set_tlsext_sni_enabled(!endpoint->is_address);
  config.set_ssl_context_callback(
      [endpoint = *endpoint, trust = trust_, verify_error = client->verify_error,
       wire_bytes = options_.body_bytes_max + wire_bytes_extra](boost::asio::ssl::context& tls) {
        harden(tls.native_handle(), endpoint, trust, wire_bytes, *verify_error);
      });
  try {
    client->http = std::make_unique<http::client::http_client>(endpoint->origin, config);
  } catch (const std::exception&) {
    return refused("the origin cannot be used by the HTTP library");
  }
  if (kept) clients_.emplace(request.origin, client);
  return client;
}

Result<http::http_request> written(Flight& flight) {
  const HttpRequest& request = flight.request;
  if (auto checked = check_request(request); !checked) return std::move(checked).error();
  http::http_request out(request.method);
  try {
    out.set_request_uri(web::uri(request.target));
  } catch (const std::exception&) {
    return refused("the target holds a character that must be percent-encoded");
  }
  for (const auto& [name, value] : request.headers) out.headers().add(name, value);
  if (!out.headers().has("User-Agent")) out.headers().add("User-Agent", "crosswalk");
  if (!out.headers().has("Accept-Encoding")) out.headers().add("Accept-Encoding", "gzip");
  if (!request.body.empty()) {
    const auto type = header(request.headers, "content-type");
    const auto* bytes = reinterpret_cast<const unsigned char*>(request.body.data());
    out.set_body(concurrency::streams::rawptr_stream<unsigned char>::open_istream(
                     bytes, request.body.size()),
                 request.body.size(),
                 type.empty() ? "application/octet-stream" : std::string(type));
  }
  out.set_response_stream(concurrency::streams::ostream(flight.body));
  return out;
}

void CpprestTransport::send(HttpRequest request, Duration deadline, Then then) {
  const ExchangeId id = ++last_id_;
  const int stale = may_be_repeated(request) ? stale_connections_max : 0;
  auto flight = std::make_shared<Flight>(std::move(request));
  auto timer = std::make_unique<boost::asio::steady_timer>(io_, deadline);
  timer->async_wait([this, id](const boost::system::error_code& cancelled) {
    if (!cancelled) expire(id);
  });
  pending_.emplace(id, Pending{std::move(timer), flight, std::move(then), stale});
  launch(id, flight);
}

void CpprestTransport::watch(http::http_request& request,
                             const std::shared_ptr<Flight>& flight) const {
  // A weak pointer: the request lives in the flight's own continuations.
  request.set_progress_handler(
      [weak = std::weak_ptr(flight), bytes_max = options_.body_bytes_max](
          http::message_direction::direction direction, utility::size64_t bytes) {
        if (direction != http::message_direction::download || bytes <= bytes_max) return;
        if (const auto self = weak.lock()) {
          self->too_large = true;
          self->cancel.cancel();
        }
      });
}

void CpprestTransport::launch(ExchangeId id, const std::shared_ptr<Flight>& flight) {
  auto client = client_for(flight->request);
  if (!client) return mailbox_->deliver(mailbox_, id, std::move(client).error());
  auto request = written(*flight);
  if (!request) return mailbox_->deliver(mailbox_, id, std::move(request).error());
  watch(*request, flight);
  (*client)
      ->http->request(*std::move(request), flight->cancel.get_token())
      .then([](const pplx::task<http::http_response>& task) { return task.get().content_ready(); })
      .then([flight, id, keep = *client, mailbox = mailbox_,
             options = options_](const pplx::task<http::http_response>& task) {
        mailbox->deliver(mailbox, id, landed(task, *flight, *keep, options));
      });
}

void CpprestTransport::expire(ExchangeId id) {
  const auto waiting = pending_.find(id);
  if (waiting == pending_.end()) return;
  waiting->second.stale_left = 0;
  finish(id, unavailable("no whole answer came before the deadline"));
}

void CpprestTransport::finish(ExchangeId id, Result<HttpResponse> result) {
  const auto waiting = pending_.find(id);
  if (waiting == pending_.end()) return;
  // A kept connection that the peer had closed meanwhile: whatever arrived was no whole request,
  // so saying it once more, on a new one, cannot make the peer do anything twice.
  if (!result && waiting->second.flight->unwritten && waiting->second.stale_left-- > 0) {
    waiting->second.flight->unwritten = false;
    return launch(id, waiting->second.flight);
  }
  Pending pending = std::move(waiting->second);
  pending_.erase(waiting);
  pending.timer->cancel();
  if (!result) pending.flight->cancel.cancel();
  pending.then(std::move(result));
}
}  // namespace

void start_http_threads(std::size_t count) {
  static std::once_flag once;
  std::call_once(once, [count] { crossplat::threadpool::initialize_with_threads(count); });
}

Result<std::unique_ptr<Transport>> make_transport(boost::asio::io_context& io,
                                                  const TransportOptions& options) {
  auto trust = load_trust(options.ca_file);
  if (!trust) return std::move(trust).error();
  start_http_threads();
  return std::unique_ptr<Transport>(
      std::make_unique<CpprestTransport>(io, options, *std::move(trust)));
}

}  // namespace crosswalk
