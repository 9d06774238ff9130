#pragma once

/// \file
/// How this LinkedIn says no, in the bodies its documents show. Where only the status is known
/// the wording is ours; a client may branch on status and service code only. Bodies never repeat
/// what the client sent, except the word of an enumeration, as LinkedIn does.

#include <string>
#include <string_view>

#include "sdk/http.hpp"

namespace crosswalk::sim::linkedin {

/// Why a request is refused as a whole.
struct Refusal {
  int status = 400;
  int service_code = -1;  ///< serviceErrorCode; negative when the body has none.
  std::string message;
  std::string code;  ///< The `code` of newer services; empty when the body has none.
};

Refusal empty_token();
Refusal invalid_token();
Refusal expired_token();
Refusal no_permission();
/// Unknown path or entity: serviceErrorCode 0.
Refusal no_such_resource(std::string_view name);
/// The ids of a batch cannot be read, repeat, or differ from the body's.
Refusal bad_keys();
Refusal bad_request(std::string_view why);
/// `quota_wording` chooses the second body seen in the wild. Never with Retry-After.
Refusal throttled(bool quota_wording);
Refusal uri_too_long();

/// The error object, as a reply's body or inside a batch's.
std::string error_json(const Refusal& refusal);

/// A JSON reply with the Rest.li headers of protocol 1.
HttpResponse reply(int status, std::string body);
HttpResponse reply(const Refusal& refusal);
/// Renames a reply's headers to those of protocol 2.
void dress_in_protocol_2(HttpResponse& out);

}  // namespace crosswalk::sim::linkedin
