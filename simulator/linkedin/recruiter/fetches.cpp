// The other half of orders.hpp: what a client fetches after a notification.

#include "linkedin/recruiter/orders.hpp"
#include "linkedin/rest/pages.hpp"

namespace crosswalk::sim::linkedin {
namespace {

Json texts(const std::vector<std::string>& all) {
  Json out = Json::list();
  for (const std::string& each : all) out.push(each);
  return out;
}

Json profile_of(const ExportOrder& order) {
  Json out = Json::object();
  const auto set = [&](const char* name, const std::string& value) {
    if (!value.empty()) out.set(name, value);
  };
  set("member", order.member);
  set("firstName", order.first_name);
  set("lastName", order.last_name);
  set("headline", order.headline);
  set("location", order.location);
  set("profileUrl", order.profile_url);
  out.set("currentEmployerNames", texts(order.employers));
  out.set("emailAddresses", texts(order.emails));
  return out;
}

HttpResponse answer_request(const Call& call, Peer& peer) {
  const std::string* const id = find(call.query, "requestId");
  if (id == nullptr || id->empty()) return reply(bad_request("requestId is missing"));
  std::vector<Json> elements;
  const Notice* const notice = peer.exports.find(*id, call.now);
  if (notice != nullptr && notice->client_id != call.app->client_id) {
    return reply(no_permission());
  }
  const auto* const order = notice == nullptr ? nullptr : std::get_if<ExportOrder>(&notice->about);
  if (order != nullptr && !peer.exports.is_silent(order->member)) {
    Json one = Json::object();
    one.set("integrationContext", order->context.empty() ? order->organization : order->context);
    one.set("candidate", profile_of(*order));
    one.set("externalJobPostingId", order->job);
    one.set("exportedBy", order->seat);
    one.set("exportedAt", to_ms(notice->at));
    elements.push_back(std::move(one));
  }
  return page(elements, call.query, "/" + call.resource);
}

HttpResponse answer_closed(const Call& call, Peer& peer) {
  std::vector<Json> elements;
  for (const auto& [member, at] : peer.exports.closed_for(call.app->client_id)) {
    Json one = Json::object();
    one.set("member", member);
    one.set("closedAt", to_ms(at));
    elements.push_back(std::move(one));
  }
  return page(elements, call.query, "/" + call.resource);
}

}  // namespace

HttpResponse answer_exports(const Call& call, Peer& peer) {
  if (call.method != "GET" || !may_be(call, "finder")) {
    return reply(bad_request("This resource is read by its finders"));
  }
  const std::string* const finder = find(call.query, "q");
  if (finder != nullptr && *finder == "request") return answer_request(call, peer);
  if (finder != nullptr && *finder == "closedProfiles") return answer_closed(call, peer);
  return reply(bad_request("The finder is unknown"));
}

}  // namespace crosswalk::sim::linkedin
