#pragma once

/// \file
/// What to answer whoever knocks at a tenant's callback: decided from memory, before any store is
/// asked. A challenge is answered at once; a push whose signature is proven becomes a verb that
/// keeps it, and only then is it answered; everything else is turned away without a word about
/// why. Pure, so that a run on virtual time and the daemon's listener decide alike.

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "flow/exchange_port.hpp"
#include "mapping/manifest/plan.hpp"
#include "sdk/http.hpp"

namespace crosswalk {

/// Who may knock for one tenant. Secrets; never printed.
struct Doorkeeper {
  std::string tenant;
  std::vector<std::string> linkedin_secrets;  ///< Of the tenant's application: now, and before.
  std::optional<WebhookSpec> vendor;
  std::vector<std::string> vendor_secrets;  ///< The values of WebhookSpec::secrets that are set.
};

/// The largest push that is looked at.
inline constexpr std::size_t push_bytes_max = 1024 * 1024;

/// Keep this, then answer 200; 503 when it could not be kept, so that the peer tries again.
struct Kept {
  KeepNotice notice;
};

/// Answer this at once. `challenge` tells that LinkedIn asked whether the callback still lives.
struct Replied {
  HttpResponse response;
  bool challenge = false;
};

using Reception = std::variant<Replied, Kept>;

/// The path of a tenant's callback below the public address: "/linkedin/acme", "/vendor/acme".
std::string callback_path(NoticeSource source, std::string_view tenant);

/// The tenant a request's path names, and who knocks; nothing for any other path.
struct Callback {
  NoticeSource source = NoticeSource::linkedin;
  std::string tenant;
};
std::optional<Callback> callback_of(std::string_view target);

/// Decides about a request to `source`'s callback of that tenant. A forged, unsigned or unreadable
/// push is 401 or 400 with an empty body, one that is too large 413; a method that is not used
/// there 405, another tenant's path 401. An empty secret proves nothing.
Reception receive(const Doorkeeper& keeper, NoticeSource source, const HttpRequest& request,
                  Instant now);

}  // namespace crosswalk
