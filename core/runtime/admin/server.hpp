#pragma once

/// \file
/// The daemon's side of the admin socket: a Unix socket only its own user can open, each peer
/// checked by the kernel's word on who it is, one request a connection. Bounded in connections,
/// line length and patience, because even a friend's script can run wild.

#include <sys/types.h>

#include <functional>
#include <memory>
#include <string>

#include "base/instant.hpp"
#include "base/result.hpp"
#include "runtime/admin/protocol.hpp"

namespace boost::asio {
class io_context;
}

namespace crosswalk {

/// Carries a request out and reports to the answer, now or later, on the loop's thread.
using AdminCommands = std::function<void(const AdminRequest&, std::shared_ptr<AdminAnswer>)>;

/// Whether a peer of that user may give commands to a daemon of user `own`: itself and root.
bool admin_peer_allowed(uid_t peer, uid_t own);

/// Whether a socket could be made at `path`: refused when the path is too long for one, or when
/// something that is no socket lies there. What open_admin_server() asks first.
Result<Done> check_admin_path(const std::string& path);

/// Bounds of the server.
struct AdminLimits {
  std::size_t connections_max = 16;
  Duration request_within{std::chrono::seconds{10}};  ///< From connect to the end of the line.
};

class AdminServer {
 public:
  virtual ~AdminServer() = default;  ///< Closes everything and removes the socket's file.
};

/// Listens at `path`, mode 0600. The caller holds the state's lock, so a socket file left by a
/// dead daemon is replaced; one that answers is `conflict`, and a file that is no socket is
/// never touched. [loop thread; so are the commands]
Result<std::unique_ptr<AdminServer>> open_admin_server(boost::asio::io_context& io,
                                                       const std::string& path,
                                                       AdminCommands commands,
                                                       AdminLimits limits = {});

}  // namespace crosswalk
