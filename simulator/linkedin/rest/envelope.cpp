#include "linkedin/rest/envelope.hpp"

#include <algorithm>
#include <array>

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::string_view form = "application/x-www-form-urlencoded";

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string_view boundary_of(std::string_view content_type) {
  while (true) {
    const std::size_t next = content_type.find(';');
    if (next == std::string_view::npos) return {};
    content_type.remove_prefix(next + 1);
    const std::string_view parameter = trimmed(content_type.substr(0, content_type.find(';')));
    const std::size_t equals = parameter.find('=');
    if (equals == std::string_view::npos || !same_word(parameter.substr(0, equals), "boundary")) {
      continue;
    }
    std::string_view value = parameter.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
      value = value.substr(1, value.size() - 2);
    }
    // RFC 2046 section 5.1.1.
    return value.size() <= 70 ? value : std::string_view{};
  }
}

struct Part {
  std::string_view content_type;
  std::string_view content;
};

// `text` begins right after a delimiter's line and ends right before the next delimiter.
std::optional<Part> read_part(std::string_view text) {
  Part part;
  while (true) {
    const std::size_t end = text.find("\r\n");
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    if (line.empty()) break;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    if (same_word(line.substr(0, colon), "content-type")) {
      part.content_type = trimmed(line.substr(colon + 1));
    }
  }
  part.content = text;
  return part;
}

bool too_long(const HttpRequest& request, std::string_view path, std::string_view query) {
  if (query.size() > query_bytes_max || request.target.size() > url_bytes_max) return true;
  std::size_t head = request.method.size() + request.target.size();
  for (const auto& [name, value] : request.headers) head += name.size() + value.size() + 4;
  if (head > head_bytes_max) return true;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (end - begin > path_segment_bytes_max) return true;
    begin = end + 1;
  }
  return false;
}

std::variant<Unwrapped, Refusal> untunnel(std::string_view method, std::string_view content_type,
                                          Unwrapped outer) {
  static constexpr std::array methods = {"GET", "DELETE", "PUT", "POST"};
  if (outer.method != "POST") return bad_request("Only a POST may override its method");
  if (std::ranges::find(methods, method) == methods.end()) {
    return bad_request("The overriding method is unknown");
  }
  if (!outer.query.empty()) return bad_request("A tunnelled request has no query of its own");
  outer.method = method;
  if (is_media_type(content_type, form)) {
    outer.query = outer.body;
    outer.body = {};
    outer.content_type = {};
    return outer;
  }
  if (!is_media_type(content_type, "multipart/mixed")) {
    return bad_request("A tunnelled request is a form or multipart/mixed");
  }
  const auto inner = read_multipart(content_type, outer.body);
  if (!inner) return bad_request("The parts of the tunnelled request cannot be read");
  outer.query = inner->query;
  outer.body = inner->body;
  outer.content_type = inner->content_type;
  return outer;
}

}  // namespace

bool is_media_type(std::string_view content_type, std::string_view type) {
  return same_word(trimmed(content_type.substr(0, content_type.find(';'))), type);
}

std::optional<Tunnelled> read_multipart(std::string_view content_type, std::string_view body) {
  const std::string_view boundary = boundary_of(content_type);
  if (boundary.empty()) return std::nullopt;
  const std::string delimiter = "\r\n--" + std::string(boundary);
  // The first delimiter may begin the body, without a line break before it.
  std::size_t at = 0;
  if (body.starts_with(std::string_view(delimiter).substr(2))) {
    at = delimiter.size() - 2;
  } else {
    at = body.find(delimiter);
    if (at == std::string_view::npos) return std::nullopt;
    at += delimiter.size();
  }
  std::optional<Part> query, content;
  while (body.substr(at, 2) != "--") {
    const std::size_t line_end = body.find("\r\n", at);
    const std::size_t next = body.find(delimiter, at);
    if (next == std::string_view::npos || line_end >= next) return std::nullopt;
    if (!trimmed(body.substr(at, line_end - at)).empty()) return std::nullopt;
    const auto part = read_part(body.substr(line_end + 2, next - line_end - 2));
    if (!part) return std::nullopt;
    std::optional<Part>& place = is_media_type(part->content_type, form) ? query : content;
    if (place) return std::nullopt;
    place = part;
    at = next + delimiter.size();
  }
  if (!query || !content) return std::nullopt;
  return Tunnelled{query->content, content->content, content->content_type};
}

std::variant<Unwrapped, Refusal> unwrap(const HttpRequest& request) {
  const std::string_view target = request.target;
  const std::size_t mark = target.find('?');
  Unwrapped out;
  out.method = request.method;
  out.path = target.substr(0, mark);
  if (mark != std::string_view::npos) out.query = target.substr(mark + 1);
  out.body = request.body;
  out.content_type = header(request.headers, "Content-Type");
  if (too_long(request, out.path, out.query)) return uri_too_long();
  if (request.body.size() > body_bytes_max) {
    return Refusal{413, -1, "Request Entity Too Large", {}};
  }
  const std::string_view method = header(request.headers, "X-HTTP-Method-Override");
  if (method.empty()) return out;
  return untunnel(method, out.content_type, out);
}

}  // namespace crosswalk::sim::linkedin
