#include "runtime/admin/server.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>

#include <cerrno>
#include <cstdio>
#include <deque>
#include <set>

#include "runtime/admin/client.hpp"
#include "runtime/log.hpp"

namespace crosswalk {
namespace {

namespace asio = boost::asio;
using Protocol = asio::local::stream_protocol;

// The kernel takes 107; the name while it is made needs four more.
constexpr std::size_t socket_path_bytes_max = 100;

class Server;

Result<uid_t> peer_of(Protocol::socket& socket) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (getsockopt(socket.native_handle(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) {
    return Error{ErrorCode::refused, "the kernel does not say who the peer is", "admin socket"};
  }
  return peer.uid;
}

// One client. Lives as long as an operation on its socket or a running command holds it.
class Session final : public AdminAnswer, public std::enable_shared_from_this<Session> {
 public:
  Session(Protocol::socket socket, std::weak_ptr<Server> server, asio::io_context& io)
      : socket_(std::move(socket)), server_(std::move(server)), patience_(io) {}

  void begin(Duration request_within);
  void progress(std::string_view words) override;
  void notice(std::string_view words) override {
    say(write_admin_progress({std::string(words), true}));
  }
  void finish(Result<Json> result) override;
  void close();

 private:
  void requested(const boost::system::error_code& failed, std::size_t bytes);
  void say(std::string line);
  void write_next();

  Protocol::socket socket_;
  std::weak_ptr<Server> server_;
  asio::steady_timer patience_;
  asio::streambuf incoming_{admin_request_bytes_max};
  std::deque<std::string> outgoing_;
  bool finished_ = false;
};

class Server final : public std::enable_shared_from_this<Server> {
 public:
  Server(asio::io_context& io, AdminCommands commands, AdminLimits limits)
      : io_(io), acceptor_(io), commands_(std::move(commands)), limits_(limits) {}

  Result<Done> listen(const std::string& path);
  void accept_next();
  void close();
  void run(const AdminRequest& request, std::shared_ptr<AdminAnswer> answer) {
    commands_(request, std::move(answer));
  }
  void forget(const std::shared_ptr<Session>& session) { sessions_.erase(session); }

 private:
  void accepted(Protocol::socket socket);

  asio::io_context& io_;
  Protocol::acceptor acceptor_;
  AdminCommands commands_;
  AdminLimits limits_;
  std::string path_;
  std::set<std::shared_ptr<Session>> sessions_;
};

class OpenServer final : public AdminServer {
 public:
  explicit OpenServer(std::shared_ptr<Server> server) : server_(std::move(server)) {}
  ~OpenServer() override { server_->close(); }

 private:
  std::shared_ptr<Server> server_;
};

void Session::begin(Duration request_within) {
  patience_.expires_after(request_within);
  patience_.async_wait([self = shared_from_this()](const boost::system::error_code& cancelled) {
    if (!cancelled) self->close();
  });
  asio::async_read_until(
      socket_, incoming_, '\n',
      [self = shared_from_this()](const boost::system::error_code& failed, std::size_t bytes) {
        self->requested(failed, bytes);
      });
}

void Session::requested(const boost::system::error_code& failed, std::size_t bytes) {
  patience_.cancel();
  if (failed == asio::error::not_found) {
    return finish(
        Error{ErrorCode::invalid_input, "the request's line is too long", "admin request"});
  }
  const auto server = server_.lock();
  if (failed || server == nullptr) return close();
  const auto begin = asio::buffers_begin(incoming_.data());
  const std::string line(begin, begin + static_cast<std::ptrdiff_t>(bytes));
  auto request = parse_admin_request(line);
  if (!request) return finish(std::move(request).error());
  log(LogLevel::info, "admin", {{"command", request->command}, {"tenant", request->tenant}});
  server->run(*request, shared_from_this());
}

void Session::progress(std::string_view words) {
  // A client that does not read gets fewer lines, not a longer queue.
  if (outgoing_.size() <= 1) say(write_admin_progress({std::string(words)}));
}

void Session::finish(Result<Json> result) {
  say(write_admin_result(result));
  finished_ = true;
}

void Session::say(std::string line) {
  if (finished_) return;
  outgoing_.push_back(std::move(line));
  if (outgoing_.size() == 1) write_next();
}

void Session::write_next() {
  asio::async_write(
      socket_, asio::buffer(outgoing_.front()),
      [self = shared_from_this()](const boost::system::error_code& failed, std::size_t) {
        self->outgoing_.pop_front();
        if (failed) return self->close();
        if (!self->outgoing_.empty()) return self->write_next();
        if (self->finished_) self->close();
      });
}

void Session::close() {
  finished_ = true;
  patience_.cancel();
  boost::system::error_code ignored;
  socket_.shutdown(Protocol::socket::shutdown_both, ignored);
  socket_.close(ignored);
  if (const auto server = server_.lock()) server->forget(shared_from_this());
}

Error socket_error(const std::string& path, std::string_view what) {
  return {ErrorCode::refused, std::string(what), path};
}

// Makes room for the socket: only a socket nobody answers at may be replaced.
Result<Done> clear_path(const std::string& path) {
  if (auto possible = check_admin_path(path); !possible) return possible;
  if (AdminClient::connect(path)) {
    return Error{ErrorCode::conflict, "another daemon answers at this socket", path};
  }
  unlink(path.c_str());
  return Done{};
}

Result<Done> Server::listen(const std::string& path) {
  if (auto cleared = clear_path(path); !cleared) return cleared;
  // Made under another name: whoever finds the file at `path` finds it private and listening.
  const std::string fresh = path + ".new";
  unlink(fresh.c_str());
  boost::system::error_code failed;
  acceptor_.open(Protocol(), failed);
  if (!failed) acceptor_.bind(Protocol::endpoint(fresh), failed);
  const auto check = [&failed](int outcome) {
    if (outcome != 0) failed.assign(errno, boost::system::system_category());
  };
  if (!failed) check(chmod(fresh.c_str(), S_IRUSR | S_IWUSR));
  if (!failed) acceptor_.listen(static_cast<int>(limits_.connections_max), failed);
  if (!failed) check(rename(fresh.c_str(), path.c_str()));
  if (failed) return socket_error(path, "cannot be opened as a socket (" + failed.message() + ")");
  path_ = path;
  return Done{};
}

void Server::accept_next() {
  acceptor_.async_accept([self = shared_from_this()](const boost::system::error_code& failed,
                                                     Protocol::socket socket) {
    if (!self->acceptor_.is_open()) return;
    if (!failed) self->accepted(std::move(socket));
    self->accept_next();
  });
}

void Server::accepted(Protocol::socket socket) {
  const auto peer = peer_of(socket);
  const bool allowed = peer && admin_peer_allowed(*peer, geteuid());
  auto session = std::make_shared<Session>(std::move(socket), weak_from_this(), io_);
  if (!allowed || sessions_.size() >= limits_.connections_max) {
    log(LogLevel::warning, "admin_refused", {{"cause", allowed ? "too_many" : "peer"}});
    return session->finish(
        allowed ? Error{ErrorCode::unavailable, "too many admin connections; try again", ""}
                : Error{ErrorCode::refused, "this user may not give commands", "admin socket"});
  }
  sessions_.insert(session);
  session->begin(limits_.request_within);
}

void Server::close() {
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  const auto sessions = std::exchange(sessions_, {});
  for (const auto& session : sessions) session->close();
  if (!path_.empty()) unlink(path_.c_str());
}

}  // namespace

Result<Done> check_admin_path(const std::string& path) {
  if (path.size() > socket_path_bytes_max) {
    return socket_error(path,
                        "is too long for a Unix socket (100 bytes); name a shorter path as "
                        "'socket'");
  }
  struct stat there {};
  if (lstat(path.c_str(), &there) == 0 && !S_ISSOCK(there.st_mode)) {
    return socket_error(path,
                        "is in the way and is no socket; move it or name another "
                        "state directory");
  }
  return Done{};
}

bool admin_peer_allowed(uid_t peer, uid_t own) { return peer == own || peer == 0; }

Result<std::unique_ptr<AdminServer>> open_admin_server(asio::io_context& io,
                                                       const std::string& path,
                                                       AdminCommands commands, AdminLimits limits) {
  auto server = std::make_shared<Server>(io, std::move(commands), limits);
  if (auto listening = server->listen(path); !listening) return std::move(listening).error();
  server->accept_next();
  return std::unique_ptr<AdminServer>(std::make_unique<OpenServer>(std::move(server)));
}

}  // namespace crosswalk
