#include "server/console/doors.hpp"

#include <algorithm>

#include "server/console/replies.hpp"

namespace crosswalk::sim {
namespace {

std::string lower(std::string_view text) {
  std::string plain(text);
  for (char& c : plain) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return plain;
}

// Every value of the field: a second one must not hide behind the first.
std::vector<std::string> all_of(const Headers& headers, std::string_view name) {
  std::vector<std::string> values;
  for (const auto& [field, value] : headers) {
    if (lower(field) == name) values.push_back(lower(value));
  }
  return values;
}

bool is_this_machine(std::string_view host) {
  static constexpr std::string_view names[] = {"127.0.0.1", "localhost", "[::1]"};
  return std::ranges::any_of(names, [&](std::string_view name) {
    if (!host.starts_with(name)) return false;
    const std::string_view port = host.substr(name.size());
    if (port.empty()) return true;
    return port[0] == ':' && port.size() <= 6 &&
           std::ranges::all_of(port.substr(1), [](char c) { return c >= '0' && c <= '9'; });
  });
}

HttpResponse refused(const char* what) { return problem_reply(403, what); }

}  // namespace

std::optional<HttpResponse> refuse_foreign(const HttpRequest& request) {
  const auto hosts = all_of(request.headers, "host");
  if (hosts.size() > 1 || !std::ranges::all_of(hosts, is_this_machine)) {
    return refused("Host: it names another machine; ask 127.0.0.1 or localhost and its port");
  }
  for (const std::string& origin : all_of(request.headers, "origin")) {
    if (hosts.empty() || origin != "http://" + hosts[0]) {
      return refused(
          "Origin: a page of another site may not steer the simulator; open /_sim/ on this port, "
          "or use curl");
    }
  }
  // A link that leads here is no harm, since it only shows the page.
  const bool link = request.method == "GET" && all_of(request.headers, "sec-fetch-mode") ==
                                                   std::vector<std::string>{"navigate"};
  for (const std::string& site : all_of(request.headers, "sec-fetch-site")) {
    if (site != "same-origin" && site != "none" && !link) {
      return refused(
          "Sec-Fetch-Site: a page of another site may not ask the simulator; open /_sim/ on this "
          "port, or use curl");
    }
  }
  return std::nullopt;
}

}  // namespace crosswalk::sim
