#include "runtime/admin/client.hpp"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace crosswalk {
namespace {

// As much as is taken; that the rest was not shows in the answer.
void write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

Result<AdminClient> AdminClient::connect(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) {
    return Error{ErrorCode::unavailable, "no daemon can listen at a path this long", path};
  }
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  AdminClient client(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), path);
  if (client.socket_ < 0) {
    return Error{ErrorCode::unavailable, "cannot make a socket", path};
  }
  if (::connect(client.socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return client;
  }
  if (errno == EACCES || errno == EPERM) {
    return Error{ErrorCode::refused,
                 "belongs to another user; run this as the daemon's user or as root", path};
  }
  return Error{ErrorCode::unavailable, "no daemon answers", path};
}

AdminClient::~AdminClient() {
  if (socket_ >= 0) close(socket_);
}

AdminClient::AdminClient(AdminClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), path_(std::move(other.path_)) {}

AdminClient& AdminClient::operator=(AdminClient&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(path_, other.path_);
  return *this;
}

Result<Json> AdminClient::ask(const AdminRequest& request,
                              const std::function<void(const AdminProgress&)>& news) {
  const Error gone{ErrorCode::unavailable, "the daemon went away before it answered", path_};
  // Whoever is turned away at the door has been told why before anything is asked.
  write_all(socket_, write_admin_request(request));
  std::string line;
  std::array<char, 16 * 1024> block{};
  while (true) {
    const ssize_t got = recv(socket_, block.data(), block.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return gone;
    std::string_view rest(block.data(), static_cast<std::size_t>(got));
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
      line.append(rest.substr(0, end));
      rest.remove_prefix(end + 1);
      auto said = parse_admin_line(line);
      line.clear();
      if (auto* result = std::get_if<Result<Json>>(&said)) return std::move(*result);
      if (news) news(std::get<AdminProgress>(said));
    }
    line.append(rest);
    if (line.size() > admin_answer_bytes_max) {
      return Error{ErrorCode::internal, "the daemon's answer is too long", path_};
    }
  }
}

}  // namespace crosswalk
