#include "runtime/web/visit.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <array>
#include <utility>

#include "runtime/keys/secret.hpp"

namespace crosswalk {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

constexpr std::uint32_t header_bytes_max = 32 * 1024;
constexpr std::size_t dropped_bytes_max = 4 * push_bytes_max;

HttpRequest to_request(http::request<http::string_body>&& message) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message.base()) {
    request.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
  }
  request.body = std::move(message.body());
  return request;
}

template <class Stream>
class Visit : public std::enable_shared_from_this<Visit<Stream>> {
 public:
  template <class... Args>
  Visit(std::shared_ptr<Household> house, DoorTls tls, tcp::socket socket, Args&... args)
      : house_(std::move(house)), tls_(std::move(tls)), stream_(std::move(socket), args...) {}
  ~Visit() { house_->leave(); }

  void begin() {
    error_code ignored;
    lowest().socket().set_option(tcp::no_delay(true), ignored);
    lowest().expires_after(house_->limits().request_within);
    if constexpr (secure) {
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](error_code failed) {
                                if (!failed) self->read();
                              });
    } else {
      read();
    }
  }

 private:
  static constexpr bool secure = !std::is_same_v<Stream, beast::tcp_stream>;

  beast::tcp_stream& lowest() { return beast::get_lowest_layer(stream_); }

  void read() {
    parser_.emplace();
    parser_->header_limit(header_bytes_max);
    parser_->body_limit(push_bytes_max);
    lowest().expires_after(house_->limits().request_within);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](error_code failed, std::size_t) {
                       if (!failed) return self->react();
                       if (failed == http::error::body_limit) self->refuse(413);
                       if (failed == http::error::header_limit) self->refuse(431);
                     });
  }

  // The path is known by then, unless it is what was too long.
  void refuse(int status) {
    const std::string target(parser_->get().target());
    house_->turned_away(target, turned_away_by(status));
    hears_out_ = true;
    parser_.reset();  // With as much of the body as was read.
    answer(status, false);
  }

  void react() {
    const bool stay = parser_->get().keep_alive();
    const HttpRequest request = to_request(parser_->release());
    std::string tenant;
    std::optional<Reception> reception = house_->decide(request, tenant);
    if (!reception) return answer(404, stay);
    if (auto* replied = std::get_if<Replied>(&*reception)) {
      return write(std::move(replied->response), stay);
    }
    target_ = request.target;
    keep(tenant, std::move(std::get<Kept>(*reception).notice), stay);
  }

  // Whichever comes first answers: the store's word, or the end of the peer's patience. A word that
  // comes too late is about this push and never answers the next one of the connection.
  void keep(const std::string& tenant, KeepNotice notice, bool stay) {
    lowest().expires_never();
    auto patience = std::make_shared<asio::steady_timer>(stream_.get_executor());
    auto answered = std::make_shared<bool>(false);
    patience->expires_after(house_->limits().kept_within);
    patience->async_wait(
        [self = this->shared_from_this(), stay, patience, answered](error_code cancelled) {
          if (!cancelled && !std::exchange(*answered, true)) self->answer_kept(false, stay);
        });
    // Until one of them answers the timer holds the visit; the other, which may outlive the
    // receiver, must not. The last hold ends on the visit's own thread, whoever calls.
    house_->keep(tenant, std::move(notice),
                 [executor = stream_.get_executor(), visit = this->weak_from_this(),
                  waits = std::weak_ptr(patience), stay, answered](bool kept) {
                   auto self = visit.lock();
                   if (!self) return;
                   asio::post(executor, [self = std::move(self), stay, waits, answered, kept] {
                     if (const auto timer = waits.lock()) timer->cancel();
                     if (!std::exchange(*answered, true)) self->answer_kept(kept, stay);
                   });
                 });
  }

  void answer_kept(bool kept, bool stay) {
    if (!kept) house_->turned_away(target_, TurnedAway::not_kept);
    answer(kept ? 200 : 503, stay);
  }

  void answer(int status, bool stay) {
    HttpResponse response;
    response.status = status;
    write(std::move(response), stay);
  }

  void write(HttpResponse response, bool stay) {
    reply_.emplace();
    reply_->result(static_cast<unsigned>(response.status));
    reply_->version(11);
    for (const auto& [name, value] : response.headers) reply_->insert(name, value);
    reply_->keep_alive(stay);
    reply_->body() = std::move(response.body);
    reply_->prepare_payload();
    lowest().expires_after(house_->limits().request_within);
    http::async_write(stream_, *reply_,
                      [self = this->shared_from_this(), stay](error_code failed, std::size_t) {
                        if (failed) return;
                        if (stay) return self->read();
                        if (!self->hears_out_) return self->finish();
                        if constexpr (!secure) self->finish();
                        self->hear_out();
                      });
  }

  // A peer that is still writing when we close gets a reset, which takes the answer from it: what
  // it brings is read and dropped until it stops, has brought too much, or its time is over.
  void hear_out() {
    stream_.async_read_some(asio::buffer(dropped_),
                            [self = this->shared_from_this()](error_code failed, std::size_t size) {
                              self->heard_out_ += size;
                              const bool more = !failed && self->heard_out_ < dropped_bytes_max;
                              more ? self->hear_out() : self->finish();
                            });
  }

  void finish() {
    if constexpr (secure) {
      stream_.async_shutdown([self = this->shared_from_this()](error_code) {});
    } else {
      error_code ignored;
      lowest().socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
  }

  std::shared_ptr<Household> house_;
  DoorTls tls_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::string target_;  // Of the push that is being kept.
  bool hears_out_ = false;
  std::size_t heard_out_ = 0;
  std::array<char, 4096> dropped_{};
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::string_body>> reply_;
};

}  // namespace

Result<DoorTls> door_tls(const WebhookConfig& config) {
  Result<std::string> key = read_secret({SecretRef::Kind::file, config.key});
  if (!key) return std::move(key).error();
  auto tls = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  SSL_CTX_set_min_proto_version(tls->native_handle(), TLS1_2_VERSION);
  error_code failed;
  tls->use_certificate_chain_file(config.certificate, failed);
  if (failed) {
    return Error{ErrorCode::refused, "holds no certificate chain in PEM that can be read",
                 config.certificate};
  }
  tls->use_private_key(asio::buffer(*key), asio::ssl::context::pem, failed);
  wipe(*key);
  if (failed || SSL_CTX_check_private_key(tls->native_handle()) != 1) {
    return Error{ErrorCode::refused, "is not the private key of the certificate", config.key};
  }
  return tls;
}

void begin_visit(std::shared_ptr<Household> house, tcp::socket socket, DoorTls tls) {
  if (!house->enter()) return;
  if (tls) {
    asio::ssl::context& context = *tls;
    return std::make_shared<Visit<beast::ssl_stream<beast::tcp_stream>>>(
               std::move(house), std::move(tls), std::move(socket), context)
        ->begin();
  }
  std::make_shared<Visit<beast::tcp_stream>>(std::move(house), nullptr, std::move(socket))->begin();
}

}  // namespace crosswalk
