#pragma once

/// \file
/// A request that has passed the gate, and the peer it is put to. The rooms behind the gate,
/// entities and postings, are functions of these two.

#include <simdjson.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "linkedin/gate.hpp"
#include "linkedin/linkedin.hpp"
#include "linkedin/rest/keys.hpp"

namespace crosswalk::sim::linkedin {

inline constexpr std::size_t batch_entities_max = 100;

struct Call {
  std::string_view method;
  std::string_view rest_method;   ///< X-RestLi-Method; empty when not sent.
  std::string_view content_type;  ///< Of `body`.
  std::string_view body;
  std::string resource;           ///< "atsCandidates", "atsApplications/stages".
  std::vector<std::string> path;  ///< Decoded segments after "/v2/".
  Parameters query;
  const LinkedInApp* app = nullptr;
  Instant now{};
};

/// A JSON text with the space behind it that the parser needs, and its parser. One document at
/// a time; both keep their memory from request to request.
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
  Desk body;     ///< For what a client sent.
  Desk content;  ///< For what the ledger holds, read while a body is open.
};

/// Whether X-RestLi-Method says what the HTTP method and path mean anyway.
inline bool may_be(const Call& call, std::string_view rest_method) {
  return call.rest_method.empty() || call.rest_method == rest_method;
}

/// 415 for a body that is not JSON.
inline std::optional<Refusal> refuse_type(const Call& call) {
  if (call.content_type.empty() || is_media_type(call.content_type, "application/json")) return {};
  return Refusal{415, -1, "Content-Type is not application/json", {}};
}

/// Counts a batch: notes its size, refuses an empty one or one of more than 100 entities with
/// 400, and one that does not fit into the quota with 429.
std::optional<Refusal> refuse_size(const Call& call, Peer& peer, std::size_t entities);

/// The planned refusal that applies to this entity now; null when there is none.
PlannedRefusal* planned(Peer& peer, EntityKind kind, std::string_view id, bool whole_batch);

}  // namespace crosswalk::sim::linkedin
