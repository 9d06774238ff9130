#include "cassette/replay.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text/dates.hpp"
#include "base/text/json.hpp"
#include "cassette/recording.hpp"
#include "cassette/scrub/principal.hpp"
#include "cassette/scrub/resource.hpp"
#include "cassette/scrub/shapes.hpp"

namespace crosswalk::sim {
namespace {

constexpr std::string_view nobody = "nobody";
constexpr std::size_t nearest_max = 3;

/// How much of two texts is the same at both ends, of a thousand parts of the longer.
std::size_t likeness(std::string_view a, std::string_view b) {
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t before = 0, behind = 0;
  while (before < shorter && a[before] == b[before]) ++before;
  while (behind < shorter - before && a[a.size() - 1 - behind] == b[b.size() - 1 - behind]) {
    ++behind;
  }
  return 1000 * (before + behind) / std::max<std::size_t>({a.size(), b.size(), 1});
}

HttpResponse refusal(int status, const Json& body) {
  HttpResponse reply;
  reply.status = status;
  reply.headers.emplace_back("Content-Type", "application/json");
  reply.body = write_json(body);
  return reply;
}

/// What names a moment in a head or a token's reply names it as far from now as it was then.
void move_times(HttpResponse& reply, Duration by) {
  constexpr std::size_t epoch_digits = 10;
  for (auto& [name, value] : reply.headers) {
    const std::string plain = squeezed(name);
    if (const auto date = parse_http_date(value); date && plain == "retryafter") {
      value = format_http_date(*date + by);
    } else if (plain.ends_with("reset") && all_digits(value) && value.size() == epoch_digits) {
      value = std::to_string(std::stoll(value) + by.count() / 1000);
    }
  }
  if (token_in(reply).empty()) return;
  auto body = parse_json(reply.body);
  if (!body) return;
  const auto end = parse_instant(body->text_of("expires_at"));
  if (!end) return;
  body->set("expires_at", format_instant(*end + by));
  reply.body = write_json(*body);
}

std::string as_sent(std::string_view, std::string_view value) { return std::string(value); }

}  // namespace

std::string who_may_ask(const Cassette& cassette) {
  std::set<std::string> names;
  for (const Exchange& each : cassette.exchanges) {
    if (each.tenant != nobody) names.insert(each.tenant);
  }
  if (names.empty()) {
    return "nobody showed a credential when it was recorded, and none is asked for";
  }
  if (names.size() == 1) {
    return "one tenant was recorded, '" + *names.begin() +
           "': any user, client id or key is taken, and none as well";
  }
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "'" : ", '") + name + "'";
  return std::to_string(names.size()) +
         " tenants were recorded; show one of these names as user, " +
         "client id or key, or the token that one was given: " + list;
}

CassetteVendor::CassetteVendor(Cassette cassette) : cassette_(std::move(cassette)) {
  for (auto& [key, exchanges] : by_resource(cassette_)) tracks_[key].exchanges = exchanges;
  for (const Exchange& exchange : cassette_.exchanges) {
    if (exchange.tenant == nobody) continue;
    const std::string token = token_in({exchange.status, exchange.headers, exchange.body});
    if (!token.empty()) tenants_[token] = exchange.tenant;
    if (std::ranges::find(names_, exchange.tenant) == names_.end()) {
      names_.push_back(exchange.tenant);
    }
  }
}

std::string CassetteVendor::tenant_of(const HttpRequest& request) const {
  const Shown shown = shown_by(request);
  if (shown.principal.empty()) return std::string(nobody);
  if (const auto known = tenants_.find(shown.token); known != tenants_.end()) return known->second;
  if (std::ranges::find(names_, shown.principal) != names_.end()) return shown.principal;
  const bool stranger = !shown.token.empty() && !tenants_.empty();
  if (names_.empty() || stranger) return std::string(nobody);
  return names_.size() == 1 ? names_.front() : std::string();
}

std::vector<std::string> CassetteVendor::nearest(const std::string& resource) const {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const auto& [key, track] : tracks_) {
    ranked.emplace_back(1000 - likeness(resource, key.second), key.second);
  }
  std::ranges::sort(ranked);
  std::vector<std::string> found;
  for (auto& [rank, text] : ranked) {
    const bool there = std::ranges::find(found, text) != found.end();
    if (found.size() < nearest_max && !there) found.push_back(std::move(text));
  }
  return found;
}

HttpResponse CassetteVendor::not_recorded(const std::string& tenant, const std::string& resource) {
  Json list = Json::list();
  for (std::string& each : nearest(resource)) list.push(std::move(each));
  Json body;
  body.set("error", "not_recorded");
  body.set("message",
           "the cassette has no such request of this tenant; nearest are the resources below");
  body.set("tenant", tenant);
  if (tenant == nobody && names_.size() > 1) {
    body.set("hint", "the request shows no credential that is known; " + who_may_ask(cassette_));
  }
  body.set("nearest", std::move(list));
  return refusal(404, body);
}

HttpResponse CassetteVendor::nobody_known() {
  Json list = Json::list();
  for (const std::string& name : names_) list.push(name);
  Json body;
  body.set("error", "unknown_tenant");
  body.set("message",
           "several tenants were recorded; show one of these names as user, client id or key");
  body.set("tenants", std::move(list));
  return refusal(401, body);
}

std::optional<HttpResponse> CassetteVendor::answer(const HttpRequest& request, Instant now) {
  latency_ = Duration{0};
  const std::string tenant = tenant_of(request);
  const std::string resource = resource_of(request, as_sent);
  auto track = tracks_.find({tenant, resource});
  if (track == tracks_.end() && tenant == nobody && names_.size() == 1) {
    track = tracks_.find({names_.front(), resource});
  }
  if (track == tracks_.end()) track = tracks_.find({std::string(nobody), resource});
  if (track == tracks_.end()) {
    ++missed_;
    return tenant.empty() ? nobody_known() : not_recorded(tenant, resource);
  }
  ++answered_;
  Track& found = track->second;
  const Exchange& exchange = cassette_.exchanges[found.exchanges[found.next]];
  if (found.next + 1 < found.exchanges.size()) ++found.next;
  latency_ = exchange.latency;
  if (exchange.status == 0) return std::nullopt;
  HttpResponse reply =
      redirected({exchange.status, exchange.headers, exchange.body}, peer_marker, request.origin);
  if (now > cassette_.recorded_at) move_times(reply, now - cassette_.recorded_at);
  set_header(reply.headers, "Date", format_http_date(now));
  return reply;
}

}  // namespace crosswalk::sim
