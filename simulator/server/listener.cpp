#include <utility>
#include <vector>

#include "server/listener.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <optional>
#include <set>

#include "server/harm/playing.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint32_t header_bytes_max = 32 * 1024;
constexpr std::uint64_t body_bytes_max = 32 * 1024 * 1024;
constexpr std::chrono::seconds idle_for{30};
constexpr std::chrono::seconds handshake_for{10};

/// A session as the listener sees it.
struct Guest {
  virtual ~Guest() = default;
  virtual void leave() = 0;
};

}  // namespace

struct Listener::State : std::enable_shared_from_this<Listener::State> {
  State(asio::io_context& where, Answer how) : acceptor(where), answer(std::move(how)) {}

  void accept();

  tcp::acceptor acceptor;
  std::optional<asio::ssl::context> tls;
  Answer answer;
  std::string origin;
  std::uint16_t port = 0;
  bool closing = false;
  std::set<Guest*> guests;
};

namespace {

HttpRequest to_request(http::request<http::string_body>&& message, std::string_view scheme,
                       const std::string& own_origin) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.headers.reserve(16);
  for (const auto& field : message.base()) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  const std::string_view host = header(request.headers, "Host");
  request.origin = host.empty() ? own_origin : std::string(scheme) + std::string(host);
  request.body = std::move(message.body());
  return request;
}

template <class Stream>
class Session : public Guest, public std::enable_shared_from_this<Session<Stream>> {
 public:
  Session(std::shared_ptr<Listener::State> house,
          tcp::socket&& socket) requires std::is_same_v<Stream, beast::tcp_stream>
      : house_(std::move(house)), stream_(std::move(socket)), playing_(stream_) {
    house_->guests.insert(this);
  }
  Session(std::shared_ptr<Listener::State> house,
          tcp::socket&& socket) requires(!std::is_same_v<Stream, beast::tcp_stream>)
      : house_(std::move(house)), stream_(std::move(socket), *house_->tls), playing_(stream_) {
    house_->guests.insert(this);
  }
  ~Session() override { house_->guests.erase(this); }

  void start() {
    error_code ignored;
    socket().set_option(tcp::no_delay(true), ignored);
    if constexpr (secure) {
      lowest().expires_after(handshake_for);
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](error_code failed) {
                                if (!failed) self->read();
                              });
    } else {
      read();
    }
  }

  void leave() override {
    playing_.stop();
    if (idle_ || finishing_ || playing_.waiting()) lowest().close();
  }

 private:
  static constexpr bool secure = !std::is_same_v<Stream, beast::tcp_stream>;

  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }
  tcp::socket& socket() { return lowest().socket(); }

  void read() {
    if (house_->closing) return;
    parser_.emplace();
    parser_->header_limit(header_bytes_max);
    parser_->body_limit(body_bytes_max);
    lowest().expires_after(idle_for);
    idle_ = true;
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](error_code failed, std::size_t) {
                       self->idle_ = false;
                       if (!failed) return self->react();
                       if (failed == http::error::body_limit) return self->refuse(413);
                       if (failed == http::error::header_limit) return self->refuse(431);
                       const bool ended = failed == http::error::end_of_stream ||
                                          failed == http::error::partial_message;
                       const auto& said = http::make_error_code(http::error::bad_method).category();
                       if (failed.category() == said && !ended) self->refuse(400);
                     });
  }

  /// A request that cannot be read: says so and ends.
  void refuse(int status) {
    HttpResponse response;
    response.status = status;
    write(std::move(response), false);
  }

  void react() {
    keep_ = parser_->get().keep_alive() && !house_->closing;
    arrival_ = house_->answer(
        to_request(parser_->release(), secure ? "https://" : "http://", house_->origin));
    if (arrival_.after <= Duration{0}) return arrive();
    playing_.pause(this->shared_from_this(), arrival_.after, [this] { arrive(); });
  }

  void arrive() {
    if (arrival_.harm == Harm::none) return write(std::move(arrival_.reply), keep_);
    playing_.start(this->shared_from_this(), script_of(arrival_, keep_), arrival_.over, idle_for,
                   [this](Script::End how) { end(how); });
  }

  void end(Script::End how) {
    if (how == Script::End::keep) return read();
    if (how == Script::End::finish) return finish();
    if (how == Script::End::reset) return reset();
    playing_.hold(this->shared_from_this());
  }

  void fill(HttpResponse&& from, bool keep) {
    response_.emplace();
    response_->result(static_cast<unsigned>(from.status));
    response_->version(11);
    for (const auto& [name, value] : from.headers) response_->insert(name, value);
    response_->keep_alive(keep);
    response_->body() = std::move(from.body);
    response_->prepare_payload();
  }

  void write(HttpResponse&& response, bool keep) {
    fill(std::move(response), keep);
    lowest().expires_after(idle_for);
    http::async_write(stream_, *response_,
                      [self = this->shared_from_this(), keep](error_code failed, std::size_t) {
                        if (failed) return;
                        keep ? self->read() : self->finish();
                      });
  }

  void finish() {
    error_code ignored;
    finishing_ = true;
    if constexpr (secure) {
      lowest().expires_after(handshake_for);
      stream_.async_shutdown([self = this->shared_from_this()](error_code) {});
    } else {
      socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
  }

  /// With a linger of zero the peer sees a reset, not an orderly end.
  void reset() {
    error_code ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
    lowest().close();
  }

  std::shared_ptr<Listener::State> house_;
  Stream stream_;
  Playing<Stream> playing_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> response_;
  Arrival arrival_;
  bool keep_ = false;
  bool finishing_ = false;
  bool idle_ = false;
};

using PlainSession = Session<beast::tcp_stream>;
using SecureSession = Session<beast::ssl_stream<beast::tcp_stream>>;

}  // namespace

void Listener::State::accept() {
  acceptor.async_accept([self = shared_from_this()](error_code failed, tcp::socket socket) {
    if (self->closing) return;
    if (!failed && self->tls) {
      std::make_shared<SecureSession>(self, std::move(socket))->start();
    } else if (!failed) {
      std::make_shared<PlainSession>(self, std::move(socket))->start();
    }
    self->accept();
  });
}

Listener::Listener(std::shared_ptr<State> state) : state_(std::move(state)) {}
Listener::~Listener() = default;

Result<std::unique_ptr<Listener>> Listener::open(asio::io_context& context, std::uint16_t port,
                                                 const Certificates* certificates, Answer answer) {
  auto state = std::make_shared<State>(context, std::move(answer));
  error_code failed;
  if (certificates != nullptr) {
    state->tls.emplace(asio::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(state->tls->native_handle(), TLS1_2_VERSION);
    state->tls->use_certificate_chain(asio::buffer(certificates->server_pem), failed);
    if (!failed) {
      state->tls->use_private_key(asio::buffer(certificates->key_pem), asio::ssl::context::pem,
                                  failed);
    }
    if (failed) return Error{ErrorCode::internal, "the certificate cannot be used", "listener"};
  }
  const tcp::endpoint place(asio::ip::address_v4::loopback(), port);
  state->acceptor.open(place.protocol(), failed);
  if (!failed) state->acceptor.set_option(asio::socket_base::reuse_address(true), failed);
  if (!failed) state->acceptor.bind(place, failed);
  if (!failed) state->acceptor.listen(asio::socket_base::max_listen_connections, failed);
  if (failed) {
    return Error{ErrorCode::unavailable,
                 "the port cannot be opened (" + failed.message() + "); choose another or 0",
                 "127.0.0.1:" + std::to_string(port)};
  }
  state->port = state->acceptor.local_endpoint(failed).port();
  state->origin =
      (state->tls ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(state->port);
  state->accept();
  return std::unique_ptr<Listener>(new Listener(std::move(state)));
}

std::uint16_t Listener::port() const { return state_->port; }
std::string Listener::origin() const { return state_->origin; }

void Listener::close() {
  error_code ignored;
  state_->closing = true;
  state_->acceptor.close(ignored);
  const std::vector<Guest*> guests(state_->guests.begin(), state_->guests.end());
  for (Guest* const guest : guests) guest->leave();
}

}  // namespace crosswalk::sim
