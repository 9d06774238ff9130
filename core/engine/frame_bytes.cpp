#include "engine/frame_bytes.hpp"

#include <utility>

#include "engine/frames.hpp"

namespace crosswalk {

void ByteWriter::number(std::uint64_t value, std::size_t width) {
  for (std::size_t at = 0; at < width; ++at) {
    out_ += static_cast<char>((value >> (8 * at)) & 0xFF);
  }
}

void ByteWriter::text(std::string_view value) {
  number(value.size(), 4);
  out_ += value;
}

Result<std::string> ByteWriter::framed() && {
  const std::size_t size = out_.size() - frame_head_bytes;
  if (size > frame_bytes_max) {
    return Error{ErrorCode::unsupported, "the message is longer than 64 MiB; ask for less", {}};
  }
  for (std::size_t at = 0; at < frame_head_bytes; ++at) {
    out_[at] = static_cast<char>((size >> (8 * at)) & 0xFF);
  }
  return std::move(out_);
}

std::uint64_t ByteReader::number(std::size_t width) {
  if (!well_ || rest_.size() < width) {
    well_ = false;
    return 0;
  }
  std::uint64_t value = 0;
  for (std::size_t at = 0; at < width; ++at) {
    value |= std::uint64_t{static_cast<unsigned char>(rest_[at])} << (8 * at);
  }
  rest_.remove_prefix(width);
  return value;
}

std::uint64_t ByteReader::number_up_to(std::uint64_t last) {
  const std::uint64_t value = number(1);
  if (value <= last) return value;
  well_ = false;
  return 0;
}

std::string ByteReader::text() {
  const std::uint64_t size = number(4);
  if (!well_ || size > rest_.size()) {
    well_ = false;
    return {};
  }
  std::string value(rest_.substr(0, size));
  rest_.remove_prefix(size);
  return value;
}

Result<std::size_t> frame_length(std::string_view head) {
  ByteReader reader(head);
  const std::uint64_t size = reader.number(frame_head_bytes);
  if (reader.well() && size <= frame_bytes_max) return std::size_t{size};
  return Error{ErrorCode::invalid_input, "a message claims more than 64 MiB", {}};
}

}  // namespace crosswalk
