#include "access/origin.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "sdk/http.hpp"

namespace crosswalk {
namespace {

constexpr std::size_t target_bytes_max = 16 * 1024;
constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); }

Error broken(std::string_view rule) {
  return {ErrorCode::invalid_input, std::string(rule), "origin"};
}

bool label_ok(std::string_view label) {
  return !label.empty() && label.size() <= label_bytes_max && label.front() != '-' &&
         label.back() != '-' &&
         std::ranges::all_of(label, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

// Browsers and C libraries read a name whose last label is a number, decimal or 0x, as an
// address; none of ours may be read in two ways.
bool number_like(std::string_view label) {
  if (std::ranges::all_of(label, is_digit)) return true;
  return label.starts_with("0x") && std::ranges::all_of(label.substr(2), is_hex);
}

bool dns_name(std::string_view host) {
  if (host.size() > host_bytes_max) return false;
  std::size_t labels = 0;
  while (true) {
    const std::size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    if (!label_ok(label)) return false;
    ++labels;
    if (dot == std::string_view::npos) return labels >= 2 && !number_like(label);
    host.remove_prefix(dot + 1);
  }
}

bool loopback(std::string_view host) {
  return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

std::optional<std::uint16_t> port_of(std::string_view text) {
  if (text.empty() || text.front() == '0') return std::nullopt;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return port;
}

// Where the host ends and a port may begin; an address in brackets has colons of its own.
std::size_t host_end(std::string_view authority) {
  if (!authority.starts_with('[')) return std::min(authority.find(':'), authority.size());
  const std::size_t close = authority.find(']');
  return close == std::string_view::npos ? authority.size() : close + 1;
}

bool dot_segment(std::string_view segment) {
  const auto plain = percent_decode(segment);
  return plain && (*plain == "." || *plain == "..");
}

}  // namespace

Result<std::string> checked_origin(std::string_view text, bool allow_loopback) {
  if (text.size() > origin_bytes_max) return broken("is longer than any host name");
  std::string lower(text);
  for (char& c : lower) {
    if (c <= ' ' || c > '~') return broken("holds a character no origin has; use plain ASCII");
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const std::string_view whole = lower;
  const bool https = whole.starts_with("https://");
  if (!https && !whole.starts_with("http://")) return broken("must begin with https://");
  const std::string_view authority = whole.substr(https ? 8 : 7);
  const std::size_t end = host_end(authority);
  const std::string_view host = authority.substr(0, end);
  std::string_view rest = authority.substr(end);

  const bool local = loopback(host);
  if (!local && !dns_name(host)) {
    return broken(
        "must name a host as https://host or https://host:port, nothing before or "
        "after it, and not by an address");
  }
  if (local && !allow_loopback) {
    return broken("points at this machine; say allow_loopback: true where that is meant");
  }
  if (!local && !https) return broken("must begin with https://; http is for loopback only");

  std::string origin = std::string(https ? "https://" : "http://").append(host);
  if (rest.empty()) return origin;
  if (rest.front() != ':') return broken("must end after the host or the port");
  const auto port = port_of(rest.substr(1));
  if (!port) return broken("has a port that is no number from 1 to 65535");
  if (*port != (https ? 443 : 80)) origin.append(":").append(std::to_string(*port));
  return origin;
}

bool plain_target(std::string_view target) {
  if (target.empty() || target.size() > target_bytes_max || target.front() != '/') return false;
  if (target.starts_with("//")) return false;
  for (const char c : target) {
    if (c <= ' ' || c > '~') return false;
    if (c == '#' || c == '\\' || c == '"' || c == '<' || c == '>') return false;
  }
  if (!percent_decode(target)) return false;
  std::string_view path = target.substr(1, std::min(target.find('?'), target.size()) - 1);
  while (true) {
    const std::size_t slash = path.find('/');
    if (dot_segment(path.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace crosswalk
