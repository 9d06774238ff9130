#include <vector>

#include "unit/sim_server/faults/raw_client.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace crosswalk::sim {
namespace {

using Clock = std::chrono::steady_clock;

bool same_word(std::string_view a, std::string_view b) {
  return a.size() == b.size() && strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::string field_in(std::string_view head, std::string_view name) {
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos && same_word(line.substr(0, colon), name)) {
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      return std::string(value);
    }
    head.remove_prefix(std::min(end + 2, head.size()));
  }
  return {};
}

std::size_t number_in(std::string_view text) {
  std::size_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

Millis since(Clock::time_point begun) {
  return std::chrono::duration_cast<Millis>(Clock::now() - begun);
}

bool readable_within(int socket, Millis patience) {
  pollfd one{socket, POLLIN, 0};
  return poll(&one, 1, static_cast<int>(patience.count())) > 0;
}

}  // namespace

std::string Heard::body() const {
  const std::size_t at = bytes.find("\r\n\r\n");
  return at == std::string::npos ? std::string() : bytes.substr(at + 4);
}

std::string Heard::field(std::string_view name) const {
  return field_in(std::string_view(bytes).substr(0, bytes.find("\r\n\r\n")), name);
}

int Heard::status() const {
  return bytes.size() < 12 ? 0 : static_cast<int>(number_in(std::string_view(bytes).substr(9, 3)));
}

std::size_t Heard::told_length() const { return number_in(field("Content-Length")); }

const char* name_of(Heard::End end) {
  constexpr const char* names[] = {"complete", "closed", "reset", "silent"};
  return names[static_cast<std::size_t>(end)];
}

struct RawClient::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL* session = SSL_new(context);
  ~Tls() {
    SSL_free(session);
    SSL_CTX_free(context);
  }
};

RawClient::RawClient(std::uint16_t port, bool tls) {
  socket_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(port);
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&place), sizeof place), 0);
  const int on = 1;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!tls) return;
  tls_ = std::make_unique<Tls>();
  SSL_set_fd(tls_->session, socket_);
  EXPECT_EQ(SSL_connect(tls_->session), 1);
  // A session ticket makes the socket readable and gives nothing to read.
  fcntl(socket_, F_SETFL, O_NONBLOCK);
}

RawClient::~RawClient() { close(socket_); }

long RawClient::receive(char* into, std::size_t size) {
  errno = 0;
  if (!tls_) return recv(socket_, into, size, 0);
  ERR_clear_error();
  const int count = SSL_read(tls_->session, into, static_cast<int>(size));
  if (count > 0) return count;
  const int why = SSL_get_error(tls_->session, count);
  if (why == SSL_ERROR_ZERO_RETURN) return 0;
  if (why == SSL_ERROR_WANT_READ) errno = EAGAIN;
  return -1;
}

Heard RawClient::ask(std::string_view method, std::string_view target, std::string_view fields,
                     std::string_view body, Millis patience) {
  std::string text(method);
  text.append(" ").append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n").append(fields);
  if (!body.empty()) text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  text.append("\r\n").append(body);
  const long sent = tls_ ? SSL_write(tls_->session, text.data(), static_cast<int>(text.size()))
                         : send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
  EXPECT_EQ(sent, static_cast<long>(text.size()));
  return listen(patience);
}

Heard RawClient::listen(Millis patience) {
  Heard heard;
  const auto begun = Clock::now();
  char buffer[16384];
  while (true) {
    const bool ready = tls_ && SSL_pending(tls_->session) > 0;
    if (!ready && !readable_within(socket_, patience)) return heard;
    const long count = receive(buffer, sizeof buffer);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (count <= 0) {
      heard.end = count < 0 && errno == ECONNRESET ? Heard::End::reset : Heard::End::closed;
      return heard;
    }
    if (heard.bytes.empty()) heard.first = since(begun);
    const bool had_head = heard.head_complete();
    heard.bytes.append(buffer, static_cast<std::size_t>(count));
    heard.last = since(begun);
    if (!had_head && heard.head_complete()) heard.head = heard.last;
    if (!heard.head_complete() || heard.field("Content-Length").empty()) continue;
    if (heard.field("Connection") == "close") continue;
    if (heard.body().size() < heard.told_length()) continue;
    heard.end = Heard::End::complete;
    return heard;
  }
}

struct RawReceiver::State {
  int listening = -1;
  std::string answer;
  std::thread serving;
  std::mutex guard;
  std::condition_variable came;
  std::vector<Message> messages;

  void serve() {
    while (true) {
      const int client = accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
      if (client < 0) return;
      take(client);
      close(client);
    }
  }

  void take(int client) {
    std::string bytes;
    char buffer[8192];
    std::size_t head = std::string::npos;
    while (readable_within(client, Millis{1000})) {
      const long count = recv(client, buffer, sizeof buffer, 0);
      if (count <= 0) return;
      bytes.append(buffer, static_cast<std::size_t>(count));
      head = bytes.find("\r\n\r\n");
      if (head == std::string::npos) continue;
      if (bytes.size() - head - 4 >= number_in(field_in(bytes.substr(0, head), "Content-Length"))) {
        break;
      }
    }
    if (head == std::string::npos) return;
    const std::string reply =
        "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(answer.size()) + "\r\n\r\n" + answer;
    send(client, reply.data(), reply.size(), MSG_NOSIGNAL);
    const std::scoped_lock lock(guard);
    messages.push_back({bytes.substr(0, head), bytes.substr(head + 4), Clock::now()});
    came.notify_all();
  }
};

std::string RawReceiver::Message::field(std::string_view name) const {
  return field_in(head, name);
}

RawReceiver::RawReceiver(std::string answer) : state_(std::make_unique<State>()) {
  state_->answer = std::move(answer);
  state_->listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof place;
  EXPECT_EQ(bind(state_->listening, reinterpret_cast<sockaddr*>(&place), size), 0);
  EXPECT_EQ(listen(state_->listening, 16), 0);
  getsockname(state_->listening, reinterpret_cast<sockaddr*>(&place), &size);
  port_ = ntohs(place.sin_port);
  state_->serving = std::thread([state = state_.get()] { state->serve(); });
}

RawReceiver::~RawReceiver() {
  shutdown(state_->listening, SHUT_RDWR);
  state_->serving.join();
  close(state_->listening);
}

std::vector<RawReceiver::Message> RawReceiver::messages(std::size_t wanted, Millis patience) {
  std::unique_lock lock(state_->guard);
  state_->came.wait_for(lock, patience, [&] { return state_->messages.size() >= wanted; });
  return state_->messages;
}

}  // namespace crosswalk::sim
