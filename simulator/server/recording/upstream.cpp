#include <utility>
#include <vector>

#include "server/recording/upstream.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <chrono>
#include <optional>

#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds patience{30};
constexpr std::uint64_t reply_bytes_max = 32U << 20;
constexpr std::uint32_t header_bytes_max = 64U << 10;

struct Address {
  bool tls = false;
  std::string host, port, authority;
};

std::optional<Address> address_of(std::string_view origin) {
  Address address;
  address.tls = origin.starts_with("https://");
  if (!address.tls && !origin.starts_with("http://")) return std::nullopt;
  origin.remove_prefix(address.tls ? 8 : 7);
  constexpr std::string_view within = "abcdefghijklmnopqrstuvwxyz0123456789.-[]:_";
  if (origin.empty() || origin.find_first_not_of(within) != std::string_view::npos) {
    return std::nullopt;
  }
  const std::size_t bracket = origin.rfind(']');
  const std::size_t colon = origin.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view usual = address.tls ? "443" : "80";
  address.host = std::string(origin.substr(0, colon));
  address.port = std::string(colon == std::string_view::npos ? usual : origin.substr(colon + 1));
  if (!all_digits(address.port) || address.port.size() > 5) return std::nullopt;
  address.authority = address.host + (address.port == usual ? "" : ":" + address.port);
  if (address.host.starts_with('[') && address.host.ends_with(']')) {
    address.host = address.host.substr(1, address.host.size() - 2);
  }
  return address.host.empty() ? std::nullopt : std::optional(std::move(address));
}

std::string trust_in(const Address& address, const std::string& ca_file) {
  if (!address.tls) return "no TLS: credentials pass to " + address.authority + " in the clear";
  const std::string whom = ca_file.empty() ? "an authority of this system (none was given by --ca)"
                                           : "an authority in " + ca_file;
  return "the certificate of " + address.host + " must be signed by " + whom +
         "; any other is refused, and nothing is sent";
}

bool belongs_to_the_connection(std::string_view name) {
  constexpr std::string_view fields[] = {
      "host", "connection", "keepalive", "transferencoding", "contentlength", "upgrade",
      "te",   "trailer",    "expect",    "proxyconnection",  "acceptencoding"};
  return std::ranges::find(fields, squeezed(name)) != std::end(fields);
}

http::request<http::string_body> message_of(const HttpRequest& request, const Address& address) {
  http::request<http::string_body> message;
  message.version(11);
  message.method_string(request.method);
  message.target(request.target);
  for (const auto& [name, value] : request.headers) {
    if (!belongs_to_the_connection(name)) message.insert(name, value);
  }
  message.set(http::field::host, address.authority);
  message.set(http::field::accept_encoding, "identity");
  message.set(http::field::connection, "close");
  message.body() = request.body;
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
    message.content_length(request.body.size());
  }
  return message;
}

/// One exchange, step by step, each within what is left of the patience.
template <class Stream>
class Errand {
 public:
  template <class... Args>
  Errand(asio::io_context& context, const Address& address, Args&... args)
      : context_(context), address_(address), resolver_(context), stream_(context, args...) {}

  Stream& stream() { return stream_; }

  Result<Fetched> run(const HttpRequest& request) {
    auto message = message_of(request, address_);
    const Clock::time_point until = Clock::now() + patience;
    beast::get_lowest_layer(stream_).expires_at(until);
    parser_.skip(request.method == "HEAD");
    resolver_.async_resolve(address_.host, address_.port,
                            [this, &message](error_code e, auto found) {
                              if (e) return end(e, "its name has no address");
                              beast::get_lowest_layer(stream_).async_connect(
                                  found, [this, &message](error_code failed, auto) {
                                    failed ? end(failed, "nobody listens there") : greet(message);
                                  });
                            });
    context_.restart();
    context_.run_until(until + std::chrono::seconds{1});
    if (!over_) failed_ = "it did not answer in time";
    beast::get_lowest_layer(stream_).close();
    context_.restart();
    context_.run_for(std::chrono::milliseconds{100});
    if (!failed_.empty())
      return Error{code_, "the peer cannot be asked: " + failed_, address_.authority};
    return std::move(fetched_);
  }

 private:
  void end(error_code failed, std::string why, ErrorCode code = ErrorCode::unavailable) {
    over_ = true;
    failed_ = std::move(why) + " (" + failed.message() + ")";
    code_ = code;
  }

  void greet(http::request<http::string_body>& message) {
    if constexpr (std::is_same_v<Stream, beast::tcp_stream>) {
      write(message);
    } else {
      stream_.async_handshake(asio::ssl::stream_base::client, [this, &message](error_code failed) {
        if (!failed) return write(message);
        end(failed,
            "its certificate is not believed; give its authority by --ca FILE and see that it is "
            "for this host's name",
            ErrorCode::refused);
      });
    }
  }

  void write(http::request<http::string_body>& message) {
    http::async_write(stream_, message, [this](error_code failed, std::size_t) {
      if (failed) return end(failed, "it did not take the request");
      sent_ = Clock::now();
      parser_.body_limit(reply_bytes_max);
      parser_.header_limit(header_bytes_max);
      http::async_read(stream_, buffer_, parser_, [this](error_code ended, std::size_t) {
        ended ? end(ended, "no whole reply came") : keep();
      });
    });
  }

  void keep() {
    over_ = true;
    fetched_.took = std::chrono::duration_cast<Duration>(Clock::now() - sent_);
    auto message = parser_.release();
    fetched_.reply.status = static_cast<int>(message.result_int());
    for (const auto& field : message.base()) {
      const std::string name(field.name_string());
      if (belongs_to_the_connection(name)) continue;
      fetched_.reply.headers.emplace_back(name, std::string(field.value()));
    }
    fetched_.reply.body = std::move(message.body());
  }

  asio::io_context& context_;
  const Address& address_;
  tcp::resolver resolver_;
  Stream stream_;
  beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  Clock::time_point sent_{};
  Fetched fetched_;
  std::string failed_;
  ErrorCode code_ = ErrorCode::unavailable;
  bool over_ = false;
};

}  // namespace

struct Upstream::State {
  asio::io_context context{1};
  asio::ssl::context tls{asio::ssl::context::tls_client};
  Address address;
  std::string origin, trust;
};

Upstream::Upstream(std::unique_ptr<State> state) : state_(std::move(state)) {}
Upstream::~Upstream() = default;

Result<std::unique_ptr<Upstream>> Upstream::open(const std::string& origin,
                                                 const std::string& ca_file) {
  std::string lower = origin;
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (lower.ends_with('/')) lower.pop_back();
  auto address = address_of(lower);
  if (!address) {
    return Error{ErrorCode::invalid_input,
                 "it must be an origin such as https://api.example.com or http://127.0.0.1:8080, "
                 "without a path",
                 "--to"};
  }
  auto state = std::make_unique<State>();
  state->origin = (address->tls ? "https://" : "http://") + address->authority;
  state->address = *std::move(address);
  error_code failed;
  SSL_CTX_set_min_proto_version(state->tls.native_handle(), TLS1_2_VERSION);
  state->tls.set_verify_mode(asio::ssl::verify_peer, failed);
  if (ca_file.empty()) {
    state->tls.set_default_verify_paths(failed);
  } else {
    state->tls.load_verify_file(ca_file, failed);
  }
  if (failed) {
    return Error{ErrorCode::invalid_input, "no certificate can be read there; give a PEM file",
                 "--ca"};
  }
  state->trust = trust_in(state->address, ca_file);
  return std::unique_ptr<Upstream>(new Upstream(std::move(state)));
}

const std::string& Upstream::origin() const { return state_->origin; }
const std::string& Upstream::trust() const { return state_->trust; }

Result<Fetched> Upstream::ask(const HttpRequest& request) {
  if (!state_->address.tls) {
    return Errand<beast::tcp_stream>(state_->context, state_->address).run(request);
  }
  Errand<beast::ssl_stream<beast::tcp_stream>> errand(state_->context, state_->address,
                                                      state_->tls);
  SSL_set_tlsext_host_name(errand.stream().native_handle(), state_->address.host.c_str());
  errand.stream().set_verify_callback(asio::ssl::host_name_verification(state_->address.host));
  return errand.run(request);
}

}  // namespace crosswalk::sim
