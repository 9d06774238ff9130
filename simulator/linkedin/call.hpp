#pragma once

/// \file
/// A request that has passed the gate, and the peer it is put to. The rooms behind the gate are
/// functions of these two.

#include <simdjson.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/gate.hpp"
#include "linkedin/ledger.hpp"
#include "linkedin/recruiter/acls.hpp"
#include "linkedin/recruiter/exports.hpp"
#include "linkedin/recruiter/pushes.hpp"
#include "linkedin/routes.hpp"

namespace crosswalk::sim::linkedin {

inline constexpr std::size_t batch_entities_max = 100;

struct Call {
  std::string_view method;
  std::string_view rest_method;   ///< X-RestLi-Method; empty when not sent.
  std::string_view content_type;  ///< Of `body`.
  std::string_view body;
  Generation generation = Generation::v2;
  Protocol protocol = Protocol::one;
  Route route{};
  std::string resource;  ///< "atsCandidates", "atsApplications/stages", "unknown".
  Parameters query;
  std::string_view raw_query;  ///< Still encoded.
  const LinkedInApp* app = nullptr;
  Instant now{};
};

/// A JSON text and its parser, one document at a time; both keep their memory.
class Desk {
 public:
  /// The document of `text`, valid until the next open(). An error for bad UTF-8.
  simdjson::simdjson_result<simdjson::ondemand::document> open(std::string_view text) {
    padded_.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    padded_.assign(text);
    return parser_.iterate(padded_.data(), padded_.size(), padded_.capacity());
  }

 private:
  std::string padded_;
  simdjson::ondemand::parser parser_;
};

struct Peer {
  LinkedInOptions options;
  Ledger ledger;
  Meter meter;
  Registry registry;
  Exports exports;
  Acls acls;
  Pushes pushes;
  Desk body;     ///< For what a client sent.
  Desk content;  ///< For what the ledger holds, read while a body is open.
};

/// Whether X-RestLi-Method says what the HTTP method and path mean anyway.
inline bool may_be(const Call& call, std::string_view rest_method) {
  return call.rest_method.empty() || call.rest_method == rest_method;
}

/// Whether the application may speak for that organization.
inline bool may_reach(const LinkedInApp& app, std::string_view organization) {
  return app.organization.empty() || app.organization == organization;
}

/// 415 for a body that is not JSON.
inline std::optional<Refusal> refuse_type(const Call& call) {
  if (call.content_type.empty() || is_media_type(call.content_type, "application/json")) return {};
  return Refusal{415, -1, "Content-Type is not application/json", {}};
}

/// 400 without a LinkedIn-Version, 426 for one that is not active.
std::optional<Refusal> refuse_version(std::string_view version, const LinkedInOptions& options);

/// 400 unless X-RestLi-Method fits the HTTP method of a batch; a POST must say which it is.
std::optional<Refusal> refuse_method(const Call& call);

/// 403 for writes of records before an integration is enabled; noted unless they close jobs only.
std::optional<Refusal> refuse_early(const Call& call, Peer& peer);

/// 429, counted against the application that asked.
Refusal throttle(const Call& call, Peer& peer);
/// Counts a batch: notes its size, refuses an empty one or one of more than 100 entities with
/// 400, and one that does not fit into the quota with 429.
std::optional<Refusal> refuse_size(const Call& call, Peer& peer, std::size_t entities);

/// What every room asks of a batch first, in this order: keys that could be read (400) and may be
/// reached (403: `reach(key)` says whether), a method that fits them, a size and a quota for them.
template <class Key, class Reach>
std::optional<Refusal> refuse_batch(const Call& call, Peer& peer,
                                    const std::optional<std::vector<Key>>& keys, Reach reach) {
  if (!keys) return bad_keys();
  if (!std::ranges::all_of(*keys, reach)) return no_permission();
  if (auto refusal = refuse_method(call)) return refusal;
  return refuse_size(call, peer, keys->size());
}

/// How far the windows of its resources and seats are used up.
std::vector<Usage> usage_of(const Peer& peer, Instant now);

/// The planned refusal that applies to this entity now; null when there is none.
PlannedRefusal* planned(Peer& peer, EntityKind kind, std::string_view id, bool whole_batch);

/// The decoded ids below a parent, or of a resource with plain ids; nothing when they cannot be
/// read, or one is empty or comes twice.
std::optional<std::vector<std::string>> read_ids(const Call& call);

}  // namespace crosswalk::sim::linkedin
