#include "runtime/net/gzip.hpp"

#include <zlib.h>

#include <algorithm>
#include <limits>

namespace crosswalk {
namespace {

constexpr int gzip_window = 15 + 16;  // zlib's way to say "gzip header expected"
constexpr std::size_t first_bytes = 64 * 1024;

struct Inflater {
  z_stream stream{};
  bool ready = inflateInit2(&stream, gzip_window) == Z_OK;

  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
};

Error damaged() { return {ErrorCode::unavailable, "the gzip body is damaged or cut short", ""}; }

}  // namespace

Result<std::string> gunzip(std::string_view packed, std::size_t bytes_max) {
  Inflater inflater;
  if (!inflater.ready || packed.size() > std::numeric_limits<uInt>::max()) return damaged();
  auto& stream = inflater.stream;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());

  std::string plain;
  std::size_t filled = 0;
  while (true) {
    // One byte beyond the bound tells "exactly full" from "too much".
    if (filled == plain.size()) {
      if (filled > bytes_max) {
        return Error{ErrorCode::refused, "the body unfolds beyond the limit for replies", ""};
      }
      plain.resize(std::min(bytes_max + 1, std::max(first_bytes, plain.size() * 2)));
    }
    stream.next_out = reinterpret_cast<Bytef*>(plain.data() + filled);
    stream.avail_out = static_cast<uInt>(plain.size() - filled);
    const int outcome = inflate(&stream, Z_NO_FLUSH);
    filled = plain.size() - stream.avail_out;
    if (outcome == Z_STREAM_END) break;
    if (outcome != Z_OK) return damaged();
  }
  if (stream.avail_in != 0) return damaged();
  if (filled > bytes_max) {
    return Error{ErrorCode::refused, "the body unfolds beyond the limit for replies", ""};
  }
  plain.resize(filled);
  return plain;
}

Result<std::string> decoded(std::string body, std::string_view coding, std::size_t bytes_max) {
  if (coding.empty() || coding == "identity") return body;
  if (coding == "gzip") return gunzip(body, bytes_max);
  return Error{ErrorCode::refused, "the reply has a content coding that was not asked for", ""};
}

}  // namespace crosswalk
