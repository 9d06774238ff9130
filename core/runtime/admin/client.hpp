#pragma once

/// \file
/// The command line's side of the admin socket. It blocks, as a command may, and believes
/// nothing beyond its bounds.

#include <functional>
#include <string>

#include "base/result.hpp"
#include "runtime/admin/protocol.hpp"

namespace crosswalk {

class AdminClient {
 public:
  /// Connects. `unavailable` when no daemon answers there, `refused` when this user may not.
  static Result<AdminClient> connect(const std::string& path);

  ~AdminClient();
  AdminClient(AdminClient&& other) noexcept;
  AdminClient& operator=(AdminClient&& other) noexcept;

  /// Sends the one request of this connection and waits for its end, however long it takes;
  /// `news` hears each line on the way. A daemon that goes away meanwhile is `unavailable`.
  Result<Json> ask(const AdminRequest& request,
                   const std::function<void(const AdminProgress&)>& news);

 private:
  explicit AdminClient(int socket, std::string path) : socket_(socket), path_(std::move(path)) {}

  int socket_ = -1;
  std::string path_;
};

}  // namespace crosswalk
