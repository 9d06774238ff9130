#include "worker/channel.hpp"

#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "engine/frames.hpp"

namespace crosswalk {
namespace {

// Memory is taken as bytes arrive, not as a length claims them.
constexpr std::size_t read_at_once = 4 * 1024 * 1024;

}  // namespace

bool Channel::fill(char* to, std::size_t size) {
  while (size > 0) {
    const ssize_t got = read(descriptor_, to, size);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

std::optional<std::string_view> Channel::next() {
  char head[frame_head_bytes];
  if (!fill(head, sizeof(head))) return std::nullopt;
  const auto length = frame_length({head, sizeof(head)});
  if (!length) return std::nullopt;
  body_.clear();
  while (body_.size() < *length) {
    const std::size_t from = body_.size();
    body_.resize(from + std::min(read_at_once, *length - from));
    if (!fill(body_.data() + from, body_.size() - from)) return std::nullopt;
  }
  return body_;
}

bool Channel::write_frame(std::string_view frame) {
  while (!frame.empty()) {
    const ssize_t put = write(descriptor_, frame.data(), frame.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    frame.remove_prefix(static_cast<std::size_t>(put));
  }
  return true;
}

}  // namespace crosswalk
