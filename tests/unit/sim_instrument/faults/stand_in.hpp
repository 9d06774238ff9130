#pragma once

// A peer for the faults to stand before: pages of invented people in the manner of Greenhouse (a
// cursor in Link), of v1 (page numbers in Link) and of Gem (page numbers alone), and a LinkedIn
// that takes everything. It writes down what it was asked, when by its clock, and what it was
// turned by.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text/dates.hpp"
#include "faults/faults.hpp"
#include "faults/replies/targets.hpp"

namespace crosswalk::sim {

inline const Instant run_start = from_ms(1'767'225'600'000);  // 2026-01-01T00:00:00Z
inline const std::string vendor_origin = "https://harvest.example.com";

struct StandIn {
  std::size_t people = 6;
  std::size_t page_items = 2;
  std::vector<HttpRequest> asked;
  std::vector<Instant> told;
  std::vector<std::pair<FaultDeed, std::uint64_t>> turns;
  std::vector<std::string> order;  // "turn" and "ask", as they came.

  // Person n was made n days before the start and changed n minutes before it.
  static std::string person(std::size_t n) {
    return R"({"id":)" + std::to_string(n) + R"(,"first_name":"Nn )" + std::to_string(n) +
           R"(","emails":[{"value":"n)" + std::to_string(n) +
           R"(@example.com"}],"private":false,)" + R"("created_at":")" +
           format_instant(run_start - std::chrono::days(n)) + R"(","updated_at":")" +
           format_instant(run_start - std::chrono::minutes(n)) + "\"}";
  }

  std::string page(std::size_t number) const {
    std::string body = "[";
    const std::size_t first = (number - 1) * page_items;
    for (std::size_t n = first; n < std::min(first + page_items, people); ++n) {
      if (body.size() > 1) body += ',';
      body += person(n + 1);
    }
    return body + "]";
  }

  HttpResponse answer(const HttpRequest& request, Instant now) {
    asked.push_back(request);
    told.push_back(now);
    order.emplace_back("ask");
    HttpResponse reply{
        .status = 200,
        .headers = {{"Content-Type", "application/json"}, {"Date", format_http_date(now)}},
        .body = "{}"};
    const std::string& target = request.target;
    if (request.method != "GET" || target.find("/v2/") == 0) return reply;
    if (target.find("/v1/candidates/") == 0) {
      reply.body = person(static_cast<std::size_t>(std::stoi(target.substr(15))));
      return reply;
    }
    const bool cursors = target.find("/v3/") == 0;
    const auto said = parameter(query_of(target), cursors ? "cursor" : "page");
    const std::string text(said.value_or(cursors ? "p1" : "1"));
    const auto number = static_cast<std::size_t>(std::stoi(text.substr(cursors ? 1 : 0)));
    reply.body = page(number);
    if (number * page_items >= people || target.find("/ats/v0/") == 0) return reply;
    const std::string path = target.substr(0, target.find('?'));
    const std::string next = std::to_string(number + 1);
    std::string link = "<" + vendor_origin + path;
    link += cursors ? "?cursor=p" + next : "?page=" + next + "&per_page=2";
    link += ">; rel=\"next\"";
    if (!cursors) link += ",<" + vendor_origin + path + "?page=3&per_page=2>; rel=\"last\"";
    reply.headers.emplace_back("Link", link);
    return reply;
  }

  PeerHand hand() {
    return {[this](const HttpRequest& request, Instant now) { return answer(request, now); },
            [this](const FaultDeed& deed, const HttpRequest&, std::uint64_t turn_no, Instant) {
              turns.emplace_back(deed, turn_no);
              order.emplace_back("turn");
            }};
  }
};

inline HttpRequest get(std::string target) {
  return {.method = "GET",
          .origin = vendor_origin,
          .target = std::move(target),
          .headers = {},
          .body = {}};
}

inline HttpRequest put(std::string target, std::string body) {
  return {.method = "PUT",
          .origin = "https://api.example.com",
          .target = std::move(target),
          .headers = {{"X-RestLi-Method", "batch_update"}},
          .body = std::move(body)};
}

inline FaultRule rule_of(FaultKind kind, std::string at = "*") {
  FaultRule rule;
  rule.id = std::string(word_of(kind).word);
  rule.at = std::move(at);
  rule.what.kind = kind;
  return rule;
}

// One vendor or LinkedIn behind rules.
struct Road {
  explicit Road(std::vector<FaultRule> rules, std::uint64_t seed = 7)
      : faults(seed, std::move(rules), run_start) {}

  StandIn peer;
  Faults faults;
  Instant now = run_start;

  Arrival ask(const HttpRequest& request, const std::string& name = "greenhouse",
              const std::string& tenant = "acme") {
    return faults.pass(tenant, name, request, peer.hand(), now);
  }
  Arrival list(const std::string& query = "per_page=2") {
    return ask(get("/v3/candidates?" + query));
  }
  std::uint64_t fired(FaultKind kind) { return faults.fired()[std::string(word_of(kind).word)]; }
};

// The ids on a page, in order: "1 2".
inline std::string ids_on(const HttpResponse& reply) {
  std::string out;
  for (std::size_t at = reply.body.find("\"id\":"); at != std::string::npos;
       at = reply.body.find("\"id\":", at + 1)) {
    if (!out.empty()) out += ' ';
    out += reply.body.substr(at + 5, reply.body.find(',', at) - at - 5);
  }
  return out;
}

// Path and query of the next link; empty without one.
inline std::string next_of(const HttpResponse& reply) {
  const std::string link(header(reply.headers, "Link"));
  const std::size_t end = link.find(">; rel=\"next\"");
  if (end == std::string::npos) return {};
  const std::size_t begin = link.rfind(vendor_origin, end) + vendor_origin.size();
  return link.substr(begin, end - begin);
}

}  // namespace crosswalk::sim
