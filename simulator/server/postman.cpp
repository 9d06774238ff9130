#include "server/postman.hpp"

#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds patience{3};
constexpr std::uint64_t reply_bytes_max = 64 * 1024;

struct Address {
  bool tls = false;
  std::string host;
  std::string port;
};

std::optional<Address> address_of(std::string_view origin) {
  Address address;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!origin.starts_with(scheme)) continue;
    address.tls = scheme == "https://";
    origin.remove_prefix(scheme.size());
    const std::size_t colon = origin.rfind(':');
    address.host = std::string(origin.substr(0, colon));
    address.port = colon == std::string_view::npos ? (address.tls ? "443" : "80")
                                                   : std::string(origin.substr(colon + 1));
    return address;
  }
  return std::nullopt;
}

using Then = Postman::Then;

template <class Stream>
class Errand : public std::enable_shared_from_this<Errand<Stream>> {
 public:
  template <class... Args>
  Errand(asio::io_context& context, HttpRequest request, Then then, Args&... args)
      : resolver_(context), stream_(context, args...), then_(std::move(then)) {
    message_.method_string(request.method);
    message_.target(request.target);
    message_.version(11);
    for (const auto& [name, value] : request.headers) message_.set(name, value);
    message_.body() = std::move(request.body);
  }

  void go(const Address& address) {
    message_.set(http::field::host, address.host + ":" + address.port);
    message_.prepare_payload();
    lowest().expires_after(patience);
    resolver_.async_resolve(address.host, address.port,
                            [self = this->shared_from_this()](error_code failed, auto found) {
                              if (failed) return self->end(std::nullopt);
                              self->connect(found);
                            });
  }

 private:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  void connect(const tcp::resolver::results_type& found) {
    lowest().async_connect(found, [self = this->shared_from_this()](error_code failed, auto) {
      if (failed) return self->end(std::nullopt);
      self->greet();
    });
  }

  void greet() {
    if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
      write();
    } else {
      stream_.async_handshake(asio::ssl::stream_base::client,
                              [self = this->shared_from_this()](error_code failed) {
                                failed ? self->end(std::nullopt) : self->write();
                              });
    }
  }

  void write() {
    http::async_write(stream_, message_,
                      [self = this->shared_from_this()](error_code failed, std::size_t) {
                        failed ? self->end(std::nullopt) : self->read();
                      });
  }

  void read() {
    parser_.body_limit(reply_bytes_max);
    http::async_read(stream_, buffer_, parser_,
                     [self = this->shared_from_this()](error_code failed, std::size_t) {
                       if (failed) return self->end(std::nullopt);
                       HttpResponse reply;
                       reply.status = static_cast<int>(self->parser_.get().result_int());
                       reply.body = self->parser_.get().body();
                       self->end(std::move(reply));
                     });
  }

  void end(std::optional<HttpResponse> reply) {
    lowest().close();
    if (then_) std::exchange(then_, nullptr)(std::move(reply));
  }

  tcp::resolver resolver_;
  Stream stream_;
  Then then_;
  http::request<http::string_body> message_;
  http::response_parser<http::string_body> parser_;
  beast::flat_buffer buffer_;
};

}  // namespace

struct Postman::State {
  explicit State(asio::io_context& where) : context(where), tls(asio::ssl::context::tls_client) {}

  asio::io_context& context;
  asio::ssl::context tls;
};

Postman::Postman(asio::io_context& context, const std::string& ca_pem)
    : state_(std::make_unique<State>(context)) {
  error_code ignored;
  state_->tls.set_verify_mode(asio::ssl::verify_peer, ignored);
  if (!ca_pem.empty()) {
    state_->tls.add_certificate_authority(asio::buffer(ca_pem), ignored);
  }
}

Postman::~Postman() = default;

void Postman::deliver(HttpRequest request, Then then) {
  const std::optional<Address> address = address_of(request.origin);
  if (!address) return then(std::nullopt);
  if (address->tls) {
    std::make_shared<Errand<beast::ssl_stream<beast::tcp_stream>>>(
        state_->context, std::move(request), std::move(then), state_->tls)
        ->go(*address);
  } else {
    std::make_shared<Errand<beast::tcp_stream>>(state_->context, std::move(request),
                                                std::move(then))
        ->go(*address);
  }
}

namespace {

// What the deliveries of one push have in common.
struct Round {
  Then then;
  std::size_t left = 0;

  void end(bool heard, std::optional<HttpResponse> reply) {
    --left;
    if (!heard) reply.reset();
    if (then && (heard || left == 0)) std::exchange(then, nullptr)(std::move(reply));
  }
};

}  // namespace

void Postman::deliver(std::vector<Delivery> deliveries, Then then) {
  const auto round = std::make_shared<Round>(Round{std::move(then), deliveries.size()});
  if (deliveries.empty()) return round->then(std::nullopt);
  for (Delivery& each : deliveries) {
    const auto ended = [round, heard = each.answer_heard](std::optional<HttpResponse> reply) {
      round->end(heard, std::move(reply));
    };
    if (each.after <= Duration{0}) {
      deliver(std::move(each.request), ended);
      continue;
    }
    const auto timer = std::make_shared<asio::steady_timer>(state_->context, each.after);
    timer->async_wait([this, timer, ended, request = std::move(each.request)](auto cancelled) {
      if (!cancelled) deliver(request, ended);
    });
  }
}

}  // namespace crosswalk::sim
