#include "linkedin/call.hpp"

#include <algorithm>

namespace crosswalk::sim::linkedin {
namespace {

constexpr std::size_t version_digits = 6;

// LinkedIn deletes no job: closing is how one is taken back, and that tells it nothing new.
bool takes_back(const Call& call) {
  if (call.route.room != Room::postings) return false;
  const auto body = parse_json(call.body);
  const Json* const jobs = body ? body->find("elements") : nullptr;
  return jobs != nullptr && jobs->items() != nullptr &&
         std::ranges::all_of(*jobs->items(), [](const Json& job) {
           return job.text_of("state") == "CLOSED" ||
                  job.text_of("jobPostingOperationType") == "CLOSE";
         });
}

}  // namespace

// The documents echo "202504" as "20250401".
std::optional<Refusal> refuse_version(std::string_view version, const LinkedInOptions& options) {
  if (version.empty()) {
    return Refusal{400, -1, "A version must be given in the LinkedIn-Version header",
                   "VERSION_MISSING"};
  }
  if (std::ranges::find(options.versions, version) != options.versions.end()) return std::nullopt;
  const bool number = version.size() == version_digits &&
                      version.find_first_not_of("0123456789") == std::string_view::npos;
  return Refusal{426, -1,
                 "Requested version " + (number ? std::string(version) + "01 " : std::string()) +
                     "is not active",
                 "NONEXISTENT_VERSION"};
}

Refusal throttle(const Call& call, Peer& peer) {
  ++peer.ledger.conduct_of(call.app->organization).tallies[call.resource].quota_breaches;
  return throttled(peer.options.quota_exceeded_wording);
}

std::optional<Refusal> refuse_size(const Call& call, Peer& peer, std::size_t entities) {
  Tally& tally = peer.ledger.tally(call.resource);
  Tally& of_customer = peer.ledger.conduct_of(call.app->organization).tallies[call.resource];
  for (Tally* const each : {&tally, &of_customer}) {
    each->largest_batch = std::max<std::uint64_t>(each->largest_batch, entities);
  }
  if (entities == 0) return bad_request("The batch has no entities");
  if (entities > batch_entities_max) {
    return bad_request("The batch has more than 100 entities");
  }
  if (!peer.meter.admit_records(*call.app, call.resource, entities, peer.options.quotas,
                                call.now)) {
    return throttle(call, peer);
  }
  tally.records += entities;
  return std::nullopt;
}

std::optional<Refusal> refuse_method(const Call& call) {
  if (call.method == "POST" && call.rest_method != "batch_partial_update") {
    return bad_request("A POST here needs X-RestLi-Method: batch_partial_update");
  }
  const std::string_view meant = call.method == "PUT"      ? "batch_update"
                                 : call.method == "POST"   ? "batch_partial_update"
                                 : call.method == "DELETE" ? "batch_delete"
                                                           : "batch_get";
  if (may_be(call, meant)) return std::nullopt;
  return bad_request("X-RestLi-Method does not fit the HTTP method");
}

std::optional<Refusal> refuse_early(const Call& call, Peer& peer) {
  const Room room = call.route.room;
  const bool records = room == Room::entities || room == Room::postings || room == Room::acls ||
                       room == Room::acl_assignees;
  // What is taken back may go at any time, or a customer who left could not be forgotten.
  if (!records || (call.method != "PUT" && call.method != "POST")) return std::nullopt;
  if (peer.registry.counts_as_enabled(*call.app, peer.options)) return std::nullopt;
  if (!takes_back(call)) peer.ledger.note_too_early(call.app->organization);
  if (!peer.options.require_enabled) return std::nullopt;
  return Refusal{403, 65600, "The integration is not enabled", {}};
}

std::optional<std::vector<std::string>> read_ids(const Call& call) {
  return call.protocol == Protocol::two ? read_plain_list(call.raw_query)
                                        : read_plain_ids(call.query);
}

PlannedRefusal* planned(Peer& peer, EntityKind kind, std::string_view id, bool whole_batch) {
  const auto found = std::ranges::find_if(peer.options.refusals, [&](const PlannedRefusal& each) {
    return each.kind == kind && (each.id.empty() || each.id == id) &&
           each.whole_batch == whole_batch && each.times > 0;
  });
  return found == peer.options.refusals.end() ? nullptr : &*found;
}

std::vector<Usage> usage_of(const Peer& peer, Instant now) {
  const Quotas& quotas = peer.options.quotas;
  std::vector<Usage> all = peer.meter.usage(quotas, now);
  for (Usage& each : peer.exports.usage(quotas.exports_per_month, now)) {
    all.push_back(std::move(each));
  }
  return all;
}

}  // namespace crosswalk::sim::linkedin
