#include "server/harm/script.hpp"

#include <algorithm>

#include <boost/beast/http/status.hpp>

namespace crosswalk::sim {
namespace {

constexpr int no_content = 204;
constexpr int not_modified = 304;

enum class Framing { length, chunks };

std::string head_of(const HttpResponse& reply, Framing framing, std::size_t length, bool keep) {
  namespace http = boost::beast::http;
  const auto reason = http::obsolete_reason(static_cast<http::status>(reply.status));
  std::string head = "HTTP/1.1 " + std::to_string(reply.status) + " " + std::string(reason);
  for (const auto& [name, value] : reply.headers) head += "\r\n" + name + ": " + value;
  if (!keep) head += "\r\nConnection: close";
  if (framing == Framing::chunks) {
    head += "\r\nTransfer-Encoding: chunked";
  } else if (reply.status != no_content && reply.status != not_modified) {
    head += "\r\nContent-Length: " + std::to_string(length);
  }
  return head + "\r\n\r\n";
}

// Something comes, but never all of it.
std::string cut(std::string bytes, std::size_t to) {
  bytes.resize(std::clamp<std::size_t>(to, 1, bytes.size() - 1));
  return bytes;
}

std::string chunk_then_nonsense(const std::string& body, double part) {
  static constexpr char digits[] = "0123456789abcdef";
  const std::string first = body.substr(0, bytes_before_cut(body.size(), part));
  if (first.empty()) return "no size\r\n";
  std::string size;
  for (std::size_t left = first.size(); left != 0; left /= 16) size += digits[left % 16];
  std::reverse(size.begin(), size.end());
  return size + "\r\n" + first + "\r\nno size\r\n";
}

}  // namespace

Script script_of(const Arrival& arrival, bool keep) {
  const HttpResponse& reply = arrival.reply;
  const std::string& body = reply.body;
  const Script::End usual = keep ? Script::End::keep : Script::End::finish;
  if (arrival.harm == Harm::stall) return {{}, 0, 0, Script::End::hold};
  if (arrival.harm == Harm::reset_before) return {{}, 0, 0, Script::End::reset};
  if (arrival.harm == Harm::wrong_length) {
    const std::size_t told = body.size() - std::min<std::size_t>(arrival.short_by, body.size());
    return {head_of(reply, Framing::length, told, false) + body, 0, 0, Script::End::finish};
  }
  if (arrival.harm == Harm::bad_chunking) {
    return {head_of(reply, Framing::chunks, 0, keep) + chunk_then_nonsense(body, arrival.part), 0,
            0, Script::End::finish};
  }
  const std::string head = head_of(reply, Framing::length, body.size(), keep);
  std::string whole = head + body;
  const std::size_t in_body = head.size() + bytes_before_cut(body.size(), arrival.part);
  // What has no two bytes to come slowly is slow from the empty line on that ends the head.
  const std::size_t slow_body_from = body.size() < 2 ? head.size() - 2 : head.size();
  switch (arrival.harm) {
    case Harm::slow_headers:
      return {std::move(whole), 0, head.size(), usual};
    case Harm::slow_body: {
      const std::size_t to = whole.size();
      return {std::move(whole), slow_body_from, to, usual};
    }
    case Harm::reset_in_headers:
      return {cut(head, bytes_before_cut(head.size(), arrival.part)), 0, 0, Script::End::reset};
    case Harm::reset_in_body:
      return {cut(std::move(whole), in_body), 0, 0, Script::End::reset};
    case Harm::truncate:
      return {cut(std::move(whole), in_body), 0, 0, Script::End::finish};
    default:
      return {std::move(whole), 0, 0, usual};
  }
}

Pace pace_of(const Script& script, Duration over) {
  constexpr Duration::rep tick_ms = 10, ticks_max = 200;
  const std::size_t slow = std::max<std::size_t>(script.slow_to - script.slow_from, 1);
  const auto ticks =
      static_cast<std::size_t>(std::clamp<Duration::rep>(over.count() / tick_ms, 2, ticks_max));
  const std::size_t piece = (slow + ticks - 1) / ticks;
  const std::size_t gaps = std::max<std::size_t>((slow + piece - 1) / piece, 2) - 1;
  return {piece, over / static_cast<Duration::rep>(gaps)};
}

}  // namespace crosswalk::sim
