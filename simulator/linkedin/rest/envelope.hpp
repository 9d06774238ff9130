#pragma once

/// \file
/// A request freed of its wrapping. LinkedIn caps the URL, so a long query travels in the body
/// of a POST with X-HTTP-Method-Override: alone as a form for methods without a body, or as the
/// first part of a multipart/mixed with the real body beside it. The caps are checked here,
/// before anything else is read.

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "linkedin/rest/replies.hpp"
#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {

inline constexpr std::size_t query_bytes_max = 4096;
inline constexpr std::size_t path_segment_bytes_max = 4096;
inline constexpr std::size_t url_bytes_max = 8192;
inline constexpr std::size_t head_bytes_max = 28 * 1024;
inline constexpr std::size_t body_bytes_max = 32 * 1024 * 1024;

/// What the client meant. The views point into the request.
struct Unwrapped {
  std::string_view method;
  std::string_view path;
  std::string_view query;  ///< Still encoded.
  std::string_view body;
  std::string_view content_type;  ///< Of `body`.
};

/// Undoes query tunnelling. 414 for a URL, query or head over the caps, 413 for a body over
/// its cap, 400 for a wrapping that cannot be undone.
std::variant<Unwrapped, Refusal> unwrap(const HttpRequest& request);

/// The two parts of a multipart/mixed body, in any order, told apart by their Content-Type.
struct Tunnelled {
  std::string_view query;
  std::string_view body;
  std::string_view content_type;  ///< Of `body`.
};

/// Nothing unless there is exactly one part of each and the closing boundary.
std::optional<Tunnelled> read_multipart(std::string_view content_type, std::string_view body);

/// Whether a Content-Type field names that media type, parameters aside.
bool is_media_type(std::string_view content_type, std::string_view type);

}  // namespace crosswalk::sim::linkedin
